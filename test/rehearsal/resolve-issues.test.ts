import { describe, expect, test } from 'vitest'
import { issue } from '../../src/issues/issue.ts'
import type { PlannedIssue } from '../../src/issues/planned-issue.ts'
import type { Remedy } from '../../src/issues/remedy.ts'
import { type Resolved, resolveIssues } from '../../src/rehearsal/resolve-issues.ts'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import type { Catalog } from '../../src/stages/catalog/catalog.ts'
import { readCatalog } from '../../src/stages/catalog/read-catalog.ts'
import { deriveSchema } from '../../src/stages/target/derivation/derive-schema.ts'
import type { Renames } from '../../src/stages/target/names/renames.ts'
import type { TargetSchema } from '../../src/stages/target/target-schema.ts'
import { query, take } from '../stages/snapshot/sources.ts'
import { quietContext } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

type ToTarget = (catalog: Catalog, renames: Renames) => TargetSchema

/** Resolves the issues of a script, and asks the remedied snapshot. */
async function resolve(
  sql: string,
  remedies: readonly Remedy[],
  question = 'select 1',
  toTarget: ToTarget = deriveSchema,
): Promise<Resolved & { readonly rows: readonly unknown[] }> {
  return await take(await sqliteFromSql(sql), async (snapshot) => {
    const whole = await readCatalog(snapshot, quietContext())
    const source = { snapshot, whole, catalog: whole, excluded: [], toTarget }
    const resolved = await resolveIssues(
      source,
      { resolution: { remedies }, target: { rename: {} } },
      quietContext(),
    )
    return { ...resolved, rows: query(resolved.snapshot, question) }
  })
}

/** A schema with one more issue, as another part of the derivation could plan it: also without a column. */
function alsoPlanning(plan: (catalog: Catalog) => readonly PlannedIssue[]): ToTarget {
  return (catalog, renames) => {
    const schema = deriveSchema(catalog, renames)
    return { ...schema, issues: [...schema.issues, ...plan(catalog)] }
  }
}

const planningOrphans = alsoPlanning(({ tables }) =>
  tables.flatMap((table) =>
    table.foreignKeys.map((key) => {
      const [column = ''] = key.columns
      const child = `${quoteIdentifier(table.name)}.${quoteIdentifier(column)}`
      const parent = `select 1 from ${quoteIdentifier(key.parentTable)} as parent where parent.id = ${child}`
      return {
        issue: issue('foreign-key-orphans', { table: table.name, object: `${table.name}_fkey`, message: '' }),
        rowsWhere: `${child} is not null and not exists (${parent})`,
      }
    }),
  ),
)

const DROP_ORPHANS: Remedy = { issue: 'integrity/foreign-key-orphans:*', do: 'drop-row' }

describe('dropping goes on until no row makes another one fall', () => {
  test('a parent that another remedy drops', async () => {
    const sql = `
      create table p (id integer primary key, a date);
      create table c (id integer primary key, p integer references p (id));
      insert into p values (1, '2024-01-01'), (2, 'never'), (3, '2024-01-03');
      insert into c values (1, 1), (2, 2), (3, 2), (4, null)`
    const remedies = [{ issue: 'quality/invalid-date:p.a', do: 'drop-row' }, DROP_ORPHANS] as const
    const { rows, applied, issues } = await resolve(
      sql,
      remedies,
      'select id from c order by id',
      planningOrphans,
    )
    expect(rows).toEqual([[1n], [4n]])
    expect(applied).toEqual([
      {
        issue: 'quality/invalid-date:p.a',
        remedy: 'drop-row',
        table: 'p',
        column: 'a',
        rows: 1,
        examples: [{ id: 2 }],
        effect: '1 row dropped',
      },
      {
        issue: 'integrity/foreign-key-orphans:c[c_fkey]',
        remedy: 'drop-row',
        table: 'c',
        column: null,
        rows: 2,
        examples: [{ id: 2 }, { id: 3 }],
        effect: '2 rows dropped',
      },
    ])
    expect(issues.map(({ code }) => code)).not.toContain('foreign-key-orphans')
  })

  test('a chain through two tables that is longer than there are passes', async () => {
    const sql = `
      create table a (id integer primary key, b integer references b (id));
      create table b (id integer primary key, a integer references a (id));
      with recursive n (n) as (select 1 union all select n + 1 from n where n < 200)
      insert into a select n, n - 1 from n;
      insert into b select id, id from a;
      insert into a values (1000, 1000); insert into b values (1000, 1000)`
    const { rows, applied } = await resolve(
      sql,
      [DROP_ORPHANS],
      'select (select group_concat(id) from a), (select group_concat(id) from b)',
      planningOrphans,
    )
    expect(rows).toEqual([['1000', '1000']])
    expect(applied.map(({ table, rows: dropped }) => [table, dropped])).toEqual([
      ['a', 200],
      ['b', 200],
    ])
  })
})

test('of equal rows the first one stays', async () => {
  const sql = `create table t (id integer primary key, a text); insert into t values (1, 'x'), (2, 'y'), (3, 'x'), (4, 'x')`
  const rowsWhere = `exists (select 1 from t as other where other.a = "t"."a" and other.id <> "t"."id")`
  const duplicates = alsoPlanning(() => [
    {
      issue: issue('duplicate-key', { table: 't', object: 't_a', message: '' }),
      rowsWhere,
      sharedKey: '"a"',
    },
  ])
  const remedy: Remedy = { issue: 'integrity/duplicate-key:*', do: 'drop-row' }
  const { rows, applied } = await resolve(sql, [remedy], 'select id from t', duplicates)
  expect(rows).toEqual([[1n], [2n]])
  expect(applied).toMatchObject([{ rows: 2, examples: [{ id: 3 }, { id: 4 }] }])
})

test('remedies that come to no end are an error, not a hang', async () => {
  let number = 0
  const everNew = alsoPlanning(() => [
    {
      issue: issue('check-violated', { table: 't', column: 'a', object: `check ${number++}`, message: '' }),
      rowsWhere: 'true',
    },
  ])
  const sql = 'create table t (id integer primary key, a integer); insert into t values (1, 1)'
  const remedy: Remedy = { issue: 'integrity/check-violated:*', do: 'sql', expression: 'a + 1' }
  await expect(resolve(sql, [remedy], 'select 1', everNew)).rejects.toMatchObject({
    code: 'remedy-invalid',
    message: expect.stringContaining('comes to no end: after 20 passes'),
  })
})

test('the first remedy that matches counts, and remedies run in the order of the settings', async () => {
  const sql = `
    create table t (id integer primary key, a varchar(2)); insert into t values (1, 'abc' || char(0)), (2, 'xyz'), (3, 'ok')`
  const remedies: readonly Remedy[] = [
    { issue: 'quality/varchar-overflow:t.a', do: 'sql', expression: `a || '!'` },
    { issue: 'quality/nul-in-text:*', do: 'strip', characters: null },
    { issue: '*', do: 'drop-row' },
  ]
  const { rows, applied } = await resolve(sql, remedies, 'select a from t order by id')
  expect(rows).toEqual([['abc!'], ['xyz!'], ['ok']])
  expect(applied.map(({ remedy, rows: changed }) => [remedy, changed])).toEqual([
    ['sql', 2],
    ['strip', 1],
  ])
})

test('without a matching remedy nothing is copied', async () => {
  const sql = `create table t (id integer primary key, a varchar(2)); insert into t values (1, 'abc')`
  const remedies: readonly Remedy[] = [{ issue: 'quality/nul-in-text:*', do: 'drop-row' }]
  await take(await sqliteFromSql(sql), async (snapshot) => {
    const whole = await readCatalog(snapshot, quietContext())
    const source = { snapshot, whole, catalog: whole, excluded: [], toTarget: deriveSchema }
    expect(
      (await resolveIssues(source, { resolution: { remedies }, target: { rename: {} } }, quietContext()))
        .snapshot,
    ).toBe(snapshot)
  })
})

test('a column that a cast has read is derived as what it was read as, whatever it was declared', async () => {
  const sql = `
    create table t (id integer primary key, a decimal(5,2), b text, c datetime);
    insert into t values (1, 1706781600, 'yes' || char(0), 20240201), (2, 1706781601, 'no', 20240202), (3, 5, 'on', null)`
  const remedies: readonly Remedy[] = [
    { issue: 'quality/decimal-overflow:t.a', do: 'cast', from: 'epoch-seconds' },
    { issue: 'quality/nul-in-text:t.b', do: 'cast', from: 'boolean' },
    { issue: 'quality/date-encoding-unknown:t.c', do: 'cast', from: 'compact-date' },
  ]
  const { schema, catalog } = await resolve(sql, remedies)
  expect(schema.tables[0]?.columns.map(({ name, type }) => [name, type.kind])).toEqual([
    ['id', 'bigint'],
    ['a', 'timestamptz'],
    ['b', 'boolean'],
    ['c', 'timestamp'],
  ])
  expect(catalog.tables[0]?.columns.map(({ declaredType }) => declaredType)).toEqual([
    'INTEGER',
    'TIMESTAMPTZ',
    'BOOLEAN',
    'datetime',
  ])
})

test('the remedied copy is a sound database, with its triggers', async () => {
  const sql = `
    create table t (id integer primary key, a text unique, b any) strict;
    create trigger g after update on t begin delete from t; end; create index t_b on t (b, a);
    insert into t values (1, 'yes', '1'), (2, 'no' || char(0), '2'), (3, 'off', '3')`
  const remedy: Remedy = { issue: 'quality/nul-in-text:t.a', do: 'cast', from: 'boolean' }
  const { rows } = await resolve(
    sql,
    [remedy],
    `select (select group_concat(name) from sqlite_schema where type = 'trigger'), integrity_check,
            (select group_concat(typeof(a) || b, ' ') from t)
       from pragma_integrity_check`,
  )
  expect(rows).toEqual([['g', 'ok', 'integer1 text2 integer3']])
})

describe('keys', () => {
  const planningKey = (column: string) =>
    alsoPlanning(() => [
      { issue: issue('check-violated', { table: 't', column, message: '' }), rowsWhere: '"id" > 1' },
    ])

  test('a rowid can be changed, to integers that no other row has', async () => {
    const sql = `create table t (id integer primary key, a); insert into t values (1, 5), (2, 6), (3, 'x'), (4, 1)`
    const remedy: Remedy = { issue: 'integrity/check-violated:*', do: 'sql', expression: 'a' }
    const { rows, applied, issues } = await resolve(sql, [remedy], 'select id, a from t', planningKey('id'))
    expect(rows).toEqual([
      [1n, 5n],
      [3n, 'x'],
      [4n, 1n],
      [6n, 6n],
    ])
    expect(applied).toMatchObject([{ rows: 1, examples: [{ id: 2 }] }])
    expect(issues.find(({ code }) => code === 'remedy-failed')).toMatchObject({
      rows: 2,
      message: expect.stringContaining('the key takes nothing but integers, each of them once'),
    })
  })

  test('rows that nothing names are left, and the issue says so', async () => {
    const sql = `create table t (id integer, rowid, oid, _rowid_, b); insert into t values (2, 1, 1, 1, 'x')`
    const remedy: Remedy = { issue: 'integrity/check-violated:*', do: 'null' }
    const { rows, issues } = await resolve(sql, [remedy], 'select b from t', planningKey('b'))
    expect(rows).toEqual([['x']])
    expect(issues.map(({ message }) => message).join()).toContain('nothing names the rows of the table')
  })

  test('a computed column is left, and the issue says so', async () => {
    const sql = 'create table t (id integer primary key, b as (id)); insert into t (id) values (2)'
    const remedy: Remedy = { issue: 'integrity/check-violated:*', do: 'null' }
    const { issues } = await resolve(sql, [remedy], 'select 1', planningKey('b'))
    expect(issues.map(({ message }) => message).join()).toContain('the column is computed from others')
  })

  test('an index that SQLite cannot keep leaves the table as it is, and the issue says so', async () => {
    const sql = `
      create table t (id integer primary key, b text); create index t_b on t (b); insert into t values (2, 'x');
      pragma writable_schema = on; update sqlite_schema set sql = replace(sql, '(b)', '(b collate mine)') where name = 't_b'`
    const remedy: Remedy = { issue: 'integrity/check-violated:*', do: 'null' }
    const { rows, issues } = await resolve(sql, [remedy], 'select b from t', planningKey('b'))
    expect(rows).toEqual([['x']])
    expect(issues.find(({ code }) => code === 'remedy-failed')?.message).toContain(
      'no such collation sequence',
    )
  })
})
