import type { TermType } from '../../../sql/translation/term.ts'
import type { ExpressionColumn } from '../../../sql/translation/translate-expression.ts'
import type { Affinity, Column } from '../../catalog/catalog.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import type { TargetType } from '../target-schema.ts'
import { epochOf } from '../types/epoch-column.ts'
import { valueCount } from '../types/followers.ts'
import type { DerivedColumn } from './derived-table.ts'

/** The columns that the expressions of a table can name, with what SQLite and PostgreSQL agree about. */
export function expressionColumns(columns: readonly DerivedColumn[]): readonly ExpressionColumn[] {
  return columns.map(({ column, name, type }) => ({
    source: column.name,
    target: name,
    type: termType(type, column.profile),
    affinity: comparisonAffinity(column.affinity),
    collation: column.collation,
    spelling: spellingOf(type, column),
    isLarge: column.profile.integersBeyondDouble > 0,
    isTf: type.kind === 'boolean' && holdsOnlyTf(column.profile),
    typeName: type.kind === 'json' || type.kind === 'uuid' ? type.kind : null,
  }))
}

/** As {@link ExpressionColumn.spelling}. */
function spellingOf(type: TargetType, { profile, momentSpelling }: Column): string | null {
  if (valueCount(profile) === 0) return ''
  return epochOf(type, profile) ?? momentSpelling
}

/** Of no value at all that is true as well: then it is the rule that tells how it would be spelled. */
function holdsOnlyTf({ integers, reals, texts, blobs, textsTf }: ColumnProfile): boolean {
  return textsTf === texts && integers + reals + blobs === 0
}

/** Where a value changed its storage class on the way, the expression saw another value than it would see now. */
function termType(type: TargetType, profile: ColumnProfile): TermType {
  switch (type.kind) {
    case 'bigint':
      return 'integer'
    case 'double precision':
      return 'float'
    case 'numeric':
      return 'decimal'
    case 'text':
    case 'varchar':
      return profile.integers + profile.reals + profile.blobs === 0 ? 'text' : 'opaque'
    case 'bytea':
      return profile.texts === 0 ? 'bytes' : 'opaque'
    case 'boolean':
      return profile.textForms.boolean === 0 ? 'boolean' : 'opaque'
    case 'date':
      // as a date, a midnight is equal to a day that it is not as a text
      return profile.midnights > 0 ? 'timestamp' : 'date'
    case 'time':
    case 'timestamp':
      return type.kind
    case 'timestamptz':
      return profile.integers + profile.reals === 0 || epochOf(type, profile) !== null
        ? 'timestamptz'
        : 'opaque'
    case 'smallint':
    case 'integer':
    case 'real':
    case 'char':
    case 'json':
    case 'jsonb':
    case 'uuid':
    case 'enum':
    case 'other':
      return 'opaque'
    default:
      return type satisfies never
  }
}

function comparisonAffinity(affinity: Affinity): 'numeric' | 'text' | null {
  if (affinity === 'TEXT') return 'text'
  return affinity === 'BLOB' ? null : 'numeric'
}

/** Whether PostgreSQL assigns the expression to the column without changing its value. */
export function isAssignable(from: TermType, to: TargetType): boolean {
  switch (to.kind) {
    case 'bigint':
      return from === 'integer'
    case 'double precision':
      return from === 'integer' || from === 'float'
    case 'numeric':
      return to.precision === null && (from === 'integer' || from === 'decimal')
    case 'text':
    // what is longer is refused, as by any column of the type
    case 'varchar':
      return from === 'text'
    case 'bytea':
      return from === 'bytes'
    case 'boolean':
      return from === 'boolean'
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return from === to.kind
    case 'smallint':
    case 'integer':
    case 'real':
    case 'char':
    case 'json':
    case 'jsonb':
    case 'uuid':
    case 'enum':
    case 'other':
      return false
    default:
      return to satisfies never
  }
}
