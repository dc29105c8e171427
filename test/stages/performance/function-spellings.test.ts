import { expect, test } from 'vitest'
import {
  DATE_FUNCTIONS,
  FUNCTIONS,
  SCALAR_EXTREMES,
  spellingOf,
} from '../../../src/stages/performance/function-spellings.ts'
import { withValues } from './spelled-values.ts'

const AGGREGATES = /^(group_concat|total|json_group_array|json_group_object)\(/

const ENTRIES = [DATE_FUNCTIONS, FUNCTIONS, SCALAR_EXTREMES].flatMap((table) => Object.entries(table))
const SPELLINGS = ENTRIES.flatMap(([, entry]) => ('advice' in entry ? [] : entry))

test('every spelling that is offered gives the same values on both engines', {
  timeout: 60_000,
}, async () => {
  await withValues(async ({ difference }) => {
    const found: string[] = []
    for (const { sqlite, postgres } of SPELLINGS) {
      // a second can end between the two
      if (sqlite === `datetime('now')`) continue
      const ask = (expression: string) =>
        AGGREGATES.test(sqlite)
          ? `select 'all', ${expression} from v union all select 'none', ${expression} from v where id < 0`
          : `select id, ${expression} from v order by id`
      const said = await difference(ask(sqlite), ask(postgres)).catch(String)
      if (said !== null) found.push(`${sqlite} and ${postgres}: ${said}`)
    }
    expect(found).toEqual([])
  })
})

test('the time of now is that of UTC, whatever the time zone of the session', async () => {
  await withValues(async ({ difference }) => {
    const now = DATE_FUNCTIONS.datetime
    const spelled = now !== undefined && 'length' in now ? now[2]?.postgres : undefined
    expect(spelled).toBeDefined()
    const postgres = `select count(*) from (select set_config('timezone', 'Asia/Tokyo', false)) s
      where abs(extract(epoch from ${spelled} - (clock_timestamp() at time zone 'utc'))) < 60`
    expect(await difference('select 1', postgres)).toBeNull()
  })
})

test('a spelling alone stands for itself, and several tell for what they are', () => {
  expect(spellingOf(FUNCTIONS.ifnull ?? [])).toBe('coalesce(a, b)')
  expect(spellingOf(FUNCTIONS.quote ?? [])).toMatch(/^coalesce\(.* for quote\(a\); .* for quote\(n\)$/)
  expect(spellingOf(FUNCTIONS.changes ?? [])).toBe('the count that the command returns')
})
