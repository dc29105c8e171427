import { resolve } from 'node:path'
import type { RunRecord } from '../stages/record/run-record.ts'

/** Where GitHub shows a run; each is empty where it is not shown. */
export interface Places {
  readonly artifactUrl: string
  /** `report.html` in the browser. */
  readonly pageUrl: string
  readonly commentUrl: string
}

export const NOWHERE: Places = { artifactUrl: '', pageUrl: '', commentUrl: '' }

/** What the outputs tell of. */
export interface Published extends Places {
  readonly record: RunRecord
  /** The output folder. */
  readonly directory: string
}

interface Output {
  readonly description: string
  readonly of: (published: Published) => string | number | boolean
  /** When there is no record; a gate that waits for a good value must not open. */
  readonly otherwise?: string
}

/** Every output of the action, once: action.yml and docs/action.md are made from this table. */
const TABLE = {
  result: {
    description: '`complete`, `partial` or `failure`; `error` when the rehearsal could not go on',
    of: ({ record }) => record.result,
    otherwise: 'error',
  },
  validation: {
    description: '`PASS` when every cell of every loaded row is equal, `FAIL`, or `NOT RUN`',
    of: ({ record }) => record.summary.validation,
    otherwise: 'NOT RUN',
  },
  ready: {
    description:
      '`true` when the whole pre-production checklist is fulfilled, else `false`, as where the gate is closed',
    of: ({ record }) => record.readiness.verdict === 'ready',
    otherwise: 'false',
  },
  'test-run': { description: 'the number of this test run', of: ({ record }) => record.run.number },
  'tables-migrated': {
    description: 'how many tables arrived whole',
    of: ({ record }) => record.summary.tablesMigrated,
  },
  'tables-total': {
    description: 'how many tables were to be migrated',
    of: ({ record }) => record.summary.tablesTotal,
  },
  'records-migrated': {
    description: 'how many rows were loaded',
    of: ({ record }) => record.summary.rowsLoaded,
  },
  'issues-new': {
    description: 'how many issues no run had found before, without the waived ones',
    of: ({ record }) => record.summary.issues.new,
  },
  'issues-remaining': {
    description: 'how many issues were known and are still there, without the waived ones',
    of: ({ record }) => record.summary.issues.remaining,
  },
  'issues-resolved': {
    description: 'how many issues are gone since the run before',
    of: ({ record }) => record.summary.issues.resolved,
  },
  'record-path': {
    description: 'the absolute path of `record.json`',
    of: ({ directory }) => resolve(directory, 'record.json'),
  },
  'report-path': {
    description: 'the absolute path of `report.md`',
    of: ({ directory }) => resolve(directory, 'report.md'),
  },
  'artifact-url': {
    description:
      'where the record, the reports, the schema and the rejected rows can be downloaded; empty where they were not uploaded',
    of: ({ artifactUrl }) => artifactUrl,
  },
  'report-url': {
    description: '`report.html` in the browser; empty where it was not uploaded',
    of: ({ pageUrl }) => pageUrl,
  },
  'comment-url': {
    description: 'the comment of the pull request; empty where there is none',
    of: ({ commentUrl }) => commentUrl,
  },
} as const satisfies Record<string, Output>

export const OUTPUTS: Readonly<Record<string, Output>> = TABLE

/** The outputs of a run, as texts by their name. */
export function outputsOf(published: Published): ReadonlyMap<string, string> {
  return new Map(Object.entries(OUTPUTS).map(([name, { of }]) => [name, String(of(published))]))
}

/** The outputs when there is no record: all are there, so that an expression in a workflow never fails. */
export function outputsWithoutRecord(places: Places = NOWHERE): ReadonlyMap<string, string> {
  const known: Readonly<Record<string, string>> = {
    'artifact-url': places.artifactUrl,
    'report-url': places.pageUrl,
    'comment-url': places.commentUrl,
  }
  return new Map(
    Object.entries(OUTPUTS).map(([name, { otherwise = '' }]) => [name, known[name] ?? otherwise]),
  )
}
