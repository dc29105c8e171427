import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { databaseOn } from '../../src/engines/postgres/server.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { validate } from '../../src/rehearsal/validate.ts'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { APPLICATIONS } from '../apps/applications.ts'
import type { SampleApplication } from '../apps/sample-application.ts'
import { withApplication } from '../apps/with-application.ts'
import { testServer, withTestDatabase } from '../support/postgres.ts'
import { quietContext, serverUrl, testSettings } from '../support/rehearse.ts'
import { temporaryDirectory } from '../support/sqlite.ts'
import { expectValidRecord } from '../support/valid-record.ts'

describe.each(APPLICATIONS)('the application on $orm', (app) => {
  test('finds all its objects in its own PostgreSQL schema after a rehearsal, and goes on writing', async () => {
    const file = await filledFile(app)
    await withRehearsed(app, file, async (record, url) => {
      expect(record.run).toMatchObject({ status: 'finished', error: null })
      expect(record.target.schema).toBe('command')
      expect(record.issues.filter(({ priority }) => priority === 'HIGH')).toEqual([])
      expect(record.mismatches).toEqual([])
      expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0 })
      for (const { rowsSource, rowsLoaded, rowsTarget, ...table } of migrated(app, record)) {
        expect(table).toMatchObject({ status: 'migrated', mismatches: 0 })
        expect([rowsLoaded, rowsTarget]).toEqual([rowsSource, rowsSource])
      }

      const source = await withApplication(app, file, async (opened) => ({
        history: await opened.bookkeeping(),
        objects: await opened.readObjects(),
        next: await opened.insertNext(),
      }))
      await withApplication(app, url, async (opened) => {
        const history = await opened.bookkeeping()
        expect(history).toHaveLength(source.history.length)
        expect(history).not.toEqual(source.history)
        expect(await opened.readObjects()).toEqual(source.objects)
        expect((await opened.insertNext()).id).toBe(source.next.id)
        await opened.migrate()
        expect(await opened.bookkeeping()).toEqual(history)
      })
    })
  })

  test('writes on both engines what validate takes as equal, but for what each has filled in', async () => {
    const file = await filledFile(app)
    await withTestDatabase(async ({ name }) => {
      const url = serverUrl(testServer(), name)
      await fill(app, url)
      const settings = await testSettings(file, { postgres: { url, version: null } })
      const tables = { ...settings.tables, include: app.tables }
      const record = await validate({ ...settings, tables }, quietContext(), { commit: null })
      expectValidRecord(record)
      const columns = record.mismatches.map(({ table, column }) => `${table}.${column}`)
      expect([...new Set(columns)]).toEqual([app.filledIn])
      expect(record.issues.map(({ priority, id }) => `${priority} ${id}`)).toEqual(DIFFERENCES[app.orm])
    })
  })
})

/** Where the migrations of an application say different things on the two engines. */
const DIFFERENCES: Readonly<Record<SampleApplication['orm'], readonly string[]>> = {
  knex: ['LOW schema/target-rule-differs:customers.createdAt[DEFAULT]'],
  drizzle: [
    'MED schema/target-rule-extra:projects.id[IDENTITY]',
    'LOW schema/target-rule-differs:tasks.createdAt[DEFAULT]',
  ],
  typeorm: [
    'LOW schema/target-rule-differs:author.createdAt[DEFAULT]',
    'LOW schema/target-rule-extra:book.id[DEFAULT]',
  ],
}

async function filledFile(app: SampleApplication): Promise<string> {
  const file = join(await temporaryDirectory(), 'app.db')
  await fill(app, file)
  return file
}

async function fill(app: SampleApplication, target: string): Promise<void> {
  await withApplication(app, target, async (opened) => {
    await opened.migrate()
    await opened.writeObjects()
  })
}

/** Rehearses with the schema of the application's own command, and lends the database that is left. */
async function withRehearsed(
  app: SampleApplication,
  file: string,
  use: (record: RunRecord, url: string) => Promise<void>,
): Promise<void> {
  const command = join(import.meta.dirname, '../apps', app.orm, 'migrate.ts')
  const target = { schema: null, schemaCommand: `"${process.execPath}" "${command}"`, rename: {} }
  const settings = await testSettings(file, { target })
  const output = { ...settings.output, keep: true }
  const record = await rehearse({ ...settings, output }, quietContext(), { commit: null })
  const { database } = record.target
  if (database === null) throw new Error('the rehearsal left no database', { cause: record.run.error })
  try {
    expectValidRecord(record)
    await use(record, serverUrl(testServer(), database))
  } finally {
    await drop(database)
  }
}

async function drop(database: string): Promise<void> {
  const server = testServer()
  const connection = await databaseOn(server, server.address.database).connect()
  try {
    await connection.query(`drop database ${quoteIdentifier(database)} with (force)`)
  } finally {
    await connection.close()
  }
}

/** The product's tables, all of them, in the record. */
function migrated(app: SampleApplication, { tables }: RunRecord): RunRecord['tables'] {
  const own = tables.filter(({ status }) => status !== 'skipped')
  expect(own.map(({ name }) => name).toSorted()).toEqual(app.tables.toSorted())
  return own
}
