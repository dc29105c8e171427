import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { readLines } from '../../engines/sqlite/read-lines.ts'
import { attachIdentities, detachIdentities, noteOf } from '../../engines/sqlite/row-identities.ts'
import { keyExpressions, rowKey } from '../../engines/sqlite/row-key.ts'
import { MAX_EXAMPLES, type RowKey } from '../../issues/issue.ts'
import { concatenate } from '../../sql/join-balanced.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import type { CheckStatement } from '../target/post-data.ts'
import { encodeFittingValues, loadedColumns } from './encode-line.ts'
import { lineQuery } from './line-query.ts'
import type { BrokenCheck, RefusedRows } from './load-result.ts'
import { NumberedLines } from './numbered-lines.ts'
import { refusalIssueId } from './refusal-log.ts'
import type { RejectWriter } from './reject-writer.ts'
import { RowCursor } from './row-cursor.ts'
import { misfitRows, rowsThat } from './set-aside.ts'
import { ValueSieve } from './value-sieve.ts'

const REFUSED = 'judged_rows'
const NOTHING = `'\\N'`

/** The rows of a table that were not loaded, and the rules that they have never met. */
export interface Unloaded {
  readonly table: TablePlan
  readonly refusedRows: RefusedRows | null
  readonly checks: readonly CheckStatement[]
}

/**
 * A row is rejected for one reason and may have others. Has the server judge each value of the rejected rows that
 * nothing is known of, and each CHECK of the target, so that one bad value does not hide another. A value is told as a
 * refused row of its column is; the CHECKs are told where they are added.
 *
 * Rows that are too large to be sent, or long, or too wide to be held as texts, are not judged.
 */
export async function judgeRejects(
  source: SqliteDatabase,
  connection: PostgresConnection,
  { table, refusedRows, checks }: Unloaded,
  rejects: RejectWriter,
  signal: AbortSignal,
): Promise<readonly BrokenCheck[]> {
  const sieve = await ValueSieve.open(connection, table)
  if (sieve === null) return []
  const refused = refusedRows && attachIdentities(source, refusedRows, REFUSED)
  const named = refusedRows && noteOf(refusedRows.identity, REFUSED)
  const unloaded = [misfitRows(table), refused].filter((predicate) => predicate !== null)
  const judged = {
    ...lineQuery(table),
    where: `${rowsThat(table, unloaded.join(' or '), true)} and not (${table.longRows ?? '0'})`,
    line: encodeFittingValues(table, [knownMisfits(table), `coalesce(${named ?? NOTHING}, ${NOTHING})`]),
  }
  // a table can have nothing that names a row
  const keys = new RowCursor(source, judged, [...keyExpressions(table), 'null'])
  const broken = new Map(checks.map(({ name }) => [name, { name, rows: 0, examples: [] as RowKey[] }]))
  try {
    for await (const { lines, firstRow } of readLines(source, judged, signal)) {
      const findings = await judgeLines(sieve, new NumberedLines(lines), checks)
      for (const { line, ...why } of findings.toSorted((a, b) => a.line - b.line)) {
        const key = rowKey(table, keys.at(firstRow + line))
        if ('check' in why) {
          const tally = broken.get(why.check)
          if (tally === undefined) continue
          tally.rows += 1
          if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(key)
        } else {
          const column = loadedColumns(table)[why.place]?.source ?? null
          rejects.tell({ issue: refusalIssueId(table, column, why.sqlstate), sqlstate: why.sqlstate, key })
        }
      }
    }
  } finally {
    keys.close()
    await sieve.close()
    if (refused !== null) detachIdentities(source, REFUSED)
  }
  return [...broken.values()].filter(({ rows }) => rows > 0)
}

/** What a line of a batch, counted from 0, breaks: the type of the column at a place, or a CHECK. */
type Finding =
  | { readonly line: number; readonly place: number; readonly sqlstate: string }
  | { readonly line: number; readonly check: string }

/** Lines that the server cannot hold as texts are halved, down to the one that it cannot. */
async function judgeLines(
  sieve: ValueSieve,
  lines: NumberedLines,
  checks: readonly CheckStatement[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const pending: [first: number, end: number][] = [[0, lines.count]]
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const [first, end] = part
    const refused = await sieve.judge(new NumberedLines(lines.slice(first, end)).numbered(0))
    if (refused === null) {
      const middle = (first + end) >> 1
      if (end - first > 1) pending.push([middle, end], [first, middle])
      continue
    }
    findings.push(...refused.map((value) => ({ ...value, line: first + value.line })))
    for (const check of checks) {
      const breakers = await sieve.breakers(check)
      findings.push(...breakers.map((line) => ({ line: first + line, check: check.name })))
    }
  }
  return findings
}

/** A SQLite expression for the places of the misfits of a row, as an array of PostgreSQL. */
function knownMisfits(table: TablePlan): string {
  const places = loadedColumns(table).flatMap(({ misfit }, place) =>
    misfit === null ? [] : [`iif(${misfit}, ${place}, null)`],
  )
  return places.length === 0 ? `'{}'` : `'{' || ${concatenate(`','`, places)} || '}'`
}
