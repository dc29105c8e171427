import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testServer, withTestDatabase } from '../../support/postgres.ts'
import { serverUrl } from '../../support/rehearse.ts'
import { temporaryDirectory } from '../../support/sqlite.ts'
import { sessionsEnded } from '../sessions-ended.ts'
import { openLibrary } from './open-library.ts'

/** What typeorm would still change in a migrated database, to have it as the entities say. */
async function changesMissing(target: string): Promise<readonly string[]> {
  const { source } = await openLibrary(target)
  try {
    await source.runMigrations()
    const { upQueries } = await source.driver.createSchemaBuilder().log()
    return upQueries.map(({ query }) => query)
  } finally {
    await source.destroy()
  }
}

test('the migrations for SQLite create what the entities say', async () => {
  expect(await changesMissing(join(await temporaryDirectory(), 'library.db'))).toEqual([])
})

test('the migrations for PostgreSQL create what the entities say', async () => {
  await withTestDatabase(async ({ name }) => {
    const url = serverUrl(testServer(), name)
    expect(await changesMissing(url)).toEqual([])
    await sessionsEnded(url)
  })
})
