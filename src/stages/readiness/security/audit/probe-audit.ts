import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../../../engines/sqlite/open-sqlite.ts'
import { amount, formatCount } from '../../../../progress/amount.ts'
import { matchesGlob } from '../../../../sql/matches-glob.ts'
import { quoteIdentifier, quoteQualified } from '../../../../sql/quote.ts'
import type { TablePlan } from '../../../plan/migration-plan.ts'
import { type Finding, fail, list, pass, sum, unverified } from '../../finding.ts'
import type { Subject } from '../../subject.ts'
import { fireTriggers } from './fire-triggers.ts'
import { auditTriggers } from './source-trigger.ts'

/**
 * The tables that hold the audit trail: every row, column and cell arrived, the order in which they were written can
 * still be told, and the triggers that write or protect them do so in the target.
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
      faults.push(...lostContent(subject, name), ...lostColumns(subject, name))
      faults.push(...(await lostOrder(subject, name, source, connection)))
    }
    const triggers = auditTriggers(subject.catalog.triggers, names)
    const fired = await fireTriggers(subject.plan, triggers, connection)
    faults.push(...fired.faults)
    if (faults.length > 0) return fail(`Of the audit trail, ${list(faults)}.`)
    if (fired.untold.length > 0) {
      return unverified(`It could not be told by trying: ${list(fired.untold)}. Somebody can attest it.`)
    }
    return pass(passed(subject, names, triggers.length, fired.seen))
  } finally {
    source.close()
    await connection.close()
  }
}

function passed(
  { plan, validation }: Subject,
  names: readonly string[],
  triggers: number,
  seen: number,
): string {
  const rows = validation.tables.filter((table) => names.includes(table.source))
  const count = formatCount(sum(rows.map(({ rowsCompared }) => rowsCompared)))
  const unordered = plan.tables.filter(
    ({ source, rowidName, rowCount }) => names.includes(source) && rowidName === null && rowCount > 1,
  )
  const order =
    unordered.length === 0
      ? 'in the order in which they were written'
      : `in the order of their keys (the source itself does not tell in which order ${list(unordered.map(({ source }) => source))} was written)`
  const shown = seen === 0 ? '' : `, ${seen} of which was fired and seen to write or to refuse`
  return `${list(names)}: ${count} rows, every cell compared, ${order}; ${amount(triggers, 'trigger')} in the target${shown}.`
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

/** A schema that somebody wrote can leave columns out. */
function lostColumns({ catalog, plan }: Subject, name: string): readonly string[] {
  const table = catalog.tables.find((candidate) => candidate.name === name)
  const arrived = plan.tables.find(({ source }) => source === name)
  if (table === undefined || arrived === undefined) return []
  const columns = [...table.columns, ...(table.leftOut?.columns ?? [])]
  const lost = columns.filter((column) => !arrived.columns.some(({ source }) => source === column.name))
  return lost.map((column) => `the column ${column.name} of ${name} is not in the target`)
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
