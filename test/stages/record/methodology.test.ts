import { describe, expect, it } from 'vitest'
import { issue } from '../../../src/issues/issue.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import { build, runs } from './build-record.ts'
import { exampleRun, NO_KEY, ORPHANS, VARCHAR_OVERFLOW, VIEW_LOST, WRONG_CLASS } from './example-run.ts'

const WAIVER = { issue: '*', reason: 'known', owner: null, expires: '2027-01-01' }
const EARLY = { status: 'cancelled', load: null, validation: null } as const
const NOBODY = { status: 'unverified', evidence: 'Nobody attests it.' } as const
const READY = {
  readiness: {
    verdict: 'ready',
    items: [],
    people: { 'team-confidence': NOBODY, 'team-training': NOBODY },
  },
} as const
const REMEDY = {
  issue: 'quality/varchar-overflow:owners.display_name',
  remedy: 'truncate',
  table: 'owners',
  column: 'display_name',
  rows: 1,
  examples: [],
  effect: '1 value truncated to 24 characters',
} as const

const LOST = { issues: [WRONG_CLASS] }
const WAIVED = { ...LOST, waivers: [WAIVER] }

describe('the phase', () => {
  it.each<[string, readonly Partial<RunFacts>[], string]>([
    ['discovers, resolves, validates', [LOST, LOST, {}, {}], 'discovery resolution validation validation'],
    ['discovers until a run has finished', [EARLY, EARLY, LOST], 'discovery discovery discovery'],
    ['resolves again when something is lost again', [LOST, {}, LOST], 'discovery validation resolution'],
    ['validates when every loss is waived', [LOST, WAIVED], 'discovery validation'],
    ['discovers too where an issue is waived already', [WAIVED], 'discovery'],
    ['has discovered before, where a remedy was applied', [{ ...LOST, remedies: [REMEDY] }], 'resolution'],
    ['is ready with the checklist', [LOST, READY], 'discovery readiness'],
    ['is not ready while something is lost', [LOST, { ...LOST, ...READY }], 'discovery resolution'],
    [
      'stays where it was when a run ends early',
      [LOST, EARLY, {}, EARLY],
      'discovery resolution validation validation',
    ],
    [
      'is what the settings say',
      [{ ...LOST, phase: 'readiness' }, { phase: 'discovery' }],
      'readiness discovery',
    ],
  ])('%s', (_, facts, phases) => {
    expect(
      runs(...facts)
        .map(({ run }) => run.phase)
        .join(' '),
    ).toBe(phases)
  })
})

const CHILD_LOST = issue('foreign-key-parent-rejected', {
  table: 'players',
  column: 'team_id',
  message: '1 row refers to a row that was rejected',
  rows: 1,
})

describe('the warnings', () => {
  it('are none where one category was fixed and nothing is back', () => {
    expect(runs([WRONG_CLASS, VARCHAR_OVERFLOW, VIEW_LOST], [VIEW_LOST])[1]?.warnings).toEqual([])
  })

  it('name the categories whose fixes came in one run', () => {
    expect(runs([WRONG_CLASS, VARCHAR_OVERFLOW, VIEW_LOST], [])[1]?.warnings).toEqual([
      'Fixes of several categories came in one run (quality 2, logic 1): the methodology fixes one category at a time, so that a regression can be traced',
    ])
  })

  it.each<[string, Partial<RunFacts>, Partial<RunFacts>]>([
    [
      'a table that is excluded now',
      { issues: [WRONG_CLASS, VIEW_LOST] },
      { excludedTables: [{ name: 'players', reason: 'excluded' }] },
    ],
    ['a table that is gone', { issues: [NO_KEY, VIEW_LOST] }, {}],
    [
      'a waiver that was removed',
      { issues: [WRONG_CLASS], waivers: [{ ...WAIVER, issue: 'x' }] },
      { waivers: [] },
    ],
    ['a child row that arrives with its parent', { issues: [WRONG_CLASS, CHILD_LOST] }, { issues: [] }],
  ])('count no fix for %s', (_, before, now) => {
    expect(runs(before, now)[1]?.warnings).toEqual([])
  })

  it('name the issues that regressed, a few of many', () => {
    const many = Array.from({ length: 5 }, (_, index) => ({ ...WRONG_CLASS, column: `c${index}` }))
    const third = runs([...many, VIEW_LOST], [VIEW_LOST], many)[2]
    expect(third?.warnings).toEqual([
      '5 issues regressed, though an earlier run had resolved them: quality/wrong-storage-class:players.c0, quality/wrong-storage-class:players.c1, quality/wrong-storage-class:players.c2 and 2 more',
    ])
    expect(runs([WRONG_CLASS], [], [WRONG_CLASS])[2]?.warnings).toEqual([
      '1 issue regressed, though an earlier run had resolved it: quality/wrong-storage-class:players.jersey',
    ])
  })
})

describe('the next actions', () => {
  const BAD_DEFAULT = issue('default-not-translated', {
    table: 'owners',
    column: 'since',
    message: 'no default',
  })
  const COLLATION = issue('nocase-collation', {
    table: 'owners',
    column: 'name',
    message: 'compares otherwise',
  })
  const BLOBS = issue('blob-in-text', { table: 'owners', column: 'name', rows: 1, message: 'holds a blob' })
  const FOUR = ['owners', 'teams', 'players', 'games'].map((name) => ({ name, rows: 100 }))

  /** The category that is worked on, and the one that comes next. */
  function turn(changes: Partial<RunFacts>): readonly (string | undefined)[] {
    const { nextActions } = build(exampleRun(FOUR, changes))
    const fixes = nextActions.flatMap((action) => /^Fix \[(\w+)\]/.exec(action)?.[1]?.toLowerCase() ?? [])
    const [, tested, next] =
      /test the (\w+) fixes(?:, before the next category, (\w+),)?/.exec(nextActions.at(-1) ?? '') ?? []
    expect(new Set(fixes)).toEqual(new Set(tested === undefined ? [] : [tested]))
    return [tested, next]
  }

  it.each<[string, Partial<RunFacts>, readonly (string | undefined)[]]>([
    ['integrity before quality', { issues: [WRONG_CLASS, ORPHANS] }, ['integrity', 'quality']],
    ['schema before logic', { issues: [VIEW_LOST, BAD_DEFAULT] }, ['schema', 'logic']],
    ['what is HIGH before what is not', { issues: [BAD_DEFAULT, WRONG_CLASS] }, ['quality', 'schema']],
    ['HIGH and MED of one category together', { issues: [WRONG_CLASS, BLOBS] }, ['quality', undefined]],
    [
      'the next one without what is waived',
      { issues: [WRONG_CLASS, ORPHANS, VIEW_LOST], waivers: [{ ...WAIVER, issue: 'quality/*' }] },
      ['integrity', 'logic'],
    ],
    [
      'no category where all is waived',
      { issues: [WRONG_CLASS, ORPHANS], waivers: [WAIVER] },
      [undefined, undefined],
    ],
  ])('take up %s', (_, changes, expected) => {
    expect(turn(changes)).toEqual(expected)
  })

  it('do not forget the minor issues', () => {
    const { nextActions } = build(
      exampleRun(FOUR, { issues: [NO_KEY, VIEW_LOST], waivers: [{ ...WAIVER, issue: 'logic/*' }] }),
    )
    expect(nextActions[0]).toBe('Fix or waive the issues of priority LOW (1)')
  })

  it('name a table whose only issue loses no row', () => {
    const tables = [...FOUR.slice(1), { name: 'owners', rows: 100, rejected: 1 }]
    const { nextActions } = build(exampleRun(tables, { issues: [COLLATION] }))
    expect(nextActions[0]).toBe('Validate table owners: 1 row rejected')
  })
})
