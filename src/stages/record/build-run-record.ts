import type { Readiness } from '../readiness/assess-readiness.ts'
import type { History } from './history.ts'
import { compareWithHistory } from './issue-states.ts'
import { mergeIssues } from './merge-issues.ts'
import { nextActions } from './next-actions.ts'
import { recordTables } from './record-tables.ts'
import type { RunFacts } from './run-facts.ts'
import { RECORD_VERSION, type RunRecord, type RunResult } from './run-record.ts'
import { assessResult } from './run-result.ts'
import { summarise } from './summarise.ts'

/** Puts together what the stages found, and compares it with the runs before. Pure. */
export function buildRunRecord(facts: RunFacts, history: History): RunRecord {
  const number = Math.max(0, ...history.runs.map(({ run }) => run.number)) + 1
  const tables = recordTables(facts)
  const { issues, resolved } = compareWithHistory(mergeIssues(facts.issues), history, number, {
    finished: facts.status === 'finished',
    tables: new Set(tables.map(({ name }) => name)),
    excludedTables: new Set(facts.excludedTables.map(({ name }) => name)),
  })
  const summary = summarise(facts, tables, issues, resolved.length)
  const columns = new Map(facts.catalog?.tables.map((table) => [table.name, table.columns.length]))
  const result = facts.status === 'finished' ? assessResult({ tables, issues, summary, columns }) : 'error'
  const record = {
    schemaVersion: RECORD_VERSION,
    tool: { name: 'pg-rehearsal', version: facts.version },
    run: {
      number,
      phase: phaseOf(result, facts.readiness, history),
      startedAt: facts.startedAt.toISOString(),
      durationMs: facts.durationMs,
      commit: facts.commit,
      status: facts.status,
      error: facts.error,
    },
    source: sourceOf(facts),
    target: facts.target ?? { version: null, provision: null, database: null, schema: null },
    result,
    summary,
    tables,
    issues,
    resolvedIssues: resolved,
    mismatches: facts.validation?.mismatches ?? [],
    objects: facts.load?.ledger ?? [],
    performance: { status: 'not-measured', verdict: null, medianRatio: null, queries: [] },
    readiness: facts.readiness,
    timings: { ...NO_TIMINGS, ...facts.timings },
  } as const satisfies Omit<RunRecord, 'nextActions'>
  return { ...record, nextActions: nextActions(record) }
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

function sourceOf({ sourcePath, snapshot }: RunFacts): RunRecord['source'] {
  return {
    path: sourcePath,
    sizeBytes: snapshot?.sizeBytes ?? 0,
    sha256: snapshot?.sha256 ?? null,
    sqliteVersion: snapshot?.sqliteVersion ?? null,
    encoding: snapshot?.encoding ?? null,
  }
}

/** The first run that finishes discovers; the next resolve until nothing is lost, then validate, until ready. */
function phaseOf(result: RunResult, readiness: Readiness, history: History): RunRecord['run']['phase'] {
  if (!history.runs.some(({ run }) => run.status === 'finished')) return 'discovery'
  if (result !== 'complete') return 'resolution'
  return readiness.verdict === 'ready' ? 'readiness' : 'validation'
}
