import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import {
  type ExpressionColumn,
  type MissingColumn,
  translateCondition,
  translateIndexed,
  translateValue,
} from '../../src/sql/translation/translate-expression.ts'
import { withTestConnection } from '../support/postgres.ts'

/** The same six rows on both sides: every type, NULL, an empty text, the ends of the ranges, ASCII and not. */
const SQLITE_ROWS = `
  create table t (i integer, j integer, f real, d numeric, s text, n text collate nocase, r text collate rtrim,
                  b blob, ok boolean, day date, at datetime, tf boolean);
  insert into t values
    (1,    2,                1.5,   0.1,   'abc',    'ABC',    'x  ',  x'0011',   1,    '2024-01-01', '', 't'),
    (0,    -3,               0.0,   2,     '',       'aBc',    'x',    x'',       0,    '2023-12-31', '', 'f'),
    (null, null,             null,  null,  null,     null,     null,   null,      null, null,         null, null),
    (5,    5,                2.0,   10.25, 'ABC',    'éÉ',     '  y ', x'616263', 1,    '2024-02-28', '', 't'),
    (-7,   9007199254740993, 1e300, 100,   '5',      '[a]%_\\', 'y',   x'ff',     0,    '1999-01-01', '', 'f'),
    (42,   3,                0.1,   0.3,   'Straße', 'zz',     'a-b',  x'41',     1,    '2024-01-01', '', 'f')`
const POSTGRES_ROWS = `
  create table t (i bigint, j bigint, f double precision, d numeric, s text, n text, r text,
                  b bytea, ok boolean, day date, at timestamptz, tf boolean);
  insert into t values
    (1,    2,                1.5,   0.1,   'abc',    'ABC',    'x  ',  '\\x0011',   true,  '2024-01-01', now(), true),
    (0,    -3,               0.0,   2,     '',       'aBc',    'x',    '\\x',       false, '2023-12-31', now(), false),
    (null, null,             null,  null,  null,     null,     null,   null,       null,  null,         null, null),
    (5,    5,                2.0,   10.25, 'ABC',    'éÉ',     '  y ', '\\x616263', true,  '2024-02-28', now(), true),
    (-7,   9007199254740993, 1e300, 100,   '5',      '[a]%_\\', 'y',   '\\xff',     false, '1999-01-01', now(), false),
    (42,   3,                0.1,   0.3,   'Straße', 'zz',     'a-b',  '\\x41',     true,  '2024-01-01', now(), false)`

const COLUMNS: readonly ExpressionColumn[] = [
  column('i', 'integer', 'numeric'),
  column('j', 'integer', 'numeric'),
  { ...column('f', 'float', 'numeric'), isReal: true },
  column('d', 'decimal', 'numeric'),
  column('s', 'text', 'text'),
  column('n', 'text', 'text', 'NOCASE'),
  column('r', 'text', 'text', 'RTRIM'),
  column('b', 'bytes', null),
  column('ok', 'boolean', 'numeric'),
  column('day', 'date', 'numeric'),
  column('at', 'opaque', 'numeric'),
  column('fractions', 'float', 'numeric'),
  { ...column('tf', 'opaque', 'numeric'), isTf: true },
]

/** One a line; SQLite and PostgreSQL must give the same for each row. */
const SAME = `
  i + 1
  i - j
  i * j
  - i
  i - -j
  -i % 2
  i / 2
  i % 3
  i & 3
  i | 8
  f * i
  f / 2
  i + 0.5
  i / 2.0
  d / 2.0
  d * 1.0 / 2
  (d + f) / 2
  cast(d as real) / 2
  coalesce(f, 1.5, null) / 2
  case when i > 0 then f else 0.5 end / 2
  iif(i > 0, f, 0.5) / 2
  max(f, 1.5) / 2
  -abs(f) / 2
  null / 2
  i > -9223372036854775808
  i > -9223372036854775807
  d + 0.2
  abs(i)
  max(i, j)
  min(i, j)
  i > 0
  i = j
  i <> j
  i != j
  i == j
  i is j
  i is not j
  i is distinct from j
  i = null
  i = 0x5
  i = '5'
  i > 1.5
  f > i
  d = 0.1
  i between 0 and 5
  i not between 0 and 5
  i in (1, 2, 5)
  i not in (1, 5)
  i < j = 1
  i = 5 < j
  0 = i is not j < 3
  i + not j = 2
  i between j = 2 and 5
  i > 1_0
  i = j is null
  i = (j is null)
  s = 'abc'
  s > 'B'
  s < 'a'
  s = 5
  s > 5
  s between 'A' and 'b'
  s in ('abc', '5')
  n = 'abc'
  n < 'b'
  n in ('abc')
  n not in ('abc', 'zz')
  s = n
  n = s
  s collate nocase = 'abc'
  s = 'ABC' collate nocase
  n collate binary = 'ABC'
  +n = 'abc'
  cast(n as text) = 'abc'
  trim(n) = 'abc'
  coalesce(n, '') = 'abc'
  n || '' = 'abc'
  trim(s collate nocase) = 'abc'
  'ABC' = ltrim(s collate nocase)
  coalesce(s collate nocase, '') = 'abc'
  coalesce('', s collate nocase) = ''
  coalesce(s collate nocase, '') is 'abc'
  coalesce(s collate nocase, '') in ('abc', 'zz')
  coalesce(s collate nocase, '') between 'abc' and 'abd'
  coalesce(s collate rtrim, n collate nocase) = 'abc'
  coalesce(r collate rtrim, '') = 'x'
  (s collate nocase) || '' = 'ABC'
  '' || (s collate nocase) = 'ABC'
  cast(s collate nocase as text) = 'abc'
  case when i then s collate nocase end = 'abc'
  case when i then '' collate nocase else s end = 'abc'
  case when s collate nocase = 'zz' then '' else s end = 'abc'
  case s collate nocase when 'abc' then 1 end
  iif(s in ('zz' collate nocase), '', s) = 'abc'
  iif(s like 'zz' collate nocase, '', s) = 'abc'
  iif(s between 'zz' and 'zz' collate nocase, '', s) = 'abc'
  iif(s is null collate nocase, '', s) = 'abc'
  trim(s collate nocase) collate binary = 'abc'
  trim(n collate binary) = n
  n = trim(s collate binary)
  s in ('abc' collate nocase)
  s in ('abc' collate nocase, 'zz')
  'abc' in (n)
  'abc' in (n, s)
  r = 'x'
  'x ' = r
  b = x'0011'
  b > x'40'
  day = '2024-01-01'
  day >= '2024-01-01'
  day between '2024-01-01' and '2024-12-31'
  day between '2000-02-29' and '2099-04-30'
  at is null
  ok = 1
  ok <> 1
  ok = '1'
  ok in (0, 1)
  ok + 1
  not ok
  tf = 't'
  tf = 'f'
  tf <> 'f'
  't' = tf
  tf < 't'
  tf between 'f' and 't'
  tf in ('t', 'f')
  tf in ('t')
  tf not in ('f')
  tf is 't'
  tf is not 'f'
  tf is null
  tf = tf
  +tf = 't'
  tf collate nocase = 't'
  not (tf = 't')
  tf = 't' or ok
  coalesce(tf = 't', 5)
  case tf when 't' then 'yes' when 'f' then 'no' end
  i and j
  i or j
  not (i and j)
  not i = 1
  i is true
  i is not true
  i is false
  i is (true)
  i is +true
  i is distinct from true
  i isnull
  i notnull
  i not null
  (i is null) + (j is null) = 1
  (i is null) = (j is null)
  typeof(i) = 'integer'
  typeof(s) = 'text'
  typeof(b) = 'blob'
  typeof(i) = 'null'
  (typeof(i)) = 'integer'
  'integer' = typeof(i)
  typeof(f) = 'real'
  typeof(f) in ('real', 'integer')
  typeof(i) <> 'integer'
  typeof(i) is not 'null'
  typeof(i) in ('integer', 'null')
  typeof(s) in ('text')
  typeof(i) not in ('blob', 'null')
  typeof(i) <> 'text'
  typeof(s) not in ('text', 'null')
  typeof(at) <> 'null'
  s like 'a%'
  s like '%B%'
  n like '_b_'
  s not like 'a%'
  n like '%[%' escape '!'
  n like '%\\_%' escape '\\'
  n like '%é%'
  s glob '[A-Z]*'
  s glob 'a?c'
  s glob '[^a-z]*'
  s not glob 'A*'
  n glob '[[]*'
  r glob '*[]-]*'
  lower(s)
  upper(n)
  length(s)
  length(b)
  length(i)
  trim(r)
  ltrim(r)
  rtrim(r)
  trim(s, 'ac')
  substr(s, 2)
  substr(s, 2, 1)
  substr(s, 0)
  substr(s, 0, 2)
  substr(s, -1)
  substr(s, -4)
  substr(n, -2, 2)
  substr(s, -2, 5)
  hex(b)
  quote(s)
  quote('it''s')
  quote(i)
  quote(ok)
  quote(b)
  quote(i > 1)
  unicode(s)
  unicode(n) + 1
  sign(i)
  sign(f)
  sign(d) * 2
  sign(ok)
  nullif(i, 5)
  nullif(i, j)
  nullif(null, i)
  nullif(i, null)
  nullif(s, 'abc')
  nullif(n, 'abc')
  nullif(s, n)
  nullif(n, s)
  nullif('abc', n)
  nullif(s, n collate nocase)
  nullif(f, 2)
  nullif(i, f)
  nullif(f, i)
  nullif(ok, 1)
  nullif(day, '2024-01-01') is null
  nullif(tf, 't') is null
  instr(s, 'b')
  replace(s, 'b', 'x')
  s || 'x'
  'n' || i
  ok || 'z'
  coalesce(i, 0)
  ifnull(s, 'q')
  case when i then 'y' else 'n' end
  case i when 1 then 10 when 5 then 50 end
  iif(i > 0, s, n)
  cast(i as text)
  cast(i as real)
  cast(ok as integer)
  [i] = 1
  \`i\` = 1
  t.i = 1
  S = 'abc'
  i = 1 -- a comment
  /* another */ i > 1
  I > 0 and S <> 'x' or j is null`

/** One a line: SQLite and PostgreSQL would differ for some value, or have no common word for it. */
const REFUSED = `
  i / j
  i / 0
  i / 0.0
  d / 2
  d / 12 * 12
  d * 2 / 3
  (d + 1) / 2
  -d / 2
  abs(d) / 2
  coalesce(d, null) / 2
  fractions / 2
  (fractions + 1) / 2
  coalesce(f, fractions) / 2
  f % 2
  i % 2.5
  '5' in (i)
  - -9223372036854775808
  coalesce(s collate chinese, '') = 'a'
  i << 1
  ~ i
  i > 'a'
  s < i
  +s = 5
  at = '2024-01-01'
  at > 5
  day > 5
  day < '2023-02-29'
  day < '1900-02-29'
  day < '2024-04-31'
  day < '0000-01-01'
  ok = 't'
  not tf
  tf = 1
  tf = 'T'
  tf = 'true'
  tf = 'no'
  tf in ('t', 'yes')
  tf in ('t', 1)
  tf = ok
  tf = s
  tf || ''
  tf + 1
  tf is true
  tf collate chinese = 't'
  coalesce(tf, 'f') = 't'
  f || 'x'
  length(f)
  round(f)
  typeof(d) = 'real'
  typeof(fractions) = 'real'
  typeof(i) = 'real'
  typeof(i) in ('text', 'null')
  typeof(i) in (s)
  typeof(at) in ('text', 'null')
  typeof(i) > 'a'
  typeof(i)
  cast(s as integer)
  cast(f as text)
  substr(s, -2, 1)
  substr(s, 1, -1)
  substr(s, i)
  nullif(i, '5')
  nullif(i)
  max(i)
  max(s, n)
  hex(s)
  random()
  date(s)
  json_valid(s)
  current_timestamp
  count(*)
  s -> '$.a'
  s regexp 'a'
  s glob s
  s glob '[a'
  s glob '[z-a]'
  s like n
  s like 'a' escape 'b'
  s collate chinese = 'a'
  no_such_column = 1
  i in (select 1)
  i in t
  i in ()
  i = ?1
  max(i, j) over ()
  cast(i as varchar(10))
  s glob 'a' escape 'b'
  exists (select 1)
  (i, j) = (1, 2)
  9223372036854775808 > i
  case when i then 1 else 'x' end
  i +
  i; drop table t`

const sqlite = new Database(':memory:')
beforeAll(() => {
  sqlite.exec(SQLITE_ROWS)
  sqlite.defaultSafeIntegers(true)
})
afterAll(() => sqlite.close())

describe('translateValue', () => {
  it('gives expressions with the same value for every row', async () => {
    await withTestConnection(async (postgres) => {
      await postgres.query(POSTGRES_ROWS)
      const differences: unknown[] = []
      for (const expression of lines(SAME)) {
        const expected = inSqlite(expression)
        const found = await inPostgres(expression, postgres)
        if (expected.join() !== found.join()) differences.push({ expression, expected, found })
      }
      expect(differences).toEqual([])
    })
  })

  it.each(lines(REFUSED))('refuses %s, with a reason', (expression) => {
    expect(translateValue(expression, COLUMNS)).toEqual({
      ok: false,
      reason: expect.stringMatching(/\w+ \w+/),
    })
  })

  it('takes a double-quoted word that is no column as a text', () => {
    expect(translateValue('s <> ""', COLUMNS)).toMatchObject({ ok: true, sql: `(s <> '')` })
    expect(translateValue('s = "abc"', COLUMNS)).toMatchObject({ ok: true, sql: `(s = 'abc')` })
  })

  it('takes a bare TRUE as a number only where it is no column', () => {
    const columns = [...COLUMNS, column('true', 'text', 'text')]
    expect(translateValue('s = true', columns)).toMatchObject({ ok: true, sql: '(s = "true")' })
    expect(translateValue('i is true', COLUMNS)).toMatchObject({ ok: true, sql: '((i <> 0) IS TRUE)' })
    expect(translateValue('i is [true]', COLUMNS)).toMatchObject({ ok: false })
  })

  it.each(['gone', '"GONE"', '[gone]', 't.gone', '"gone" || s'])(
    'takes %s for the column that is missing, and says why it cannot be named',
    (expression) => {
      const gone: MissingColumn = { source: 'Gone', missing: 'the column is gone' }
      expect(translateValue(expression, [...COLUMNS, gone])).toEqual({ ok: false, reason: gone.missing })
    },
  )

  it('shows what it cannot translate', () => {
    expect(translateValue('i = (select j) and s', COLUMNS)).toEqual({
      ok: false,
      reason: 'a sub-select is not translated: (select j)',
    })
  })

  it('names columns as the target does', () => {
    const renamed = [
      { ...column('xmin', 'integer', 'numeric'), target: 'xmin_' },
      column('Order', 'text', 'text'),
    ]
    expect(translateValue(`XMIN > 0 and "order" <> ''`, renamed)).toMatchObject({
      sql: `((xmin_ > 0) AND ("Order" <> ''))`,
    })
  })
})

describe('translateIndexed', () => {
  it.each([
    ['trim(s)', 'BINARY', 'btrim(s)'],
    ['trim(s)', 'NOCASE', 'lower(btrim(s) COLLATE "C")'],
    ['trim(s)', 'RTRIM', `rtrim(btrim(s) COLLATE "C", ' ')`],
    ['trim(s collate nocase)', 'BINARY', 'btrim(s)'],
    ['+n', 'BINARY', 'n'],
    ['+n', 'NOCASE', 'lower(n COLLATE "C")'],
    ['i + 1', 'NOCASE', '(i + 1::bigint)'],
    ['+at', 'BINARY', 'at'],
  ])('gives %s under %s as %s', (expression, collation, sql) => {
    expect(translateIndexed(expression, collation, COLUMNS)).toMatchObject({ ok: true, sql })
  })

  it.each([
    ['trim(s)', 'CHINESE'],
    ['+at', 'NOCASE'],
  ])('refuses %s under %s', (expression, collation) => {
    expect(translateIndexed(expression, collation, COLUMNS)).toMatchObject({ ok: false })
  })
})

describe('translateCondition', () => {
  it('takes a number as true where it is not 0', () => {
    expect(translateCondition('i', COLUMNS)).toMatchObject({ ok: true, sql: '(i <> 0)' })
    expect(translateCondition('ok', COLUMNS)).toMatchObject({ ok: true, sql: 'ok' })
    expect(translateCondition('s', COLUMNS)).toMatchObject({ ok: false })
  })
})

function column(
  name: string,
  type: ExpressionColumn['type'],
  affinity: ExpressionColumn['affinity'],
  collation = 'BINARY',
): ExpressionColumn {
  return { source: name, target: name, type, affinity, collation }
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function inSqlite(expression: string): readonly string[] {
  const values = sqlite.prepare(`select (${expression}\n) from t order by rowid`).pluck().all()
  return values.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : comparable(value)))
}

async function inPostgres(expression: string, postgres: PostgresConnection): Promise<readonly string[]> {
  const translation = translateValue(expression, COLUMNS)
  if (!translation.ok) return [translation.reason]
  const isText = translation.type === 'text'
  const { rows } = await postgres.query(`select (${translation.sql})::text as v from t order by ctid`)
  return rows.map(({ v }) => (isText || v === null || v === undefined ? `${v}` : comparable(fromText(v))))
}

function fromText(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true' ? 1n : 0n
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text)
}

/** A whole real and an integer are the same number. */
function comparable(value: unknown): string {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(BigInt(value)) : String(value)
}
