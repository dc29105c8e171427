import { expect, test } from 'vitest'
import { inspect } from '../../src/rehearsal/inspect.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

/**
 * SQLite takes `true` for a column where a table has one of that name, so a predicate of ours that says it loses rows.
 * https://www.sqlite.org/lang_expr.html#boolean_expressions
 */
const tables = (yes: string, no: string) => `
  create table plain (id integer primary key, "${yes}" integer, "${no}" integer);
  insert into plain values (1, 5, 1), (2, 0, 7), (3, 0, 0), (4, null, null);
  create table keyed (a text, b text, "${yes}" text, "${no}" text, primary key (a, b)) without rowid;
  insert into keyed values ('x', 'y', 'wahr', 'falsch'), ('x', 'z', '0', '1');
  create table keyless ("${yes}" boolean, "${no}" boolean);
  insert into keyless values (0, 1), (0, 0), (1, 0);
  create table misfits (id integer primary key, day date, short varchar(3), "${yes}" integer, "${no}" integer);
  insert into misfits values (1, '2020-01-01', 'abc', 0, 1), (2, 'never', 'abcd', 0, 1), (3, x'00', null, 1, 0);
  create table broken (id integer, "${yes}" integer unique, "${no}" integer references plain (id));
  pragma writable_schema = on;
  insert into broken values (1, 0, 1), (null, 0.5, 9), (3, null, 0);
  create table large (id integer primary key, body text, "${yes}" integer, "${no}" integer);
  with n (i) as (values (1) union all select i + 1 from n where i < 3000)
    insert into large select i, printf('%.400c', 'x'), i % 2, 0 from n;`

async function recordOf(yes: string, no: string) {
  const path = await sqliteFromSql(tables(yes, no))
  const settings = await testSettings(path)
  const record = await rehearse(settings, quietContext(), { commit: null })
  const { issues } = await inspect(settings, quietContext())
  const named = (text: string) => text.replaceAll(yes, 'YES').replaceAll(no, 'NO')
  return {
    tables: record.tables.map(({ name, rowsSource, rowsLoaded, rowsRejected, rowsTarget }) => {
      return [name, rowsSource, rowsLoaded, rowsRejected, rowsTarget]
    }),
    issues: record.issues
      .filter(({ code }) => code !== 'name-needs-quotes' && code !== 'reserved-column-name')
      .map(({ id, rows, message }) => [named(id), rows, named(message)]),
    inspected: issues.filter(({ code }) => code === 'duplicate-key').map(({ rows }) => rows),
    mismatches: record.summary.mismatches,
  }
}

test.each([
  ['true', 'false'],
  ['TRUE', 'False'],
])('columns named %s and %s lose no rows, and hide none', async (yes, no) => {
  const expected = await recordOf('yes_', 'no_')
  expect(expected.tables.map(([name, rows]) => [name, rows])).toEqual([
    ['plain', 4],
    ['keyed', 2],
    ['keyless', 3],
    ['misfits', 3],
    ['broken', 3],
    ['large', 3000],
  ])
  expect(expected.issues.length).toBeGreaterThan(4)
  expect(await recordOf(yes, no)).toEqual(expected)
})
