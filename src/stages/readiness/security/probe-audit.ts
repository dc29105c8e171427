import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { amount, formatCount } from '../../../progress/amount.ts'
import { matchesGlob } from '../../../sql/matches-glob.ts'
import { quoteIdentifier, quoteQualified } from '../../../sql/quote.ts'
import type { Trigger } from '../../catalog/catalog.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import { type Finding, fail, list, pass, sum, unverified } from '../finding.ts'
import type { Subject } from '../subject.ts'

/**
 * The tables that hold the audit trail: every row and cell arrived, the order in which they were written can still be
 * told, and the triggers that write them are in the target.
 *
 * @param globs over the tables of the source
 */
export async function probeAudit(subject: Subject, globs: readonly string[]): Promise<Finding> {
  if (globs.length === 0) {
    return unverified(
      'Name the tables that hold the audit trail in audit-trail.tables, or say why there is none in audit-trail.not-applicable.',
    )
  }
  const names = subject.catalog.tables.map(({ name }) => name).filter((name) => isMatched(name, globs))
  const unknown = globs.filter((glob) => !names.some((name) => matchesGlob(name, glob)))
  if (unknown.length > 0) return fail(`No table of the source is called ${list(unknown)}.`)
  const source = subject.snapshot.open()
  const connection = await subject.database.connect()
  try {
    const faults: string[] = []
    for (const name of names) {
      faults.push(...lostContent(subject, name), ...(await lostOrder(subject, name, source, connection)))
    }
    const triggers = triggersOf(subject, names)
    faults.push(...(await lostTriggers(triggers, connection)))
    if (faults.length > 0) return fail(`Of the audit trail, ${list(faults)}.`)
    const rows = subject.validation.tables.filter((table) => names.includes(table.source))
    return pass(
      `${list(names)}: ${formatCount(sum(rows.map(({ rowsCompared }) => rowsCompared)))} rows, every cell compared, in the order in which they were written; ${amount(triggers.length, 'trigger')} in the target.`,
    )
  } finally {
    source.close()
    await connection.close()
  }
}

function isMatched(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(name, glob))
}

function lostContent({ load, validation }: Subject, name: string): readonly string[] {
  const loaded = load.tables.find((table) => table.source === name)
  const compared = validation.tables.find((table) => table.source === name)
  if (loaded === undefined || compared === undefined) return [`${name} is not in the target`]
  const lost = loaded.rowsSource - compared.rowsTarget
  return [
    ...(lost === 0
      ? []
      : [`${amount(Math.abs(lost), 'row')} of ${name} ${lost > 0 ? 'are lost' : 'too many'}`]),
    ...(compared.mismatches === 0 ? [] : [`${amount(compared.mismatches, 'difference')} in ${name}`]),
    ...(compared.rowsCompared === loaded.rowsLoaded ? [] : [`not all rows of ${name} were compared`]),
  ]
}

/** Types that sort the same way on both sides, whatever the collation. */
const SORTABLE: ReadonlySet<string> = new Set([
  'integer',
  'epoch',
  'duration',
  'date',
  'timestamp',
  'timestamptz',
  'float',
])

/** Rows were written in the order of the rowid; some column of the target has to give the same order. */
async function lostOrder(
  { plan }: Subject,
  name: string,
  source: SqliteDatabase,
  connection: PostgresConnection,
): Promise<readonly string[]> {
  const table = plan.tables.find((candidate) => candidate.source === name)
  if (table === undefined || table.rowCount < 2) return []
  const column = table.columns.find(
    (candidate) => SORTABLE.has(candidate.conversion.kind) && rises(source, table, candidate.source),
  )
  if (column === undefined) return [`no column of ${name} tells the order of its rows`]
  const value = quoteIdentifier(column.target)
  const { rows } = await connection.query(
    `select count(*) as n, count(distinct ${value}) as different from ${quoteQualified(table.target)}`,
  )
  return rows[0]?.n === rows[0]?.different ? [] : [`${column.target} of ${name} no longer tells its order`]
}

/** Whether a column grows from row to row, as they were written. */
function rises(source: SqliteDatabase, table: TablePlan, column: string): boolean {
  const { source: name, rowidName, order: key } = table
  // the rowid itself
  if (key.kind === 'rowid' && key.column === column) return true
  const value = quoteIdentifier(column)
  const order = rowidName === null ? value : quoteIdentifier(rowidName)
  const sql = `select count(*) as n from (select ${value} as v, lag(${value}) over (order by ${order}) as p, row_number() over (order by ${order}) as r from ${quoteIdentifier(name)}) where r > 1 and (v > p) is not true`
  return source.prepare<[], { readonly n: bigint }>(sql).get()?.n === 0n
}

/** Those that watch an audit table, and those of other tables that write into one. */
function triggersOf({ catalog }: Subject, names: readonly string[]): readonly Trigger[] {
  return catalog.triggers.filter(({ table, sql }) =>
    names.some(
      (name) => table === name || new RegExp(`\\b${name.replaceAll(/\W/g, '\\$&')}\\b`, 'i').test(sql),
    ),
  )
}

const SELECT_TRIGGERS = `
select lower(tgname) as name, tgenabled::text as enabled
  from pg_catalog.pg_trigger
 where not tgisinternal`

/** By name: what a trigger does is written in another language. */
async function lostTriggers(
  wanted: readonly Trigger[],

  connection: PostgresConnection,
): Promise<readonly string[]> {
  const { rows } = await connection.query(SELECT_TRIGGERS)
  const enabled = new Map(rows.map((row) => [row.name, row.enabled]))
  return wanted.flatMap(({ name }) => {
    const state = enabled.get(name.toLowerCase())
    if (state === undefined) return [`the trigger ${name} is not in the target`]
    return state === 'O' || state === 'A' ? [] : [`the trigger ${name} is disabled`]
  })
}
