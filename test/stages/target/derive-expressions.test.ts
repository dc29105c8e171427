import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { withoutColumns } from '../../../src/stages/remedy/skip-parts.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import type { PostDataStatement } from '../../../src/stages/target/post-data.ts'
import { renderDdl } from '../../../src/stages/target/render-ddl.ts'
import type { TargetSchema } from '../../../src/stages/target/target-schema.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { catalogOf } from '../catalog/read-from.ts'

/** A unique index on names, and two names of which SQLite refuses the second or takes it. */
const UNIQUE: readonly (readonly [
  index: string,
  names: readonly [string, string],
  fate: 'taken' | 'refused',
])[] = [
  ['(name)', ['Ann', 'ANN'], 'taken'],
  ['(trim(name) collate nocase)', ['Ann', 'ANN'], 'refused'],
  ['(trim(name) collate nocase desc)', ['Ann', ' ANN '], 'refused'],
  ['((trim(name)) collate nocase)', ['Änn', 'änn'], 'taken'],
  ["((name || '') collate rtrim)", ['Ann', 'Ann '], 'refused'],
  ["((name || '') collate rtrim)", ['Ann', 'ANN'], 'taken'],
  ['(trim(name collate nocase))', ['Ann', 'ANN'], 'taken'],
  ['(+(name collate nocase))', ['Ann', 'ANN'], 'taken'],
  ['(email)', ['Ann', 'ANN'], 'refused'],
  ['(+email)', ['Ann', 'ANN'], 'taken'],
  ['((+email) collate nocase)', ['Ann', 'ANN'], 'refused'],
  ['(cast(email as text))', ['Ann', 'ANN'], 'taken'],
  ["(kind) where coalesce(name collate nocase, '') = 'ann'", ['Ann', 'ANN'], 'refused'],
  ["(kind) where trim(name collate nocase) = 'ann'", ['Ann', 'ANN'], 'refused'],
  ["(kind) where (name collate nocase) || '' = 'ann'", ['Ann', 'ANN'], 'refused'],
  ["(kind) where trim(email) = 'ann'", ['Ann', 'ANN'], 'taken'],
  ["(kind) where +email = 'ann'", ['Ann', 'ANN'], 'refused'],
  ['(kind) where "rowid" > 1', ['Ann', 'ANN'], 'taken'],
  ['(kind) where oid > 0', ['Ann', 'ANN'], 'refused'],
]

/** A rule over a boolean column with some values; in PostgreSQL null where it cannot be translated. */
const TRUTHS: readonly {
  readonly rule: string
  readonly values: readonly string[]
  readonly sql: string | null
}[] = [
  { rule: "where active = 't'", values: ["'t'", "'f'", 'null'], sql: '(active = true)' },
  { rule: "where active <> 'f'", values: ["'t'", "'t'"], sql: '(active <> false)' },
  { rule: "check (active in ('t', 'f'))", values: ["'t'", "'f'", 'null'], sql: '(active IN (true, false))' },
  { rule: "where active = 't'", values: ["'t'", "'T'"], sql: null },
  { rule: "where active = 't'", values: ["'t'", "'true'"], sql: null },
  { rule: "where active = 't'", values: ["'t'", '0'], sql: null },
  { rule: "where active = 't'", values: ['1', '0'], sql: null },
  { rule: 'where active', values: ["'t'", "'f'"], sql: null },
  { rule: 'where active = 1', values: ["'t'", "'f'"], sql: null },
  { rule: 'where active = 1', values: ['1', '0'], sql: '(active = true)' },
  { rule: "where active = 't'", values: ['null'], sql: '(active = true)' },
  { rule: 'where active = 1', values: ['null'], sql: '(active = true)' },
]

const BLANK = "('2024-01-01 10:00:00', '2024-01-02 10:00:00', '2024-01-01T10:00:00Z', '08:30')"
const SEVERAL = `${BLANK}, ('2024-01-01T10:00:00', null, '2024-01-01 10:00:00+02', '08:30:15')`

/** A rule, the rows, and what is in the target of it; null where it cannot be translated. */
const MOMENTS: readonly (readonly [rule: string, rows: string, sql: string | null])[] = [
  ['check (b is null or b > a)', `${BLANK}, (null, null, null, null)`, '(b > a)'],
  ['check (b is null or b > a)', '(null, null, null, null)', '(b > a)'],
  ['check (b is null or b > a)', SEVERAL, null],
  ["check (a >= '2000-01-01 00:00:00')", BLANK, "(a >= '2000-01-01 00:00:00'::timestamp)"],
  ["check (a > '2000-01-01')", BLANK, "(a >= '2000-01-01'::timestamp)"],
  ["check (a > '2000-01-01')", '(null, null, null, null)', "(a >= '2000-01-01'::timestamp)"],
  ["check (a >= '2000-01-01')", SEVERAL, null],
  ["check (a <> '2000-01-01')", BLANK, null],
  ["check (a <> '2000-01-01T00:00:00')", BLANK, null],
  ["check (z > '2000-01-01T00:00:00Z')", BLANK, "(z > '2000-01-01T00:00:00Z'::timestamp with time zone)"],
  ["check (z > '2000-01-01T00:00:00')", BLANK, "(z >= '2000-01-01T00:00:00Z'::timestamp with time zone)"],
  ["check (z > '2000-01-01T00:00:00Z')", SEVERAL, null],
  ['check (z <> a)', BLANK, null],
  ["check (o between '08:00' and '18:00')", BLANK, "(o >= '08:00'::time)"],
  ["check (o between '08:00' and '18:00')", SEVERAL, null],
  ['late integer as (b > a)', BLANK, '((b > a))::integer'],
  ['late boolean as (b > a)', SEVERAL, null],
  ['last datetime as (coalesce(b, a)) stored', BLANK, 'COALESCE(b, a)'],
  ["check (a = strftime('%Y-%m-%d %H:%M:%S', a))", BLANK, "(a = date_trunc('second', a))"],
  ["check (a = strftime('%Y-%m-%d %H:00:00', a))", '(null, null, null, null)', "(a = date_trunc('hour', a))"],
  ["check (a = strftime('%Y-%m-%d %H:%M:%S', a))", SEVERAL, null],
  ["check (date(a) >= '2000-01-01')", SEVERAL, "((a)::date >= '2000-01-01'::date)"],
  ["check (date(z) >= '2000-01-01')", BLANK, "(((z AT TIME ZONE 'UTC'))::date >= '2000-01-01'::date)"],
  ["check (date(z) >= '2000-01-01')", SEVERAL, null],
  ["check (a >= datetime('2000-01-01'))", BLANK, "(a >= '2000-01-01 00:00:00'::timestamp)"],
  ['day date as (date(a)) stored', BLANK, 'GENERATED ALWAYS AS ((a)::date) STORED'],
  ['day text as (date(a)) stored', BLANK, null],
  ["month text as (strftime('%Y-%m', a))", BLANK, null],
  ['first datetime as (datetime(a)) stored', BLANK, "GENERATED ALWAYS AS (date_trunc('second', a)) STORED"],
]

const SECONDS = '(1700000000, 1700000600)'
const MILLISECONDS = '(1700000000123, 1700000600123)'

/** As {@link MOMENTS}, of columns that hold numbers. */
const EPOCHS: readonly (readonly [rule: string, rows: string, sql: string | null])[] = [
  ['check (b > a)', SECONDS, '(b > a)'],
  ['check (b > a)', '(1700000000.25, 1700000600)', '(b > a)'],
  ['check (b > a)', '(1700000000, 1700000600000)', null],
  ['check (b > a)', "(1700000000, '2024-01-01 00:00:00Z')", null],
  ['check (b > a)', '(1700000000, 1700000600), (1800000000000, 5)', null],
  ['check (a > 0)', SECONDS, "(a > '1970-01-01T00:00:00.000Z'::timestamp with time zone)"],
  ['check (a >= -1)', SECONDS, "(a >= '1969-12-31T23:59:59.000Z'::timestamp with time zone)"],
  ["check (a > '1600000000')", SECONDS, null],
  ['check (a > 1600000000.5)', SECONDS, null],
  ['check (a < 253402300800)', SECONDS, null],
  ['check (0 < a)', MILLISECONDS, "('1970-01-01T00:00:00.000Z'::timestamp with time zone < a)"],
  ['check (a between 1 and b)', MILLISECONDS, "(a >= '1970-01-01T00:00:00.001Z'::timestamp with time zone)"],
  ['check (a <> 0 or b in (0, 1))', SECONDS, "b IN ('1970-01-01T00:00:00.000Z'::timestamp with time zone, "],
  ['check (coalesce(b, a) >= a)', SECONDS, '(COALESCE(b, a) >= a)'],
  ['check (b - a < 3600)', SECONDS, null],
  ["check (typeof(a) = 'integer')", SECONDS, null],
  ['check (date(a) is not null)', SECONDS, null],
  ['last datetime as (coalesce(b, a)) stored', SECONDS, 'COALESCE(b, a)'],
  ['late integer as (b > a)', MILLISECONDS, '((b > a))::integer'],
]

describe('the expressions of a derived schema', () => {
  it.each(UNIQUE)('keep the rule of a unique index on %s', async (index, names, fate) => {
    const sql = `
      create table t (id integer primary key, name text, email text collate nocase, kind integer);
      create unique index rule on t ${index};`
    expect(inSqlite(sql, names)).toBe(fate)
    const schema = deriveSchema(await catalogOf(sql))
    expect(lost(schema)).toEqual([])
    await withTestConnection(async (postgres) => {
      await postgres.query(renderDdl(schema))
      expect(await inPostgres(postgres, names)).toBe(fate)
    })
  })

  it('tell once that an index of expressions ignores case', async () => {
    const { issues } = deriveSchema(
      await catalogOf(`
        create table t (id integer primary key, a text, b text);
        create index i on t (trim(a) collate nocase, trim(b) collate nocase, id + 1 collate nocase, trim(b));
        create index j on t (id + 1 collate nocase)`),
    )
    const found = issues.filter(({ issue }) => issue.code === 'nocase-collation')
    expect(found.map(({ issue }) => [issue.object, issue.column, issue.priority])).toEqual([
      ['i', null, 'LOW'],
    ])
  })

  it.each([
    ['qty numeric check (qty / 12 * 12 = qty)', 5],
    ['qty decimal(10, 2) check (qty / 2 <= 3)', 7],
    ['qty integer check (qty / 2 <= 3)', 2.5],
    ['qty numeric check ((qty + 1) / 2 <= 3)', 5],
  ])('leave out a division of what may be integers: %s', async (definition, value) => {
    const rows = `pragma ignore_check_constraints = on; insert into p (qty) values (${value});`
    const schema = deriveSchema(
      await catalogOf(`create table p (id integer primary key, ${definition}); ${rows}`),
    )
    expect(lost(schema)).toContain('check-not-translated')
    expect(checks(schema)).toEqual([])
  })

  it.each([
    ['qty real check (qty / 2 <= 3)', '((qty / 2::double precision) <= 3)'],
    ['qty integer check (qty / 2 <= 3)', '((qty / 2::bigint) <= 3)'],
    ['qty numeric check (qty / 2.0 <= 3)', '((qty::double precision / 2.0::double precision) <= 3)'],
  ])('keep a division whose operands are known: %s', async (definition, sql) => {
    const schema = deriveSchema(
      await catalogOf(
        `create table p (id integer primary key, ${definition}); insert into p (qty) values (5)`,
      ),
    )
    expect(checks(schema)).toEqual([sql])
  })

  it('do not divide a numeric column in a generated one', async () => {
    const schema = deriveSchema(
      await catalogOf(
        'create table p (id integer primary key, p numeric, h real as (p / 2)); insert into p values (1, 5)',
      ),
    )
    expect(lost(schema)).toEqual(['generated-column-not-translated'])
  })

  it.each(['b', '"b"', '[b]'])('do not take the generated column %s for a text', async (name) => {
    const schema = deriveSchema(
      await catalogOf(`
        create table t (id integer primary key, "a" text, "b" text as ("a" || '!') stored,
                        "c" text as (${name} || '?') stored)`),
    )
    expect(lost(schema)).toEqual(['generated-column-not-translated'])
    expect(schema.tables[0]?.createSql).toMatch(/ c text\n/)
  })

  it.each(['a', '"a"', '"A"'])('do not take the skipped column %s for a text', async (name) => {
    const catalog = await catalogOf(`create table t ("a" text, c text as (${name} || '?') stored)`)
    const schema = deriveSchema(withoutColumns(catalog, [{ kind: 'column', table: 't', column: 'a' }]))
    expect(lost(schema)).toEqual(['generated-column-not-translated'])
  })

  it.each(['"rowid"', '"ROWID"', '"oid"', '[_rowid_]', 'rowid'])('take %s for the rowid', async (name) => {
    const check = `check (${name} < 100)`
    const alias = deriveSchema(await catalogOf(`create table t (id integer primary key, ${check})`))
    expect(checks(alias)).toEqual(['(id < 100)'])
    const hidden = deriveSchema(await catalogOf(`create table t (a text, ${check})`))
    expect(lost(hidden)).toEqual(['check-not-translated', 'check-violated'])
    expect(hidden.issues.map(({ rowsWhere }) => rowsWhere)).toContain(`not (${name} < 100)`)
  })

  it.each(TRUTHS)(
    'know $values for the spellings of true and false: $rule',
    async ({ rule, values, sql }) => {
      const schema = deriveSchema(
        await catalogOf(`
        create table t (id integer primary key, n integer, active boolean ${rule.startsWith('check') ? rule : ''});
        ${rule.startsWith('check') ? '' : `create unique index i on t (n) ${rule};`}
        pragma ignore_check_constraints = on;
        insert into t (n, active) values ${values.map((value, row) => `(${row}, ${value})`).join(', ')}`),
      )
      expect(lost(schema).filter((code) => code !== 'check-violated')).toEqual(
        sql === null ? [expect.any(String)] : [],
      )
      expect(schema.postData.flatMap((statement) => statement.where ?? expressionOf(statement))).toEqual(
        sql === null ? [] : [sql],
      )
    },
  )

  it.each(MOMENTS)('compare moments of one spelling only: %s of %s', async (rule, rows, sql) => {
    const schema = deriveSchema(
      await catalogOf(`
        create table t (id integer primary key, a datetime, b datetime, z timestamptz, o time, ${rule});
        pragma ignore_check_constraints = on;
        insert into t (a, b, z, o) values ${rows}`),
    )
    const name = sql === null ? (rule.startsWith('check') ? 'check' : 'generated-column') : null
    expect(lost(schema).filter((code) => code !== 'check-violated')).toEqual(
      name === null ? [] : [`${name}-not-translated`],
    )
    expect(schema.issues.map(({ issue }) => issue.message).join()).not.toContain('read differently')
    if (sql !== null) expect(`${schema.tables[0]?.createSql} ${checks(schema)}`).toContain(sql)
    await withTestConnection(async (postgres) => void (await postgres.query(renderDdl(schema))))
  })

  it.each(EPOCHS)('compare numbers that count the same: %s of %s', async (rule, rows, sql) => {
    const schema = deriveSchema(
      await catalogOf(`
        create table t (id integer primary key, a datetime, b timestamp, ${rule});
        pragma ignore_check_constraints = on;
        insert into t (a, b) values ${rows}`),
    )
    const refused = lost(schema).filter((code) => code !== 'check-violated')
    expect(refused).toEqual(sql === null ? ['check-not-translated'] : [])
    if (sql !== null) expect(`${schema.tables[0]?.createSql} ${checks(schema)}`).toContain(sql)
    await withTestConnection(async (postgres) => void (await postgres.query(renderDdl(schema))))
  })

  it.each([
    'json_valid(meta)',
    '(JSON_VALID("meta") OR "meta" IS NULL)',
    'meta is null or json_valid([meta])',
    '(meta is null) or (json_valid(meta) = 1)',
  ])('take %s for what the type json holds', async (check) => {
    const table = (type: string) => `create table t (meta ${type}, check (${check}))`
    const { issues, ledger } = deriveSchema(await catalogOf(table('json')))
    expect(issues.map(({ issue }) => issue.code)).not.toContain('check-not-translated')
    expect(ledger.map(({ reason }) => reason)).toContain('the type json takes nothing else')
    const text = deriveSchema(await catalogOf(table('text')))
    expect(text.issues.map(({ issue }) => issue.message).join()).toMatch(/only from version 16/)
  })

  it.each([
    'd = date(d)',
    'd is null or DATE("d") = d',
    "d IS strftime('%Y-%m-%d', d)",
    "strftime('%F', d) = d",
  ])('take %s for what the type date holds', async (check) => {
    const days = await catalogOf(
      `create table t (d date check (${check})); insert into t values ('2024-01-31')`,
    )
    const { issues, ledger, postData } = deriveSchema(days)
    expect(issues.map(({ issue }) => issue.code)).not.toContain('check-not-translated')
    expect(ledger.map(({ reason }) => reason)).toContain('the type date takes nothing else')
    expect(postData).toEqual([])
    const midnights = await catalogOf(`create table t (d date check (${check}));
        pragma ignore_check_constraints = on; insert into t values ('2024-01-31 00:00:00')`)
    const reasons = deriveSchema(midnights).ledger.map(({ reason }) => reason)
    expect(reasons).not.toContain('the type date takes nothing else')
  })

  it.each(['meta is null', 'json_valid(other)', 'not json_valid(meta)'])(
    'do not take %s for what the type json holds',
    async (check) => {
      const { ledger } = deriveSchema(
        await catalogOf(`create table t (meta json, other text, check (${check}))`),
      )
      const reasons = ledger.filter(({ type }) => type === 'check').map(({ reason }) => reason)
      expect(reasons).not.toContain('the type json takes nothing else')
    },
  )

  it.each(['integer', 'int', 'real', 'numeric', 'tinyint', 'boolean'])(
    'give the truth of a generated column of %s as the number that it was',
    async (declared) => {
      const schema = deriveSchema(
        await catalogOf(`
        create table t (id integer primary key, gone text, x ${declared} as (gone is not null) stored);
        insert into t (gone) values (null), ('now')`),
      )
      expect(lost(schema)).toEqual([])
      await withTestConnection(async (postgres) => {
        await postgres.query(renderDdl(schema))
        await postgres.query(`insert into t (id, gone) values (1, null), (2, 'now')`)
        const { rows } = await postgres.query('select x::text as x from t order by id')
        const found = rows.map(({ x }) => (x === 'true' ? '1' : x === 'false' ? '0' : x))
        expect(found).toEqual(['0', '1'])
      })
    },
  )

  it('take "oid" for a column where there is one', async () => {
    const schema = deriveSchema(
      await catalogOf(`create table t (id integer primary key, oid text check ("oid" <> ''))`),
    )
    expect(checks(schema)).toEqual(["(oid <> '')"])
  })
})

const LOSSES: readonly string[] = [
  'check-not-translated',
  'check-violated',
  'generated-column-not-translated',
  'index-not-translated',
]

function lost({ issues }: TargetSchema): readonly string[] {
  return issues.map(({ issue }) => issue.code).filter((code) => LOSSES.includes(code))
}

function checks({ postData }: TargetSchema): readonly string[] {
  return postData.flatMap(expressionOf)
}

function expressionOf(statement: PostDataStatement): readonly string[] {
  return statement.kind === 'check' ? [statement.expression] : []
}

function inSqlite(sql: string, names: readonly string[]): string {
  const database = new Database(':memory:')
  try {
    database.exec(sql)
    const insert = database.prepare('insert into t (name, email, kind) values (:name, :name, 1)')
    for (const name of names) insert.run({ name })
    return 'taken'
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('UNIQUE')) return 'refused'
    throw error
  } finally {
    database.close()
  }
}

async function inPostgres(postgres: PostgresConnection, names: readonly string[]): Promise<string> {
  try {
    for (const name of names)
      await postgres.query(`insert into t (name, email, kind) values ('${name}', '${name}', 1)`)
    return 'taken'
  } catch (error) {
    if (error instanceof Error && error.message.includes('unique constraint')) return 'refused'
    throw error
  }
}
