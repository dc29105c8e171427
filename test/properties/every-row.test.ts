import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import { PostgresRefusal } from '../../src/engines/postgres/postgres-error.ts'
import { databaseOn } from '../../src/engines/postgres/server.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer, withTestConnection } from '../support/postgres.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { means, readSource, readTarget, type SourceCell, type SourceRow, textOf } from './plain-reading.ts'
import { ENCODINGS, type Encoding, type RandomTable, randomTables } from './random-database.ts'

/** The same tables every time. Another seed, or more runs: change them here and look. */
const PARAMETERS = { seed: 20261, numRuns: 20, interruptAfterTimeLimit: 45_000 }

test.each(ENCODINGS)(
  'every row of a %s database arrives unchanged, or is rejected because PostgreSQL cannot hold it',
  async (encoding) => {
    const property = fc.asyncProperty(randomTables(encoding), (tables) => migrateAndCheck(tables, encoding))
    await fc.assert(property, PARAMETERS)
  },
  300_000,
)

async function migrateAndCheck(tables: readonly RandomTable[], encoding: Encoding): Promise<void> {
  const path = await sqliteFromSql(
    `pragma encoding = '${encoding}';\n${tables.map(({ sql }) => sql).join('\n')}`,
  )
  const { output, ...settings } = await testSettings(path)
  const kept = { ...settings, output: { ...output, keep: true } }
  const record = await rehearse(kept, quietContext(), { commit: null })
  const name = record.target?.database ?? ''
  const connection = await databaseOn(testServer(), name).connect()
  try {
    expect(record.run.error).toBeNull()
    expect(record.mismatches).toEqual([])
    for (const { name: table, columns } of tables) {
      const rejects = readRejects(join(output.directory, 'rejects', `${table}.ndjson`))
      checkCounts(record, table, rejects.length)
      await checkRows(readSource(path, table, columns), rejects, table, connection, encoding)
    }
  } finally {
    await connection.close()
    await withTestConnection((session) => session.query(`drop database ${quoteIdentifier(name)}`))
  }
}

interface Rejected {
  readonly column: string
  readonly storageClass: string
}

function readRejects(path: string): readonly Rejected[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Rejected)
}

function checkCounts(record: RunRecord, name: string, rejects: number): void {
  const table = record.tables.find((candidate) => candidate.name === name)
  expect(table).toMatchObject({ rowsRejected: rejects, mismatches: 0 })
  expect(table?.rowsSource).toBe((table?.rowsLoaded ?? 0) + rejects)
  expect(table?.rowsTarget).toBe(table?.rowsLoaded)
}

/** Each row of the target is one row of the source; the rows of the source that are left are the rejected ones. */
async function checkRows(
  source: readonly SourceRow[],
  rejects: readonly Rejected[],
  table: string,
  connection: PostgresConnection,
  encoding: Encoding,
): Promise<void> {
  const { columns, rows } = await readTarget(connection, table)
  const types = columns.map(({ type }) => type)
  const left = [...source]
  for (const row of rows) {
    const isRow = (cells: SourceRow) =>
      cells.every((cell, index) => means(cell, row[index] ?? null, types[index] ?? '', encoding))
    const at = left.findIndex(isRow)
    expect(at, `${table} has ${JSON.stringify(row)}, which is no row of the source`).not.toBe(-1)
    left.splice(at, 1)
  }
  expect(left.length, `rows of ${table} that did not arrive`).toBe(rejects.length)
  for (const cells of left) {
    const losses: boolean[] = []
    for (const [index, cell] of cells.entries())
      losses.push(await isLost(cell, types[index] ?? '', connection, encoding))
    const blamed = rejects.some(({ column, storageClass }) => {
      const index = columns.findIndex(({ name }) => name === column)
      return losses[index] === true && cells[index]?.storageClass === storageClass
    })
    expect(
      blamed,
      `${table}: (${cells.map(({ spelled }) => spelled).join(', ')}) in (${types.join(', ')})`,
    ).toBe(true)
  }
}

/** Whether PostgreSQL refuses the value for a column of this type, or would keep another value than this. */
async function isLost(
  cell: SourceCell,
  type: string,
  connection: PostgresConnection,
  encoding: Encoding,
): Promise<boolean> {
  const text = textOf(cell, encoding)
  const isBytes =
    cell.storageClass === 'blob' || (cell.storageClass === 'text' && (text === null || text.includes('\0')))
  const sql = isBytes
    ? `select convert_from($1::bytea, 'UTF8')::${type}::text as found`
    : `select $1::${type}::text as found`
  try {
    const { rows } = await connection.query(sql, [
      isBytes ? `\\x${(cell.value as Buffer).toString('hex')}` : text,
    ])
    return !means(cell, asBit(rows[0]?.found ?? null, type), type, encoding)
  } catch (error) {
    if (error instanceof PostgresRefusal) return true
    throw error
  }
}

/** As text a boolean is `true`, as a column `t`. */
function asBit(found: string | null, type: string): string | null {
  return type === 'boolean' ? (found?.slice(0, 1) ?? null) : found
}
