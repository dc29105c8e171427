import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { lintQuery } from '../../../src/stages/performance/lint-query.ts'
import { scopeOf } from '../../../src/stages/performance/query-scope.ts'
import { withMigrated } from '../../support/migrate.ts'

const NAMES = [
  'order',
  'group',
  'from',
  'limit',
  'case',
  'all',
  'left',
  'end',
  'desc',
  'asc',
  'By',
  'Like',
  'Replace',
]
const COLUMNS = NAMES.map((name) => `"${name}" ${name === 'end' ? 'boolean' : 'text'}`)
const SCRIPT = `
  create table bookings (id integer primary key, room text, ${COLUMNS.join(', ')});
  insert into bookings (id, room, "end") values (1, 'a', 1)`

/** Every keyword is one here, and PostgreSQL takes each query as it is. */
const KEYWORDS = [
  'select id from bookings where id = 3',
  'select id, case when id > 1 then 2 else 3 end from bookings order by id desc limit 3',
  'select b.id from bookings b left join bookings c on b.id = c.id group by b.id order by b.id asc',
  'select count(distinct id) from (select all id from bookings) x',
  `select id from bookings where room not like '1%' group by id order by id`,
  'select case when id > 1 then 2 end + 1 from bookings',
]

test('a keyword is no name of a column, though there is one of this name', { timeout: 60_000 }, async () => {
  await withMigrated(SCRIPT, async ({ snapshot, catalog, plan, database }) => {
    const lint = (sql: string) => lintQuery('q', scopeOf({ sql, values: [] }, catalog, plan))
    const source = new Database(snapshot.path, { readonly: true })
    const connection = await database.connect()
    try {
      for (const sql of KEYWORDS) {
        source.prepare(sql).all()
        await connection.read(sql)
        expect(
          lint(sql).filter(({ code }) => code !== 'query-like-ignores-case'),
          sql,
        ).toEqual([])
      }
      for (const name of ['left', 'end', 'desc', 'asc']) {
        const named = (one: string) =>
          `select b.${one}, ${one} from bookings b where ${one} is null order by ${one} desc`
        source.prepare(named(name)).all()
        const [found] = lint(named(name)).filter(({ code }) => code === 'query-name-quotes')
        expect(found?.remedy, name).toBe(`In PostgreSQL: "${name}"`)
        await connection.read(named(`"${name}"`))
      }
    } finally {
      source.close()
      await connection.close()
    }
  })
})
