import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { databaseOn } from '../../src/engines/postgres/server.ts'
import type { Remedy } from '../../src/issues/remedy.ts'
import type { ProgressEvent } from '../../src/progress/context.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import type { ParsedSettings } from '../../src/settings/parsed-settings.ts'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer, withTestConnection } from '../support/postgres.ts'
import { testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { expectValidRecord } from '../support/valid-record.ts'

export interface Remedied {
  readonly record: RunRecord
  /** What a query finds in the target, as PostgreSQL spells it. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** What the run told on its way. */
  readonly notes: readonly string[]
}

/**
 * Rehearses a SQLite script with remedies, asks the target, and holds the run to what is true of each: every cell
 * was compared, and the source has the same bytes as before.
 */
export async function remedied(
  sql: string,
  remedies: readonly Remedy[],
  query: string,
  overrides: Partial<ParsedSettings> = {},
): Promise<Remedied> {
  const path = await sqliteFromSql(sql)
  const before = await digest(path)
  const { output, ...settings } = await testSettings(path, {
    resolution: { prepare: [], remedies, waivers: [], phase: null },
    ...overrides,
  })
  const notes: string[] = []
  const emit = (event: ProgressEvent) => {
    if (event.type === 'note') notes.push(event.message)
  }
  const kept = { ...settings, output: { ...output, keep: true } }
  const context = { emit, signal: new AbortController().signal }
  const record = await rehearse(kept, context, { commit: null })
  const name = record.target.database ?? ''
  try {
    expect(record.run.error).toBeNull()
    expectValidRecord(record)
    expect(record.mismatches).toEqual([])
    expect(await digest(path), 'the source stays as it is').toBe(before)
    return { record, rows: await ask(name, query), notes }
  } finally {
    await withTestConnection((session) => session.query(`drop database if exists ${quoteIdentifier(name)}`))
  }
}

async function ask(database: string, query: string): Promise<Remedied['rows']> {
  const connection = await databaseOn(testServer(), database).connect()
  try {
    const { rows } = await connection.query(query)
    return rows.map((row) => Object.values(row))
  } finally {
    await connection.close()
  }
}

async function digest(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}
