import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { openPrivateCopy } from '../../../engines/sqlite/open-private-copy.ts'
import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { runScript, ScriptError } from '../../../engines/sqlite/run-script.ts'
import { quoteIdentifier, quoteQualified } from '../../../sql/quote.ts'
import type { ColumnPlan, MigrationPlan, TablePlan } from '../../plan/migration-plan.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { SequencePlan } from '../../target/target-schema.ts'
import { readCopyRows } from './read-copy-rows.ts'
import { restorer, type SqliteValue } from './restored-value.ts'
import { readSpelling } from './spelling.ts'

export interface WriteBack {
  readonly snapshot: Snapshot
  readonly plan: MigrationPlan
  readonly sequences: readonly SequencePlan[]
}

const MAX_BYTES = 64 * 1024 ** 3

/**
 * Writes the target into a new SQLite file: the tables as the source defines them, the rows as PostgreSQL holds them
 * now, then indexes, triggers and views, and the counters of AUTOINCREMENT.
 *
 * @param path where nothing is yet
 * @throws ScriptError where SQLite refuses the definition of a table
 */
export async function writeBack(
  { snapshot, plan, sequences }: WriteBack,
  connection: PostgresConnection,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const source = snapshot.open()
  try {
    const definitions = readDefinitions(source, plan)
    const encoding = `pragma encoding = '${snapshot.encoding}'`
    await runDefinitions([encoding, ...definitions.tables], path, signal)
    const copy = openPrivateCopy(path)
    // nobody else knows the file, and after an error it is of no use
    copy.exec('pragma journal_mode = off; pragma locking_mode = exclusive; pragma cache_size = -65536')
    try {
      for (const table of plan.tables) await writeTable(source, copy, connection, table, signal)
      await writeCounters(copy, connection, sequences)
    } finally {
      copy.close()
    }
    for (const sql of definitions.others) await runIfPossible(sql, path, signal)
  } finally {
    source.close()
  }
}

async function runDefinitions(
  statements: readonly string[],
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const script = statements.map((sql) => Buffer.from(`${sql}${endOf(sql)}`))
  await runScript(script, path, { maxBytes: MAX_BYTES, signal })
}

/** An index that the rows of the target break stays out: the comparison of the files names it. */
async function runIfPossible(sql: string, path: string, signal: AbortSignal): Promise<void> {
  try {
    await runDefinitions([sql], path, signal)
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
  }
}

/** SQLite keeps the blanks before a semicolon; but one in a comment would end nothing. */
function endOf(sql: string): string {
  return /--[^\n]*$/.test(sql) ? '\n;\n' : ';\n'
}

interface Definition {
  readonly type: string
  readonly tbl_name: string
  readonly sql: string
}

/** Of the tables that are in the target, and all that hangs on them; views belong to nobody. */
function readDefinitions(source: SqliteDatabase, { tables }: MigrationPlan) {
  const names = new Set(tables.map((table) => table.source))
  const all = source
    .prepare<[], Definition>(
      `select type, tbl_name, sql from sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\' order by rowid`,
    )
    .all()
  return {
    tables: all.flatMap(({ type, tbl_name, sql }) => (type === 'table' && names.has(tbl_name) ? [sql] : [])),
    others: all.flatMap(({ type, tbl_name, sql }) =>
      type === 'view' || (type !== 'table' && (names.has(tbl_name) || type === 'trigger')) ? [sql] : [],
    ),
  }
}

async function writeTable(
  source: SqliteDatabase,
  copy: SqliteDatabase,
  connection: PostgresConnection,
  table: TablePlan,
  signal: AbortSignal,
): Promise<void> {
  const computed = computedColumns(copy, table)
  const columns = table.columns.filter((column) => !computed.has(column.source))
  const insert = inserter(copy, table, columns)
  const restore = columns.map((column) => restorer(column, readSpelling(source, table, column)))
  copy.exec('begin')
  for await (const rows of readCopyRows(connection.copyOut(rowsOfTarget(table, columns)))) {
    signal.throwIfAborted()
    for (const row of rows) {
      insert.row(row.map((text, index) => (text === null ? null : (restore[index]?.(text) ?? null))))
    }
  }
  insert.finish()
  copy.exec('commit')
}

/** A statement that inserts many rows takes half as long as one for each; SQLite binds at most 32,766 values. */
const ROWS_AT_ONCE = 50
const MOST_VALUES = 32_000

function inserter(copy: SqliteDatabase, { source }: TablePlan, columns: readonly ColumnPlan[]) {
  const names = columns.map((column) => quoteIdentifier(column.source)).join(', ')
  const places = `(${columns.map(() => '?').join(', ')})`
  const prepare = (rows: number) =>
    copy.prepare<[SqliteValue[]]>(
      `insert into main.${quoteIdentifier(source)} (${names}) values ${Array(rows).fill(places).join(', ')}`,
    )
  const most = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(MOST_VALUES / columns.length)))
  const [single, many] = [prepare(1), prepare(most)]
  let pending: SqliteValue[] = []
  const flush = () => {
    if (pending.length === most * columns.length) many.run(pending)
    else {
      for (let at = 0; at < pending.length; at += columns.length) {
        single.run(pending.slice(at, at + columns.length))
      }
    }
    pending = []
  }
  return {
    row: (values: readonly SqliteValue[]) => {
      pending.push(...values)
      if (pending.length === most * columns.length) flush()
    },
    finish: flush,
  }
}

/** Generated columns of the source, whatever they are in the target. https://www.sqlite.org/pragma.html#pragma_table_xinfo */
function computedColumns(copy: SqliteDatabase, { source }: TablePlan): ReadonlySet<string> {
  const rows = copy
    .prepare<[string], { readonly name: string }>(
      'select name from pragma_table_xinfo(?) where hidden in (2, 3)',
    )
    .all(source)
  return new Set(rows.map(({ name }) => name))
}

/** In the order of the rowid where the target has it, so that SQLite appends. */
function rowsOfTarget(table: TablePlan, columns: readonly ColumnPlan[]): string {
  const { order } = table
  const key = order.kind === 'rowid' ? columns.find(({ source }) => source === order.column) : undefined
  const sorted = key === undefined ? '' : ` order by ${quoteIdentifier(key.target)}`
  const rows = `${table.partitioned ? '' : 'only '}${quoteQualified(table.target)}`
  return `copy (select ${columns.map(printed).join(', ')} from ${rows}${sorted}) to stdout`
}

const PER_SECOND = { seconds: 1, milliseconds: 1000 }

function printed(column: ColumnPlan): string {
  const value = quoteIdentifier(column.target)
  switch (column.conversion.kind) {
    case 'epoch':
      return `trim_scale(extract(epoch from ${value}) * ${PER_SECOND[column.conversion.unit]})`
    case 'decimal':
      return `trim_scale(${value}::numeric)`
    case 'float':
      return `${value}::double precision`
    default:
      return column.type.kind === 'char' ? `${value}::text` : value
  }
}

/** AUTOINCREMENT must not give a key again that PostgreSQL has given. https://www.sqlite.org/autoinc.html */
async function writeCounters(
  copy: SqliteDatabase,
  connection: PostgresConnection,
  sequences: readonly SequencePlan[],
): Promise<void> {
  const counted = copy.prepare(`select 1 from sqlite_schema where name = 'sqlite_sequence'`).get()
  if (counted === undefined) return
  for (const { sourceTable, table, column, sequence } of sequences) {
    const autoincrement = copy
      .prepare(`select 1 from sqlite_schema where type = 'table' and name = ? and sql like '%autoincrement%'`)
      .get(sourceTable)
    if (autoincrement === undefined) continue
    const name =
      sequence === undefined
        ? (
            await connection.query('select pg_get_serial_sequence($1, $2) as name', [
              quoteQualified(table),
              column,
            ])
          ).rows[0]?.name
        : quoteQualified(sequence)
    if (name === null || name === undefined) continue
    const { rows } = await connection.query(`select last_value, is_called from ${name}`)
    if (rows[0]?.is_called !== 't') continue
    copy.prepare('delete from sqlite_sequence where name = ?').run(sourceTable)
    copy
      .prepare('insert into sqlite_sequence (name, seq) values (?, ?)')
      .run(sourceTable, BigInt(rows[0].last_value ?? '0'))
  }
}
