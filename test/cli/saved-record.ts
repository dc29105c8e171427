import type { RunRecord } from '../../src/stages/record/run-record.ts'

/** A record of a complete run over an empty database; `changes` replaces whole fields. */
export function savedRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    schemaVersion: 1,
    tool: { name: 'pg-rehearsal', version: '0.1.0' },
    run: {
      number: 1,
      phase: 'validation',
      startedAt: '2026-11-23T14:05:00.000Z',
      durationMs: 1200,
      commit: null,
      status: 'finished',
      error: null,
    },
    source: { path: 'app.db', sizeBytes: 4096, sha256: '00', sqliteVersion: '3.54.0', encoding: 'UTF-8' },
    target: { version: '18.4', provision: 'embedded', database: null, schema: 'derived' },
    result: 'complete',
    summary: {
      tablesMigrated: 0,
      tablesTotal: 0,
      rowsSource: 0,
      rowsLoaded: 0,
      rowsRejected: 0,
      cellsCompared: 0,
      mismatches: 0,
      validation: 'PASS',
      issues: { new: 0, remaining: 0, resolved: 0, regressed: 0, waived: 0 },
    },
    tables: [],
    issues: [],
    resolvedIssues: [],
    remedies: [],
    mismatches: [],
    objects: [],
    performance: { status: 'not-measured', verdict: null, medianRatio: null, queries: [] },
    readiness: { verdict: 'not-ready', items: [] },
    metrics: [],
    warnings: [],
    nextActions: [],
    timings: { snapshot: 1, catalog: 1, postgres: 1, load: 1, validation: 1, performance: 0, readiness: 0 },
    ...changes,
  }
}
