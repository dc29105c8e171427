import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'
import { type Expectation, unmet } from './expectation.ts'
import { UNMET_EXPECTATIONS } from './unmet-expectations.ts'

interface Case {
  readonly id: string
  readonly title: string
  readonly sqlite_sql: string
  /** The schema of the application, where the case has one. */
  readonly pg_target_sql?: string
  readonly source_rows: Readonly<Record<string, number>>
  readonly expected: {
    readonly verdict: 'clean' | 'issue'
    readonly issues?: readonly Expectation[]
  }
}

const CASES = join(import.meta.dirname, '../../../shared/cases/cases.json')
const cases = JSON.parse(await readFile(CASES, 'utf8')) as readonly Case[]

describe.each(cases)('$id: $title', ({ id, sqlite_sql, pg_target_sql, source_rows, expected }) => {
  test('every row is accounted for, every issue is found with its rows, and nothing else is HIGH', async () => {
    const source = await sqliteFromSql(sqlite_sql)
    const schema = pg_target_sql === undefined ? null : await schemaFile(pg_target_sql)
    const record = await rehearseFile(source, { target: { schema, schemaCommand: null, rename: {} } })
    expect(record.run.error).toBeNull()
    expect(record.mismatches).toEqual([])
    for (const table of record.tables) {
      expect(table.rowsLoaded + table.rowsRejected, table.name).toBe(table.rowsSource)
      if (table.status !== 'failed') expect(table.rowsTarget, table.name).toBe(table.rowsLoaded)
    }
    const migrated = record.tables.filter(({ status }) => status !== 'skipped')
    const counted = Object.fromEntries(migrated.map(({ name, rowsSource }) => [name, rowsSource]))
    expect(counted).toMatchObject(ordinaryTables(source_rows, counted))

    const announced = expected.issues ?? []
    const lacking = announced.map((wanted) => [...unmet(wanted, announced, record, source)])
    const found = record.issues
      .map(
        (issue) =>
          `${issue.priority} ${issue.id} ${issue.rows} ${JSON.stringify(issue.examples.map(({ key }) => key))} ${issue.message}`,
      )
      .join('\n')
    for (const [at, wanted] of announced.entries()) {
      const excused = UNMET_EXPECTATIONS.some((known) => isSame(id, wanted, known))
      expect(lacking[at]?.length !== 0, `${JSON.stringify(wanted)} ${lacking[at]}\n${found}`).toBe(excused)
    }
    if (expected.verdict === 'clean') {
      expect(record.issues.filter(({ priority }) => priority === 'HIGH')).toEqual([])
      expect(record.result).toBe('complete')
      expect(record.summary.validation).toBe('PASS')
    }
  })
})

async function schemaFile(sql: string): Promise<string> {
  const path = join(await temporaryDirectory(), 'schema.sql')
  await writeFile(path, sql)
  return path
}

/** The rows of virtual tables and of histories are counted in the case too; they are not migrated. */
function ordinaryTables(
  rows: Readonly<Record<string, number>>,
  counted: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(rows).filter(([name]) => name in counted))
}

function isSame(id: string, wanted: Expectation, known: (typeof UNMET_EXPECTATIONS)[number]): boolean {
  const { table, column, rows } = wanted
  return (
    known.id === id && known.table === table && known.column === column && known.rows.join() === rows.join()
  )
}
