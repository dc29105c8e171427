import { applyWaivers } from './apply-waivers.ts'
import { findTypesIn } from './column-types.ts'
import { kindOf, type Present } from './explain-resolution.ts'
import type { History } from './history.ts'
import { compareWithHistory } from './issue-states.ts'
import { mergeIssues } from './merge-issues.ts'
import { nextActions } from './next-actions.ts'
import { ownRuns } from './own-runs.ts'
import { recordPerformance } from './performance-record.ts'
import { recordTables } from './record-tables.ts'
import type { RunFacts } from './run-facts.ts'
import { runPhase } from './run-phase.ts'
import { RECORD_VERSION, type RunRecord } from './run-record.ts'
import { assessResult } from './run-result.ts'
import { runTrend } from './run-trend.ts'
import { runWarnings } from './run-warnings.ts'
import { successMetrics } from './success-metrics.ts'
import { summarise } from './summarise.ts'

/** Puts together what the stages found, and compares it with the runs before. Pure. */
export function buildRunRecord(facts: RunFacts, { runs, notes }: History): RunRecord {
  const tables = recordTables(facts)
  const source = sourceOf(facts)
  const history = { runs: ownRuns(runs, { source, tables }), notes }
  const number = Math.max(0, ...history.runs.map(({ run }) => run.number)) + 1
  const found = mergeIssues(facts.issues)
  const waivers = applyWaivers(found, facts)
  const all = mergeIssues([...found, ...waivers.issues])
  const { issues, resolved } = compareWithHistory(all, history, number, presentOf(facts), waivers.accepted)
  const summary = summarise(facts, tables, issues, resolved.length)
  const performance = recordPerformance(facts.performance)
  const result =
    facts.status === 'finished' ? assessResult({ tables, issues, summary, performance }) : 'error'
  const record = {
    schemaVersion: RECORD_VERSION,
    tool: { name: 'pg-rehearsal', version: facts.version },
    run: {
      number,
      phase: facts.phase ?? runPhase({ ...facts, result }, history),
      startedAt: facts.startedAt.toISOString(),
      durationMs: facts.durationMs,
      commit: facts.commit,
      status: facts.status,
      error: facts.error,
    },
    source,
    target: facts.target ?? { version: null, provision: null, database: null, schema: null },
    result,
    // who asks for something judges whether it holds
    gate: null,
    summary,
    tables,
    issues,
    resolvedIssues: resolved.map(({ id, category, message, fix }) => ({ id, category, message, fix })),
    prepare: facts.prepare,
    remedies: facts.remedies,
    mismatches: facts.validation?.mismatches ?? [],
    objects: facts.load?.ledger ?? [],
    performance,
    readiness: {
      // what the lines have proven does not count for a run that ended early
      verdict: result === 'error' ? 'not-ready' : facts.readiness.verdict,
      items: facts.readiness.items,
    },
    projection: facts.projection ?? null,
    metrics: successMetrics(facts, summary),
    warnings: [...(facts.left ?? []), ...runWarnings(issues, resolved)],
    timings: { ...NO_TIMINGS, ...facts.timings },
  } as const satisfies Omit<RunRecord, 'nextActions' | 'trend'>
  const complete = { ...record, trend: runTrend(history, record) }
  return { ...complete, nextActions: nextActions(complete) }
}

const NO_TIMINGS: RunRecord['timings'] = {
  snapshot: 0,
  catalog: 0,
  postgres: 0,
  load: 0,
  validation: 0,
  performance: 0,
  readiness: 0,
}

function presentOf(facts: RunFacts): Present {
  const { status, catalog, excludedTables, columnTypes, target, remedies } = facts
  const named = [...(catalog?.tables ?? []), ...(catalog?.views ?? []), ...(catalog?.virtualTables ?? [])]
  return {
    finished: status === 'finished',
    kind: kindOf(target?.schema ?? null),
    tables: new Set(named.map(({ name }) => name)),
    excludedTables: new Set(excludedTables.map(({ name }) => name)),
    typesOf: findTypesIn(columnTypes),
    schemaGiven: target !== null && target.schema !== 'derived',
    remedies,
  }
}

function sourceOf({ sourcePath, snapshot }: RunFacts): RunRecord['source'] {
  return {
    path: sourcePath,
    sizeBytes: snapshot?.sizeBytes ?? 0,
    sha256: snapshot?.sha256 ?? null,
    schemaSha256: snapshot?.schemaSha256 ?? null,
    sqliteVersion: snapshot?.sqliteVersion ?? null,
    encoding: snapshot?.encoding ?? null,
  }
}
