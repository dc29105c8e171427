import { closeSync, openSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { BinaryRowReader } from '../../../../src/engines/postgres/binary-row-reader.ts'
import { openSqlite } from '../../../../src/engines/sqlite/open-sqlite.ts'
import { PageFile } from '../../../../src/engines/sqlite/pages/page-file.ts'
import { readRoots } from '../../../../src/engines/sqlite/pages/record-layout.ts'
import { RowCursor } from '../../../../src/engines/sqlite/pages/row-cursor.ts'
import { cellTest } from '../../../../src/stages/validation/pages/cell-test.ts'
import { withTestConnection } from '../../../support/postgres.ts'
import { sqliteFromSql } from '../../../support/sqlite.ts'
import { columnPlan } from '../../plan/column-plans.ts'
import { CELLS } from './cells.ts'

/** The values in the only column of a table: gives cursors before its first row. */
async function rowsOfSqlite(values: readonly string[]): Promise<() => RowCursor> {
  const path = await sqliteFromSql(
    `create table t (c); ${values.map((value) => `insert into t values (${value});`).join(' ')}`,
  )
  const descriptor = openSync(path, 'r')
  onTestFinished(() => closeSync(descriptor))
  const database = openSqlite(path)
  const root = readRoots(database).get('t') ?? 0
  database.close()
  return () => new RowCursor(new PageFile(descriptor), [root])
}

/** The values in the binary form. */
async function sentByPostgres(type: string, values: readonly string[]): Promise<Buffer> {
  return await withTestConnection(async (connection) => {
    await connection.query(`set timezone to 'UTC'`)
    const rows = values.map((value) => `((${value})::${type})`).join(', ')
    const pieces: Buffer[] = []
    for await (const piece of connection.copyOut(`copy (values ${rows}) to stdout (format binary)`))
      pieces.push(piece)
    return Buffer.concat(pieces)
  })
}

test.each(Object.entries(CELLS))(
  'a value of a column of %s is equal to itself, and to no other',
  async (name, cells) => {
    const { conversion, type, values, others } = cells
    const test = cellTest(columnPlan(conversion.kind, { conversion, type }))
    const spelled = values.map((value) => (typeof value === 'string' ? ([value, value] as const) : value))
    const written = [...spelled.map(([own]) => own), ...others]
    const sqlType = conversion.kind === 'epoch' ? type.kind : name
    const open = await rowsOfSqlite(written)
    const sent = await sentByPostgres(
      sqlType,
      spelled.map(([, target]) => target),
    )
    const source = open()
    const equal: (readonly [string, string])[] = []
    for (const own of written) {
      source.nextRow()
      source.nextField()
      source.readField()
      const target = new BinaryRowReader(1)
      target.feed(Buffer.from(sent))
      for (const [, there] of spelled) {
        target.nextRow()
        const [at = 0, length = 0] = [target.starts[0], target.lengths[0]]
        if (test?.(source, target, at, length) === true) equal.push([own, there])
      }
    }
    expect(equal).toEqual(spelled)
  },
)
