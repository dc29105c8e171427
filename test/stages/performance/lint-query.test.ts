import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { IssueCode } from '../../../src/issues/issue-codes.ts'
import type { Parameters } from '../../../src/stages/performance/performance-options.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { withValues } from './spelled-values.ts'

interface Spelled {
  readonly code: IssueCode
  readonly sql: string
  /** What the lint says to write; `…` stands for what the owner knows. */
  readonly says: string
  /** The whole query with that in it. */
  readonly postgres: string
  readonly parameters?: Parameters
  /** Nothing else is said. */
  readonly isAll?: true
}

/** The number that a text begins with. */
const numberIn = (text: string) =>
  `coalesce(substring(${text} from '^\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)'), '0')`
const OF_W = `case when w is not null then ${numberIn('w')}::numeric end`

const SPELLED: readonly Spelled[] = [
  {
    code: 'query-date-function',
    sql: `with x as (select id, at as moment from v) select id, strftime('%Y', x.moment) from x order by id`,
    says: `to_char(x.moment::timestamp, 'YYYY'), where x.moment has moments in UTC or texts of them`,
    postgres: `with x as (select id, at as moment from v) select id, to_char(x.moment::timestamp, 'YYYY') from x order by id
      /* to_char(x.moment::timestamp, 'YYYY'), where x.moment has moments in UTC or texts of them */`,
    isAll: true,
  },
  {
    code: 'query-date-function',
    sql: `select id, date(moment, '+1 day') from (select id, t as moment from moments) x order by id`,
    says: `(moment::timestamp + interval '1 day')::date, where moment has moments in UTC or texts of them`,
    postgres: `select id, (moment::timestamp + interval '1 day')::date from (select id, t as moment from moments) x order by id
      /* (moment::timestamp + interval '1 day')::date, where moment has moments in UTC or texts of them */`,
    isAll: true,
  },
  {
    code: 'query-sqlite-function',
    sql: 'select id, ifnull(b, 0) from v order by id',
    says: `coalesce(b, '0')`,
    postgres: `select id, coalesce(b, '0') from v order by id`,
    isAll: true,
  },
  {
    code: 'query-sqlite-function',
    sql: `select id, ifnull(m, 'none') from v order by id`,
    says: `coalesce(m::text, 'none')`,
    postgres: `select id, coalesce(m::text, 'none') from v order by id`,
    isAll: true,
  },
  {
    code: 'query-sqlite-function',
    sql: 'select id, hex(raw) from v order by id',
    says: `coalesce(upper(encode(raw, 'hex')), '')`,
    postgres: `select id, coalesce(upper(encode(raw, 'hex')), '') from v order by id`,
    isAll: true,
  },
  {
    code: 'query-sqlite-function',
    sql: 'select id, hex(n) from v order by id',
    says: `coalesce(upper(encode(convert_to(n::text, 'UTF8'), 'hex')), '')`,
    postgres: `select id, coalesce(upper(encode(convert_to(n::text, 'UTF8'), 'hex')), '') from v order by id`,
    isAll: true,
  },
  {
    code: 'query-sqlite-function',
    sql: `select group_concat(price, '|') from typed where id = 2`,
    says: `string_agg(trim_scale(price)::text, '|')`,
    postgres: `select string_agg(trim_scale(price)::text, '|') from typed where id = 2`,
  },
  {
    code: 'query-rounding',
    sql: 'select id, round(x) from halves order by id',
    says: 'round(x::text::numeric)',
    postgres: 'select id, round(x::text::numeric) from halves order by id',
    isAll: true,
  },
  {
    code: 'query-date-function',
    sql: `select id, strftime('%H:%M', clock) from halves order by id`,
    says: `to_char((date '2000-01-01' + clock), 'HH24:MI')`,
    postgres: `select id, to_char((date '2000-01-01' + clock), 'HH24:MI') from halves order by id`,
    isAll: true,
  },
  {
    code: 'query-date-function',
    sql: `select id, time(clock, '+90 minutes') from halves order by id`,
    says: `date_trunc('second', ((date '2000-01-01' + clock) + interval '90 minute'))::time`,
    postgres: `select id, date_trunc('second', ((date '2000-01-01' + clock) + interval '90 minute'))::time from halves order by id`,
    isAll: true,
  },
  {
    code: 'query-sqlite-function',
    sql: `select id, words ->> '$.null' from halves where id <> 3 order by id`,
    says: `words::jsonb #>> '{"null"}'`,
    postgres: `select id, words::jsonb #>> '{"null"}' from halves where id <> 3 order by id`,
    isAll: true,
  },
  {
    code: 'query-concatenation',
    sql: 'select id, raw || raw from v where id not in (1, 4) order by id',
    says: `convert_from(raw || raw, 'UTF8')`,
    postgres: `select id, convert_from(raw || raw, 'UTF8') from v where id not in (1, 4) order by id`,
    isAll: true,
  },
  {
    code: 'query-boolean-as-number',
    sql: 'select sum(flag = 1), sum(flag <> 1), avg(flag == 0) from v',
    says: 'sum((flag)::int)',
    postgres: 'select sum((flag)::int), sum((not flag)::int), avg((not flag)::int) from v',
  },
  {
    code: 'query-compares-nocase',
    sql: `select id from v where mail is 'anna@X.ORG' or mail is not 'C' order by id`,
    says: 'lower(mail) is not distinct from lower(…)',
    postgres: `select id from v where lower(mail) is not distinct from lower('anna@X.ORG')
      or lower(mail) is distinct from lower('C') order by id`,
  },
  {
    code: 'query-compares-nocase',
    sql: `select id, case mail when 'anna@X.ORG' then 1 when 'c' then 2 end from v order by id`,
    says: 'case lower(mail) when lower(…)',
    postgres: `select id, case lower(mail) when lower('anna@X.ORG') then 1 when lower('c') then 2 end from v order by id`,
    isAll: true,
  },
  {
    code: 'query-compares-nocase',
    sql: `select id, nullif(mail, 'c') from v order by id`,
    says: 'case when lower(mail) is distinct from lower(…) then mail end',
    postgres: `select id, case when lower(mail) is distinct from lower('c') then mail end from v order by id`,
    isAll: true,
  },
  {
    code: 'query-compares-nocase',
    sql: `select mail from v where id in (1, 2) union all select mail from v where id = 8 order by mail`,
    says: 'select * from (…) as part order by lower(mail)',
    postgres: `select * from (select mail from v where id in (1, 2) union all select mail from v where id = 8) as part order by lower(mail)`,
  },
  {
    code: 'query-operator',
    sql: 'select id from untyped where 9 < w order by id',
    says: `'9' < w`,
    postgres: `select id from untyped where '9' < w order by id`,
    isAll: true,
  },
  {
    code: 'query-operator',
    sql: 'select id from untyped where w in (9, -3) or w not between 1 and 10.5 order by id',
    says: `w in ('9', '-3'); w not between '1' and '10.5'`,
    postgres: `select id from untyped where w in ('9', '-3') or w not between '1' and '10.5' order by id
      /* w in ('9', '-3'); w not between '1' and '10.5' */`,
  },
  {
    code: 'query-operator',
    sql: 'select id from untyped where 9 <= v order by id',
    says: `v = v, as any text is greater than any number in SQLite; or '9' <= v, where texts are meant`,
    postgres: `select id from untyped where v = v order by id
      /* v = v, as any text is greater than any number in SQLite; or '9' <= v, where texts are meant */`,
  },
  {
    code: 'query-operator',
    sql: 'select id from untyped where v not in (9, 10) order by id',
    says: `v = v, as any text is greater than any number in SQLite; or v not in ('9', '10'), where texts are meant`,
    postgres: `select id from untyped where v = v order by id
      /* v = v, as any text is greater than any number in SQLite; or v not in ('9', '10'), where texts are meant */`,
  },
  {
    code: 'query-operator',
    sql: 'select untyped.id from untyped join v on v.n = untyped.w order by 1',
    says: 'v.n::text = untyped.w, where no number in untyped.w has a sign, a blank or a zero in front of it',
    postgres: `select untyped.id from untyped join v on v.n::text = untyped.w order by 1
      /* v.n::text = untyped.w, where no number in untyped.w has a sign, a blank or a zero in front of it */`,
  },
  {
    code: 'query-operator',
    sql: 'select id, w + 1, -w, 2 * w from untyped order by id',
    says: OF_W,
    postgres: `select id, ${OF_W} + 1, -${OF_W}, 2 * ${OF_W} from untyped order by id`,
    isAll: true,
  },
  {
    code: 'query-operator',
    sql: 'select sum(w), avg(w) from untyped',
    says: OF_W,
    postgres: `select sum(${OF_W}), avg(${OF_W}) from untyped`,
    isAll: true,
  },
  {
    code: 'query-operator',
    sql: 'select id from untyped where w order by id',
    says: `${OF_W} <> 0`,
    postgres: `select id from untyped where ${OF_W} <> 0 order by id`,
    isAll: true,
  },
  {
    code: 'query-operator',
    sql: 'select id, not n from v order by id',
    says: 'n <> 0',
    postgres: 'select id, not n <> 0 from v order by id',
    isAll: true,
  },
  {
    code: 'query-cast',
    sql: 'select id, cast(w as real) from untyped order by id',
    says: `case when w is not null then ${numberIn('w')}::double precision end`,
    postgres: `select id, case when w is not null then ${numberIn('w')}::double precision end from untyped order by id`,
    isAll: true,
  },
  {
    code: 'query-cast',
    sql: 'select id, cast(w as numeric) from untyped order by id',
    says: OF_W,
    postgres: `select id, ${OF_W} from untyped order by id`,
    isAll: true,
  },
  {
    code: 'query-cast',
    sql: 'select id, cast(a as blob) from v order by id',
    says: `convert_to(a, 'UTF8')`,
    postgres: `select id, convert_to(a, 'UTF8') from v order by id`,
    isAll: true,
  },
  {
    code: 'query-cast',
    sql: 'select id, cast(n as blob), cast(raw as blob) from v order by id',
    says: `convert_to(n::text, 'UTF8'); raw`,
    postgres: `select id, convert_to(n::text, 'UTF8'), raw from v order by id /* convert_to(n::text, 'UTF8'); raw */`,
    isAll: true,
  },
  {
    code: 'query-like-ignores-case',
    sql: `select id from v where a like 'AB%' order by id`,
    says: 'ilike',
    postgres: `select id from v where a ilike 'AB%' order by id`,
  },
  {
    code: 'query-like-escape',
    sql: `select id from v where a like 'x\\_%' order by id`,
    says: `ilike 'x\\_%' escape ''`,
    postgres: `select id from v where a ilike 'x\\_%' escape '' order by id`,
  },
  {
    code: 'query-like-escape',
    sql: 'select id from v where a like ? order by id',
    parameters: ['x\\_%'],
    says: `ilike … escape ''`,
    postgres: `select id from v where a ilike $1 escape '' order by id`,
  },
  {
    code: 'query-pattern-operator',
    sql: `select id from v where a glob '[a-x]?_*' order by id`,
    says: `a ~ '^(?:[a-x]._.*)$'`,
    postgres: `select id from v where a ~ '^(?:[a-x]._.*)$' order by id`,
  },
  {
    code: 'query-pattern-operator',
    sql: `select id from v t where t.a not glob 'a*' order by id`,
    says: `t.a !~ '^(?:a.*)$'`,
    postgres: `select id from v t where t.a !~ '^(?:a.*)$' order by id`,
  },
  {
    code: 'query-compares-nocase',
    sql: `select id from v where mail = 'anna@X.ORG' order by id`,
    says: 'lower(mail) = lower(…)',
    postgres: `select id from v where lower(mail) = lower('anna@X.ORG') order by id`,
  },
  {
    code: 'query-compares-nocase',
    sql: `select id from v where 'anna@X.ORG' = v.mail order by id`,
    says: 'lower(…) = lower(v.mail)',
    postgres: `select id from v where lower('anna@X.ORG') = lower(v.mail) order by id`,
  },
  {
    code: 'query-compares-nocase',
    sql: `select id from v where mail not in ('anna@X.ORG', 'D') order by id`,
    says: 'lower(mail) not in (lower(…), …)',
    postgres: `select id from v where lower(mail) not in (lower('anna@X.ORG'), lower('D')) order by id`,
  },
  {
    code: 'query-compares-nocase',
    sql: `select id from v where mail between 'B' and 'D' order by id`,
    says: 'lower(mail) between lower(…) and lower(…)',
    postgres: `select id from v where lower(mail) between lower('B') and lower('D') order by id`,
  },
  {
    code: 'query-compares-nocase',
    sql: 'select id from v where mail is not null order by mail, id',
    says: 'order by lower(mail)',
    postgres: 'select id from v where mail is not null order by lower(mail), id',
  },
  {
    code: 'query-compares-nocase',
    sql: 'select count(distinct mail) from v',
    says: 'distinct lower(mail)',
    postgres: 'select count(distinct lower(mail)) from v',
  },
  {
    code: 'query-compares-nocase',
    sql: 'select mail from (select distinct mail from v where mail is not null) x order by lower(mail)',
    says: 'distinct on (lower(mail)) mail … order by lower(mail), id',
    postgres: `select mail from (select distinct on (lower(mail)) mail from v where mail is not null order by lower(mail), id) x order by lower(mail)`,
  },
  {
    code: 'query-compares-nocase',
    sql: 'select count(*) c from v where mail is not null group by mail order by c, min(id)',
    says: 'group by lower(mail)',
    postgres: 'select count(*) c from v where mail is not null group by lower(mail) order by c, min(id)',
  },
  {
    code: 'query-compares-nocase',
    sql: `select id from v where a = 'ABC' collate nocase`,
    says: 'lower(a)',
    postgres: `select id from v where lower(a) = lower('ABC')`,
  },
  {
    code: 'query-compares-nocase',
    sql: `select 'anna@X.ORG' in (select mail from v)`,
    says: 'lower(…) in (select lower(mail) …)',
    postgres: `select lower('anna@X.ORG') in (select lower(mail) from v)`,
  },
  {
    code: 'query-compares-nocase',
    sql: `select 'x' not in (select v.mail from v where v.mail is not null)`,
    says: 'lower(…) not in (select lower(v.mail) …)',
    postgres: `select lower('x') not in (select lower(v.mail) from v where v.mail is not null)`,
  },
  {
    code: 'query-compares-nocase',
    sql: 'select id, count(*) over (partition by mail, flag) from v order by id',
    says: 'partition by lower(mail)',
    postgres: 'select id, count(*) over (partition by lower(mail), flag) from v order by id',
  },
  {
    code: 'query-compares-nocase',
    sql: 'select max(mail), min(mail) from v where id not in (1, 6)',
    says: '(array_agg(mail order by lower(mail) desc) filter (where mail is not null))[1]',
    postgres: `select (array_agg(mail order by lower(mail) desc) filter (where mail is not null))[1],
      (array_agg(mail order by lower(mail)) filter (where mail is not null))[1] from v where id not in (1, 6)`,
  },
  {
    code: 'query-compares-nocase',
    sql: 'select a.id, b.id from v a join v b using (mail) order by a.id, b.id',
    says: 'join … on lower(a.mail) = lower(b.mail)',
    postgres: 'select a.id, b.id from v a join v b on lower(a.mail) = lower(b.mail) order by a.id, b.id',
  },
  {
    code: 'query-compares-nocase',
    sql: `select count(*) from (select mail from v union select 'D' union all select 'D') x`,
    says: 'lower(mail) in each SELECT of the UNION',
    postgres: `select count(*) from (select /* lower(mail) in each SELECT of the UNION */ lower(mail) from v
      union select lower('D') union all select 'D') x`,
  },
  {
    code: 'query-compares-nocase',
    sql: 'select mail, id from v where mail is not null order by 1, 2',
    says: 'order by lower(mail)',
    postgres: 'select mail, id from v where mail is not null order by lower(mail), 2',
  },
  {
    code: 'query-null-order',
    sql: 'select id from v order by m, id',
    says: 'm nulls first',
    postgres: 'select id from v order by m nulls first, id',
  },
  {
    code: 'query-null-order',
    sql: 'select id from v order by v.m desc, id',
    says: 'v.m desc nulls last',
    postgres: 'select id from v order by v.m desc nulls last, id',
  },
  {
    code: 'query-null-order',
    sql: 'select b from v order by b collate nocase desc, a collate rtrim, a collate binary, id',
    says: `lower(b) desc nulls last; rtrim(a, ' ') nulls first; a collate "C" nulls first`,
    postgres: `select b from v order by lower(b) desc nulls last, rtrim(a, ' ') nulls first, a collate "C" nulls first, id`,
  },
  {
    code: 'query-sqlite-syntax',
    sql: `select id from v where a collate binary > 'a' and v.b collate rtrim <> 'b  ' order by id`,
    says: `a collate "C"; rtrim(v.b, ' ')`,
    postgres: `select id from v where a collate "C" > 'a' and rtrim(v.b, ' ') <> rtrim('b  ', ' ') order by id`,
  },
  ...[
    'flag between 0 and 1|flag between false and true',
    'flag not between 1 and 1|flag not between true and true',
  ].map(spelledBoolean),
  ...(
    [
      ['query-division', 'd * 100 / 3', 'case when d = trunc(d) then div(d * 100, 3) else d * 100 / 3 end'],
      [
        'query-division',
        'w / d',
        'case when d = trunc(d) then div(w, nullif(d, 0)) else w / nullif(d, 0) end',
      ],
      ['query-division', 'n * w / 4', 'div(n * w, 4)'],
      ['query-operator', `day >= '2000-1-1'`, `to_char(day, 'YYYY-MM-DD') collate "C" >= '2000-1-1'`],
      ['query-division', 'r % 2', 'trunc(r)::bigint % 2'],
      ['query-division', 'd % 2', 'trunc(d)::bigint % 2'],
      ['query-division', 'n % r', 'n % nullif(trunc(r)::bigint, 0)'],
      ['query-rounding', 'round(sqrt(n), 4)', 'round((sqrt(n))::text::numeric, 4)'],
      ['query-rounding', 'round(n * exp(1), 2)', 'round((n * exp(1))::text::numeric, 2)'],
      ['query-rounding', 'round(cast(n as float) / 3, 2)', 'round((cast(n as float) / 3)::text::numeric, 2)'],
      ['query-rounding', 'round(n, -1)', 'round(n::text::numeric)'],
      ['query-rounding', 'round(1234.5, -2)', 'round((1234.5)::text::numeric)'],
      ['query-sqlite-function', 'length(n)', 'length(n::text)'],
      ['query-sqlite-function', 'substr(v.n, 1, 2)', 'substr(v.n::text, 1, 2)'],
      ['query-sqlite-function', `replace(w, '7', 'x')`, `replace(trim_scale(w)::text, '7', 'x')`],
      ['query-sqlite-function', 'length(day)', `length(to_char(day, 'YYYY-MM-DD'))`],
      ['query-sqlite-function', 'upper(flag)', 'upper(flag::int::text)'],
      [
        'query-sqlite-function',
        'unlikely(n)',
        'n in the place of the call',
        'n /* n in the place of the call */',
      ],
      ['query-concatenation', `id || ':' || flag`, 'flag::int::text', `id || ':' || flag::int::text`],
      ['query-concatenation', `d || ''`, 'trim_scale(d)::text', `trim_scale(d)::text || ''`],
      ['query-cast', 'cast(flag as text)', 'flag::int::text'],
      ['query-cast', 'cast(v.d as text)', 'trim_scale(v.d)::text'],
    ] as readonly (readonly [IssueCode, string, string, string?])[]
  ).map(([code, sql, says, spelled]): Spelled => {
    const [given, postgres] = [sql, spelled ?? says].map((one) => `select ${one} from v order by id`)
    return { code, sql: given ?? '', says, postgres: postgres ?? '' }
  }),
  ...(['cast(r as text)', `'' || r`, 'length(r)'] as const).map((sql): Spelled => {
    const says = String.raw`regexp_replace(r::text, '^(-?\d+)(e|$)', '\1.0\2')`
    const code = sql.startsWith('cast')
      ? 'query-cast'
      : sql.startsWith('l')
        ? 'query-sqlite-function'
        : 'query-concatenation'
    const postgres = sql.startsWith('cast') ? says : sql.replace('r', 'REAL').replace('REAL', () => says)
    const spelled = sql.startsWith('l') ? `length(${says})` : postgres
    return {
      code,
      sql: `select ${sql} from reals order by id`,
      says,
      postgres: `select ${spelled} from reals order by id`,
    }
  }),
  {
    code: 'query-sqlite-syntax',
    sql: `with recursive t (id, path, price) as (select id, name, price from typed where parent is null
      union all select c.id, path || '>' || c.name, t.price + c.price from typed c join t on c.parent = t.id) select id, path, price from t order by id`,
    says: 'name::text; price::numeric',
    postgres: `with recursive t (id, path, price) as (select id, name::text, price::numeric from typed where parent is null
      union all select c.id, path || '>' || c.name, t.price + c.price from typed c join t on c.parent = t.id) select id, path, price from t order by id`,
  },
  {
    code: 'query-sqlite-syntax',
    sql: 'with recursive up (id) as (select 3 union all select parent from typed join up on up.id = typed.id where parent > 0) select id from up order by id',
    says: '3::bigint',
    postgres:
      'with recursive up (id) as (select 3::bigint union all select parent from typed join up on up.id = typed.id where parent > 0) select id from up order by id',
  },
  {
    code: 'query-operator',
    sql: `select distinct tags, count(*) from typed where tags = '["a"]' or tags in ('[]') group by tags order by tags`,
    says: 'tags::text',
    postgres: `select distinct tags::text, count(*) from typed where tags::text = '["a"]' or tags::text in ('[]') group by tags::text order by tags::text`,
  },
  {
    code: 'query-operator',
    sql: 'select id from typed where (:id is null or id = :id) and (:name is null or name = :name) order by id',
    parameters: { id: 2, name: null },
    says: 'cast(:id as bigint) is null; cast(:name as text) is null',
    postgres: `select id from typed where (cast(:id as bigint) is null or id = :id)
      and (cast(:name as text) is null or name = :name) order by id /* cast(:id as bigint) is null; cast(:name as text) is null */`,
  },
  {
    code: 'query-operator',
    sql: 'select id from typed where (?2 is null or name = ?2) and id > ?1 order by id',
    parameters: [1, null],
    says: 'cast(?2 as text) is null',
    postgres:
      'select id from typed where (cast($2 as text) is null or name = $2) and id > $1 order by id /* cast(?2 as text) is null */',
  },
  {
    code: 'query-rounding',
    sql: `select id, round(r, @digits), 'a?1' from v where id = 1`,
    parameters: { digits: 1 },
    says: 'round(r::text::numeric, @digits)',
    postgres: `select id, round(r::text::numeric, @digits), 'a?1' from v where id = 1`,
  },
  {
    code: 'query-operator',
    sql: 'select id from typed where (? is null or price = ?) order by id',
    parameters: [null, 7],
    says: 'cast(? as numeric) is null',
    postgres: 'select id from typed where (cast(? as numeric) is null or price = ?) order by id',
  },
  ...[
    'max(d)|max(d) = trunc(max(d))',
    'v.id, sum(d)|bool_and(d = trunc(d))',
    'v.id, min(v.d)|min(v.d) = trunc(min(v.d))',
  ].map((pair): Spelled => {
    const [list = '', condition] = pair.split('|')
    const dividend = list.replace('v.id, ', '')
    const says = `case when ${condition} then div(${dividend}, 2) else ${dividend} / 2 end`
    const rest = list === dividend ? 'from v' : 'from v group by v.id order by v.id'
    const asked = (expression: string) => `select ${list.replace(dividend, () => expression)} ${rest}`
    return { code: 'query-division', sql: asked(`${dividend} / 2`), says, postgres: asked(says) }
  }),
  {
    code: 'query-operator',
    sql: 'select id from v where n == 65',
    says: '=',
    postgres: 'select id from v where n = 65',
  },
  {
    code: 'query-operator',
    sql: 'select id from v where m is n or m is not id order by id',
    says: 'is not distinct from; is distinct from',
    postgres: 'select id from v where m is not distinct from n or m is distinct from id order by id',
  },
  ...['flag = 1|flag', 'flag = 0|not flag', 'flag <> 1|not flag', '1 = flag|flag', '0 == flag|not flag'].map(
    spelledBoolean,
  ),
  ...['flag is 1|flag is true', 'flag is 0|flag is false', 'flag in (1)|flag in (true)'].map(spelledBoolean),
  ...['flag is not 1|flag is not true', 'flag is not 0|flag is not false'].map(spelledBoolean),
  ...['flag not in (0, 1)|flag not in (false, true)', 'flag + 1 > 1|flag::int + 1 > 1'].map(spelledBoolean),
  ...['flag > 0|flag', 'flag < 1|not flag', '0 >= flag|not flag', '0 < flag|flag'].map(spelledBoolean),
  ...['coalesce(flag, 0) = 1|coalesce(flag, false)', 'ifnull(v.flag, 0) = 0|not coalesce(v.flag, false)'].map(
    spelledBoolean,
  ),
  ...[
    '1 <> ifnull(flag, 1)|not coalesce(flag, true)',
    'ifnull(flag, 1) in (0)|coalesce(flag, true) in (false)',
  ].map(spelledBoolean),
  {
    code: 'query-boolean-as-number',
    sql: `select case flag when 1 then 'y' else 'n' end from v order by id`,
    says: 'case flag when true',
    postgres: `select case flag when true then 'y' else 'n' end from v order by id`,
  },
  ...[`sum(a = 'abc')`, `sum(n > 70 or m is null)`, 'avg(id in (1, 2))', `sum(a like 'zz%')`].map(
    (sum): Spelled => {
      const says = sum.replace('(', '((').replace(/\)$/, ')::int)')
      const asked = (spelled: string) => `select n > 70, ${spelled} from v group by n > 70 order by 1`
      return { code: 'query-boolean-as-number', sql: asked(sum), says, postgres: asked(says) }
    },
  ),
  {
    code: 'query-operator',
    sql: 'select id from v where m and not n and 1 or r or case a when 1 then 2 end is null and case when m then 1 end = 1 order by id',
    says: 'm <> 0; n <> 0; true; r <> 0',
    postgres: `select id from v where m <> 0 and not n <> 0 and true or r <> 0 or case a when '1' then 2 end is null
      and case when m <> 0 then 1 end = 1 order by id`,
  },
  ...(
    [
      ['date(at)', 't', `(t::timestamptz at time zone 'utc')::date`],
      ['datetime(at)', 't', `date_trunc('second', (t::timestamptz at time zone 'utc'))`],
      ['unixepoch(at)', 't', `floor(extract(epoch from (t::timestamptz at time zone 'utc')))::bigint`],
      [
        `strftime('%s', at)`,
        'zoned.t',
        `floor(extract(epoch from (zoned.t::timestamptz at time zone 'utc')))::bigint`,
      ],
      ['date(at)', 'tz', `(tz at time zone 'utc')::date`],
      ['unixepoch(at)', 'tz', `floor(extract(epoch from (tz at time zone 'utc')))::bigint`],
    ] as const
  ).map(spelledMoment),
  ...(
    [
      [`date(n, 'unixepoch')`, `(to_timestamp(n) at time zone 'utc')::date`],
      [`datetime(c.n, 'unixepoch')`, `date_trunc('second', (to_timestamp(c.n) at time zone 'utc'))`],
      [`time(f, 'unixepoch')`, `date_trunc('second', (to_timestamp(floor(f)) at time zone 'utc'))::time`],
      [`strftime('%Y-%m', n, 'unixepoch')`, `to_char((to_timestamp(n) at time zone 'utc'), 'YYYY-MM')`],
      [
        `strftime('%d/%m/%Y, %HhT%M', n, 'unixepoch')`,
        `to_char((to_timestamp(n) at time zone 'utc'), 'DD/MM/YYYY, HH24"h""T"MI')`,
      ],
      [`strftime('%w', n, 'unixepoch')`, `extract(dow from (to_timestamp(n) at time zone 'utc'))`],
      [
        `date(n, 'unixepoch', 'start of month')`,
        `date_trunc('month', (to_timestamp(n) at time zone 'utc'))::date`,
      ],
      [`date(ms / 1000, 'unixepoch')`, `(to_timestamp(floor(ms / 1000)) at time zone 'utc')::date`],
      [`date(at, 'unixepoch')`, `(at at time zone 'utc')::date`],
      [`strftime('%Y-%m', at, 'unixepoch')`, `to_char((at at time zone 'utc'), 'YYYY-MM')`],
      [`datetime(at_ms / 1000, 'unixepoch')`, `date_trunc('second', (at_ms at time zone 'utc'))`],
    ] as const
  ).map(([call, says]): Spelled => {
    const [sql = '', postgres = ''] = [call, says].map((one) => `select ${one} from counted c order by id`)
    return { code: 'query-date-function', sql, says, postgres }
  }),
  ...(
    [
      [`date(at, 'start of year')`, `date_trunc('year', at)::date`],
      [
        `date(v.day, 'weekday 0', '-6 days')`,
        `((v.day::timestamp + (7 - extract(dow from v.day::timestamp)::int) % 7 * interval '1 day') + interval '-6 day')::date`,
      ],
      [
        `datetime(at, 'weekday 3')`,
        `date_trunc('second', (at + (10 - extract(dow from at)::int) % 7 * interval '1 day'))`,
      ],
      [
        `datetime(at, '+90 minutes', 'start of day')`,
        `date_trunc('second', date_trunc('day', (at + interval '90 minute')))`,
      ],
      [
        `date(at, '+1 month')`,
        `(date_trunc('month', at) + interval '1 month' + (at - date_trunc('month', at)))::date`,
      ],
      [
        `date(day, '-1 years')`,
        `(date_trunc('month', day::timestamp) + interval '-1 year' + (day::timestamp - date_trunc('month', day::timestamp)))::date`,
      ],
      [
        `date(at, 'start of month', '+1 month', '-1 day')`,
        `((date_trunc('month', at) + interval '1 month') + interval '-1 day')::date`,
      ],
      [`strftime('%Y-%m', at)`, `to_char(at, 'YYYY-MM')`],
      [`strftime('%H:%M', at, '+30 minutes')`, `to_char((at + interval '30 minute'), 'HH24:MI')`],
      [
        `strftime('%W', at)`,
        `to_char((extract(doy from at)::int + 7 - extract(isodow from at)::int) / 7, 'FM00')`,
      ],
      [`julianday(day)`, '(extract(epoch from day::timestamp) / 86400 + 2440587.5)::double precision'],
      [`time(at)`, `date_trunc('second', at)::time`],
      [
        `strftime('%m', '2024-01-31', '+1 month')`,
        `to_char((date_trunc('month', timestamp '2024-01-31') + interval '1 month' + (timestamp '2024-01-31' - date_trunc('month', timestamp '2024-01-31'))), 'MM')`,
      ],
    ] as const
  ).map(([call, says]): Spelled => {
    const [sql = '', postgres = ''] = [call, says].map((one) => `select ${one} from v order by id`)
    return { code: 'query-date-function', sql, says, postgres }
  }),
  {
    code: 'query-sqlite-function',
    sql: 'select substr(at, 1, 7), substr(v.day, 6), substring(day, 1, 4) from v order by id',
    says: `substr(to_char(at, 'YYYY-MM-DD HH24:MI'), 1, 7); substr(to_char(v.day, 'YYYY-MM-DD'), 6); substring(to_char(day, 'YYYY-MM-DD'), 1, 4)`,
    postgres: `select substr(to_char(at, 'YYYY-MM-DD HH24:MI'), 1, 7), substr(to_char(v.day, 'YYYY-MM-DD'), 6),
      substring(to_char(day, 'YYYY-MM-DD'), 1, 4) from v order by id`,
  },
  ...(
    [
      ['substr(z, 1, 10)', `substr(to_char((z at time zone 'utc'), 'YYYY-MM-DD HH24:MI'), 1, 10)`],
      ['substr(z, 12, 5)', `substr(to_char((z at time zone 'utc'), 'YYYY-MM-DD HH24:MI'), 12, 5)`],
      ['substr(t, 1, 16)', `substr(to_char((t at time zone 'utc'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 1, 16)`],
      ['substr(t, -9)', `right(to_char((t at time zone 'utc'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 9)`],
      ['substr(ms, 12, 12)', `substr(to_char(ms, 'YYYY-MM-DD HH24:MI:SS.FF3'), 12, 12)`],
      ['substr(minutes, 14)', `substr(to_char(minutes, 'YYYY-MM-DD HH24:MI'), 14)`],
      ['substr(mixed, 6, 2)', `substr(to_char(mixed, 'YYYY-MM-DD'), 6, 2)`],
      ['substr(days, 1, 7)', `substr(to_char(days, 'YYYY-MM-DD'), 1, 7)`],
    ] as const
  ).map(([call, says]): Spelled => {
    const [sql, postgres] = [call, says].map((one) => `select ${one} from moments order by id`)
    return { code: 'query-sqlite-function', sql: sql ?? '', says, postgres: postgres ?? '' }
  }),
  ...(
    [
      [`z like '2024-01%'`, `to_char((z at time zone 'utc'), 'YYYY-MM-DD HH24:MI')`],
      [`t like '2024-01-05t%'`, `to_char((t at time zone 'utc'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ilike`],
      [`ms not like '%.25_'`, `to_char(ms, 'YYYY-MM-DD HH24:MI:SS.FF3')`],
      [`mixed like '____-01-__%'`, `to_char(mixed, 'YYYY-MM-DD')`],
      [`price like '%.5'`, 'trim_scale(price)::text'],
      [`share like '7.%'`, String.raw`regexp_replace(share::text, '^(-?\d+)(e|$)', '\1.0\2')`],
    ] as const
  ).map(([condition, says]): Spelled => {
    const code = says.endsWith(' ilike') ? 'query-like-ignores-case' : 'query-operator'
    const postgres = condition.replace(/^\w+/, says.replace(' ilike', '')).replace('like', 'ilike')
    const asked = (where: string) => `select id from moments where ${where} order by id`
    return { code, sql: asked(condition), says, postgres: asked(postgres) }
  }),
  {
    code: 'query-cast',
    sql: 'select cast(v.b as integer), cast(name as int) from other join v on v.id = v_id order by other.id',
    says: String.raw`case when v.b is not null then coalesce(substring(v.b from '^\s*([-+]?\d+)'), '0')::bigint end`,
    postgres: String.raw`select case when v.b is not null then coalesce(substring(v.b from '^\s*([-+]?\d+)'), '0')::bigint end,
      case when name is not null then coalesce(substring(name from '^\s*([-+]?\d+)'), '0')::bigint end
      from other join v on v.id = v_id order by other.id`,
  },
  {
    code: 'query-name-quotes',
    sql: 'select id, n * 2 as twice, length(a) size from v where twice > 150 and size > 0 order by lower(a), twice + 1',
    says: 'n * 2 in the place of twice; length(a) in the place of size',
    postgres: `select id, n * 2 as twice, length(a) size from v
      where n * 2 /* n * 2 in the place of twice */ > 150 and length(a) /* length(a) in the place of size */ > 0
      order by lower(a), n * 2 + 1`,
  },
  {
    code: 'query-name-quotes',
    sql: 'select flag, count(*) c from v group by flag having c > 1 order by c desc, flag',
    says: 'count(*) in the place of c',
    postgres: `select flag, count(*) c from v group by flag having count(*) /* count(*) in the place of c */ > 1
      order by c desc, flag`,
  },
  {
    code: 'query-sqlite-syntax',
    sql: 'with a as (select 1), s (x) as (select 1 union all select x + 1 from s where x < 5) select x from s order by x',
    says: 'with recursive',
    postgres:
      'with recursive a as (select 1), s (x) as (select 1 union all select x + 1 from s where x < 5) select x from s order by x',
  },
  {
    code: 'query-sqlite-syntax',
    sql: `select count(*) from sqlite_master where type = 'table' and name = 'v'`,
    says: 'pg_catalog.pg_class',
    postgres: `select count(*) from pg_catalog.pg_class where relkind = 'r' and relname = 'v'`,
  },
  {
    code: 'query-sqlite-function',
    sql: `select doc ->> '$.list[#-1]', doc ->> '$."a"."b"' from v order by id`,
    says: `doc::jsonb #>> '{list,-1}'; doc::jsonb #>> '{"a","b"}'`,
    postgres: `select doc::jsonb #>> '{list,-1}', doc::jsonb #>> '{"a","b"}' from v order by id`,
  },
  {
    code: 'query-boolean-as-number',
    sql: 'select sum(flag), max(flag) from v',
    says: 'flag::int',
    postgres: 'select sum(flag::int), max(flag::int) from v',
  },
  {
    code: 'query-concatenation',
    sql: 'select flag || w from v order by id',
    says: 'flag::int::text || trim_scale(w)::text',
    postgres: 'select flag::int::text || trim_scale(w)::text from v order by id',
  },
  {
    code: 'query-concatenation',
    sql: 'select v.d || n from v order by id',
    says: 'trim_scale(v.d)::text || n::text',
    postgres: 'select trim_scale(v.d)::text || n::text from v order by id',
  },
  {
    code: 'query-division',
    sql: 'select n / m, n % m from v order by id',
    says: 'a / nullif(b, 0); a % nullif(b, 0)',
    postgres: 'select n / nullif(m, 0), n % nullif(m, 0) from v order by id',
  },
  {
    code: 'query-division',
    sql: 'select w / 2 from v order by id',
    says: 'div(w, 2)',
    postgres: 'select div(w, 2) from v order by id',
  },
  {
    code: 'query-division',
    sql: 'select d / 2 from v order by id',
    says: 'case when d = trunc(d) then div(d, 2) else d / 2 end',
    postgres: 'select case when d = trunc(d) then div(d, 2) else d / 2 end from v order by id',
  },
  {
    code: 'query-division',
    sql: 'select sum(n) / 2, sum(m) / id from v group by id order by id',
    says: 'div(sum(n), 2); div(sum(m), nullif(id, 0))',
    postgres: 'select div(sum(n), 2), div(sum(m), nullif(id, 0)) from v group by id order by id',
  },
  {
    code: 'query-division',
    sql: 'select coalesce(sum(m), 0) / 2 from v',
    says: 'div(coalesce(sum(m), 0), 2)',
    postgres: 'select div(coalesce(sum(m), 0), 2) from v',
  },
  {
    code: 'query-rounding',
    sql: 'select round(r), round(r * 2) from v order by id',
    says: 'round(r::text::numeric); round((r * 2)::text::numeric)',
    postgres: 'select round(r::text::numeric), round((r * 2)::text::numeric) from v order by id',
  },
  {
    code: 'query-rounding',
    sql: 'select round(v.r, 2) from v where id not in (4, 5) order by id',
    says: 'round(v.r::text::numeric, 2)',
    postgres: 'select round(v.r::text::numeric, 2) from v where id not in (4, 5) order by id',
  },
  {
    code: 'query-rounding',
    sql: 'select cast(r as integer), cast(d as bigint), cast(1.5 * n as int) from v order by id',
    says: 'trunc(r)::bigint; trunc(d)::bigint; trunc(1.5 * n)::bigint',
    postgres: 'select trunc(r)::bigint, trunc(d)::bigint, trunc(1.5 * n)::bigint from v order by id',
  },
  {
    code: 'query-cast',
    sql: 'select cast(n as real) / 3, cast(a as char(3)), cast(a as varchar(2)) from v order by id',
    says: 'cast(n as double precision); cast(a as text)',
    postgres: 'select cast(n as double precision) / 3, cast(a as text), cast(a as text) from v order by id',
  },
  {
    code: 'query-sqlite-function',
    sql: 'select substr(a, -3) from v order by id',
    says: 'right(a, 3)',
    postgres: 'select right(a, 3) from v order by id',
  },
  ...[1, 2, 3, 7].map((back): Spelled => {
    const says = back === 1 ? 'substr(a, length(a), 2)' : `substr(a, length(a) - ${back - 1}, 2)`
    const sql = `select substr(a, -${back}, 2) from v order by id`
    return { code: 'query-sqlite-function', sql, says, postgres: `select ${says} from v order by id` }
  }),
  {
    code: 'query-sqlite-function',
    sql: `select doc ->> '$.a.b', doc ->> '$.list[1]', doc -> '$.list' from v order by id`,
    says: `doc::jsonb #>> '{a,b}'; doc::jsonb #>> '{list,1}'; doc::jsonb #> '{list}'`,
    postgres: `select doc::jsonb #>> '{a,b}', doc::jsonb #>> '{list,1}', doc::jsonb #> '{list}' from v order by id`,
  },
  {
    code: 'query-sqlite-function',
    sql: `select v.doc ->> 'k', doc -> 'list' ->> 0 from v where doc ->> ? is not null order by id`,
    parameters: ['k'],
    says: `v.doc::jsonb ->> 'k'; doc::jsonb -> 'list'; doc::jsonb ->> …`,
    postgres: `select v.doc::jsonb ->> 'k', doc::jsonb -> 'list' ->> 0 from v where doc::jsonb ->> $1 is not null order by id`,
  },
  ...[
    'from (select n from v)',
    'from other o, (values (1))',
    'from other join (select 1 as n) where 1 = 1',
  ].map(
    (from): Spelled => ({
      code: 'query-sqlite-syntax',
      sql: `select count(*) ${from}`,
      says: '(…) as part',
      postgres: `select count(*) ${from.replace(/\((select|values).*?\)+/, '$& as part')}`.replace(
        'join',
        'cross join',
      ),
    }),
  ),
  {
    code: 'query-double-quoted-text',
    sql: `select id from user where role = "user"`,
    says: `'user'`,
    postgres: `select id from "user" where role = 'user'`,
  },
  {
    code: 'query-name-quotes',
    sql: 'select `main`.`other`.`id` from `main`.`other` where [main].`other`.`name` = ? limit ? offset ?',
    parameters: ['user', -1, 0],
    says: '"other"."id"; "other"; "other"."name"',
    postgres: 'select "other"."id" from "other" where "other"."name" = $1 limit null offset $3',
  },
  {
    code: 'query-limit',
    sql: 'select id from v order by id limit ? offset ?',
    parameters: [-1, 2],
    says: 'no LIMIT, or LIMIT NULL',
    postgres: 'select id from v order by id limit null offset $2',
  },
  {
    code: 'query-limit',
    sql: 'select id from v order by id limit 1, 3',
    says: 'limit 3 offset 1',
    postgres: 'select id from v order by id limit 3 offset 1',
  },
  {
    code: 'query-rowid',
    sql: 'select rowid from v order by rowid',
    says: 'id',
    postgres: 'select id from v order by id',
  },
  {
    code: 'query-rowid',
    sql: 'select x.rowid from other x join v on v.id = x.v_id order by x.rowid',
    says: 'x.id',
    postgres: 'select x.id from other x join v on v.id = x.v_id order by x.id',
  },
  {
    code: 'query-name-quotes',
    sql: 'select count(*) from user',
    says: '"user"',
    postgres: 'select count(*) from "user"',
  },
  {
    code: 'query-name-quotes',
    sql: 'select user, o.user, CREATEDAT, ID from "Order" o order by id',
    says: '"user"; "createdAt"',
    postgres: 'select "user", o.user, "createdAt", ID from "Order" o order by id',
  },
  {
    code: 'query-name-quotes',
    sql: 'select o.createdAt from "Order" as o order by o.id',
    says: '"createdAt"',
    postgres: 'select o."createdAt" from "Order" as o order by o.id',
  },
  {
    code: 'query-name-quotes',
    sql: `SELECT count(*) AS Total, max(id) lastId, CASE WHEN 1 THEN 2 END AS "Quoted", n IS NOT NULL from v GROUP BY n ORDER BY lastId`,
    says: 'as "Total"; as "lastId"',
    postgres: `SELECT count(*) as "Total", max(id) as "lastId", CASE WHEN true THEN 2 END AS "Quoted", n IS NOT NULL from v GROUP BY n ORDER BY "lastId"`,
  },
  {
    code: 'query-operator',
    sql: 'select id from v where m not null and r in () or id not in () and m is not null order by id',
    says: 'is not null; false; true',
    postgres: 'select id from v where m is not null and false or true and m is not null order by id',
  },
  {
    code: 'query-operator',
    sql: 'select id from "Order" p where p."user" = 12 or p."user" <> 7 or id not like 2',
    says: `p."user" = '12'; p."user" <> '7'; id::text`,
    postgres: `select id from "Order" p where p."user" = '12' or p."user" <> '7' or id::text not like '2'`,
  },
  ...['v > 9|v = v', 'v >= 10|v = v', 'v <> 9|v = v', 'v == 10|v <> v', 'v < 99|v <> v'].map(
    (pair): Spelled => {
      const [sql, says = ''] = pair.split('|')
      const asked = (condition?: string) =>
        `select id, ${condition}, not (${condition}) from untyped order by id`
      return { code: 'query-operator', sql: asked(sql), says, postgres: asked(says) }
    },
  ),
  {
    code: 'query-operator',
    sql: 'select id from untyped where w > 9 and w <> 7 order by id',
    says: `w > '9'; w <> '7'`,
    postgres: `select id from untyped where w > '9' and w <> '7' order by id`,
  },
  ...['m is not 7', 'm is not n', 'm is not 0 and 1', 'id is not 1 or not m is not 3'].map(
    (condition): Spelled => {
      const postgres = condition.replaceAll('is not', 'is distinct from').replace('and 1', 'and true')
      const asked = (where: string) => `select id from v where ${where} order by id`
      const says = condition.endsWith('and 1') ? 'is distinct from; true' : 'is distinct from'
      return { code: 'query-operator', sql: asked(condition), says, postgres: asked(postgres), isAll: true }
    },
  ),
  {
    code: 'query-sqlite-syntax',
    sql: `select id from v where raw = x'00fF'`,
    says: `'\\x00fF'::bytea`,
    postgres: `select id from v where raw = '\\x00fF'::bytea`,
  },
  {
    code: 'query-name-quotes',
    sql: 'select main.other.id from main.other order by id',
    says: 'other.id; other',
    postgres: 'select other.id from other order by id',
  },
]

/** A moment as a text with an offset, and as a timestamptz. */
function spelledMoment([call, column, says]: readonly [string, string, string]): Spelled {
  return {
    code: 'query-date-function',
    sql: `select ${call.replace(/\bat\b/, column)} from zoned order by id`,
    says,
    postgres: `select ${says} from zoned order by id`,
  }
}

function spelledBoolean(pair: string): Spelled {
  const [sql, postgres] = pair.split('|')
  return {
    code: 'query-boolean-as-number',
    sql: `select id from v where ${sql} order by id`,
    says: postgres?.replace(/ \+ .*/, '') ?? '',
    postgres: `select id from v where ${postgres} order by id`,
  }
}

test('each spelling that is told is told for its query, and both engines answer alike', {
  timeout: 60_000,
}, async () => {
  await withValues(async ({ lint, difference }) => {
    for (const { code, sql, says, postgres, parameters = [], isAll } of SPELLED) {
      const found = lint(sql, parameters).filter((issue) => issue.code === code)
      expect
        .soft(
          found.map(({ remedy }) => remedy),
          sql,
        )
        .toEqual([isAll === true ? `In PostgreSQL: ${says}` : expect.stringContaining(says)])
      for (const part of says.split('; ')) expect(postgres, sql).toMatch(asPattern(part))
      expect(await difference(sql, postgres, parameters).catch(String), `${sql}\n${postgres}`).toBeNull()
    }
  })
})

/** Where the owner has to say what, anything can stand. */
function asPattern(part: string): RegExp | string {
  if (/^(no LIMIT|a [/%])/.test(part)) return /limit null|nullif/
  const escaped = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(escaped.replaceAll('…', '.+'), 'i')
}

describe('nothing is said', () => {
  test.each([
    "select date(at), date(v.day), count(*) from v where date(at) = date('2024-01-02') group by date(at), date(v.day)",
    // the integer of another table that has a boolean of this name
    'select o.id from v join other o on o.v_id = v.id where o.flag = 1',
    'select id from v where flag and id in (select v_id from other where flag = 2)',
    'select id from other as v where v.flag = 1',
    'select cast(n as integer), cast(r as double precision), cast(a as text) from v',
    'select a "label", n "user" from v where a is not null order by "label", "user"',
    `select id from v where a like '1\\%' escape '\\'`,
    'select round(n), round(d, 1), n / 2, sum(n) / 2.0 from v group by n, d',
    'select substr(a, 2), substr(a, 1, 2), substr(a, n - 3) from v',
    `select id from v where a = mail or 'x' = a`,
    `select "id" from "user" where "role" in ('a', 'b')`,
    'select id from v order by random()',
    'WITH Recent AS (SELECT id AS RowNo FROM v) SELECT Recent.RowNo as n FROM Recent AS R, Recent',
    `select settings ->> 'k', settings -> 0 from (select json('{}') as settings) x`,
    'select x.id from (select id from v) as x, (select 1 as n) y join (select 2) z',
    'select id in (select v_id from other), (select max(id) from v) from v where n is distinct from (select 1)',
    'update v set active = 1 where id = 1',
    'select id from v limit ?',
    'with s as (select id from v), t as (select s.id from s) select t.id from t where t.id > 0',
    'select n as size, id from v where n > 1 order by size desc, id',
    'select n as id, a from v where id between 1 and n and (n > 0 or flag) order by n',
    'select id as text, a from v where cast(n as text) > a group by id, a order by cast(n as text)',
    'insert into v (id, n) select id, n from v where true on conflict (id) do update set n = excluded.n, m = v.m + 1 where v.n < 3',
    'select case n when 1 then 2 when m then case when flag then 3 end else 4 end from v',
    'with v as (select id, n as flag from v2) select id from v where flag = 1 and v.flag = 0',
    'with recursive other as (select id, n as name from v) select id from (select id from other where other.name = 1) x',
    'with a (x) as (select 1), v as materialized (select v_id as id, flag from other) select id from v where flag = 2',
    'select n from v where n > (with v (flag) as (values (1)) select max(flag) from v where flag = 1)',
    'with o as (select 1 as flag) select id from v where n > (select count(*) from o where flag = 1)',
    'select lower(mail) as mail from v where mail is not null order by mail',
    `select v.id from (select 'ANNA@x.org' as m) x join v on x.m = v.mail`,
    'select v.id from "user" u join v on u.role = v.mail',
    'select id from v where a in (select mail from v)',
    'select mail from v union all select mail from v',
    'update v set n = n + 1, m = (select sum(n) from v) where n > 0',
  ])('of %s', async (sql) => {
    await withValues(async ({ lint }) => {
      expect(lint(sql, sql.includes('?') ? [3] : [])).toEqual([])
    })
  })
})

test('what is told for statements with a conflict leaves the same rows', async () => {
  const pairs = [
    [
      'insert or ignore into t values (1, 9), (3, 9)',
      'insert into t values (1, 9), (3, 9) on conflict do nothing',
    ],
    [
      'insert or replace into t values (1, 9), (3, 9)',
      'insert into t values (1, 9), (3, 9) on conflict (id) do update set n = excluded.n',
    ],
    ['insert or abort into t values (3, 9)', 'insert into t values (3, 9)'],
    [
      'insert into t values (1, 9) on conflict (id) do update set n = n + coalesce(n, 1) where n < 5',
      'insert into t values (1, 9) on conflict (id) do update set n = t.n + coalesce(t.n, 1) where t.n < 5',
    ],
  ] as const
  const made = ['create table t (id integer primary key, n integer)', 'insert into t values (1, 1), (2, 2)']
  for (const [sqlite, postgres] of pairs) {
    const database = new Database(':memory:')
    for (const sql of [...made, sqlite]) database.exec(sql)
    const expected = database.prepare('select id, n from t order by id').raw().all()
    database.close()
    const { rows } = await withTestConnection(async (connection) => {
      for (const sql of [...made, postgres]) await connection.query(sql)
      return await connection.read('select id, n from t order by id')
    })
    expect(
      rows.map((row) => row.map(Number)),
      sqlite,
    ).toEqual(expected)
  }
})

test('what cannot be spelled alike is not made up', async () => {
  await withValues(async ({ lint, difference }) => {
    const remedyOf = (sql: string) =>
      lint(sql).find(({ code }) => /rowid|nocase|sqlite-function/.test(code))?.remedy
    expect(remedyOf('select k.rowid, v.id from keyless k join v on v.id = k.v_id')).toMatch(
      /: a column of your own/,
    )
    expect(remedyOf(`select doc ->> '$.a-b' from v`)).toMatch(/#>> '{…}'$/)
    expect(remedyOf('select distinct mail, id from v')).toContain(
      'distinct on (lower(mail), …) mail, … order by lower(mail), …',
    )
    const grouped =
      'select mail, count(*) from v where id not in (4, 6) and mail is not null group by mail order by 1'
    expect(remedyOf(grouped)).toContain('group by lower(mail), and min(mail) for mail')
    const spelled = grouped
      .replace('select mail', 'select min(mail)')
      .replace('group by mail', 'group by lower(mail)')
    expect(await difference(grouped, spelled)).toBeNull()
  })
})

const RESPELLED: readonly (readonly [expression: string, column: string])[] = [
  ['substr(z, -3)', 'z'],
  [`z like '2024-01-05T%'`, 'z'],
  [`z like '2024-01-05%Z'`, 'z'],
  [`z like '2024-01%' || '-05%'`, 'z'],
  [`z like '2024\\%' escape '\\'`, 'z'],
  [`zoned.tz like '2024-01%'`, 'zoned.tz'],
]

test('of a text that the migration has respelled none is made up', async () => {
  await withValues(async ({ lint }) => {
    for (const [expression, column] of RESPELLED) {
      const found = lint(`select ${expression} from moments, zoned`)
      const told = found.filter(({ code }) => /function|operator/.test(code)).map(({ remedy }) => remedy)
      const words = `(${column} as a text, which PostgreSQL spells in its own way)`
      expect(told, expression).toEqual([expect.stringContaining(words)])
      expect(told.join()).not.toContain('to_char')
    }
  })
})

test('a part of a moment whose form is not known is told with that form', async () => {
  await withValues(async ({ lint }) => {
    for (const [expression, moment, format] of [
      ['substr(z, 1, 16)', `(z at time zone 'utc')`, 'YYYY-MM-DD HH24:MI:SS'],
      ['substr(z, 12)', `(z at time zone 'utc')`, 'YYYY-MM-DD HH24:MI:SS'],
      ['substr(z, 18, 2)', `(z at time zone 'utc')`, 'YYYY-MM-DD HH24:MI:SS'],
      ['substr(z, moments.id, 2)', `(z at time zone 'utc')`, 'YYYY-MM-DD HH24:MI:SS'],
      ['substr(mixed, 12, 5)', 'mixed', 'YYYY-MM-DD HH24:MI:SS'],
      ['substr(days, 1, 12)', 'days', 'YYYY-MM-DD'],
      ['substr(zoned.tz, 1, 7)', `(zoned.tz at time zone 'utc')`, 'YYYY-MM-DD HH24:MI:SS'],
    ] as const) {
      const rest = expression.slice(expression.indexOf(','))
      expect(lint(`select ${expression} from moments, zoned`), expression).toMatchObject([
        {
          code: 'query-sqlite-function',
          remedy: `In PostgreSQL: substr(to_char(${moment}, '${format}')${rest}, where all texts of the column have this form in SQLite`,
        },
      ])
    }
  })
})

test('a column of numbers and texts has no comparison with a number that is the same', async () => {
  await withValues(async ({ lint }) => {
    const [found] = lint('select id from untyped where u > 5')
    expect(found?.remedy).toMatch(/^In PostgreSQL: the column as numbers/)
  })
})

test('a table outside of a WITH is no name of it', async () => {
  await withValues(async ({ lint }) => {
    const sql = `select id from v where flag = 1 and id > (with v (flag) as (values (2)) select max(flag) from v where flag = 2)`
    expect(lint(sql).map(({ remedy }) => remedy)).toEqual(['In PostgreSQL: flag'])
  })
})

test('a number that counts something else is no moment', async () => {
  await withValues(async ({ lint }) => {
    for (const call of [
      `date(at_ms, 'unixepoch')`,
      'date(at)',
      `date(at / 1000, 'unixepoch')`,
      `date(a, 'unixepoch')`,
    ]) {
      const [found] = lint(`select ${call} from counted, keyless`)
      expect(found?.remedy, call).not.toMatch(/to_timestamp\((?!floor\(r)|time zone 'utc'\)::date;/)
    }
  })
})

test('a modifier or a part of a format that nothing is known for is named', async () => {
  await withValues(async ({ lint }) => {
    for (const [call, message, remedy] of [
      [
        `datetime(at, 'localtime')`,
        `calls datetime() with 'localtime'`,
        `'localtime' has to be written by hand, over the timestamp at`,
      ],
      [
        `strftime('%Y %U %f', at)`,
        `calls strftime() with '%Y %U %f'`,
        `'%U', '%f' has to be written by hand, over the timestamp at`,
      ],
      [
        `date(day, '+1 day', 'utc')`,
        `calls date() with '+1 day', 'utc'`,
        `'utc' has to be written by hand, over the timestamp (day::timestamp + interval '1 day')`,
      ],
    ] as const) {
      const [found, ...others] = lint(`select ${call} from v`)
      expect(others, call).toEqual([])
      expect(found).toMatchObject({ message: `The query "q" ${message}`, remedy: `In PostgreSQL: ${remedy}` })
    }
  })
})

test('an operator before parentheses is no function', async () => {
  await withValues(async ({ lint }) => {
    const codesOf = (sql: string) => lint(sql).map(({ code }) => code)
    expect(codesOf(`select id from v where a like ('1' || '%')`)).toEqual(['query-like-ignores-case'])
    expect(codesOf(`select id from v where a not glob ('1' || '%')`)).toEqual(['query-pattern-operator'])
    expect(codesOf(`select like('1%', a) from v`)).toEqual(['query-sqlite-function'])
  })
})

test('a column in DO UPDATE has its table', async () => {
  await withValues(async ({ lint }) => {
    const remedyOf = (sql: string) => lint(sql).find(({ code }) => code === 'query-name-quotes')?.remedy
    const set = 'on conflict (id) do update set n = n + coalesce(n, 1), m = excluded.m where m < 5'
    expect(remedyOf(`insert into v (id, n, m) values (1, 9, 9) ${set}`)).toBe('In PostgreSQL: v.n; v.m')
    expect(remedyOf(`insert into v as t (id, n, m) values (1, 9, 9) ${set}`)).toBe('In PostgreSQL: t.n; t.m')
    const ids = 'insert into "Order" (id) values (1) on conflict (id) do update set id = id + 1 returning id'
    expect(remedyOf(ids)).toBe('In PostgreSQL: "Order".id')
  })
})

test('a boolean that an UPDATE sets is set', async () => {
  await withValues(async ({ lint }) => {
    const [found] = lint('update v set a = 1, flag = 1 where n > 3')
    expect(found?.remedy).toBe('In PostgreSQL: flag = true')
  })
})

test('statements with a conflict have what there is for each', async () => {
  await withValues(async ({ lint }) => {
    const remedyOf = (sql: string) => lint(sql).find(({ code }) => code === 'query-or-conflict')?.remedy
    expect(remedyOf('insert or ignore into user values (1, 1)')).toMatch(/on conflict do nothing/)
    expect(remedyOf('insert or replace into user values (1, 1)')).toMatch(/do update set/)
    expect(remedyOf('replace into user values (1, 1)')).toMatch(/do update set/)
    expect(remedyOf('insert or abort into user values (1, 1)')).toMatch(/insert … alone/)
    expect(remedyOf('update or ignore user set id = 1')).toMatch(/where not exists/)
  })
})
