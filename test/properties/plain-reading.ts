import Database from 'better-sqlite3'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import type { RandomTable } from './random-database.ts'
import type { Encoding } from './random-values.ts'

/** A cell as SQLite holds it: texts as their bytes, beside the way SQLite spells it. */
export interface SourceCell {
  readonly storageClass: string
  readonly value: bigint | number | Buffer | null
  readonly spelled: Buffer | null
}

export interface SourceRow {
  /** As SQLite numbers the row; null where it does not. */
  readonly rowid: bigint | null
  readonly cells: readonly SourceCell[]
  /** Which of the table's CHECKs it breaks, in their order. */
  readonly broken: readonly boolean[]
}

/** Reads all rows of a table of the source, without any code of the program. */
export function readSource(
  database: Database.Database,
  { name, columns, rowid, rules }: RandomTable,
): readonly SourceRow[] {
  const cells = columns.map(quoteName).flatMap((value) => {
    return [
      `typeof(${value})`,
      `iif(typeof(${value}) = 'text', cast(${value} as blob), ${value})`,
      `cast(cast(${value} as text) as blob)`,
    ]
  })
  const checks = rules.flatMap((rule) => (rule.kind === 'check' ? [`ifnull(${rule.broken}, false)`] : []))
  const rows = database
    .prepare(
      `select ${[rowid ?? 'null', ...checks, ...cells].join(', ')} from ${quoteName(name)} not indexed`,
    )
    .raw()
    .all() as unknown[][]
  return rows.map(([number, ...row]) => ({
    rowid: number as bigint | null,
    broken: row.splice(0, checks.length).map((broken) => broken === 1n),
    cells: columns.map((_, index) => ({
      storageClass: row[3 * index] as string,
      value: row[3 * index + 1] as SourceCell['value'],
      spelled: row[3 * index + 2] as Buffer | null,
    })),
  }))
}

export function openSource(path: string): Database.Database {
  const database = new Database(path, { readonly: true })
  database.defaultSafeIntegers(true)
  return database
}

/** An identifier, in either database. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export interface TargetTable {
  /** Quoted. */
  readonly name: string
  /** In the order of the source. */
  readonly columns: readonly { readonly name: string; readonly type: string; readonly notNull: boolean }[]
  readonly rows: readonly (readonly (string | null)[])[]
}

/** Reads all rows of a table of the target as texts. */
export async function readTarget(connection: PostgresConnection, table: string): Promise<TargetTable> {
  const name = `public.${quoteName(table)}`
  const described = await connection.query(
    `select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as not_null
       from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum`,
    [name],
  )
  const columns = described.rows.map((row) => ({
    name: row.name ?? '',
    type: row.type ?? '',
    notNull: row.not_null === 't',
  }))
  // by names of ours: the driver makes an object of each row, in which __proto__ is no ordinary name
  const aliased = columns.map((column, index) => `${quoteName(column.name)} as c${index}`)
  const found = await connection.query(`select ${aliased.join(', ')} from ${name}`)
  return { name, columns, rows: found.rows.map((row) => columns.map((_, index) => row[`c${index}`] ?? null)) }
}

/** Whether a value of PostgreSQL means what the cell holds. Naive on purpose: no code is shared with the program. */
export function means(cell: SourceCell, found: string | null, type: string, encoding: Encoding): boolean {
  const { storageClass, value } = cell
  if (storageClass === 'null' || found === null) return storageClass === 'null' && found === null
  const text = textOf(cell, encoding)
  switch (type.replace(/\(.*\)/, '')) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return typeof value === 'bigint' && String(value) === found
    case 'double precision':
      if (typeof value === 'bigint') return BigInt(Number(value)) === value && Number(found) === Number(value)
      return typeof value === 'number' && Object.is(Number(found), value)
    case 'numeric':
      return typeof value === 'bigint'
        ? sameInteger(found, value)
        : typeof value === 'number' && Number(found) === value && digitsOf(found) <= digitsOf(String(value))
    case 'text':
    case 'character varying':
    case 'character':
      if (storageClass === 'text') return text === found
      return storageClass === 'blob' ? Buffer.from(found).equals(value as Buffer) : text === found
    case 'bytea':
      if (storageClass === 'blob') return found === `\\x${(value as Buffer).toString('hex')}`
      if (storageClass !== 'text') return false
      return text !== null
        ? found === `\\x${Buffer.from(text).toString('hex')}`
        : encoding === 'UTF-8' && found === `\\x${(value as Buffer).toString('hex')}`
    case 'boolean':
      if (typeof value === 'bigint') return found === (value === 1n ? 't' : value === 0n ? 'f' : null)
      return text !== null && /^(t|true)$/i.test(text) === (found === 't') && /^(t|f|true|false)$/i.test(text)
    case 'date':
      return (
        text !== null &&
        !/[+-](?!00:?(?:00)?$)\d\d(:?\d\d)?$/.test(text.slice(10)) &&
        sameInstant(text, found)
      )
    case 'time without time zone':
      return text !== null && END_OF_DAY.test(text)
        ? found === '24:00:00'
        : sameInstant(`2000-01-01 ${text}`, `2000-01-01 ${found}`)
    case 'time with time zone':
      return (
        text !== null &&
        sameInstant(`2000-01-01 ${text}`, `2000-01-01 ${found}`) &&
        eastOf(text) === eastOf(found)
      )
    case 'timestamp without time zone':
      return text !== null && !/[+-]\d\d(:?\d\d)?$/.test(text.slice(10)) && sameInstant(text, found)
    case 'timestamp with time zone':
      if (typeof value === 'bigint')
        return [1_000_000n, 1000n].some((unit) => value * unit === microseconds(found))
      if (typeof value === 'number') return Number(microseconds(found)) / 1e6 === value
      return text !== null && sameInstant(text, found)
    case 'json':
      return storageClass === 'blob' ? Buffer.from(found).equals(value as Buffer) : text === found
    case 'uuid':
      return text === found
    default:
      throw new Error(`no naive comparison for ${type}`)
  }
}

/** A cell as the text that a naive migration would send; null for a text that is none, and for blobs. */
export function textOf({ storageClass, value, spelled }: SourceCell, encoding: Encoding): string | null {
  if (storageClass === 'integer') return String(value)
  if (storageClass === 'real') return shortest(utf8Of(spelled, encoding).toString(), value as number)
  if (storageClass !== 'text') return null
  try {
    return new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true }).decode(value as Buffer)
  } catch {
    return null
  }
}

/** SQLite spells some doubles with more digits than they need. */
function shortest(spelled: string, real: number): string {
  if (spelled.length <= 16) return spelled
  return /[.e]/.test(String(real)) ? String(real) : `${real}.0`
}

/** How many of them count. */
function digitsOf(number: string): number {
  return number.replace(/e.*|[-.]/g, '').replace(/^0+|0+$/g, '').length
}

function utf8Of(spelled: Buffer | null, encoding: Encoding): Buffer {
  return Buffer.from(new TextDecoder(encoding.toLowerCase()).decode(spelled ?? Buffer.alloc(0)))
}

function sameInteger(found: string, value: bigint): boolean {
  const [, whole] = /^(-?\d+)(?:\.0+)?$/.exec(found) ?? []
  return whole !== undefined && BigInt(whole) === value
}

const END_OF_DAY = /^24:00(?::00(?:\.0+)?)?$/

/** PostgreSQL knows later years and a moment at 24:00 too; SQLite's own functions do not, so such a text is no date. */
const IN_CALENDAR = /^\d{4}-/

function sameInstant(text: string, found: string): boolean {
  return IN_CALENDAR.test(text) && microseconds(text) !== null && microseconds(text) === microseconds(found)
}

/** Minutes east of UTC, which is where a time without an offset is. */
function eastOf(text: string): number {
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):?(\d\d)?$/.exec(text) ?? []
  const east = Number(hours) * 60 + Number(minutes)
  return sign === '+' || east === 0 ? east : -east
}

/** Since 1970 UTC; null for anything but `YYYY-MM-DD[ HH:MM[:SS[.f]]][offset]`. */
function microseconds(text: string): bigint | null {
  const parts =
    /^(\d{4,5})-(\d\d)-(\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)? ?(Z|[+-]\d\d(?::?\d\d)?)?)?( BC)?$/.exec(
      text,
    )
  if (parts === null) return null
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    offset = 'Z',
    era,
  ] = parts
  const date = new Date(0)
  date.setUTCFullYear(era === undefined ? Number(year) : 1 - Number(year), Number(month) - 1, Number(day))
  date.setUTCHours(Number(hour), Number(minute), Number(second))
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? []
  const shift = BigInt(Number(hours) * 60 + Number(minutes)) * 60_000_000n
  const decimals = /^(\d{6})0*$/.exec(fraction.padEnd(6, '0'))
  if (decimals === null) return null
  return BigInt(date.getTime()) * 1000n + BigInt(decimals[1] ?? 0) + (sign === '+' ? -shift : shift)
}
