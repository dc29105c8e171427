import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import { databaseOn } from '../../src/engines/postgres/server.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import type { Reject } from '../../src/stages/load/load-result.ts'
import { rejectFileName } from '../../src/stages/load/reject-writer.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer } from '../support/postgres.ts'
import { quietContext, settingsIn } from '../support/rehearse.ts'
import { withSqliteFile } from '../support/sqlite.ts'
import { checkRows } from './check-rows.ts'
import { type CheckedTable, checkRules } from './check-rules.ts'
import { openSource, quoteName, readSource, readTarget } from './plain-reading.ts'
import type { RandomDatabase, RandomTable } from './random-database.ts'

/** Rehearses a database, and holds what the run says against what both sides hold. */
export async function migrateAndCheck(random: RandomDatabase): Promise<void> {
  await withRehearsals(random, 1, async ([record], path, rejectsDirectory) => {
    const name = record?.target?.database ?? ''
    const connection = await databaseOn(testServer(), name).connect()
    try {
      if (record !== undefined) await check(record, random, path, rejectsDirectory, connection)
    } finally {
      await connection.close()
    }
  })
}

/** Rehearses a database twice: the second run finds what the first has found, and nothing else. */
export async function migrateTwice(random: RandomDatabase): Promise<void> {
  await withRehearsals(random, 2, async ([first, second]) => {
    const seen = (record: RunRecord | undefined) =>
      record?.issues.map(({ id, rows, examples, message }) => ({ id, rows, examples, message }))
    expect(first?.issues.filter(({ state }) => state !== 'new')).toEqual([])
    expect(second?.issues.filter(({ state }) => state !== 'remaining')).toEqual([])
    expect(seen(second)).toEqual(seen(first))
    expect(second?.tables).toEqual(first?.tables)
    expect(second?.objects).toEqual(first?.objects)
    expect(second?.resolvedIssues).toEqual([])
  })
}

/** The databases of the runs are there while `use` looks at them, and gone afterwards. */
async function withRehearsals(
  random: RandomDatabase,
  runs: number,
  use: (records: readonly RunRecord[], path: string, rejectsDirectory: string) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'pg-rehearsal-out-'))
  const records: RunRecord[] = []
  try {
    await withSqliteFile(random.sql, async (path) => {
      const { output, ...settings } = settingsIn(directory, path)
      for (let run = 0; run < runs; run += 1) {
        const kept = { ...settings, output: { ...output, keep: true }, jobs: 1 }
        const record = await rehearse(kept, quietContext(), { commit: null })
        records.push(record)
        expect(record.run.error).toBeNull()
      }
      await use(records, path, join(output.directory, 'rejects'))
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
    await dropAll(records.flatMap(({ target }) => target?.database ?? []))
  }
}

async function dropAll(names: readonly string[]): Promise<void> {
  await withAdministrator(async (session) => {
    for (const name of names) await session.query(`drop database ${quoteName(name)} with (force)`)
  })
}

let administrator: Promise<PostgresConnection> | null = null

/** One session for all databases of a test file; it ends with the process. */
async function withAdministrator(use: (session: PostgresConnection) => Promise<void>): Promise<void> {
  administrator ??= databaseOn(testServer(), testServer().address.database).connect()
  await use(await administrator)
}

async function check(
  record: RunRecord,
  random: RandomDatabase,
  path: string,
  rejectsDirectory: string,
  connection: PostgresConnection,
): Promise<void> {
  expect(record.mismatches).toEqual([])
  const database = openSource(path)
  try {
    const checked: CheckedTable[] = []
    for (const table of random.tables) {
      const rejects = readRejects(join(rejectsDirectory, rejectFileName(table.name)))
      const source = readSource(database, table)
      const target = await readTarget(connection, checkCounts(record, table, source.length, rejects.length))
      const arrived = await checkRows(table, source, target, rejects, connection, random.encoding)
      checked.push({ table, source, target, arrived })
    }
    await checkRules(random, checked, record, connection)
  } finally {
    database.close()
  }
}

function readRejects(path: string): readonly Reject[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Reject)
}

/** Gives the name of the table in the target. */
function checkCounts(record: RunRecord, { name }: RandomTable, rowsSource: number, rejects: number): string {
  const table = record.tables.find((candidate) => candidate.name === name)
  const rowsLoaded = rowsSource - rejects
  expect(table, name).toMatchObject({
    rowsSource,
    rowsLoaded,
    rowsRejected: rejects,
    rowsTarget: rowsLoaded,
    mismatches: 0,
  })
  return table?.target?.replace(/^public\./, '') ?? ''
}
