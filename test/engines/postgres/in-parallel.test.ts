import { expect, test } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { workThrough } from '../../../src/engines/postgres/in-parallel.ts'
import { withTestDatabase } from '../../support/postgres.ts'

/** Works through the items with two workers; each item is told with the number of the session that it was worked on. */
async function sessionsOf(
  items: readonly string[],
  more: Readonly<Record<string, readonly string[]>>,
): Promise<readonly string[]> {
  return await withTestDatabase(async (database) => {
    const numbers = new Map<PostgresConnection, number>()
    const connect = async () => {
      const session = await database.connect()
      numbers.set(session, numbers.size + 1)
      return session
    }
    const done: string[] = []
    await workThrough(items, 2, connect, async (session, item, add) => {
      await session.query('select 1')
      done.push(`${item} on ${numbers.get(session)}`)
      add(more[item] ?? [])
    })
    return done
  })
}

test('who has added an item works on it, on the session that is open', async () => {
  expect(await sessionsOf(['rows'], { rows: ['keys'], keys: ['index'] })).toEqual([
    'rows on 1',
    'keys on 1',
    'index on 1',
  ])
})

test('others help with what is more than one item', async () => {
  const done = await sessionsOf(['rows'], { rows: ['a', 'b'] })
  expect(done.toSorted()).toEqual(['a on 1', 'b on 2', 'rows on 1'])
})
