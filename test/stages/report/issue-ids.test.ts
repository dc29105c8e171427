import { describe, expect, test } from 'vitest'
import { issue, issueId } from '../../../src/issues/issue.ts'
import { matchesGlob } from '../../../src/sql/matches-glob.ts'
import { mergeRecords } from '../../../src/stages/record/merge-records.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { renderHtml } from '../../../src/stages/report/render-html.ts'
import { renderMarkdown } from '../../../src/stages/report/render-markdown.ts'
import { renderTerminal } from '../../../src/stages/report/render-terminal.ts'
import { runs } from '../record/build-record.ts'

const LONG = 'a_table_of_another_time_and_place_that_somebody_gave_a_long_name'
const ISSUES = [
  issue('mixed-storage-classes', { table: 'players', column: 'card_number', message: 'Two classes' }),
  issue('foreign-key-not-indexed', { table: LONG, column: 'player_id', rows: 3, message: 'No index' }),
  issue('foreign-key-not-indexed', { table: LONG, column: 'place_id', message: 'No index' }),
]
const IDS = ISSUES.map(issueId)

function recordsOf(): readonly [found: RunRecord, remaining: RunRecord] {
  const [found, remaining] = runs(ISSUES, ISSUES)
  if (found === undefined || remaining === undefined) throw new Error('there are two runs')
  return [found, remaining]
}

/** Only ids are longer than a line: they are copied. */
function terminal(record: RunRecord): string {
  const page = renderTerminal(record, { color: false, width: 80 })
  for (const line of page.split('\n'))
    if (!IDS.some((id) => line.endsWith(id))) expect(line.length).toBeLessThanOrEqual(80)
  return page
}

describe('the id by which waivers and remedies name an issue', () => {
  test.each(['new', 'remaining'] as const)('is whole in the terminal where the issue is %s', (state) => {
    const [found, remaining] = recordsOf()
    const page = terminal(state === 'new' ? found : remaining)
    for (const id of IDS) expect(page).toContain(`${id}\n`)
  })

  test.each(['new', 'remaining'] as const)(
    'obeys no runner where the issue is %s, and is found when it is pasted',
    (state) => {
      const names = ['::notice::x y', '##[error]x', 'a ::b ##[group]']
      const odd = names.map((table) =>
        issue('foreign-key-not-indexed', { table, column: 'd', message: 'No index' }),
      )
      const [found, remaining] = runs(odd, odd)
      const page = renderTerminal((state === 'new' ? found : remaining) ?? recordsOf()[0], {
        color: false,
        width: 80,
      })
      expect(page).not.toMatch(/^\s*::|##\[/m)
      const printed = [...page.matchAll(/performance\/foreign-key-not-indexed:.*$/gm)].map(String)
      for (const id of odd.map(issueId)) expect(printed.filter((one) => matchesGlob(id, one))).toHaveLength(1)
    },
  )

  test('can be copied from the page, and stands in the report', () => {
    const [found] = recordsOf()
    for (const id of IDS) {
      expect(renderHtml(found)).toContain(`<bdi class="name id">${id}</bdi>`)
      expect(renderMarkdown(found)).toContain(id)
    }
  })

  test('is that of the own run in what is said of all legs, and the leg stands beside it', () => {
    const [found] = recordsOf()
    const legs = ['16', '17'].map((version) => ({ ...found, target: { ...found.target, version } }))
    const merged = mergeRecords(legs.map((record, at) => ({ name: `postgres: 1${at + 6}`, record })))
    expect(merged.issues[0]?.id).toContain(':postgres: 16/')
    for (const id of IDS) {
      expect(renderMarkdown(merged)).toContain(`${id} (postgres: 16)`)
      expect(renderHtml(merged)).toContain(`<bdi class="name id">${id}</bdi>`)
      expect(terminal(merged)).toContain(id)
    }
  })
})
