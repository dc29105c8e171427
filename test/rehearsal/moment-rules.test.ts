import { expect, test } from 'vitest'
import { remedied } from './remedied.ts'

test('rules over the day of a moment are in the target, and hold there', async () => {
  const { record, rows } = await remedied(
    `create table logs (id integer primary key, user_id integer not null, created_at datetime not null,
       day date generated always as (date(created_at)) stored, seen timestamp, on_day date,
       check (date(created_at) >= '2000-01-01'), check (on_day = date(on_day)),
       check (seen = strftime('%Y-%m-%d %H:%M:%S', seen)));
     insert into logs (user_id, created_at, seen, on_day) values
       (1, '2024-01-31 23:59:59.999999', '2024-01-01 10:00:00', '2024-01-01'), (1, '2024-02-01 10:00:00', null, null),
       (2, '2024-01-31T00:00', '2024-01-01 10:00:01', '2024-02-29');
     create unique index one_per_day on logs (user_id, date(created_at));
     create index by_month on logs (strftime('%Y-%m-01', created_at) desc) where date(created_at) > '2020-01-01'`,
    [],
    `select indexdef from pg_indexes where tablename = 'logs' and indexname <> 'logs_pkey'
     union all select pg_get_constraintdef(oid) from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace
     union all select day::text from logs order by 1`,
  )
  expect(record.issues.map(({ id }) => id)).toEqual([
    'logic/index-respelled:logs[by_month]',
    'logic/index-respelled:logs[one_per_day]',
  ])
  expect(record.mismatches).toEqual([])
  expect(record).toMatchObject({ result: 'complete', summary: { cellsCompared: 18 } })
  expect(rows.flat()).toEqual([
    '2024-01-31',
    '2024-01-31',
    '2024-02-01',
    "CHECK (((created_at)::date >= '2000-01-01'::date))",
    "CHECK ((seen = date_trunc('second'::text, seen)))",
    "CREATE INDEX by_month ON public.logs USING btree (((date_trunc('month'::text, created_at))::date) DESC) WHERE ((created_at)::date > '2020-01-01'::date)",
    'CREATE UNIQUE INDEX one_per_day ON public.logs USING btree (user_id, ((created_at)::date))',
  ])
})

test('two rows of one day, which the source has no rule against, break none in the target', async () => {
  const { record } = await remedied(
    `create table t (id integer primary key, at datetime); create index i on t (date(at));
     insert into t (at) values ('2024-01-31 10:00:00'), ('2024-01-31 11:00:00'), (null)`,
    [],
    'select 1',
  )
  expect(record).toMatchObject({ result: 'complete', issues: [{ id: 'logic/index-respelled:t[i]' }] })
})
