import { describe, expect, test } from 'vitest'
import {
  hasMarker,
  newestSections,
  parseSections,
} from '../../../src/stages/report/comment/comment-document.ts'
import {
  MAX_CHARACTERS,
  renderComment,
  renderSections,
} from '../../../src/stages/report/comment/render-comment.ts'
import {
  LADDER_STEPS,
  renderSection,
  type SectionInput,
} from '../../../src/stages/report/comment/render-section.ts'
import type { RunOrigin } from '../../../src/stages/report/comment/run-origin.ts'
import { packState, sectionState, unpackState } from '../../../src/stages/report/comment/section-state.ts'
import { HOSTILE, origin, record, SCENARIOS, section } from './comment-scenarios.ts'

const KEY = 'ci.yml/rehearse'

/** The states are packed by zlib, whose bytes are another machine's business. */
function withoutStates(comment: string): string {
  return comment.replaceAll(/(?<=^<!-- pg-rehearsal:section )\S+/gm, '…')
}

function scenario(name: string): readonly SectionInput[] {
  return SCENARIOS.find(([title]) => title === name)?.[1] ?? []
}

/** Every fence, fold and table that a page opens, it closes; and a table has rows of one width. */
function expectWhole(page: string): void {
  let fence: string | null = null
  let folds = 0
  let width: number | null = null
  for (const line of page.split('\n')) {
    const mark = /^(`{3,})/.exec(line)?.[1]
    if (mark !== undefined && (fence === null || mark === fence)) fence = fence === null ? mark : null
    if (fence !== null) continue
    folds += (line.match(/<details/g)?.length ?? 0) - (line.match(/<\/details>/g)?.length ?? 0)
    const cells = line.startsWith('|') ? line.split(/(?<!\\)(?:\\\\)*\|/).length : null
    if (cells !== null && width !== null) expect(cells).toBe(width)
    width = cells
  }
  expect(fence).toBeNull()
  expect(folds).toBe(0)
}

describe('the comment', () => {
  test.each(SCENARIOS)('is the one in golden/comment/%s.md', async (name, inputs) => {
    const comment = renderSections(KEY, inputs, [])
    await expect(withoutStates(comment)).toMatchFileSnapshot(`golden/comment/${name}.md`)
  })

  test.each(SCENARIOS)('begins with its marker and then its verdict in words: %s', (_, inputs) => {
    const [marker, blank, headline] = renderSections(KEY, inputs, []).split('\n')
    expect([marker, blank]).toEqual(['<!-- pg-rehearsal:comment key=ci.yml%2Frehearse -->', ''])
    expect(headline).toMatch(/^## (✅|⚠️|❌|⛔) Migration rehearsal: [a-z, ]{9,}( in \d of \d)?$/)
  })

  test.each(SCENARIOS)('is whole, short enough and without pictures: %s', (_, inputs) => {
    const comment = renderSections(KEY, inputs, [])
    expect(comment.length).toBeLessThanOrEqual(MAX_CHARACTERS)
    expectWhole(comment)
    const outsideOfFences = comment.replaceAll(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '')
    expect(outsideOfFences).not.toMatch(/!\[|<img/)
  })

  test.each(SCENARIOS)('gives its sections back: %s', (_, inputs) => {
    const states = inputs.map(({ record, origin, previous }) => sectionState(record, origin, previous))
    const found = parseSections(renderSections(KEY, inputs, []).replaceAll('\n', '\r\n'))
    expect(found.map(({ state }) => state)).toEqual(states)
  })

  test.each([
    ['another key', 'ci.yml/other'],
    ['the beginning of its key', 'ci.yml'],
    ['a longer key', 'ci.yml/rehearse2'],
  ])('is not found by %s', (_, key) => {
    expect(hasMarker(renderComment(KEY, section(record({})), []), KEY)).toBe(true)
    expect(hasMarker(renderComment(KEY, section(record({})), []), key)).toBe(false)
  })

  test('is not found where it is quoted', () => {
    expect(hasMarker(`> ${renderComment(KEY, section(record({})), [])}`, KEY)).toBe(false)
    expect(hasMarker(`\n${renderComment(KEY, section(record({})), [])}`, KEY)).toBe(false)
  })
})

describe('the ladder', () => {
  const [huge] = scenario('huge')

  test('is shorter with each step, and whole on each', () => {
    if (huge === undefined) throw new Error('there is no huge run')
    const lengths = Array.from({ length: LADDER_STEPS }, (_, step) => {
      const page = renderSection(huge, step)
      expectWhole(page)
      return page.length
    })
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a))
    expect(new Set(lengths).size).toBe(LADDER_STEPS)
    expect(lengths.at(0)).toBeGreaterThan(MAX_CHARACTERS)
    expect(lengths.at(-1)).toBeLessThan(6_000)
  })

  test('says that there is more', () => {
    expect(renderSections(KEY, scenario('huge'), [])).toContain('There is more than fits here')
    expect(renderSections(KEY, scenario('first-run'), [])).not.toContain('There is more than fits here')
  })

  test.each([3, 30, 256])('holds %i legs that found very much', (legs) => {
    if (huge === undefined) throw new Error('there is no huge run')
    const input = (leg: number) => ({ ...huge, origin: origin({ leg: `database: number ${leg}` }) })
    let comment = ''
    for (let leg = 0; leg < Math.min(legs, 30); leg++)
      comment = renderComment(KEY, input(leg), parseSections(comment))
    if (legs > 30)
      comment = renderSections(
        KEY,
        Array.from({ length: legs }, (_, leg) => input(leg)),
        [],
      )
    expect(comment.length).toBeLessThanOrEqual(MAX_CHARACTERS)
    expectWhole(comment)
    expect(comment).toMatch(/^## ❌ .* in \d+ of \d+$/m)
    const kept = parseSections(comment).length
    const gone = Number(/^… and (\d+) more, none of them worse\.$/m.exec(comment)?.[1] ?? 0)
    expect(kept + gone).toBe(legs)
  })
})

describe('the sections of a comment', () => {
  const failing = scenario('first-run')[0]
  const complete = scenario('complete')[0]
  if (failing === undefined || complete === undefined) throw new Error('there are no scenarios')
  const leg = (input: SectionInput, name: string, runId: number, attempt = 1) => ({
    ...input,
    origin: origin({ leg: name, runId, attempt }),
  })

  test('of other legs stay as they are', () => {
    const first = renderComment(KEY, leg(failing, 'a', 1), [])
    const both = renderComment(KEY, leg(complete, 'b', 1), parseSections(first))
    expect(parseSections(both).map(({ state }) => state.leg)).toEqual(['a', 'b'])
    expect(parseSections(both)[0]).toEqual(parseSections(first)[0])
    const again = renderComment(KEY, leg(complete, 'b', 1), parseSections(both))
    expect(again).toBe(both)
  })

  test.each([
    ['a later run', [1, 1], [2, 1], 2, 1],
    ['a later attempt', [2, 1], [2, 2], 2, 2],
    ['the later run, when the earlier one comes last', [3, 1], [2, 5], 3, 1],
  ] as const)('are those of %s', (_, [oldRun, oldAttempt], [run, nextAttempt], runId, attempt) => {
    const old = parseSections(renderComment(KEY, leg(failing, 'a', oldRun, oldAttempt), []))
    const fresh = parseSections(renderComment(KEY, leg(complete, 'a', run, nextAttempt), []))
    expect(newestSections([...old, ...fresh]).map(({ state }) => state)).toMatchObject([{ runId, attempt }])
  })

  const long = (end: string) => `database: ${'x'.repeat(120)}${end}`

  test.each<[string, readonly Partial<RunOrigin>[], readonly string[]]>([
    ['two jobs', [{ job: 'ci.yml/shop' }, { job: 'ci.yml/blog' }], ['ci.yml/blog', 'ci.yml/shop']],
    [
      'two jobs with the same legs',
      [
        { job: 'ci.yml/shop', leg: 'a' },
        { job: 'ci.yml/blog', leg: 'a' },
      ],
      ['ci.yml/blog, a', 'ci.yml/shop, a'],
    ],
    [
      'two steps of a job',
      [{ step: '__self' }, { step: '__self_2' }],
      ['ci.yml/rehearse, __self', 'ci.yml/rehearse, __self_2'],
    ],
    [
      'two legs with a long name in common',
      [{ leg: long('1') }, { leg: long('2') }],
      [long('').slice(0, 90), long('').slice(0, 90)],
    ],
  ])('are kept apart for %s, and named by what tells them apart', (_, places, names) => {
    let comment = ''
    for (const place of [...places, ...places])
      comment = renderComment(KEY, { ...failing, origin: origin(place) }, parseSections(comment))
    expect(parseSections(comment)).toHaveLength(places.length)
    const shown = [...comment.matchAll(/<b>(.*?)(… \w{8})?<\/b>/g)].map(([, name]) => name)
    expect(shown).toEqual(names)
  })

  /** As a version has written it that knew neither job nor step, and cut a leg. */
  function older(input: SectionInput, name: string, runId: number) {
    const { job: _job, step: _step, ...state } = sectionState(input.record, origin({ runId }))
    const packed = packState({ ...state, leg: name.slice(0, 100) } as never)
    return parseSections(`<!-- pg-rehearsal:section ${packed} -->\nx\n<!-- /pg-rehearsal:section -->`)
  }

  test.each([
    ['', ''],
    ['a', 'a'],
    [long('1'), long('1')],
  ])('that an older version has written give way to the next run of the leg %j', (name, next) => {
    const found = older(failing, name, 1)
    expect(found).toHaveLength(1)
    const comment = renderComment(KEY, leg(complete, next, 2), found)
    expect(parseSections(comment).map(({ state }) => state.runId)).toEqual([2])
  })

  test('that an older version has written stay for another leg', () => {
    const comment = renderComment(KEY, leg(complete, 'b', 2), older(failing, 'a', 1))
    expect(parseSections(comment).map(({ state }) => [state.leg, state.runId])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  test.each([
    [
      'a good one',
      complete,
      2,
      '✅ Migration rehearsal: complete success in 1 of 1; 1 is of an older commit',
    ],
    [
      'a bad one',
      failing,
      2,
      '❌ Migration rehearsal: failure, not safe to deploy in 1 of 1; 1 is of an older commit',
    ],
    [
      'one of an earlier run',
      complete,
      0,
      '❌ Migration rehearsal: failure, not safe to deploy in 1 of 1; 1 is of an older commit',
    ],
  ])('of an older commit decide no headline: a failure, and then %s', (_, input, runId, headline) => {
    const old = renderComment(KEY, leg(failing, 'old', 1), [])
    const next = { ...input, origin: origin({ leg: 'new', runId, sha: 'e'.repeat(40) }) }
    const comment = renderComment(KEY, next, parseSections(old))
    expect(comment).toContain(`## ${headline}\n`)
    const older = runId === 2 ? 'old' : 'new'
    expect(comment.match(/^\| (?:✅|❌) .*older commit/gm)).toEqual([expect.stringContaining(` ${older} (`)])
    expect(comment).toMatch(new RegExp(`^<details><summary>.*<b>${older}</b> \\(older commit\\)`, 'm'))
  })

  test('cannot be forged by a name in the database', () => {
    const comment = renderSections(KEY, scenario('hostile'), [])
    expect(parseSections(comment)).toHaveLength(1)
    expect(comment.split('\n').filter((line) => line.startsWith('<!-- pg-rehearsal:comment'))).toHaveLength(1)
    expect(parseSections(comment)[0]?.state.leg).toBe(`${HOSTILE.slice(0, 90)}… a06ee623`)
  })

  test.each([
    ['no base64', '%%%'],
    ['no gzip', Buffer.from('hello').toString('base64')],
    ['not a state', packState({ version: 2 } as never)],
  ])('are left out when their state is %s', (_, packed) => {
    expect(unpackState(packed)).toBeNull()
    expect(
      parseSections(`<!-- pg-rehearsal:section ${packed} -->\nx\n<!-- /pg-rehearsal:section -->`),
    ).toEqual([])
  })
})

describe('text of a stranger in the comment', () => {
  const comment = renderSections(KEY, scenario('hostile'), [])
  const ours =
    /^```text\n[\s\S]*?^```$|^`{4,}sh\n[\s\S]*?^`{4,}$|\]\(https:\/\/github\.com\/octo\/demo\/[\w/]+\)|\n/gm

  test.each([
    ['a control character', /[\p{Cc}\p{Cf}]/u],
    ['HTML', /<(?!\/?(?:details|summary|br|b)(?: open)?>|!-- )/],
    ['a mention', /@\w/],
    ['a reference', /#\d|GH-\d/],
    ['a link', /:\/\/|(?<!\\)\]\(/],
    ['a workflow command', /::|##\[/],
  ])('leaves no trace of %s', (_, pattern) => {
    expect(comment.replaceAll(ours, ' ')).not.toMatch(pattern)
  })

  test('is no address of a link', () => {
    expect(comment).not.toContain('javascript:')
  })
})
