import { amount } from '../../progress/amount.ts'
import type { RunFacts } from './run-facts.ts'
import type { TableRecord } from './run-record.ts'

type TableFacts = Pick<
  RunFacts,
  'catalog' | 'coreTables' | 'excludedTables' | 'load' | 'schema' | 'status' | 'target' | 'validation'
>
type Fate = Omit<TableRecord, 'name' | 'core' | 'target' | 'columns'>

/**
 * One entry for every table of the source, in its order; tables that the catalog does not list because the
 * user excluded them come last. For every entry rowsSource = rowsLoaded + rowsRejected.
 */
export function recordTables(facts: TableFacts): readonly TableRecord[] {
  const names = [
    ...(facts.catalog?.tables ?? []).map(({ name }) => name),
    ...facts.excludedTables.map(({ name }) => name),
  ]
  const targets = new Map(
    facts.schema?.tables.map((table) => [table.source, `${table.schema}.${table.name}`]),
  )
  const columns = new Map(facts.catalog?.tables.map((table) => [table.name, table.columns.length]))
  return [...new Set(names)].map((name) => {
    const fate = fateOf(name, facts)
    const target = fate.status === 'skipped' ? null : (targets.get(name) ?? null)
    return { name, target, core: facts.coreTables(name), columns: columns.get(name) ?? 0, ...fate }
  })
}

function fateOf(name: string, facts: TableFacts): Fate {
  const excluded = facts.excludedTables.find((table) => table.name === name)
  if (excluded !== undefined) return { ...NOTHING, status: 'skipped', reason: excluded.reason }

  const load = facts.load?.tables.find(({ source }) => source === name)
  if (load !== undefined && load.failure === null) return loadedFate(name, load, facts)
  if (load === undefined && facts.status !== 'finished') {
    return { ...NOTHING, status: 'failed', reason: 'the run ended before this table was loaded' }
  }
  const rows = load?.rowsSource ?? facts.catalog?.tables.find((table) => table.name === name)?.rowCount ?? 0
  const refused = facts.schema?.failedTables.find(({ source }) => source === name)
  const reason = load?.failure ?? refused?.reason ?? 'it was not loaded'
  return { ...NOTHING, status: 'failed', reason, rowsSource: rows, rowsRejected: rows }
}

const NOTHING = {
  rowsSource: 0,
  rowsLoaded: 0,
  rowsRejected: 0,
  rowsMissing: 0,
  rowsTarget: 0,
  cellsCompared: 0,
  mismatches: 0,
}

type TableLoad = NonNullable<RunFacts['load']>['tables'][number]

function loadedFate(name: string, load: TableLoad, { validation, status, target }: TableFacts): Fate {
  const { rowsSource, rowsLoaded, rowsRejected } = load
  const compared = validation?.tables.find(({ source }) => source === name)
  const counts = {
    rowsSource,
    rowsLoaded,
    rowsRejected,
    rowsMissing: compared?.rowsMissing ?? 0,
    rowsTarget: compared?.rowsTarget ?? 0,
    cellsCompared: compared?.cellsCompared ?? 0,
    mismatches: compared?.mismatches ?? 0,
  }
  if (rowsSource > 0 && rowsLoaded === 0) return { ...counts, status: 'failed', reason: 'no row arrived' }
  const found =
    target?.schema === 'given'
      ? shortfallsOfOthers(counts)
      : shortfallsOfLoad(counts, compared, whyNotCompared(name, validation, status))
  const shortfalls = found.filter((shortfall) => shortfall !== null)
  if (shortfalls.length === 0) return { ...counts, status: 'migrated', reason: null }
  return { ...counts, status: 'partial', reason: shortfalls.join('; ') }
}

type Counts = Omit<Fate, 'status' | 'reason'>

/** @param whyNot why the table was not compared, where `compared` is undefined */
function shortfallsOfLoad(
  { rowsSource, rowsLoaded, rowsRejected, mismatches }: Counts,
  compared: NonNullable<RunFacts['validation']>['tables'][number] | undefined,
  whyNot: string,
): readonly (string | null)[] {
  const loaded = [
    shortfallOf(rowsRejected, 'row', 'rejected'),
    shortfallOf(Math.abs(rowsSource - rowsLoaded - rowsRejected), 'row', 'unaccounted for'),
    shortfallOf(mismatches, 'difference'),
  ]
  if (compared === undefined) return [...loaded, `not compared${whyNot}`]
  return [
    ...loaded,
    shortfallOf(Math.abs(compared.rowsTarget - rowsLoaded), 'row', 'too many or too few in PostgreSQL'),
    shortfallOf(Math.max(0, rowsLoaded - compared.rowsCompared), 'row', 'not compared'),
  ]
}

/** What another tool has migrated: nothing was rejected there, and a row that is missing is one fault and not two. */
function shortfallsOfOthers(counts: Counts): readonly (string | null)[] {
  const { rowsLoaded, rowsRejected, rowsMissing, rowsTarget, mismatches } = counts
  const extra = Math.max(0, rowsTarget - rowsLoaded)
  return [
    shortfallOf(rowsMissing, 'row', 'missing'),
    shortfallOf(extra, 'row', 'that the source does not have'),
    shortfallOf(Math.max(0, mismatches - rowsMissing - extra), 'difference'),
    shortfallOf(Math.max(0, rowsRejected - rowsMissing), 'row', 'not compared'),
  ]
}

function whyNotCompared(
  name: string,
  validation: TableFacts['validation'],
  status: TableFacts['status'],
): string {
  const given = validation?.notCompared.find(({ table }) => table === name)?.reason
  if (given !== undefined) return `: ${given}`
  return status === 'finished' ? '' : ', because the run ended early'
}

function shortfallOf(count: number, unit: string, what = ''): string | null {
  return count === 0 ? null : `${amount(count, unit)} ${what}`.trim()
}
