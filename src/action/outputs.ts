import { resolve } from 'node:path'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { RunRecord } from '../stages/record/run-record.ts'

interface Output {
  readonly description: string
  readonly of: (record: RunRecord, settings: ParsedSettings) => string | number | boolean
  /** When there is no record; a gate that waits for a good value must not open. */
  readonly otherwise?: string
}

/** Every output of the action, once: action.yml and docs/action.md are made from this table. */
const TABLE = {
  result: {
    description: '`complete`, `partial` or `failure`; `error` when the rehearsal could not go on',
    of: ({ result }) => result,
    otherwise: 'error',
  },
  validation: {
    description: '`PASS` when every cell of every loaded row is equal, `FAIL`, or `NOT RUN`',
    of: ({ summary }) => summary.validation,
    otherwise: 'NOT RUN',
  },
  ready: {
    description: '`true` when the whole pre-production checklist is fulfilled, else `false`',
    of: ({ readiness }) => readiness.verdict === 'ready',
    otherwise: 'false',
  },
  'test-run': { description: 'the number of this test run', of: ({ run }) => run.number },
  'tables-migrated': {
    description: 'how many tables arrived whole',
    of: ({ summary }) => summary.tablesMigrated,
  },
  'tables-total': {
    description: 'how many tables were to be migrated',
    of: ({ summary }) => summary.tablesTotal,
  },
  'records-migrated': { description: 'how many rows were loaded', of: ({ summary }) => summary.rowsLoaded },
  'issues-new': {
    description: 'how many issues no run had found before, without the waived ones',
    of: ({ summary }) => summary.issues.new,
  },
  'issues-remaining': {
    description: 'how many issues were known and are still there, without the waived ones',
    of: ({ summary }) => summary.issues.remaining,
  },
  'issues-resolved': {
    description: 'how many issues are gone since the run before',
    of: ({ summary }) => summary.issues.resolved,
  },
  'record-path': {
    description: 'the absolute path of `record.json`',
    of: (_, { output }) => resolve(output.directory, 'record.json'),
  },
  'report-path': {
    description: 'the absolute path of `report.md`',
    of: (_, { output }) => resolve(output.directory, 'report.md'),
  },
} as const satisfies Record<string, Output>

export const OUTPUTS: Readonly<Record<string, Output>> = TABLE

/** The outputs of a run, as texts by their name. */
export function outputsOf(record: RunRecord, settings: ParsedSettings): ReadonlyMap<string, string> {
  return new Map(Object.entries(OUTPUTS).map(([name, { of }]) => [name, String(of(record, settings))]))
}

/** The outputs when there is no record: all are there, so that an expression in a workflow never fails. */
export function outputsWithoutRecord(): ReadonlyMap<string, string> {
  return new Map(Object.entries(OUTPUTS).map(([name, { otherwise = '' }]) => [name, otherwise]))
}
