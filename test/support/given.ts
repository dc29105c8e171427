import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseOn } from '../../src/engines/postgres/server.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import type { ParsedSettings } from '../../src/settings/parsed-settings.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer, withTestConnection } from './postgres.ts'
import { quietContext, testSettings } from './rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from './sqlite.ts'
import { expectValidRecord } from './valid-record.ts'

export interface Rehearsed {
  readonly record: RunRecord
  /** Runs a query in the database that the rehearsal has filled; all values are texts. */
  readonly query: (sql: string) => Promise<readonly (readonly (string | null)[])[]>
}

/** Rehearses a SQLite script into a schema of PostgreSQL and lends the database that came of it. */
export async function withRehearsed(
  source: string,
  schema: string,
  use: (rehearsed: Rehearsed) => Promise<void> | void,
  overrides: Partial<ParsedSettings> = {},
): Promise<void> {
  const path = join(await temporaryDirectory(), 'schema.sql')
  await writeFile(path, schema)
  const target = { rename: {}, ...overrides.target, schema: path, schemaCommand: null }
  const settings = await testSettings(await sqliteFromSql(source), { ...overrides, target })
  const kept = { ...settings, output: { ...settings.output, keep: true } }
  const record = await rehearse(kept, quietContext(), { commit: null })
  expectValidRecord(record)
  const name = record.target?.database ?? ''
  const connection = await databaseOn(testServer(), name).connect()
  try {
    const query = async (sql: string) => (await connection.query(sql)).rows.map((row) => Object.values(row))
    await use({ record, query })
  } finally {
    await connection.close()
    await withTestConnection((session) => session.query(`drop database "${name}"`))
  }
}

/** Issues but for the differences of types, which every table has. */
export function found({ issues }: RunRecord): readonly string[] {
  return issues
    .filter(({ code }) => code !== 'target-type-differs')
    .map(({ id, rows, examples }) =>
      [id, rows, ...examples.map(({ key }) => Object.values(key).join())].join(' '),
    )
}
