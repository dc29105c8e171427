import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../../engines/postgres/postgres-error.ts'
import type { SqliteDatabase } from '../../../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../../../engines/sqlite/sqlite-error.ts'
import { lexSqlite } from '../../../../sql/parsing/lex-sqlite.ts'
import { quoteIdentifier } from '../../../../sql/quote.ts'
import { sameName } from '../../../../sql/same-name.ts'
import type { TablePlan } from '../../../plan/migration-plan.ts'
import { takenBack } from '../access/attempt.ts'
import type { TableProbes } from '../access/table-probes.ts'
import type { RowPlace } from '../row-write.ts'
import type { AuditTrigger } from './source-trigger.ts'

/** Rows from the start and from the end of a table that SQLite is asked about. */
const NEAR = 20_000
/** So many of those for which the condition holds are tried. */
const MOST_ROWS = 8

/**
 * Rows for which the condition of a trigger holds in the source, also when they are updated to what they are: SQLite itself is
 * asked, with the row as OLD and as NEW. They are from all over those that were looked at, where the condition of the
 * target may be another one. Empty where there is no condition, where only a query can tell it, where no whole number
 * names the rows, and where a row that is inserted again would get another value that the condition asks for.
 */
export async function heededRows(
  source: SqliteDatabase,
  connection: PostgresConnection,
  plan: TablePlan,
  probes: TableProbes,
  trigger: AuditTrigger,
): Promise<readonly RowPlace[]> {
  const [key, ...more] = plan.keyColumns
  const column = plan.columns.find((one) => one.source === key)
  const { condition } = trigger
  if (condition === null || key === undefined || more.length > 0 || column === undefined) return []
  if (trigger.on === 'insert' && asksForDefault(condition, plan, probes)) return []
  const keys = spread(keysOf(source, plan.source, key, condition))
  if (keys.length === 0) return []
  try {
    return await takenBack(connection, async () => {
      const { rows } = await connection.query(
        `select tableoid::text as part, ctid::text as place from ${probes.name} where ${quoteIdentifier(column.target)} in (${keys.join(', ')})`,
      )
      return rows.map((row) => ({ part: row.part ?? '', place: row.place ?? '' }))
    })
  } catch (error) {
    // the key may have become a text
    if (error instanceof PostgresRefusal) return []
    throw error
  }
}

/** Whole numbers as texts. */
function keysOf(source: SqliteDatabase, table: string, name: string, condition: string): readonly string[] {
  const [from, key] = [quoteIdentifier(table), quoteIdentifier(name)]
  const near = (direction: string) =>
    `new.${key} in (select ${key} from ${from} order by ${key} ${direction} limit ${NEAR})`
  try {
    return source
      .prepare<[], string>(
        `select cast(new.${key} as text) from ${from} as new join ${from} as old on old.${key} = new.${key}
          where typeof(new.${key}) = 'integer' and (${near('asc')} or ${near('desc')}) and (${condition}\n)
          order by new.${key}`,
      )
      .pluck()
      .all()
  } catch (error) {
    // OLD of a row that is inserted, a function of the application, a value that a function does not take
    if (sqliteResultCode(error) !== null) return []
    throw error
  }
}

function spread(keys: readonly string[]): readonly string[] {
  if (keys.length <= MOST_ROWS) return keys
  const last = keys.length - 1
  return Array.from({ length: MOST_ROWS }, (_, at) => keys[Math.round((at * last) / (MOST_ROWS - 1))] ?? '')
}

function asksForDefault(condition: string, { columns }: TablePlan, probes: TableProbes): boolean {
  const words = lexSqlite(condition).map(({ value }) => value)
  const filled = probes.columns.filter(({ hasDefault }) => hasDefault).map(({ name }) => name)
  return columns.some(
    ({ source, target }) =>
      filled.includes(quoteIdentifier(target)) && words.some((word) => sameName(word, source)),
  )
}
