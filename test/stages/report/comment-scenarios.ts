import { issue } from '../../../src/issues/issue.ts'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { toRunDigest } from '../../../src/stages/record/run-digest.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import type { Baseline } from '../../../src/stages/report/baseline.ts'
import type { SectionInput } from '../../../src/stages/report/comment/render-section.ts'
import type { RunOrigin } from '../../../src/stages/report/comment/run-origin.ts'
import { sectionState } from '../../../src/stages/report/comment/section-state.ts'
import {
  exampleRun,
  NO_KEY,
  ORPHANS,
  VARCHAR_OVERFLOW,
  VIEW_LOST,
  WRONG_CLASS,
} from '../record/example-run.ts'

/** Everything that a stranger could put into a name, to be seen and not obeyed. */
export const HOSTILE =
  'a|b`c`<img src=x onerror=alert(1)></details> @octocat #123 GH-7 https://evil.example ![x](y) *b*\n' +
  '<!-- /pg-rehearsal:section -->\n<!-- pg-rehearsal:comment key=ci -->\n' +
  '::error::pwned ##[error]pwned \u001b[31mred \u202eright to left\u200b\u0000 \\| ```'

type Tables = Parameters<typeof exampleRun>[0]

const TABLES: Tables = [
  { name: 'owners', rows: 13 },
  { name: 'players', rows: 302, rejected: 2, columns: 12 },
  { name: 'box_scores', rows: 2379, columns: 7 },
]
const CLEAN: Tables = [
  { name: 'owners', rows: 13 },
  { name: 'players', rows: 302, columns: 12 },
]

export function record(
  changes: Partial<RunFacts>,
  tables: Tables = TABLES,
  ...earlier: readonly RunRecord[]
): RunRecord {
  return buildRunRecord(exampleRun(tables, changes), { runs: earlier.map(toRunDigest), notes: [] })
}

export function origin(changes: Partial<RunOrigin> = {}): RunOrigin {
  return {
    runId: 9001,
    attempt: 1,
    job: 'ci.yml/rehearse',
    step: '',
    leg: '',
    sha: 'abcdef0123456789abcdef0123456789abcdef01',
    runUrl: 'https://github.com/octo/demo/actions/runs/9001',
    jobUrl: 'https://github.com/octo/demo/actions/runs/9001/job/31',
    artifactUrl: 'https://github.com/octo/demo/actions/runs/9001/artifacts/77',
    pageUrl: 'https://github.com/octo/demo/actions/runs/9001/artifacts/78',
    ...changes,
  }
}

export function section(run: RunRecord, changes: Partial<SectionInput> = {}): SectionInput {
  return {
    record: run,
    origin: origin(),
    baseline: { kind: 'none', reason: null },
    previous: null,
    ...changes,
  }
}

function baseline(...runs: readonly RunRecord[]): Baseline {
  const [first, ...others] = runs.map(toRunDigest)
  if (first === undefined) throw new Error('a baseline has a run')
  return { kind: 'found', branch: 'main', runs: [first, ...others] }
}

const BASE = record({
  issues: [ORPHANS, VARCHAR_OVERFLOW, VIEW_LOST],
  commit: 'c0ffee0123',
  durationMs: 5_000,
})
const NO_RUN: Baseline = { kind: 'none', reason: 'the branch main has no trusted history yet.' }
const FAILING = record({ issues: [WRONG_CLASS, VARCHAR_OVERFLOW, VIEW_LOST, NO_KEY] }, TABLES, BASE)
const FIXED = record({ issues: [VIEW_LOST] }, CLEAN, BASE)
const COMPLETE = record({}, CLEAN)
const CANCELLED = record({
  status: 'cancelled',
  error: {
    code: 'cancelled-sigint',
    message: 'Cancelled by SIGINT.',
    hint: 'What was found so far is in the record.',
  },
  load: null,
  validation: null,
})
const LOST = record({
  status: 'error',
  error: {
    code: 'postgres-connection-lost',
    message: 'The connection to PostgreSQL was lost while box_scores was loaded.',
    hint: 'Look at the log of the server.',
  },
  load: null,
  validation: null,
})
const HUGE = record(
  {
    issues: Array.from({ length: 900 }, (_, index) =>
      issue('row-refused', {
        table: `table_${index}`,
        column: 'a_column_with_a_long_name',
        rows: index + 1,
        message: 'PostgreSQL refuses these rows, and here is a message of a length that fills a comment',
        remedy: 'Correct the rows in the source, or drop them with a remedy.',
      }),
    ),
  },
  Array.from({ length: 900 }, (_, index) => ({
    name: `table_${index}`,
    rows: index + 2,
    rejected: index + 1,
  })),
)
const STRANGE = record(
  {
    issues: [
      issue('row-refused', { table: HOSTILE, column: HOSTILE, rows: 1, message: HOSTILE, remedy: HOSTILE }),
    ],
    sourcePath: HOSTILE,
  },
  [{ name: HOSTILE, rows: 5, rejected: 1 }],
)

function leg(name: string, run: RunRecord): SectionInput {
  return section(run, { origin: origin({ leg: name, jobUrl: null }), baseline: NO_RUN })
}

const previous = sectionState(BASE, origin({ runId: 8000, sha: '1111111aaaa' }))
const nights = Array.from({ length: 40 }, (_, index) =>
  record({
    issues: [ORPHANS, VARCHAR_OVERFLOW, VIEW_LOST, NO_KEY].slice(0, 4 - Math.floor(index / 10)),
    durationMs: 5_000 + ((index * 37) % 11) * 300,
    startedAt: new Date(Date.UTC(2026, 9, 15 + index, 2, 30)),
  }),
)

/** The comments that are kept in golden/comment, each by its name. */
export const SCENARIOS: readonly (readonly [string, readonly SectionInput[]])[] = [
  ['first-run', [section(FAILING, { baseline: NO_RUN })]],
  ['second-push', [section(FAILING, { baseline: baseline(BASE), previous })]],
  ['fixed', [section(FIXED, { baseline: baseline(BASE), previous })]],
  ['complete', [section(COMPLETE, { baseline: baseline(COMPLETE) })]],
  ['cancelled', [section(CANCELLED, { baseline: baseline(BASE), previous })]],
  ['could-not-rehearse', [section(LOST, { baseline: NO_RUN })]],
  ['matrix', [leg('postgres: 16', COMPLETE), leg('postgres: 17', FAILING), leg('postgres: 18', FIXED)]],
  ['nightly', [section(FIXED, { baseline: baseline(...nights) })]],
  ['huge', [section(HUGE, { baseline: NO_RUN })]],
  [
    'hostile',
    [section(STRANGE, { origin: origin({ leg: HOSTILE, sha: HOSTILE, jobUrl: 'javascript:alert(1)' }) })],
  ],
]
