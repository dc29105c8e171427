import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { EMPTY_HISTORY } from './history.ts'
import { groupName, groupShards, type RecordGroup } from './merge/group-shards.ts'
import { mergeFindings } from './merge/merge-findings.ts'
import { mergeMetrics } from './merge/merge-metrics.ts'
import { mergePerformance } from './merge/merge-performance.ts'
import { mergeProjections } from './merge/merge-projections.ts'
import { mergeReadiness } from './merge/merge-readiness.ts'
import { mergeResult } from './merge/merge-result.ts'
import { mergeRuns, mergeTimings } from './merge/merge-runs.ts'
import { mergeSources, mergeTargets } from './merge/merge-servers.ts'
import { mergeSummary } from './merge/merge-summary.ts'
import { nameLeg } from './merge/name-leg.ts'
import type { Kind, NamedRecord } from './merge/named-record.ts'
import { nextActions } from './next-actions.ts'
import { compare } from './order.ts'
import type { RunRecord } from './run-record.ts'
import { runTrend } from './run-trend.ts'

/**
 * One record of many. Those of one source and one server are *shards* of one run: each has rehearsed some of the
 * tables, a table counts where it was rehearsed, and the criteria of success are applied to all tables together. All
 * others are *legs*, each a migration of its own: their tables and issues carry the name of their leg, so that none
 * hides another, and the worst of their verdicts is that of all. Where a matrix has both, the shards of each leg are
 * put together first. The order in which they are given does not matter.
 *
 * @throws RehearsalError `record-unreadable` when there is none, or they are of different commits
 */
export function mergeRecords(named: readonly NamedRecord[]): RunRecord {
  const commits = new Set(named.map(({ record }) => record.run.commit))
  if (commits.size > 1) throw unmergeable('The records are of different commits, and say nothing together.')
  const legs = groupShards(named).map((group) => ({ name: groupName(group), record: mergeShards(group) }))
  const [first, ...others] = legs.toSorted((a, b) => compare(a.name, b.name) || compare(dateOf(a), dateOf(b)))
  if (first === undefined) throw unmergeable('There is no record to merge.')
  if (others.length === 0) return first.record
  return mergeAs('legs', [nameLeg(first), ...others.map(nameLeg)])
}

/** The record of one migration of which every shard has rehearsed some of the tables; of one alone, the same. */
export function mergeShards(group: RecordGroup<NamedRecord>): RunRecord {
  const [{ record: first }, ...others] = group
  if (others.length === 0) return first
  return mergeAs('shards', [first, ...others.map(({ record }) => record)])
}

/** What can only be of one record, as the version of the tool, is of the first. */
function mergeAs(kind: Kind, records: readonly [RunRecord, ...RunRecord[]]): RunRecord {
  const [first] = records
  const run = mergeRuns(records, first)
  const findings = mergeFindings(records, kind)
  const summary = mergeSummary(records, findings)
  const performance = mergePerformance(records, kind)
  const projection = mergeProjections(records, kind)
  const readiness = mergeReadiness(records, kind, projection)
  const merged = {
    ...first,
    run,
    source: mergeSources(records, first),
    target: mergeTargets(records, first),
    result: mergeResult(records, kind, { ...findings, summary, performance }),
    // what was asked of each says nothing of all
    gate: null,
    summary,
    ...findings,
    performance,
    readiness,
    projection,
    metrics: mergeMetrics(records, kind, { run, summary, readiness, projection }),
    timings: mergeTimings(records),
  }
  // what the histories of the records hold are other runs: they are not those of all records together
  const complete = { ...merged, trend: runTrend(EMPTY_HISTORY, merged) }
  return { ...complete, nextActions: nextActions(complete) }
}

function dateOf({ record }: NamedRecord): string {
  return record.run.startedAt
}

function unmergeable(message: string): RehearsalError {
  return new RehearsalError('record-unreadable', message, {
    hint: 'Give the record.json of each shard or leg of one run.',
  })
}
