import { describe, expect, it } from 'vitest'
import type { AppliedRemedy } from '../../../src/issues/applied-remedy.ts'
import { type Issue, issue } from '../../../src/issues/issue.ts'
import type { ColumnTypes } from '../../../src/stages/record/column-types.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import { build, runs } from './build-record.ts'
import { exampleRun, ORPHANS, VIEW_LOST, WRONG_CLASS } from './example-run.ts'

const GIVEN = { version: '18.4', provision: 'embedded', database: null, schema: 'file' } as const

/** A validation of a database that was there. */
const VALIDATED: Partial<RunFacts> = { target: { ...GIVEN, provision: 'url', schema: 'given' } }

/** The facts of a run in which players.jersey has these types, beside a column of which nothing is said. */
function typed(declared: string, target: string | null = null): Partial<RunFacts> {
  return {
    columnTypes: [
      { table: 'players', column: 'id', declared: 'INTEGER', target: 'bigint' },
      { table: 'players', column: 'jersey', declared, target },
    ],
  }
}

const REMEDY: AppliedRemedy = {
  issue: 'quality/wrong-storage-class:players.jersey',
  remedy: 'null',
  table: 'players',
  column: 'jersey',
  rows: 2,
  examples: [{ id: 41 }],
  effect: '2 values set to NULL',
}

const INTEGER: ColumnTypes = { table: 'players', column: 'id', declared: 'INTEGER', target: 'bigint' }
const catalog = exampleRun([{ name: 'owners', rows: 13 }]).catalog ?? { tables: [], virtualTables: [] }

describe('a resolved issue says what removed it', () => {
  it.each<[string, Partial<RunFacts>, Partial<RunFacts>]>([
    ['no longer found (2 rows before)', {}, {}],
    ['no longer found', { issues: [VIEW_LOST] }, {}],
    ['remedy null, 2 values set to NULL', typed('INT'), { ...typed('TEXT'), remedies: [REMEDY] }],
    [
      'remedy null, 2 values set to NULL; remedy sql, 1 value computed',
      {},
      { remedies: [REMEDY, { ...REMEDY, remedy: 'sql', effect: '1 value computed' }] },
    ],
    ['no longer found (2 rows before)', {}, { remedies: [{ ...REMEDY, issue: 'quality/other:x.y' }] }],
    [
      'the column is declared VARCHAR(40) now (was VARCHAR(20))',
      typed('VARCHAR(20)', 'text'),
      typed('VARCHAR(40)', 'character varying(40)'),
    ],
    ['the column is declared without a type now (was INT)', typed('INT'), typed('')],
    ['the column is declared TEXT now (was without a type)', typed(''), typed('TEXT')],
    [
      'the column is bigint in the target now (was integer)',
      { ...typed('INTEGER', 'integer'), target: GIVEN },
      { ...typed('integer', 'bigint'), target: GIVEN },
    ],
    ['no longer found (2 rows before)', typed('VARCHAR( 20 )'), typed('varchar(20)')],
    // the type of a derived schema follows the values: that they were corrected is what removed the issue
    ['no longer found (2 rows before)', typed('INTEGER', 'text'), typed('INTEGER', 'bigint')],
    ['no longer found (2 rows before)', {}, typed('TEXT', 'text')],
    ['no longer found (2 rows before)', typed('TEXT', 'text'), { ...typed('TEXT'), target: GIVEN }],
    ['the column is no longer in the source', typed('INT'), { columnTypes: [INTEGER] }],
    ['no longer found (2 rows before)', {}, { columnTypes: [INTEGER] }],
    ['the table is no longer in the source', { issues: [ORPHANS] }, {}],
    [
      'the table is excluded from the rehearsal',
      typed('INT'),
      { ...typed('TEXT'), excludedTables: [{ name: 'players', reason: 'excluded' }] },
    ],
    [
      'no longer found',
      { issues: [issue('trigger-not-migrated', { table: 'standings', object: 'watch', message: 'lost' })] },
      { catalog: { ...catalog, views: [{ name: 'standings' }] } },
    ],
  ])('%s', (fix, before, now) => {
    const second = runs({ issues: [WRONG_CLASS], ...before }, now)[1]
    expect(second?.resolvedIssues.map((gone) => gone.fix)).toEqual([fix])
  })

  it('by the types of the last run that found it', () => {
    const found = [WRONG_CLASS]
    const third = runs({ issues: found, ...typed('A') }, { issues: found, ...typed('B') }, typed('C'))[2]
    expect(third?.resolvedIssues[0]?.fix).toBe('the column is declared C now (was B)')
  })
})

describe('the types of the column of an issue', () => {
  it('are in the record, and not in the id', () => {
    const [found] = build(exampleRun([], { issues: [WRONG_CLASS], ...typed('INT', 'text') })).issues
    expect(found).toMatchObject({ id: REMEDY.issue, declaredType: 'INT', targetType: 'text' })
  })

  it.each([
    ['is about no column', VIEW_LOST],
    ['names what is no column of the source', { ...WRONG_CLASS, column: 'jersey, number' }],
  ])('are null where the issue %s', (_, about: Issue) => {
    const [found] = build(exampleRun([], { issues: [about], ...typed('INT', 'text') })).issues
    expect(found).toMatchObject({ declaredType: null, targetType: null })
  })
})

describe('an issue of a table that the run could not look into', () => {
  const HIDING = ['object-not-parsed', 'source-read-failed', 'table-refused', 'target-table-missing'] as const
  it.each(HIDING)('is neither resolved nor new afterwards, when the table has %s', (code) => {
    const hidden = [issue(code, { table: 'players', message: 'nothing was seen' })]
    const [, second, third] = runs([WRONG_CLASS], hidden, [WRONG_CLASS])
    expect(second?.resolvedIssues).toEqual([])
    expect(third?.issues[0]).toMatchObject({ id: REMEDY.issue, state: 'remaining', firstSeenRun: 1 })
    expect(third?.resolvedIssues.map(({ id }) => id)).toEqual([second?.issues[0]?.id])
  })

  it('is resolved when only an index of the table could not be read', () => {
    const index = [issue('object-not-parsed', { table: 'players', object: 'by_name', message: 'unread' })]
    expect(runs([WRONG_CLASS], index)[1]?.resolvedIssues).toHaveLength(1)
  })
})

describe('a validation between two rehearsals', () => {
  it('resolves nothing that only a rehearsal looks for', () => {
    const [, second, third] = runs([WRONG_CLASS], { ...VALIDATED, issues: [] }, [WRONG_CLASS])
    expect(second?.resolvedIssues).toEqual([])
    expect(third?.issues[0]).toMatchObject({ id: REMEDY.issue, state: 'remaining', firstSeenRun: 1 })
  })

  it('has issues of its own, which the rehearsal does not resolve', () => {
    const [, second, third] = runs([], { ...VALIDATED, issues: [WRONG_CLASS] }, [])
    expect(third?.resolvedIssues).toEqual([])
    expect(second?.issues[0]?.state).toBe('new')
  })

  it('resolves what both of them have found', () => {
    const validated = { ...VALIDATED, issues: [WRONG_CLASS] }
    const [, , third] = runs([WRONG_CLASS], validated, { ...VALIDATED, issues: [] })
    expect(third?.resolvedIssues.map(({ id }) => id)).toEqual([REMEDY.issue])
  })
})

describe('the remedies that were applied', () => {
  it('are in the record as they are', () => {
    expect(build(exampleRun([], { remedies: [REMEDY] })).remedies).toEqual([REMEDY])
  })
})
