import { issue } from '../../../src/issues/issue.ts'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import { toRunDigest } from '../../../src/stages/record/run-digest.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { exampleRun } from '../record/example-run.ts'

/** Everything that a stranger could put into a name, to be seen and not obeyed. */
export const HOSTILE =
  'a|b`c`<img src=x onerror=alert(1)>&amp; @octocat #123 GH-7 https://evil.example [x](y) *b* _i_ $x$ ~~s~~\n' +
  '::error::pwned ##[error]pwned \u001b[31mred\u001b]0;title\u0007 \u202eright to left\u200b\u0000 \\| ```'

/** A record in which every text of a stranger is {@link HOSTILE}. */
export function hostileRecord(): RunRecord {
  const hostile = issue('row-refused', {
    table: HOSTILE,
    column: HOSTILE,
    object: HOSTILE,
    rows: 1,
    examples: [{ [HOSTILE]: HOSTILE }],
    message: HOSTILE,
    remedy: HOSTILE,
  })
  // one that an earlier run had resolved, and one whose column is declared otherwise now
  const back = [{ ...hostile, object: `back ${HOSTILE}` }]
  const gone = { ...hostile, column: 'gone', object: null }
  const before = (changes: Partial<RunFacts>) => {
    const columnTypes = [{ table: HOSTILE, column: 'gone', declared: 'INT', target: null }]
    return buildRunRecord(exampleRun([], { columnTypes, ...changes }), EMPTY_HISTORY)
  }
  const facts = exampleRun([{ name: HOSTILE, rows: 5, rejected: 1 }], {
    issues: [hostile, ...back, { ...hostile, object: 'accepted' }],
    waivers: [{ issue: '*accepted]', reason: HOSTILE, owner: HOSTILE, expires: '2027-01-31' }],
    remedies: [
      {
        issue: HOSTILE,
        remedy: 'sql',
        table: HOSTILE,
        column: HOSTILE,
        rows: 1,
        examples: [{ [HOSTILE]: HOSTILE }],
        effect: HOSTILE,
      },
    ],
    columnTypes: [{ table: HOSTILE, column: 'gone', declared: HOSTILE, target: null }],
    sourcePath: HOSTILE,
  })
  if (facts.load === null) throw new Error('the example has no load')
  const entry = {
    type: 'index',
    name: HOSTILE,
    table: HOSTILE,
    status: 'dropped',
    sql: HOSTILE,
    reason: HOSTILE,
  } as const
  const runs = [before({ issues: back }), before({ issues: [gone] })].map(toRunDigest)
  return buildRunRecord({ ...facts, load: { ...facts.load, ledger: [entry] } }, { runs, notes: [] })
}
