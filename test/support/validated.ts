import { expect } from 'vitest'
import type { PostgresConnection, PostgresDatabase } from '../../src/engines/postgres/database.ts'
import { validate } from '../../src/rehearsal/validate.ts'
import type { ParsedSettings } from '../../src/settings/parsed-settings.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer, withTestDatabase } from './postgres.ts'
import { quietContext, serverUrl, testSettings } from './rehearse.ts'
import { sqliteFromSql } from './sqlite.ts'
import { expectValidRecord } from './valid-record.ts'

/** Validates a database that the statements make, on the server of the tests. */
export async function validated(
  source: string,
  target: string | readonly string[],
  overrides: Partial<ParsedSettings> = {},
): Promise<RunRecord> {
  const snapshot = await sqliteFromSql(source)
  return await withTarget([target].flat(), async ({ name }) => {
    const postgres = { url: serverUrl(testServer(), name), version: null }
    const settings = await testSettings(snapshot, { postgres, ...overrides })
    const record = await validate(
      settings,
      quietContext(),
      { commit: null },
      { url: serverUrl(testServer()) },
    )
    expect(record.run.error).toBeNull()
    expectValidRecord(record)
    return record
  })
}

/** Lends a database that the statements make, and holds its user to writing nothing there. */
export async function withTarget<T>(
  statements: readonly string[],
  use: (database: PostgresDatabase) => Promise<T>,
): Promise<T> {
  return await withTestDatabase(async (database) => {
    const connection = await database.connect()
    try {
      for (const statement of statements) await connection.query(statement)
      const before = await writtenSoFar(connection)
      const result = await use(database)
      expect(await writtenSoFar(connection), 'nothing was written to the target').toBe(before)
      return result
    } finally {
      await connection.close()
    }
  })
}

/** What a write would change: rows, and how far the sequences are. */
async function writtenSoFar(connection: PostgresConnection): Promise<string> {
  const tables = await connection.query(
    `select c.oid::regclass::text as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  )
  const rows = tables.rows.map(
    ({ name }) => `select array_agg(xmin::text order by ctid)::text as state from ${name}`,
  )
  const sequences = `select string_agg(sequencename || ':' || coalesce(last_value, -1), ',') from pg_sequences`
  const state = await connection.query([...rows, sequences].join(' union all '))
  return JSON.stringify(state.rows)
}
