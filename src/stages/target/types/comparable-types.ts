import { numbersUnit } from '../../../sql/epoch.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import type { TargetType } from '../target-schema.ts'
import { valueCount } from './followers.ts'

/**
 * Whether PostgreSQL can create a foreign key from one type to the other: the child must turn into the parent's type
 * by an implicit cast. https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
 */
export function canReference(child: TargetType, parent: TargetType): boolean {
  return REFERENCES[parent.kind]?.includes(child.kind) ?? child.kind === parent.kind
}

const REFERENCES: Readonly<Partial<Record<TargetType['kind'], readonly TargetType['kind'][]>>> = {
  bigint: ['bigint'],
  numeric: ['bigint', 'numeric'],
  'double precision': ['bigint', 'numeric', 'double precision'],
  text: ['text', 'varchar'],
  varchar: ['text', 'varchar'],
  json: [],
}

/**
 * Whether every value of a column arrives in the type, equal to all that it is equal to in SQLite.
 *
 * @param parent the profile of the column that the type was chosen for
 */
export function holdsAll(type: TargetType, profile: ColumnProfile, parent: ColumnProfile): boolean {
  const values = valueCount(profile)
  const forms = profile.textForms
  switch (type.kind) {
    case 'bigint':
      return profile.integers + profile.realsWhole === values
    case 'double precision':
      return profile.integers + profile.reals === values && profile.integersBeyondDouble === 0
    case 'numeric':
      return type.precision === null && profile.integers + profile.reals === values
    case 'text':
      return profile.texts === values && profile.textsWithNul === 0 && profile.textsInvalidUtf8 === 0
    case 'varchar':
      return holdsAll({ kind: 'text' }, profile, parent) && profile.longestText <= type.length
    case 'bytea':
      return profile.blobs === values || (areTexts(profile) && areTexts(parent))
    case 'boolean':
      return profile.integersBoolean + forms.boolean === values
    case 'date':
      return forms.date === values
    case 'time':
      return forms.time === values
    case 'timestamp':
      return forms.date + forms.timestamp === values
    case 'timestamptz':
      return (
        forms.date + forms.timestamp + forms['timestamp-utc'] + forms['timestamp-offset'] === values ||
        (profile.integers === values && countAlike(profile, parent))
      )
    case 'uuid':
      return forms.uuid === values
    default:
      return values === 0
  }
}

/** Texts that have bytes in UTF-8. */
function areTexts(profile: ColumnProfile): boolean {
  return profile.texts === valueCount(profile) && profile.textsInvalidUtf8 === 0
}

/** Whether both count the same since 1970, and nothing else. */
function countAlike(profile: ColumnProfile, parent: ColumnProfile): boolean {
  const unit = numbersUnit(profile)
  return unit !== null && parent.texts + parent.blobs === 0 && unit === numbersUnit(parent)
}
