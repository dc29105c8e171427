/** A declared type taken apart: `VARYING CHARACTER(255)` is the name `VARYING CHARACTER` with the argument 255. */
export interface DeclaredType {
  /** Upper case, one blank between words, without arguments. */
  readonly name: string
  readonly arguments: readonly number[]
}

/** https://www.sqlite.org/syntax/type-name.html. The names of {@link SPELLINGS} are those that they spell. */
export function parseDeclaredType(text: string): DeclaredType {
  const open = text.indexOf('(')
  const close = text.indexOf(')', open)
  const name = open === -1 ? text : `${text.slice(0, open)} ${close === -1 ? '' : text.slice(close + 1)}`
  const list = open === -1 || close === -1 ? '' : text.slice(open + 1, close)
  return {
    name: canonicalName(name.toUpperCase().replace(/\s+/g, ' ').trim()),
    arguments: list
      .split(',')
      .filter((part) => /^\s*[+-]?\d+\s*$/.test(part))
      .map(Number),
  }
}

/**
 * How libraries spell a type for SQLite, by the affinity that they want, and the type that they have it for elsewhere.
 *
 * - SeaORM: https://github.com/SeaQL/sea-query/blob/master/src/backend/sqlite/table.rs
 * - Ecto, whose `:utc_datetime` is a timestamp without time zone in PostgreSQL too:
 *   https://hexdocs.pm/ecto_sql/Ecto.Migration.html#module-field-types
 * - Phinx, by which CakePHP migrates; its binary UUIDs are `uuid` in PostgreSQL:
 *   https://github.com/cakephp/phinx/blob/0.x/src/Phinx/Db/Adapter/SQLiteAdapter.php
 */
export const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['DATE_TEXT', 'DATE'],
  ['TIME_TEXT', 'TIME'],
  ['DATETIME_TEXT', 'DATETIME'],
  ['TIMESTAMP_TEXT', 'TIMESTAMP'],
  ['TIMESTAMP_WITH_TIMEZONE_TEXT', 'TIMESTAMPTZ'],
  ['JSON_TEXT', 'JSON'],
  ['JSONB_TEXT', 'JSONB'],
  ['UUID_TEXT', 'UUID'],
  ['ENUM_TEXT', 'ENUM'],
  ['REAL_DECIMAL', 'DECIMAL'],
  ['REAL_MONEY', 'MONEY'],
  ['BINARY_BLOB', 'BINARY'],
  ['VARBINARY_BLOB', 'VARBINARY'],
  ['BOOLEAN_INTEGER', 'BOOLEAN'],
  ['UUID_BLOB', 'UUID'],
  ['TINYINTEGER', 'TINYINT'],
  ['SMALLINTEGER', 'SMALLINT'],
  ['BIGINTEGER', 'BIGINT'],
  ['NAIVE_DATETIME', 'DATETIME'],
  ['NAIVE_DATETIME_USEC', 'DATETIME'],
  ['UTC_DATETIME', 'DATETIME'],
  ['UTC_DATETIME_USEC', 'DATETIME'],
])

function canonicalName(name: string): string {
  return SPELLINGS.get(name) ?? name
}

const DECIMAL_NAMES: ReadonlySet<string> = new Set([
  'DECIMAL',
  'DEC',
  'NUMERIC',
  'NUMBER',
  'FIXED',
  'MONEY',
  'SMALLMONEY',
  'CURRENCY',
])

/**
 * The precision and scale that a declared type asks for; null where it asks for none, or for some that not every
 * supported PostgreSQL has (1 ≤ precision ≤ 1000, 0 ≤ scale ≤ precision).
 */
export function decimalLimits(
  declaredType: string,
): { readonly precision: number; readonly scale: number } | null {
  const declared = parseDeclaredType(declaredType)
  const [precision, scale = 0] = declared.arguments
  if (!DECIMAL_NAMES.has(declared.name) || precision === undefined) return null
  if (precision < 1 || precision > 1000 || scale < 0 || scale > precision) return null
  return { precision, scale }
}
