import { describe, expect, it } from 'vitest'
import type { Waiver } from '../../../src/issues/waiver.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import { build, runs } from './build-record.ts'
import { exampleRun, ORPHANS, VARCHAR_OVERFLOW, VIEW_LOST, WRONG_CLASS } from './example-run.ts'

const ID = 'quality/wrong-storage-class:players.jersey'
const TERMS = { reason: 'known since 2019', owner: 'Marit', expires: '2027-01-01' }

function waiver(issue: string, changes: Partial<Waiver> = {}): Waiver {
  return { issue, ...TERMS, ...changes }
}

function rehearsed(waivers: readonly Waiver[], changes: Partial<RunFacts> = {}) {
  const issues = [WRONG_CLASS, VARCHAR_OVERFLOW, ORPHANS]
  return build(exampleRun([{ name: 'players', rows: 302 }], { issues, waivers, ...changes }))
}

function waivedIds(waivers: readonly Waiver[], changes: Partial<RunFacts> = {}): readonly string[] {
  return rehearsed(waivers, changes).issues.flatMap(({ id, waived }) => (waived === null ? [] : [id]))
}

/** The issues about the waivers themselves. */
function complaints(waivers: readonly Waiver[], changes: Partial<RunFacts> = {}) {
  return rehearsed(waivers, changes)
    .issues.filter(({ code }) => code.startsWith('waiver-'))
    .map(({ id, priority, message }) => ({ id, priority, message }))
}

describe('a waiver accepts', () => {
  it.each([
    ['the issue whose id it names', ID, [ID]],
    ['every issue that its glob matches', 'quality/*', ['quality/varchar-overflow:owners.display_name', ID]],
    ['names without regard to case', 'QUALITY/wrong-storage-class:Players.?ersey', [ID]],
    ['nothing by a part of an id', 'quality/wrong-storage-class', []],
  ])('%s: %s', (_, pattern, ids) => {
    expect(waivedIds([waiver(pattern)])).toEqual(ids)
  })

  it('with its reason, its owner and its last day, and is not itself in the record', () => {
    const [issue] = rehearsed([waiver(ID)]).issues.filter(({ id }) => id === ID)
    expect(issue?.waived).toEqual(TERMS)
  })

  it('without an owner', () => {
    const [issue] = rehearsed([waiver(ID, { owner: null })]).issues.filter(({ id }) => id === ID)
    expect(issue?.waived).toEqual({ ...TERMS, owner: null })
  })

  it('as the first in the list that holds', () => {
    const ended = waiver('quality/*', { reason: 'ended', expires: '2026-11-22' })
    const list = [ended, waiver('*', { reason: 'first' }), waiver(ID, { reason: 'second' })]
    const [issue] = rehearsed(list).issues.filter(({ id }) => id === ID)
    expect(issue?.waived?.reason).toBe('first')
    expect(complaints(list).map(({ id }) => id)).toEqual(['logic/waiver-expired:[quality/*]'])
  })

  it.each([
    ['2026-11-22', '2026-11-23T00:00:00.000Z', []],
    ['2026-11-23', '2026-11-23T00:00:00.000Z', [ID]],
    ['2026-11-23', '2026-11-23T23:59:59.999Z', [ID]],
    ['2026-11-23', '2026-11-24T00:00:00.000Z', []],
    ['2026-11-23', '2026-11-23T23:30:00-05:00', []],
  ])('until the end of %s in UTC, seen from %s', (expires, now, ids) => {
    expect(waivedIds([waiver(ID, { expires })], { startedAt: new Date(now) })).toEqual(ids)
  })
})

describe('a waiver is an issue', () => {
  it('when it has expired, with what counts again', () => {
    expect(complaints([waiver('quality/*', { expires: '2026-11-22' })])).toEqual([
      {
        id: 'logic/waiver-expired:[quality/*]',
        priority: 'MED',
        message: 'The waiver ended on 2026-11-22; 2 issues count again',
      },
    ])
  })

  it('when it has expired, though another one accepts the same issues', () => {
    const [ended] = complaints([waiver('quality/*', { expires: '2026-11-22' }), waiver('*')])
    expect(ended?.message).toBe('The waiver ended on 2026-11-22')
  })

  it('when it matches nothing', () => {
    expect(complaints([waiver('quality/nul-in-text:*')])).toEqual([
      {
        id: 'logic/waiver-unused:[quality/nul-in-text:*]',
        priority: 'LOW',
        message: 'The waiver matches no issue of this run',
      },
    ])
  })

  it('for each pattern on its own', () => {
    expect(complaints([waiver('a'), waiver('b'), waiver('b')]).map(({ id }) => id)).toEqual([
      'logic/waiver-unused:[a]',
      'logic/waiver-unused:[b]',
    ])
  })

  it('that no waiver accepts', () => {
    const list = [
      waiver('*'),
      waiver('logic/waiver-*'),
      waiver('a', { expires: '2026-11-22' }),
      waiver('logic/waiver-expired:[a]'),
    ]
    expect(complaints(list).map(({ id }) => id)).toEqual([
      'logic/waiver-expired:[a]',
      'logic/waiver-unused:[logic/waiver-*]',
      'logic/waiver-unused:[logic/waiver-expired:[a]]',
    ])
    expect(rehearsed(list).issues.filter(({ code, waived }) => /^waiver/.test(code) && waived)).toEqual([])
  })

  it.each(['cancelled', 'error'] as const)('only when it has expired, in a run that is %s', (status) => {
    const list = [waiver('quality/nul-in-text:*'), waiver('x', { expires: '2026-11-22' })]
    expect(complaints(list, { status, validation: null }).map(({ id }) => id)).toEqual([
      'logic/waiver-expired:[x]',
    ])
  })

  it('that is resolved when the waiver is gone', () => {
    const [first, second] = runs({ issues: [WRONG_CLASS], waivers: [waiver('b'), waiver(ID)] }, [WRONG_CLASS])
    expect(first?.summary.issues).toMatchObject({ new: 1, waived: 1 })
    expect(second?.resolvedIssues.map(({ id, fix }) => [id, fix])).toEqual([
      ['logic/waiver-unused:[b]', 'no longer found'],
    ])
  })
})

describe('waived issues', () => {
  it('are in no count of a state but in their own', () => {
    const { summary } = rehearsed([waiver('quality/*')])
    expect(summary.issues).toEqual({ new: 1, remaining: 0, resolved: 0, regressed: 0, waived: 2 })
  })

  it('keep their state, so that the end of a waiver makes no issue new', () => {
    const waived = { issues: [WRONG_CLASS], waivers: [waiver(ID)] }
    const [first, second, third] = runs(waived, waived, [WRONG_CLASS])
    expect(first?.issues[0]).toMatchObject({ state: 'new', waived: TERMS })
    expect(second?.issues[0]).toMatchObject({ state: 'remaining', firstSeenRun: 1, waived: TERMS })
    expect(third?.issues[0]).toMatchObject({ state: 'remaining', firstSeenRun: 1, waived: null })
  })

  it('need no next action, and no warning when they regress', () => {
    const waivers = [waiver(ID)]
    const back = { issues: [WRONG_CLASS, VIEW_LOST], waivers }
    const third = runs([WRONG_CLASS, VIEW_LOST], [VIEW_LOST], back)[2]
    expect(third?.issues[0]).toMatchObject({ id: ID, state: 'regressed' })
    expect(third?.warnings).toEqual([])
    expect(third?.nextActions).toEqual([
      'Fix [LOGIC] standings: Write the view for PostgreSQL yourself; its text is in the objects ledger.',
      'Rehearse again to test the logic fixes',
    ])
  })
})
