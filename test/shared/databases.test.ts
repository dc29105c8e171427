import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RehearsalError } from '../../src/errors/rehearsal-error.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { rehearseFile } from '../support/rehearse.ts'

const DATABASES = join(import.meta.dirname, '../../../shared/databases')
const SIDECARS = ['', '-wal', '-shm', '-journal']

const names = (await readdir(DATABASES))
  .filter((name) => name.endsWith('.sqlite'))
  .map((name) => name.slice(0, -'.sqlite'.length))

const outcomes = new Map<string, string>()
let copies = ''

beforeAll(async () => {
  copies = await mkdtemp(join(tmpdir(), 'pg-rehearsal-databases-'))
  await cp(DATABASES, copies, { recursive: true })
})

afterAll(async () => {
  await rm(copies, { recursive: true, force: true })
  const lines = [...outcomes].toSorted().map(([name, outcome]) => `${name.padEnd(28)}${outcome}`)
  process.stdout.write(`\n${lines.join('\n')}\n`)
})

describe.each(names)('%s', (name) => {
  test('goes through, and every row is accounted for', async () => {
    const path = join(copies, `${name}.sqlite`)
    const before = await fingerprint(path)
    const record = await rehearseFile(path).catch(sourceRefused)
    expect(await fingerprint(path), 'the source is unchanged').toEqual(before)
    if (record instanceof RehearsalError) {
      outcomes.set(name, `${record.code}: ${record.message}`)
      expect(name).toMatch(/damaged|corrupt|borked/)
      expect(record.exitCode).toBe(3)
      return
    }
    outcomes.set(name, describeOutcome(record))
    expect(record.run.error).toBeNull()
    for (const table of record.tables) {
      expect(table.rowsLoaded + table.rowsRejected, table.name).toBe(table.rowsSource)
      if (table.status === 'failed') continue
      expect(table.rowsTarget, table.name).toBe(table.rowsLoaded)
      expect(table.mismatches, table.name).toBe(0)
    }
    expect(record.mismatches).toEqual([])
    expect(ledgerOf(record)).toEqual(objectsOf(path))
  })
})

/** The named objects of the ledger. */
function ledgerOf({ objects }: RunRecord): readonly string[] {
  return objects
    .filter(({ type }) => ['index', 'view', 'trigger', 'virtual-table'].includes(type))
    .map(({ type, name }) => `${type} ${name}`)
    .toSorted()
}

/** The named objects of the source, as SQLite lists them. */
function objectsOf(path: string): readonly string[] {
  const database = new DatabaseSync(path)
  try {
    return database
      .prepare(`
        select case when sql like 'create virtual%' then 'virtual-table' else s.type end || ' ' || s.name as object
          from sqlite_schema s
         where sql is not null
           and (s.type in ('index', 'view', 'trigger') or sql like 'create virtual%')
           and not exists (select 1 from pragma_table_list l where l.name = s.tbl_name and l.type = 'shadow')`)
      .all()
      .map((row) => String(row.object))
      .toSorted()
  } finally {
    database.close()
  }
}

function sourceRefused(error: unknown): RehearsalError {
  if (error instanceof RehearsalError) return error
  throw error
}

function describeOutcome({ result, summary, tables }: RunRecord): string {
  const failed = tables.filter(({ status }) => status === 'failed').length
  return [
    result.padEnd(9),
    `${summary.tablesMigrated}/${summary.tablesTotal} tables`.padEnd(16),
    `${summary.rowsLoaded}/${summary.rowsSource} rows`.padEnd(18),
    `${summary.issues.new} issues`.padEnd(12),
    failed === 0 ? '' : `${failed} failed`,
  ].join(' ')
}

/** The bytes of the file and of its sidecars, and which of them there are. */
async function fingerprint(path: string): Promise<readonly string[]> {
  return await Promise.all(
    SIDECARS.map(async (suffix) => {
      const bytes = await readFile(`${path}${suffix}`).catch(() => null)
      return bytes === null ? `no ${suffix}` : createHash('sha256').update(bytes).digest('hex')
    }),
  )
}
