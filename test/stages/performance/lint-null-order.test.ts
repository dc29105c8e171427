import { expect, test } from 'vitest'
import { withValues } from './spelled-values.ts'

/** Orders that have no NULL in them, or say themselves where it goes. */
const SETTLED: readonly string[] = [
  'select id from v where m is not null order by m, id',
  'select id from v where (m is not null and n > 0) order by v.m desc, id',
  'select id from v where v.day between ? and ? and id > 0 order by day, id',
  'select id from v where m = 3 order by m, id limit 3',
  'select id from v where ? <= m order by m, id',
  'select id from v where m in (0, 3, 5) order by m, id',
  'select id from v where m not in (0, 3, 5) order by m, id',
  `select id from v where r <> 0.5 order by r, id`,
  `select id from v where b like '1%' order by b, id`,
  'select id from v order by m is null, m, id',
  'select id from v order by m is not null, id, m desc',
  'select id from v order by case when m is null then 1 else 0 end, m, id',
  'select id from v order by coalesce(m, 7), id',
  'select id from v order by m nulls first, id',
  'select o.id from v join other o on o.v_id = v.m order by v.m, o.id',
  'select m from v where m > 0 group by m order by m',
  'select o.id from other o left join v on v.id = o.v_id order by o.v_id, o.id',
  'select v.id from v left join other o on o.v_id = v.id where o.id > 0 order by o.id',
  'select v.n from other o right join v on v.id = o.v_id order by v.n',
  'select coalesce(m, 7) as m, id from v order by m, id',
  'select m + 1, id from v where m > 0 order by 1, 2',
  'select id, n from v order by 2, 1',
  'select id, row_number() over (order by m, id) from v where m > 1 order by id',
  'select id from v where m > 0 order by m % 3, -m, id',
  'select id from v order by coalesce(m, 7) + 1, id',
  'select n, sum(m) from v where n < 100 and m > 0 group by n order by sum(m), n',
]

const VALUES = {
  'select id from v where v.day': ['1999-12-31', '2024-02-29'],
  'select id from v where ?': [3],
}

function valuesOf(sql: string) {
  return Object.entries(VALUES).find(([start]) => sql.startsWith(start))?.[1] ?? []
}

test('an order without NULLs is not told', { timeout: 60_000 }, async () => {
  await withValues(async ({ lint, difference }) => {
    for (const sql of SETTLED) {
      const values = valuesOf(sql)
      expect(
        lint(sql, values).filter(({ code }) => code === 'query-null-order'),
        sql,
      ).toEqual([])
      expect(await difference(sql, sql, values).catch(String), sql).toBeNull()
    }
  })
})

/** In braces the term whose NULLs come at the other end. */
const UNSETTLED: readonly string[] = [
  'select id from v where m is not null or id > 0 order by {m}, id',
  'select id from v where m > 0 or m is null order by {m}, id',
  'select id from v where n > 0 order by {m}, id',
  'select id from v where (m > 0) is not true order by {m}, id',
  'select id from v where m not in (select id from other where id > 99) order by {m}, id',
  'select o.id from other o left join v on v.m = o.v_id order by {v.m}, o.id',
  'select w.id from v join v w on v.m > w.id and v.id = 7 order by {w.m}, w.id',
  'select id from v where id in (select id from v where m > 0 or id = 2) order by {m}, id',
  'select m from v union select m from v where m > 0 order by {m}',
  'select id from v order by day is null, {m desc}, id',
  'select v.id from v left join other o on o.v_id = v.id order by {o.id}, v.id',
  'select v.id from v left outer join other on v_id = v.id order by {other.id desc}, v.id',
  'select v.id from v left join (other o join zoned u on u.id = o.id) on v_id = v.id order by {u.id}, v.id',
  'select v.id from other o join zoned u on u.id = o.id right join v on v_id = v.id order by {u.id}, v.id',
  'select v.id from v full join other o on o.v_id = v.id and o.id = 1 order by {v.n}, coalesce(o.id, 0)',
  'select id, m from v order by {2}, id',
  'select v.id, o.id from v left join other o on o.v_id = v.id order by {2 desc}, 1',
  'select n, id from v union select m, id from v order by {1}, id',
  'select id, m as size from v order by {size desc}, id',
  'select id, m as n from v order by {n}, id',
  'select id from v order by {lower(b)}, id',
  'select id from v order by {m % 3 desc}, id',
  'select id from v order by {-m}, id',
  `select id from v order by {substr(b, 1, 1) || 'x'}, id`,
  'select id, dense_rank() over (order by {abs(m) desc}) from v order by id',
]

test('an order with NULLs is told, and the spelling gives the same rows', { timeout: 60_000 }, async () => {
  await withValues(async ({ lint, difference }) => {
    for (const written of UNSETTLED) {
      const sql = written.replace(/[{}]/g, '')
      const [, term = ''] = /\{(.*)\}/.exec(written) ?? []
      const spelling = `${term} nulls ${term.endsWith(' desc') ? 'last' : 'first'}`
      const found = lint(sql).filter(({ code }) => code === 'query-null-order')
      expect(
        found.map(({ remedy }) => remedy),
        sql,
      ).toEqual([`In PostgreSQL: ${spelling}`])
      expect(await difference(sql, sql).catch(String), sql).not.toBeNull()
      const spelled = written.replace(/\{.*\}/, spelling)
      expect(await difference(sql, spelled).catch(String), spelled).toBeNull()
    }
  })
})
