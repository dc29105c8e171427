import { expect, test } from 'vitest'
import { withValues } from './spelled-values.ts'

/** Divisions that no row can make fail; behind the bar how PostgreSQL spells what it does not have. */
const SAFE: readonly string[] = [
  'select n / nullif(m, 0), n % nullif(m, 0), n / (nullif(m, 0)) from v order by id',
  'select sum(r) / nullif(count(*), 0) from v where id > 99',
  'select n / (3), 7 % -3, n / +2, n / ((-4)) from v order by id',
  'select case when m <> 0 then n / m end, case when (m != 0 and n > 1) then n / m end from v order by id',
  'select case when m > 0 then n / m when m < -1 then 1 end from v order by id',
  'select case when n >= 1 then m / n end, case when 0 < n then m % n else 1 end from v order by id',
  'select case when m = 0 then -1 else n / m end from v order by id',
  'select case when m is null or m = 0 then -1 when n > 70 then n / m else n % m end from v order by id',
  'select case when coalesce(m, 0) = 0 then 0 else 1 + coalesce(n / m, 2) end from v order by id',
  'select case when m <> 0 then case when n > 70 then n / m end end from v order by id',
  'select sum(case when m <> 0 then n / m end) * 1.0, max(case when m = 0 then 0 else n % m end) from v',
  'select case when m <> 0 then r / cast(m as double precision) end from v order by id',
  'select v.n / v.m from v where v.m <> 0 and (n > 0 and n < 9999) order by v.n / v.m',
  'select n / m from v where n between 1 and 9999 and m != 0 order by id',
  'select n / m from v where m > 0 union select 1 from other order by 1',
  'select x.q from (select n / m as q from v where m > 0) x order by 1',
  'select sum(r) / sum(n), sum(n) from v group by n having sum(n) > 0 order by 2',
  'select iif(m = 0, null, n / m), iif(m <> 0, n % m, 0) from v order by id|select case when m = 0 then null else n / m end, case when m <> 0 then n % m else 0 end from v order by id',
  'select n / max(1, m) from v where m is not null order by id|select n / greatest(1, m) from v where m is not null order by id',
  'select n / coalesce(nullif(m, 0), 1), n / ifnull(nullif(m, 0), 2) from v order by id|select n / coalesce(nullif(m, 0), 1), n / coalesce(nullif(m, 0), 2) from v order by id',
  'select sum(r) / count(*), 100.0 * sum(r) / count(1), sum(r) * 2 / count(r) from v where id > 99',
  'select cast(sum(r) as double precision) / count(*), avg(r) / count(*) from v where id > 99',
  'select a, count(m) * 100 / count(*) from v group by a order by a collate "C" nulls first|select a, count(m) * 100 / count(*) from v group by a order by a collate "C" nulls first',
]

test('no division that cannot fail is told', { timeout: 60_000 }, async () => {
  await withValues(async ({ lint, difference }) => {
    for (const pair of SAFE) {
      const [sqlite = '', postgres = sqlite] = pair.split('|')
      const plain = sqlite.replace(/ collate "C"/, '')
      expect(
        lint(plain).filter(({ code }) => code === 'query-division'),
        sqlite,
      ).toEqual([])
      expect(await difference(plain, postgres).catch(String), sqlite).toBeNull()
    }
  })
})

/** Those that PostgreSQL refuses over the same rows, or may: it promises no order of conditions. */
const UNSAFE: readonly string[] = [
  'select n / m from v where id > 0',
  'select n / (m) from v',
  'select n / nullif(m, 1) from v',
  'select n / coalesce(m, 1) from v',
  'select n / m from v where m <> 0 or n > 0',
  'select n / m from v where not m <> 0',
  'select n / m from v where m >= 0',
  'select n / m from v where v.id in (select m from v where m <> 0)',
  'select n / m from v union all select n / m from v where m > 0',
  'select case when m = 0 then n / m end from v',
  'select case when m <> 0 then 1 else n / m end from v',
  'select case when m <> 0 then 1 end, n / m from v',
  'select case when n <> 0 then n / m end from v',
  'select case when m <> 0 then sum(n / m) end from v group by m',
  'select count(m) / count(*) from v where id > 99',
  'select coalesce(sum(r), 0) / count(*) from v where id > 99',
  'select sum(r) / count(m), count(*) from v where m is null',
]

test('a division that can fail is told, and PostgreSQL refuses it', { timeout: 60_000 }, async () => {
  await withValues(async ({ lint, difference }) => {
    for (const sql of UNSAFE) {
      expect(
        lint(sql).map(({ code }) => code),
        sql,
      ).toContain('query-division')
      await expect(difference(sql, sql), sql).rejects.toThrow('division by zero')
    }
    const ofConditions = lint('select id from v where m <> 0 and n / m > 1')
    expect(ofConditions.map(({ code }) => code)).toEqual(['query-division'])
  })
})

test('a rest that PostgreSQL keeps is told where the divisor is safe too', async () => {
  await withValues(async ({ lint, difference }) => {
    const sql = 'select sum(n) / count(*), sum(n) / nullif(count(m), 0) from v'
    expect(lint(sql).map(({ remedy }) => remedy)).toEqual([
      'In PostgreSQL: div(sum(n), count(*)); div(sum(n), nullif(count(m), 0))',
    ])
    expect(
      await difference(sql, 'select div(sum(n), count(*)), div(sum(n), nullif(count(m), 0)) from v'),
    ).toBeNull()
    expect(lint('select (sum(n) * 1.0) / 7, sum(n) / (2.0) from v')).toEqual([])
  })
})
