import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { connect } from '../../src/engines/postgres/connect.ts'
import { databaseOn } from '../../src/engines/postgres/server.ts'
import { exitCodeOf } from '../../src/rehearsal/gate.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { validate } from '../../src/rehearsal/validate.ts'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer } from './postgres.ts'
import { quietContext, serverUrl, settingsIn, testSettings } from './rehearse.ts'
import { withSqliteFile } from './sqlite.ts'
import { expectValidRecord } from './valid-record.ts'

/** What a user sees of a validation. */
export interface Seen {
  readonly exitCode: number
  readonly validation: string
  /** `table.column {key} kind` */
  readonly mismatches: readonly string[]
  /** `PRIORITY id` */
  readonly issues: readonly string[]
  readonly record: RunRecord
}

/**
 * Rehearses a SQLite script once, before the tests, into a database that is kept.
 *
 * @returns validates a copy of that database after statements that damage it; each runs by itself
 */
export function migratedOnce(sql: string): (...damage: readonly string[]) => Promise<Seen> {
  let folder = ''
  let original = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pg-rehearsal-victim-'))
    await withSqliteFile(sql, (path) => copyFile(path, join(folder, 'source.sqlite')))
    const settings = settingsIn(join(folder, 'out'), join(folder, 'source.sqlite'))
    const output = { ...settings.output, keep: true }
    const record = await rehearse({ ...settings, output }, quietContext(), { commit: null })
    expect(record.mismatches).toEqual([])
    original = record.target.database ?? ''
  })
  afterAll(async () => {
    await onServer(`drop database if exists ${quoteIdentifier(original)}`)
    await rm(folder, { recursive: true, force: true })
  })
  return async (...damage) => {
    const copy = `damaged_${randomBytes(6).toString('hex')}`
    await onServer(`create database ${copy} template ${quoteIdentifier(original)}`)
    try {
      await damageCopy(copy, damage)
      return await validateCopy(copy, join(folder, 'source.sqlite'))
    } finally {
      await onServer(`drop database ${copy} with (force)`)
    }
  }
}

async function onServer(statement: string): Promise<void> {
  const connection = await connect(testServer().address)
  await connection.query(statement).finally(connection.close)
}

async function damageCopy(copy: string, damage: readonly string[]): Promise<void> {
  const connection = await databaseOn(testServer(), copy).connect()
  try {
    for (const statement of damage) await connection.query(statement)
  } finally {
    await connection.close()
  }
}

async function validateCopy(copy: string, snapshot: string): Promise<Seen> {
  const postgres = { url: serverUrl(testServer(), copy), version: null }
  const settings = await testSettings(snapshot, { postgres })
  const record = await validate(settings, quietContext(), { commit: null }, { url: serverUrl(testServer()) })
  expect(record.run.error).toBeNull()
  expectValidRecord(record)
  return {
    exitCode: exitCodeOf(record, settings.failOn),
    validation: record.summary.validation,
    mismatches: record.mismatches.map(describeMismatch),
    issues: record.issues.map(({ priority, id }) => `${priority} ${id}`),
    record,
  }
}

export function describeMismatch({ table, column, key, kind }: RunRecord['mismatches'][number]): string {
  return `${table}${column === null ? '' : `.${column}`} ${JSON.stringify(key)} ${kind}`
}
