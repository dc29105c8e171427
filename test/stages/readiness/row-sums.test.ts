import { describe, expect, it } from 'vitest'
import type { PostgresDatabase } from '../../../src/engines/postgres/database.ts'
import { quoteLiteral } from '../../../src/sql/quote.ts'
import { type SummedTable, sumRows } from '../../../src/stages/readiness/backup/row-sums.ts'
import type { TargetType } from '../../../src/stages/target/target-schema.ts'
import { withTestDatabase } from '../../support/postgres.ts'

/** Two values that are not the same, however equal: of a type by its name, and by its kind. */
const PAIRS: readonly (readonly [string, TargetType, string, string])[] = [
  ['smallint', { kind: 'smallint' }, '1', '2'],
  ['integer', { kind: 'integer' }, '-1', '1'],
  // its halves folded together are 5 too
  ['bigint', { kind: 'bigint' }, '5', '4294967300'],
  ['real', { kind: 'real' }, '0', '-0'],
  ['double precision', { kind: 'double precision' }, '0', '-0'],
  ['numeric', { kind: 'numeric', precision: null, scale: null }, '1.5', '1.50'],
  ['text', { kind: 'text' }, 'a', 'a '],
  ['varchar(9)', { kind: 'varchar', length: 9 }, '\u00e9', 'e\u0301'],
  ['char(9)', { kind: 'char', length: 9 }, 'a', 'b'],
  ['bytea', { kind: 'bytea' }, '\\x00', '\\x0000'],
  ['boolean', { kind: 'boolean' }, 't', 'f'],
  ['date', { kind: 'date' }, '2026-01-01', '2026-01-02'],
  ['time', { kind: 'time' }, '10:00:00', '10:00:00.000001'],
  ['timestamp', { kind: 'timestamp' }, '2026-01-01 00:00:00', '2026-01-01 00:00:00.000001'],
  ['timestamptz', { kind: 'timestamptz' }, '2026-01-01 00:00:00Z', '2026-01-01 00:00:00+01'],
  ['json', { kind: 'json' }, '{"a":1}', '{"a": 1}'],
  ['jsonb', { kind: 'jsonb' }, '1', '1.0'],
  ['uuid', { kind: 'uuid' }, 'c0ffee00-0000-4000-a000-000000000001', 'c0ffee00-0000-4000-a000-000000000002'],
  ['inet', { kind: 'other', name: 'inet' }, '10.0.0.1', '10.0.0.1/8'],
  ['int4range', { kind: 'other', name: 'int4range' }, '[1,3)', '[1,4)'],
]

function summed(name: string, type: TargetType, columns: readonly string[]): SummedTable {
  return {
    source: name,
    target: { schema: 'public', name },
    partitioned: false,
    rowCount: 2,
    meanRowBytes: 10,
    columns: columns.map((target) => ({ target, type })),
  }
}

async function run(database: PostgresDatabase, sql: string): Promise<void> {
  const connection = await database.connect()
  await connection.query(sql).finally(connection.close)
}

describe('sums of rows', () => {
  it.each(PAIRS)('differ for two values of %s', (name, type, one, other) =>
    withTestDatabase(async (database) => {
      const value = (text: string | null) => (text === null ? 'null' : quoteLiteral(text))
      const make = (table: string, text: string | null) =>
        run(
          database,
          `create table ${table} (v ${name}); insert into ${table} values (${value(text)}), (null)`,
        )
      await make('one', one)
      await make('same', one)
      await make('other', other)
      await make('none', null)
      const tables = ['one', 'same', 'other', 'none'].map((table) => summed(table, type, ['v']))
      const [first, same, second, none] = await sumRows(tables, database)
      expect(first).toMatchObject({ rows: 2, sum: expect.stringMatching(/^-?\d+$/) })
      expect(same?.sum).toBe(first?.sum)
      expect(new Set([first?.sum, second?.sum, none?.sum]).size).toBe(3)
    }),
  )

  it('differ where two rows swap a cell, or two columns', () =>
    withTestDatabase(async (database) => {
      await run(
        database,
        `create table one (a bigint, b bigint);      insert into one values (1, 2), (3, 4);
         create table swapped (a bigint, b bigint);  insert into swapped values (1, 4), (3, 2);
         create table turned (a bigint, b bigint);   insert into turned values (2, 1), (4, 3);
         create table ordered (a bigint, b bigint);  insert into ordered values (3, 4), (1, 2);`,
      )
      const tables = ['one', 'swapped', 'turned', 'ordered'].map((table) =>
        summed(table, { kind: 'bigint' }, ['a', 'b']),
      )
      const [one, swapped, turned, ordered] = (await sumRows(tables, database)).map(({ sum }) => sum)
      expect(new Set([one, swapped, turned]).size).toBe(3)
      expect(ordered).toBe(one)
    }))
})
