import { openSqlite, type SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { isDamage } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'

/**
 * `integrity_check` reads 20 to 190 MB/s, `quick_check` 1 GB/s (measured, warm): beyond this size only the quick one runs.
 * What it leaves out are the entries of indexes, which no row is read from, and which PostgreSQL makes anew.
 */
const FULL_CHECK_BYTES = 16 * 1024 ** 2

/**
 * Lets SQLite look for damage, and for foreign keys that it could not check.
 * https://www.sqlite.org/pragma.html#pragma_integrity_check
 */
export function checkIntegrity(path: string, sizeBytes: number): readonly Issue[] {
  const check = sizeBytes <= FULL_CHECK_BYTES ? 'integrity_check' : 'quick_check'
  const database = openSqlite(path)
  try {
    database.exec('pragma ignore_check_constraints = on')
    const tables = listTables(database)
    return [...checkForDamage(database, check, tables), ...findForeignKeyMismatches(database, tables)]
  } finally {
    database.close()
  }
}

function listTables(database: SqliteDatabase): readonly string[] {
  return database.prepare(TABLES).pluck().all() as string[]
}

const TABLES = `
  select name
    from sqlite_schema
   where type = 'table'
   order by rowid`

/** The whole file in one go finds most; a table whose functions or collations are missing makes that impossible. */
function checkForDamage(
  database: SqliteDatabase,
  check: string,
  tables: readonly string[],
): readonly Issue[] {
  const whole = runCheck(database, check, null)
  if (whole.refusal === null) return describeDamage(whole.damage)
  const parts = tables.map((table) => ({ table, ...runCheck(database, check, table) }))
  const notChecked = parts.flatMap(({ table, refusal }) =>
    refusal === null
      ? []
      : [issue('integrity-not-checked', { table, message: `SQLite could not check the table: ${refusal}` })],
  )
  return [...describeDamage(parts.flatMap(({ damage }) => damage)), ...notChecked]
}

/** The damage that a check names, or why it could not run. */
interface CheckResult {
  readonly damage: readonly string[]
  readonly refusal: string | null
}

/** Reads message by message: SQLite can name pages first and then stop with an error on the same pages. */
function runCheck(database: SqliteDatabase, check: string, table: string | null): CheckResult {
  const argument = table === null ? MOST_MESSAGES : quoteIdentifier(table)
  const limit = table === null ? MOST_MESSAGES : MOST_MESSAGES_OF_TABLE
  const damage: string[] = []
  try {
    const messages = database.prepare(`pragma ${check}(${argument})`).pluck().iterate() as Iterable<string>
    let count = 0
    for (const message of messages) {
      count++
      damage.push(...message.split('\n').filter(tellsOfDamage))
      if (damage.length >= MOST_DAMAGE) return { damage, refusal: null }
    }
    return { damage, refusal: count < limit ? null : `it stopped at ${limit} values that break a rule` }
  } catch (error) {
    const { message } = error as Error
    return isDamage(error) ? { damage: [...damage, message], refusal: null } : { damage, refusal: message }
  }
}

/** SQLite stops after so many messages, and rows that break a rule use them up. Only the first can be raised. */
const MOST_MESSAGES = 1_000_000
const MOST_MESSAGES_OF_TABLE = 100
const MOST_DAMAGE = 100

/** Rows that break a rule of the schema are no damage either; the column profile counts them exactly. */
function tellsOfDamage(line: string): boolean {
  return line !== 'ok' && !/^(\*\*\* in database|(NULL|NUMERIC|TEXT) value in) /.test(line)
}

const SHOWN_MESSAGES = 3

function describeDamage(damage: readonly string[]): readonly Issue[] {
  const isFullText = (message: string) => message.includes('inverted index')
  const fullText = damage.filter(isFullText)
  const other = damage.filter((message) => !isFullText(message))
  return [
    ...(other.length === 0 ? [] : [issue('source-corrupt', { message: summarise(other) })]),
    ...(fullText.length === 0 ? [] : [fullTextDamage(fullText)]),
  ]
}

function fullTextDamage(damage: readonly string[]): Issue {
  return issue('source-corrupt', {
    object: 'full-text index',
    priority: 'LOW',
    message: `${summarise(damage)}. Only searches in the source are concerned: full-text indexes are not migrated`,
    remedy: "Rebuild the index in the source: INSERT INTO the_table(the_table) VALUES('rebuild').",
  })
}

/** The messages name tables, indexes, rowids and pages, never values. */
function summarise(damage: readonly string[]): string {
  const shown = damage.slice(0, SHOWN_MESSAGES)
  const more = damage.length - shown.length
  const rest = more === 0 ? '' : `; and ${more}${damage.length >= MOST_DAMAGE ? ' or more' : ''} others`
  return `SQLite found damage: ${shown.join('; ')}${rest}`
}

/**
 * SQLite refuses to compile the check of a foreign key whose parent columns do not exist or are not unique; nothing
 * needs to run. https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
function findForeignKeyMismatches(database: SqliteDatabase, tables: readonly string[]): readonly Issue[] {
  return tables.flatMap((table) => {
    try {
      database.prepare(`pragma foreign_key_check(${quoteIdentifier(table)})`)
      return []
    } catch (error) {
      const { message } = error as Error
      return message.startsWith('foreign key mismatch')
        ? [issue('foreign-key-mismatch', { table, message })]
        : []
    }
  })
}
