import { describe, expect, test } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { type Issue, issueId } from '../../../src/issues/issue.ts'
import { inspect } from '../../../src/rehearsal/inspect.ts'
import { locateRows } from '../../../src/stages/catalog/locate-rows.ts'
import { planMigration } from '../../../src/stages/plan/plan-migration.ts'
import { predictViolations } from '../../../src/stages/plan/predict-violations.ts'
import type { PostDataStatement } from '../../../src/stages/target/post-data.ts'
import type { TargetSchema } from '../../../src/stages/target/target-schema.ts'
import { withMigrated } from '../../support/migrate.ts'
import { quietContext, testSettings } from '../../support/rehearse.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

/** What breaks a rule, as the source alone shows it and as PostgreSQL finds it. */
const BROKEN: readonly (readonly [title: string, sql: string, ...ids: string[]])[] = [
  [
    'an orphan under a parent that ignores case',
    `create table p (k text primary key collate nocase); create table t (id integer primary key, k text references p);
     insert into p values ('de'), ('FR'); insert into t values (1, 'DE'), (2, 'fr'), (3, 'de'), (4, null)`,
    'integrity/foreign-key-orphans:t.k[t_k_fkey] 2 1,2',
  ],
  [
    'an orphan under a parent that ignores trailing blanks',
    `create table p (k text primary key collate rtrim); create table t (id integer primary key, k text references p);
     insert into p values ('kg'); insert into t values (1, 'kg  '), (2, 'kg')`,
    'integrity/foreign-key-orphans:t.k[t_k_fkey] 1 1',
  ],
  [
    'orphans of a key of two columns, where NULL in one needs no parent',
    `create table p (a integer, b text, primary key (a, b));
     create table t (id integer primary key, a integer, b text, foreign key (a, b) references p);
     insert into p values (1, 'x'), (1, 'y'); insert into t values (1, 1, 'x'), (2, 1, 'z'), (3, null, 'z'), (4, 2, null), (5, 2, 'x')`,
    'integrity/foreign-key-orphans:t[t_a_b_fkey] 2 2,5',
  ],
  [
    'a row of the same table that refers to nothing',
    `create table t (id integer primary key, up integer references t); insert into t values (1, null), (2, 1), (3, 9)`,
    'integrity/foreign-key-orphans:t.up[t_up_fkey] 1 3',
  ],
  ...[0, 4].map(
    (orphan) =>
      [
        `an orphan beside parents without a gap: ${orphan}`,
        `create table p (id integer primary key); create table t (id integer primary key, k integer references p);
     insert into p values (1), (2), (3); insert into t values (1, 1), (2, 3), (3, ${orphan}), (4, null)`,
        'integrity/foreign-key-orphans:t.k[t_k_fkey] 1 3',
      ] as const,
  ),
  [
    'an orphan in a gap of the parents',
    `create table p (id integer primary key); create table t (id integer primary key, k integer references p);
     insert into p values (1), (2), (4); insert into t values (1, 1), (2, 4), (3, 3)`,
    'integrity/foreign-key-orphans:t.k[t_k_fkey] 1 3',
  ],
  [
    'a number, a text and a blob that become one text',
    `create table t (id integer primary key, k unique); insert into t values (1, 1), (2, '1'), (3, x'31'), (4, '2'), (5, null), (6, null)`,
    'integrity/duplicate-key:t.k[t_k_key] 3 1,2,3',
  ],
  [
    'a text and a blob of the same bytes',
    `create table t (id integer primary key, k blob unique); insert into t values (1, x'6162'), (2, 'ab'), (3, x'00')`,
    'integrity/duplicate-key:t.k[t_k_key] 2 1,2',
  ],
  [
    'two spellings of a boolean',
    `create table t (id integer primary key, k boolean, n integer, unique (k, n)); insert into t values (1, 1, 1), (2, 'T', 1), (3, 'f', 1), (4, 0, 2)`,
    'integrity/duplicate-key:t[t_k_n_key] 2 1,2',
  ],
  [
    'spellings of one moment',
    `create table t (id integer primary key, at datetime unique);
     insert into t values (1, '2024-01-01'), (2, '2024-01-01T00:00'), (3, '2024-01-01 02:00:00.000+02:00'), (4, '2023-12-31 23:30 -0030'), (5, '2024-01-01 00:00:00.5Z')`,
    'integrity/duplicate-key:t.at[t_at_key] 4 1,2,3,4',
  ],
  [
    'nothing where moments that differ beyond six decimals stay texts',
    `create table t (id integer primary key, at datetime unique);
     insert into t values (1, '2024-01-01 00:00:00.1234561'), (2, '2024-01-01 00:00:00.1234569'), (3, '2024-01-01 00:00:00.123457')`,
  ],
  [
    'a unique index over a part of the rows',
    `create table t (id integer primary key, k, live integer); create unique index one_k on t (k) where live = 1;
     insert into t values (1, 1, 1), (2, '1', 1), (3, x'31', 0), (4, 'x', 0)`,
    'integrity/duplicate-key:t.k[one_k] 2 1,2',
  ],
  [
    'a unique index that ignores case, over values of several classes',
    `create table t (id integer primary key, k blob collate nocase); create unique index one_k on t (k);
     insert into t values (1, 'a'), (2, x'41'), (3, 'b')`,
  ],
  [
    'a CHECK that its own rows break',
    `create table t (id integer primary key, a integer constraint positive check (a > 0), b text, constraint word check (b <> ""));
     pragma ignore_check_constraints = on; insert into t values (1, 1, 'x'), (2, -1, ''), (3, null, null), (4, 0, 'y')`,
    'integrity/check-violated:t.a[positive] 2 2,4',
    'integrity/check-violated:t.b[word] 1 2',
  ],
  [
    'a CHECK, a key and a foreign key of columns that hold NULL against their NOT NULL',
    `create table p (id integer primary key);
     create table t (id integer primary key, a text, b text unique, p integer references p, check (a in ('x', 'y')), check (a <> 'x' or b > 'a'));
     pragma ignore_check_constraints = on;
     insert into t values (1, null, null, null), (2, null, 'b', 7), (3, 'x', 'a', null), (4, 'z', null, 7);
     pragma writable_schema = on;
     update sqlite_schema set sql = 'create table t (id integer primary key, a text not null, b text not null unique, p integer not null references p, check (a in (''x'', ''y'')), check (a <> ''x'' or b > ''a''))' where name = 't';`,
    'integrity/check-violated:t.a[t_check] 1 4',
    'integrity/check-violated:t[t_check_1] 1 3',
    'integrity/foreign-key-orphans:t.p[t_p_fkey] 2 2,4',
  ],
  [
    'nothing in rows that keep every rule',
    `create table p (id integer primary key, k text unique collate nocase);
     create table t (id integer primary key, p integer references p, k text references p (k), b boolean, check (p > 0), unique (p, b));
     create unique index lower_k on t (lower(k)) where p > 1;
     insert into p values (1, 'a'), (2, 'B'); insert into t values (1, 1, 'a', 1), (2, 2, 'B', 0), (3, 2, 'a', 'true'), (4, null, null, null)`,
  ],
]

describe('what the source alone predicts is what PostgreSQL finds:', () => {
  test.each(BROKEN)('%s', async (_, sql, ...wanted) => {
    await withMigrated(sql, async ({ snapshot, catalog, schema, plan, load }) => {
      const predicted = locateRows(snapshot, catalog, predictViolations(catalog, schema, plan))
      expect(predicted.map(spelled).toSorted()).toEqual(wanted)
      expect(load.issues.map(spelled).toSorted()).toEqual(wanted)
      expect(predicted.map(wording).toSorted()).toEqual(load.issues.map(wording).toSorted())
    })
  })
})

test('a table without a key names duplicates by their rowid, which PostgreSQL does not have', async () => {
  const sql = `create table t (k unique, note text); insert into t values (1, 'a'), ('1', 'b'), (2, 'c')`
  await withMigrated(sql, async ({ snapshot, catalog, schema, plan }) => {
    const [found] = locateRows(snapshot, catalog, predictViolations(catalog, schema, plan))
    expect(found).toMatchObject({ code: 'duplicate-key', examples: [{ rowid: 1 }, { rowid: 2 }] })
  })
})

test('orphans of a foreign key that the target cannot have are those that SQLite finds', async () => {
  const path = await sqliteFromSql(`
    create table numbers (id integer primary key);
    create table codes (code text primary key collate nocase);
    create table fractions (id integer primary key, parent integer references numbers);
    create table texts (id integer primary key, parent text references numbers);
    create table figures (id integer primary key, parent integer references codes, up text references figures (id));
    insert into numbers values (1), (2);
    insert into codes values ('a'), ('7'), ('08'), ('00000000-0000-0000-0000-00000000000g');
    insert into fractions values (1, 1), (2, 99), (3, 1.5), (4, null);
    insert into texts values (1, '1'), (2, ' 2'), (3, '99'), (4, 'x');
    insert into figures values (1, 7, '1'), (2, 8, 'x'), (3, 'A', null), (4, null, '9')`)
  const { issues } = await inspect(await testSettings(path), quietContext())
  const found = issues.filter(({ code }) => code === 'foreign-key-orphans')
  const counted = found.map(({ table, column, rows }) => [table, column, rows])
  expect(counted.toSorted()).toEqual(violationsIn(path).toSorted())
  expect(found[0]?.message).toMatch(
    /^\d rows? without a parent in \w+ \(foreign-key \w+, which is not in the target\)$/,
  )
})

/** What SQLite itself finds: table, column, rows. */
function violationsIn(path: string) {
  const database = openSqlite(path)
  try {
    return database
      .prepare<[], { readonly child: string; readonly column: string; readonly rows: bigint }>(
        `select v."table" as child, k."from" as column, count(*) as rows
           from pragma_foreign_key_check as v, pragma_foreign_key_list(v."table") as k
          where k.id = v.fkid group by 1, 2`,
      )
      .all()
      .map(({ child, column, rows }) => [child, column, Number(rows)])
  } finally {
    database.close()
  }
}

test('inspect shows orphans, duplicates and broken CHECKs without PostgreSQL', async () => {
  const path = await sqliteFromSql(`
    create table p (id integer primary key);
    create table t (id integer primary key, p integer references p, k unique, check (id < 3), check (json_valid(k)));
    pragma ignore_check_constraints = on;
    insert into t values (1, 7, 1), (2, 7, '1'), (3, null, 'bad')`)
  const { issues } = await inspect(await testSettings(path), quietContext())
  expect(issues.filter(({ category }) => category === 'integrity').map(wording)).toEqual([
    '1 row breaks the check t_check',
    '2 rows share their key with another row, which the unique t_k_key does not allow',
    '2 rows without a parent, 1 parent missing (foreign-key t_p_fkey)',
    '1 row breaks the CHECK t_check_1, which is not in the target',
  ])
})

/** What a rule says, without its place. */
type Rule<S> = S extends PostDataStatement
  ? Omit<S, 'sourceTable' | 'table' | 'name' | 'sql' | 'entry'>
  : never

interface GivenCase {
  readonly title: string
  readonly statement: Rule<PostDataStatement>
  readonly ids?: readonly string[]
}

/** A schema of the application is known by what PostgreSQL says about it. */
const GIVEN: readonly GivenCase[] = [
  {
    title: 'a unique rule that the source does not have',
    statement: { kind: 'unique', columns: ['"name"'] },
    ids: ['integrity/duplicate-key:t.name[rule] 2 1,2'],
  },
  {
    title: 'an index over lower(), which folds letters beyond ASCII',
    statement: { kind: 'unique-index', columns: ['lower(name)'] },
    ids: ['integrity/duplicate-key:t[rule] 4 1,2,3,4'],
  },
  {
    title: 'a primary key over a column that holds NULL',
    statement: { kind: 'primary-key', columns: ['"name"'] },
    ids: ['integrity/duplicate-key:t.name[rule] 2 1,2', 'integrity/null-in-primary-key:t.name[rule] 1 5'],
  },
  {
    title: 'a foreign key that the source does not have',
    statement: {
      kind: 'foreign-key',
      columns: ['"n"'],
      parent: { schema: 'public', name: 't', columns: ['"id"'] },
    },
    ids: ['integrity/foreign-key-orphans:t.n[rule] 1 5'],
  },
  {
    title: 'nothing of a part of the rows that only PostgreSQL can tell',
    statement: { kind: 'unique-index', columns: ['"name"'], where: '(n > 0)' },
  },
  {
    title: 'nothing of an expression that only PostgreSQL can compute',
    statement: { kind: 'unique-index', columns: ['md5(name)'] },
  },
  {
    title: 'nothing of a CHECK in the words of PostgreSQL',
    statement: { kind: 'check', columns: [], expression: '(n > 100)' },
  },
  {
    title: 'nothing of a foreign key to a table that the source does not have',
    statement: {
      kind: 'foreign-key',
      columns: ['"n"'],
      parent: { schema: 'public', name: 'gone', columns: ['"id"'] },
    },
  },
]

describe('of a schema that the application has made, it predicts', () => {
  test.each(GIVEN)('$title', async ({ statement, ids = [] }) => {
    const sql = `create table t (id integer primary key, name text, n integer);
      insert into t values (1, 'eÉ', 1), (2, 'eÉ', 1), (3, 'eé', 2), (4, 'Eé', 3), (5, null, 9)`
    await withMigrated(sql, async ({ snapshot, catalog, schema }) => {
      const given = withStatement(schema, statement)
      const plan = planMigration(catalog, given, snapshot.encoding)
      const predicted = locateRows(snapshot, catalog, predictViolations(catalog, given, plan))
      expect(predicted.map(spelled).toSorted()).toEqual(ids)
    })
  })
})

function withStatement(schema: TargetSchema, statement: Rule<PostDataStatement>): TargetSchema {
  const [first] = schema.postData
  if (first === undefined) throw new Error('expected a key')
  const { sourceTable, table, name, sql } = first
  const entry = { ...first.entry, name: 'rule', sql: '' }
  const given = { sourceTable, table, name, sql, entry, ...statement }
  return { ...schema, origin: 'given', postData: [given] }
}

function spelled(issue: Issue): string {
  return `${issueId(issue)} ${issue.rows} ${issue.examples.map(({ id }) => id).join()}`
}

function wording({ message }: Issue): string {
  return message
}
