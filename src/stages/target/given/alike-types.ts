import type { Column } from '../../catalog/catalog.ts'
import type { TargetType } from '../target-schema.ts'
import type { Intent } from '../types/intent.ts'
import { typeIntent } from '../types/type-intent.ts'

/** Types that hold one kind of thing, in other sizes. */
type Family =
  | 'integer'
  | 'float'
  | 'decimal'
  | 'text'
  | 'moment'
  | 'json'
  | Exclude<TargetType['kind'], Sized>
type Sized =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'double precision'
  | 'numeric'
  | 'text'
  | 'varchar'
  | 'char'
  | 'timestamp'
  | 'timestamptz'
  | 'json'
  | 'jsonb'

/**
 * What frameworks have in PostgreSQL where they have less in SQLite: Entity Framework keeps decimals, moments and UUIDs
 * in TEXT, Drizzle booleans and moments in INTEGER, GORM booleans in NUMERIC, Django durations in BIGINT. A time that is
 * lost, or a text that must be a number, is told as a narrower type.
 * https://learn.microsoft.com/en-us/dotnet/standard/data/sqlite/types
 * https://orm.drizzle.team/docs/column-types/sqlite
 */
const MAY_BE: Readonly<Partial<Record<Family, readonly Family[]>>> = {
  text: ['enum', 'uuid', 'json', 'moment', 'date', 'time', 'decimal', 'integer', 'float', 'boolean', 'other'],
  integer: ['decimal', 'boolean', 'moment', 'date', 'time', 'other'],
  float: ['decimal', 'integer', 'moment'],
  decimal: ['integer', 'boolean', 'moment'],
  moment: ['date', 'time'],
  // of 16 bytes, which are told as such
  bytea: ['uuid'],
}

/**
 * Whether an application can have the type in PostgreSQL for what its values, or its declaration, ask for. Pure.
 *
 * @param wanted the type that the values ask for
 */
export function isAlike(column: Column, wanted: TargetType, given: TargetType): boolean {
  const found = familyOf(given)
  const declared = familyOfIntent(typeIntent(column).intent)
  return [familyOf(wanted), ...(declared === null ? [] : [declared])].some(
    (family) => family === found || MAY_BE[family]?.includes(found) === true,
  )
}

function familyOf({ kind }: TargetType): Family {
  switch (kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return 'integer'
    case 'real':
    case 'double precision':
      return 'float'
    case 'numeric':
      return 'decimal'
    case 'text':
    case 'varchar':
    case 'char':
      return 'text'
    case 'timestamp':
    case 'timestamptz':
      return 'moment'
    case 'json':
    case 'jsonb':
      return 'json'
    default:
      return kind
  }
}

/** null where the declaration asks for nothing. */
function familyOfIntent({ kind }: Intent): Family | null {
  switch (kind) {
    case 'timestamp':
      return 'moment'
    case 'bytes':
      return 'bytea'
    case 'any':
      return null
    default:
      return kind
  }
}
