import type { IssueCode } from '../../src/issues/issue-codes.ts'

/** What the queries are about: NULLs, whole numbers in a decimal column, a boolean, names without regard to case, moments. */
export const QUERIED = `
  create table teams (
    id integer primary key, name text collate nocase, budget decimal(8,2), active boolean, motto text, note text,
    founded datetime
  );
  insert into teams values (1, 'Fjord', 7, 1, 'a', null, '1901-01-01T23:00:00Z'),
    (2, 'FJORD', 8.5, 0, 'B', 'x', null), (3, 'Vistula', 2, 1, 'b', null, null)`

/** A query of an application whose only issue of this code is about it, and what the issue tells to write instead. */
export interface QueryCase {
  readonly code: IssueCode
  readonly sql: string
  readonly postgres?: string
  readonly says: RegExp
}

export const QUERY_CASES: readonly QueryCase[] = [
  {
    code: 'query-like-ignores-case',
    sql: `select id from teams where motto like 'b%' order by id`,
    says: /ilike/,
  },
  {
    code: 'query-compares-nocase',
    sql: `select id from teams where name = 'fjord'`,
    says: /lower\(name\) = lower/,
  },
  {
    code: 'query-text-locale',
    sql: 'select motto from teams order by motto',
    says: /motto collate "C"/,
  },
  {
    code: 'query-time-zone',
    sql: `select cast(strftime('%H', founded) as integer) from teams where id = 1`,
    postgres: 'select extract(hour from founded) from teams where id = 1',
    says: /set timezone to 'UTC'/,
  },
  {
    code: 'query-concatenation',
    sql: 'select budget || active from teams',
    says: /trim_scale\(budget\)::text \|\| active::int::text/,
  },
  { code: 'query-like-escape', sql: `select id from teams where motto like '1\\%'`, says: /escape ''/ },
  {
    code: 'query-rounding',
    sql: 'select cast(budget as integer) from teams',
    says: /trunc\(budget\)::bigint/,
  },
  { code: 'query-cast', sql: 'select cast(id as real) from teams', says: /double precision/ },
  { code: 'query-division', sql: 'select id / (id - 1) from teams', says: /nullif\(b, 0\)/ },
  {
    code: 'query-double-quoted-text',
    sql: 'select id from teams where motto = "a"',
    says: /: 'a'$/,
  },
  { code: 'query-name-quotes', sql: 'select `id` from [teams]', says: /"id"; "teams"/ },
  { code: 'query-rowid', sql: 'select rowid, motto from teams', says: /: id$/ },
  { code: 'query-date-function', sql: `select date('2024-01-01', '+1 day')`, says: /interval/ },
  { code: 'query-sqlite-function', sql: 'select ifnull(note, 0) from teams', says: /coalesce/ },
  {
    code: 'query-or-conflict',
    sql: 'insert or replace into teams (id) values (1)',
    says: /on conflict/,
  },
  {
    code: 'query-inserts-key',
    sql: `insert into teams (id, motto) values (null, 'c')`,
    says: /default in the place of null/,
  },
  { code: 'query-null-order', sql: 'select id from teams order by note, id', says: /note nulls first/ },
  { code: 'query-limit', sql: 'select id from teams order by id limit 1, 2', says: /offset/ },
  { code: 'query-unsorted-limit', sql: 'select id from teams limit 2', says: /unique key/ },
  { code: 'query-pattern-operator', sql: `select id from teams where motto glob 'b*'`, says: /~/ },
  { code: 'query-operator', sql: 'select id from teams where id == 1', says: /: =$/ },
  { code: 'query-boolean-as-number', sql: 'select id from teams where active = 0', says: /not active/ },
  { code: 'query-sqlite-syntax', sql: 'select id from teams not indexed', says: /nothing/ },
  {
    code: 'query-group-by-loose',
    sql: 'select active, motto, count(*) from teams group by active',
    says: /GROUP BY/,
  },
  { code: 'query-refused', sql: `select 'a' from teams where json_quote(motto) > ''`, says: /settings/ },
  {
    code: 'query-results-differ',
    sql: 'select id from teams',
    postgres: 'select id + 1 from teams',
    says: /dialects/,
  },
  { code: 'query-not-compared', sql: 'delete from teams', says: /reads/ },
  {
    code: 'query-much-slower',
    sql: 'select 1 from teams',
    postgres: 'select 1 from teams, pg_sleep(0.02)',
    says: /plan/,
  },
]

/** Queries that mean the same on both sides, beside those above. */
export const HARMLESS_QUERIES = [
  `select id from teams where motto like '1%' or id is null or id is not null`,
  `select motto || '!' || id, note || null from teams`,
  'select id / 2, id % 3 from teams',
  'select "id", "t"."motto" as "a name" from teams as "t"',
  'select coalesce(note, motto), max(id), min(id) from teams group by 1',
  'select id from teams order by note nulls first, motto desc, id limit 2 offset 1',
  'select id from teams limit 1',
  'select id from teams limit 5',
  'select id from (select id from teams order by id limit 2) as first',
  'select id, active from teams where active and lower(motto) in (select lower(motto) from teams order by 1)',
]
