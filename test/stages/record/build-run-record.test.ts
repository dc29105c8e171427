import { describe, expect, it } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import type { TableValidation, ValidationResult } from '../../../src/stages/validation/validation-result.ts'
import { build, runs } from './build-record.ts'
import { exampleRun, NO_KEY, ORPHANS, VARCHAR_OVERFLOW, VIEW_LOST, WRONG_CLASS } from './example-run.ts'

function validated(
  tables: readonly { readonly name: string; readonly rows: number }[],
  changes: Partial<TableValidation> = {},
): ValidationResult {
  return {
    tables: tables.map(({ name, rows }) => ({
      source: name,
      rowsTarget: rows,
      rowsCompared: rows,
      rowsMissing: 0,
      cellsCompared: rows * 4,
      mismatches: 0,
      ...changes,
    })),
    mismatches: [],
    notCompared: [],
  }
}

const FOUR = ['owners', 'teams', 'players', 'games'].map((name) => ({ name, rows: 100 }))
const TWENTY = Array.from({ length: 20 }, (_, index) => ({ name: `t${index}`, rows: 100 }))

describe('the result', () => {
  it('is complete when every row arrived and every cell is equal', () => {
    const { result, summary } = build(exampleRun(FOUR))
    expect(result).toBe('complete')
    expect(summary).toMatchObject({ tablesMigrated: 4, tablesTotal: 4, rowsLoaded: 400, validation: 'PASS' })
  })

  it('stays complete with issues that lose nothing', () => {
    expect(build(exampleRun(FOUR, { issues: [VIEW_LOST, NO_KEY] })).result).toBe('complete')
  })

  it('is complete for a database without tables', () => {
    expect(build(exampleRun([])).result).toBe('complete')
  })

  it.each<[string, RunFacts]>([
    [
      'a row was rejected',
      exampleRun([...FOUR, { name: 'x', rows: 100, rejected: 1 }], { issues: [WRONG_CLASS] }),
    ],
    [
      'a row was rejected and no issue says why',
      exampleRun([...TWENTY, { name: 'x', rows: 100, rejected: 1 }]),
    ],
    ['a constraint was refused though all rows are there', exampleRun(FOUR, { issues: [ORPHANS] })],
    ['one cell differs', exampleRun([...TWENTY, { name: 'x', rows: 100_000, mismatches: 1 }])],
    [
      'a table could not be created',
      exampleRun([...FOUR, { name: 'x', rows: 3, failure: 'too many columns' }]),
    ],
    ['all rows of a table were rejected', exampleRun([...FOUR, { name: 'x', rows: 3, rejected: 3 }])],
    ['a table was not compared', exampleRun(FOUR, { validation: validated(FOUR.slice(1)) })],
    ['a row was not compared', exampleRun(FOUR, { validation: validated(FOUR, { rowsCompared: 99 }) })],
    ['nothing was validated', exampleRun(FOUR, { validation: null })],
    [
      'PostgreSQL holds a row more than was loaded',
      exampleRun(FOUR, { validation: validated(FOUR, { rowsTarget: 101 }) }),
    ],
  ])('is a failure when %s', (_, facts) => {
    const record = build(facts)
    expect(record.result).toBe('failure')
    expect(record.nextActions).not.toEqual([])
  })

  it('is a failure when the loader lost count of rows, and the record shows the gap', () => {
    const facts = exampleRun(TWENTY)
    const [first, ...others] = facts.load?.tables ?? []
    if (facts.load === null || first === undefined) throw new Error('the example has no load')
    const tables = [{ ...first, rowsSource: 101 }, ...others]
    const record = buildRunRecord({ ...facts, load: { ...facts.load, tables } }, EMPTY_HISTORY)
    expect(record.result).toBe('failure')
    expect(record.tables[0]).toMatchObject({
      status: 'partial',
      reason: '1 row unaccounted for',
    })
  })

  it.each(['error', 'cancelled'] as const)('is an error when the run ended with status %s', (status) => {
    const error = {
      code: 'postgres-connection-lost',
      message: 'The server went away.',
      hint: 'Look at its log.',
    }
    const record = build(exampleRun(FOUR, { status, error, load: null, validation: null }))
    expect(record.result).toBe('error')
    expect(record.run).toMatchObject({ status, error })
    expect(record.summary).toMatchObject({
      tablesTotal: 4,
      rowsSource: 0,
      rowsLoaded: 0,
      validation: 'NOT RUN',
    })
    expect(record.tables[0]).toMatchObject({
      status: 'failed',
      reason: 'the run ended before this table was loaded',
    })
    expect(record.readiness.items.some((item) => item.status === 'pass')).toBe(false)
  })

  it('is not ready, whatever the checklist had proven before', () => {
    const readiness = { ...exampleRun(FOUR).readiness, verdict: 'ready' } as const
    expect(build(exampleRun(FOUR, { readiness })).readiness.verdict).toBe('ready')
    const error = { code: 'snapshot-in-use', message: 'It changed.', hint: 'Again.' } as const
    const record = build(exampleRun(FOUR, { readiness, status: 'error', error }))
    expect([record.result, record.readiness.verdict]).toEqual(['error', 'not-ready'])
  })

  it('can be recorded when not even the source could be read', () => {
    const nothing = {
      status: 'error',
      snapshot: null,
      catalog: null,
      target: null,
      schema: null,
      load: null,
      validation: null,
    } as const
    const record = build(exampleRun([], nothing))
    expect(record.source).toEqual({
      path: 'fixtures/league.sql',
      sizeBytes: 0,
      sha256: null,
      schemaSha256: null,
      sqliteVersion: null,
      encoding: null,
    })
    expect(record.target).toEqual({ version: null, provision: null, database: null, schema: null })
  })
})

describe('the tables', () => {
  it('count a failed table as rejected rows', () => {
    const record = build(exampleRun([{ name: 'x', rows: 3, failure: 'too many columns' }]))
    expect(record.tables[0]).toMatchObject({
      status: 'failed',
      reason: 'too many columns',
      rowsSource: 3,
      rowsRejected: 3,
    })
  })

  it('keep an excluded table out of all figures and name it', () => {
    const excludedTables = [
      { name: 'owners', reason: 'excluded by the settings' },
      { name: 'not_in_catalog', reason: 'excluded by the settings' },
    ]
    const record = build(exampleRun(FOUR, { excludedTables }))
    expect(record.result).toBe('complete')
    expect(record.summary).toMatchObject({ tablesTotal: 3, rowsSource: 300 })
    expect(record.tables.filter(({ status }) => status === 'skipped').map(({ name }) => name)).toEqual([
      'owners',
      'not_in_catalog',
    ])
  })

  it('are partial until they were compared', () => {
    const [owners] = build(exampleRun(FOUR, { status: 'cancelled', validation: null })).tables
    expect(owners).toMatchObject({
      status: 'partial',
      reason: 'not compared, because the run ended early',
    })
  })

  it('give their name in PostgreSQL', () => {
    expect(build(exampleRun(FOUR)).tables[0]?.target).toBe('public.owners')
  })
})

describe('the issues', () => {
  it('are one when prediction and load name the same, with the exact count and both examples', () => {
    const observed = {
      ...WRONG_CLASS,
      rows: 3,
      examples: [{ id: 142 }, { id: 7 }],
      message: 'PostgreSQL refused 3',
    }
    const { issues } = build(exampleRun(FOUR, { issues: [observed, WRONG_CLASS] }))
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject({
      rows: 3,
      message: 'PostgreSQL refused 3',
      examples: [{ key: { id: 142 } }, { key: { id: 7 } }, { key: { id: 41 } }],
    })
  })

  it('keep the higher priority when they are merged', () => {
    const low = { ...WRONG_CLASS, priority: 'LOW' } as const
    expect(build(exampleRun(FOUR, { issues: [WRONG_CLASS, low] })).issues[0]?.priority).toBe('HIGH')
  })

  it('are ordered by priority, then by the category of the methodology', () => {
    const issues = [NO_KEY, VIEW_LOST, WRONG_CLASS, ORPHANS]
    expect(build(exampleRun(FOUR, { issues })).issues.map(({ code }) => code)).toEqual([
      'foreign-key-orphans',
      'wrong-storage-class',
      'view-not-migrated',
      'no-primary-key',
    ])
  })
})

describe('successive runs', () => {
  it('tell new, remaining, resolved and regressed issues apart', () => {
    const [first, second, third] = runs(
      [ORPHANS, WRONG_CLASS],
      [WRONG_CLASS, VIEW_LOST],
      [ORPHANS, WRONG_CLASS],
    )
    expect(first?.summary.issues).toEqual({ new: 2, remaining: 0, resolved: 0, regressed: 0, waived: 0 })
    expect(second?.summary.issues).toEqual({ new: 1, remaining: 1, resolved: 1, regressed: 0, waived: 0 })
    expect(third?.summary.issues).toEqual({ new: 0, remaining: 1, resolved: 1, regressed: 1, waived: 0 })
    expect(third?.issues.map(({ state, firstSeenRun }) => [state, firstSeenRun])).toEqual([
      ['regressed', 1],
      ['remaining', 1],
    ])
    expect(third?.run.number).toBe(3)
  })

  it('do not take an issue for resolved when the run ended early', () => {
    const [, cancelled, third] = runs([ORPHANS], { status: 'cancelled', load: null, validation: null }, [
      ORPHANS,
    ])
    expect(cancelled?.resolvedIssues).toEqual([])
    expect(third?.issues[0]).toMatchObject({ state: 'remaining', firstSeenRun: 1 })
  })

  it('remember what a run found before it ended early', () => {
    const early = { status: 'error', issues: [WRONG_CLASS] } as const
    const [, second, third] = runs(early, [WRONG_CLASS], [])
    expect(second?.issues[0]?.state).toBe('remaining')
    expect(third?.resolvedIssues[0]?.id).toBe('quality/wrong-storage-class:players.jersey')
  })
})

describe('the next actions', () => {
  it('take up one category and say what waits', () => {
    const { nextActions } = build(
      exampleRun(FOUR, { issues: [WRONG_CLASS, VARCHAR_OVERFLOW, ORPHANS, VIEW_LOST] }),
    )
    expect(nextActions).toEqual([
      'Fix [INTEGRITY] box_scores.player_id: Delete the child rows, set the reference to NULL, or restore the parents.',
      'Rehearse again to test the integrity fixes, before the next category, quality, is begun (still to do: quality 2, logic 1)',
    ])
  })

  it('stay few however many issues there are', () => {
    const issues = Array.from({ length: 50 }, (_, index) => ({ ...WRONG_CLASS, column: `c${index}` }))
    const { nextActions } = build(exampleRun(FOUR, { issues }))
    expect(nextActions.length).toBeLessThanOrEqual(10)
    expect(nextActions.at(-2)).toBe('Fix the other 44 issues of this category, as the report lists them')
  })

  it('speak of one other issue as of one', () => {
    const issues = Array.from({ length: 7 }, (_, index) => ({ ...WRONG_CLASS, column: `c${index}` }))
    const { nextActions } = build(exampleRun(FOUR, { issues }))
    expect(nextActions.at(-2)).toBe('Fix the other issue of this category, as the report lists it')
  })

  it('name a table that did not arrive whole when no issue does', () => {
    const tables = [...FOUR, { name: 'x', rows: 10, mismatches: 2 }, { name: 'y', rows: 10, rejected: 1 }]
    expect(build(exampleRun(tables)).nextActions.slice(0, 2)).toEqual([
      'Validate table x: 2 differences',
      'Validate table y: 1 row rejected',
    ])
  })

  it('say what the error says to do, on one line', () => {
    const error = { code: 'postgres-unreachable', message: 'Nobody answers.', hint: 'Start\n  the server.' }
    const { nextActions } = build(exampleRun(FOUR, { status: 'error', error, load: null, validation: null }))
    expect(nextActions).toEqual(['Start the server. Then rehearse again'])
  })

  it('lead from a complete run to the checklist', () => {
    expect(build(exampleRun(FOUR)).nextActions).toEqual([
      'Verify the 11 lines of the checklist that this run did not check',
      'Rehearse again with the next snapshot, so that it stays complete',
    ])
  })
})
