import { expect, test } from 'vitest'
import { migratedOnce } from '../support/damaged-copy.ts'
import { withMigrated } from '../support/migrate.ts'

/** Of 14 digits and more, SQLite's own cast prints two more than there were. */
const SOURCE = `
  create table p (id integer primary key, free numeric, limited decimal(15,2), long decimal(20,2), doc json, note text, any);
  insert into p values
    (1, 335143999752.21, 9999999999999.99, 70368744177664.12, 123456.789012345, 'x', 'text'),
    (2, 123456.789012345, -9999999999999.99, 99999999999999.98, 1e23, 'y', 123456.789012345),
    (3, 1e23, 0.07, -0.07, 1e-7, 'z', 0.1);
  create table keyed (k text primary key, n numeric) without rowid;
  insert into keyed select 'k' || id, free from p;
  create table keyless (a numeric, b blob);
  insert into keyless select free, any from p where id > 1;`

const validateAfter = migratedOnce(SOURCE)

test('long decimals arrive as they were written', () =>
  withMigrated(SOURCE, async ({ database, load }) => {
    expect(load.tables.map(({ rowsRejected }) => rowsRejected)).toEqual([0, 0, 0])
    const connection = await database.connect()
    const { rows } = await connection
      .query('select free, limited, long, doc, "any" from p order by id')
      .finally(connection.close)
    expect(rows.map(Object.values)).toEqual([
      ['335143999752.21', '9999999999999.99', '70368744177664.12', '123456.789012345', 'text'],
      ['123456.789012345', '-9999999999999.99', '99999999999999.98', '1.0e+23', '123456.789012345'],
      ['100000000000000000000000', '0.07', '-0.07', '1.0e-07', '0.1'],
    ])
  }))

test('none differs', async () => {
  const { record, mismatches } = await validateAfter('select 1')
  expect(mismatches).toEqual([])
  expect(record.summary.validation).toBe('PASS')
})

test.each([
  ['update p set free = 335143999752.21002 where id = 1', 'p.free {"id":1} value'],
  ['update p set long = long + 0.01 where id = 1', 'p.long {"id":1} value'],
  [`update p set "any" = '123456.78901234501' where id = 2`, 'p.any {"id":2} value'],
])('%s is named', async (sql, mismatch) => {
  expect((await validateAfter(sql)).mismatches).toEqual([mismatch])
})
