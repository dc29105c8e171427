import { integersUnit, numbersUnit } from '../../sql/epoch.ts'
import { isIntervalType } from '../../sql/interval-text.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import type { TargetType } from '../target/target-schema.ts'
import type { Conversion } from './conversion.ts'

/**
 * Decides how the values that a column really holds reach the type that they go into. Pure.
 *
 * @param given whether the type is that of a schema that somebody created. A derived type follows the values; a given
 *   one asks them to follow, as far as that changes no meaning.
 * @param isCoreData whether Core Data has written the table, which does not count from 1970
 */
export function chooseConversion(
  profile: ColumnProfile,
  type: TargetType,
  given: boolean,
  isCoreData = false,
): Conversion {
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      // a derived type takes reals only where they are whole, as its foreign key asks
      return { kind: profile.reals > 0 || (given && profile.texts > 0) ? 'numeral' : 'integer' }
    case 'real':
    case 'double precision':
      return { kind: given && profile.texts > 0 ? 'spelled-float' : 'float' }
    case 'numeric':
      return { kind: 'decimal' }
    case 'text':
    case 'varchar':
    case 'char':
    case 'enum':
      return profile.integers + profile.reals > 0 ? { kind: 'rendered' } : { kind: 'text' }
    case 'bytea':
      return { kind: 'bytes' }
    case 'boolean':
      return { kind: 'boolean' }
    case 'date':
      return countsMost(profile) ? epoch(profile, daysOf(profile), isCoreData) : daysOf(profile)
    case 'time':
      return { kind: 'time' }
    case 'timestamp':
    case 'timestamptz':
      return countsMost(profile) ? epoch(profile, { kind: type.kind }, isCoreData) : { kind: type.kind }
    case 'json':
    case 'jsonb':
      return { kind: 'json' }
    case 'uuid':
      return { kind: given && profile.texts > profile.textForms.uuid ? 'respelled-uuid' : 'uuid' }
    case 'other':
      // a text may have the currency before its digits
      if (type.name === 'money' && profile.texts === 0) return { kind: 'decimal' }
      return isIntervalType(type.name) ? duration(profile) : { kind: 'rendered' }
    default:
      return type satisfies never
  }
}

function countsMost({ integers, reals, texts, blobs }: ColumnProfile): boolean {
  return integers + reals > texts + blobs
}

type Moments = { readonly kind: 'date' | 'midnight' | 'timestamp' | 'timestamptz' }

/** Plain dates are the rule: they keep their order and stay apart, which two spellings of a day do not. */
function daysOf({ textForms }: ColumnProfile): Moments {
  return { kind: textForms.timestamp + textForms['timestamp-utc'] > 0 ? 'midnight' : 'date' }
}

/**
 * Numbers that could count anything are no moments: they do not fit, and are not guessed at.
 *
 * @param otherwise how the texts arrive then
 */
function epoch(profile: ColumnProfile, otherwise: Moments, isCoreData: boolean): Conversion {
  // reals that are no seconds among integers that count something are refused for themselves
  const unit = isCoreData ? null : (numbersUnit(profile) ?? integersUnit(profile))
  return unit === null ? otherwise : { kind: 'epoch', unit }
}

/**
 * PostgreSQL would read a number as seconds. Django writes microseconds where a database has no interval; numbers
 * beside texts could count anything.
 * https://docs.djangoproject.com/en/stable/ref/models/fields/#durationfield
 */
function duration({ integers, reals, texts, blobs }: ColumnProfile): Conversion {
  return { kind: integers > 0 && reals + texts + blobs === 0 ? 'duration' : 'text' }
}
