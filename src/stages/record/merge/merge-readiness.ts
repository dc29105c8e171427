import { unique, worst } from '../order.ts'
import type { RunRecord } from '../run-record.ts'
import { forgottenTables } from './forgotten-tables.ts'
import type { Kind } from './named-record.ts'

type Item = RunRecord['readiness']['items'][number]

const WORST_FIRST = [
  'fail',
  'unverified',
  'attested',
  'pass',
  'not-applicable',
] as const satisfies readonly Item['status'][]

/** A line is proved only where every record proves it, and the window is long enough only for all shares of a move. */
export function mergeReadiness(
  records: readonly RunRecord[],
  kind: Kind,
  projection: RunRecord['projection'],
): RunRecord['readiness'] {
  const all = records.flatMap(({ readiness }) => readiness.items)
  const byId = Map.groupBy(all, ({ id }) => id)
  const items = unique(all, ({ id }) => id)
    .map((item) => {
      const same = byId.get(item.id) ?? []
      return mergeItem(item, kind === 'shards' ? heardTogether(same) : same, same.length < records.length)
    })
    .map((item) => (item.id === 'time-window' ? withinWindow(item, projection) : item))
    .map((item) =>
      item.id === 'table-counts' && kind === 'shards' ? ofAllTables(item, forgottenTables(records)) : item,
    )
  const isOpen = hasOpen({ items })
  const isReady =
    !isOpen && records.every(({ readiness }) => readiness.verdict === 'ready' || hasOpen(readiness))
  return { verdict: isReady ? 'ready' : 'not-ready', items }
}

function hasOpen({ items }: Pick<RunRecord['readiness'], 'items'>): boolean {
  return items.some(({ status }) => status === 'fail' || status === 'unverified')
}

/**
 * What shards say of one line, where they have divided what it is about: what one of them leaves out is for those to say
 * that have it. Its own part it has proved, or it has none.
 */
function heardTogether(same: readonly Item[]): readonly Item[] {
  const judged = new Set(same.flatMap(({ parts }) => parts?.judged ?? []))
  return same.flatMap((item) => {
    const { status, parts } = item
    const proof = parts?.proof ?? null
    if (status !== 'unverified' || proof === null || !parts?.leftOut.every((name) => judged.has(name)))
      return item
    return proof === '' ? [] : { ...item, status: 'pass' as const, evidence: proof }
  })
}

function mergeItem({ parts: _, ...item }: Item, same: readonly Item[], isMissing: boolean): Item {
  const statuses = same.map(({ status }) => status)
  const status = worst<Item['status']>(isMissing ? [...statuses, 'unverified'] : statuses, WORST_FIRST)
  const evidence = unique(
    same.filter((one) => one.status === status).map((one) => one.evidence),
    (text) => text,
  )
  return { ...item, status, evidence: evidence.join(' ') }
}

/** What each shard has counted is not all that is to be counted, where a table is in none of them. */
function ofAllTables(item: Item, forgotten: readonly string[]): Item {
  if (item.status !== 'pass' || forgotten.length === 0) return item
  return {
    ...item,
    status: 'unverified',
    evidence: `No shard has ${forgotten.join(', ')}. Let one include what is forgotten, or name it in exclude.`,
  }
}

/** Every shard may be within the window or too close to it, and all together beyond. */
function withinWindow(item: Item, projection: RunRecord['projection']): Item {
  if ((item.status !== 'pass' && item.status !== 'unverified') || projection === null) return item
  const { leastSeconds, mostSeconds, windowSeconds } = projection
  if (mostSeconds <= windowSeconds || (item.status === 'unverified' && leastSeconds <= windowSeconds))
    return item
  return {
    ...item,
    status: leastSeconds > windowSeconds ? 'fail' : 'unverified',
    evidence: `The parts of the move take ${leastSeconds.toFixed(1)} to ${mostSeconds.toFixed(1)} s together, and the window is ${windowSeconds} s.`,
  }
}
