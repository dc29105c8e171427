import { expect, test } from 'vitest'
import { inspect } from '../../src/rehearsal/inspect.ts'
import { quietContext, rehearseFile, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const SOURCE = `
  create table p (id integer primary key, a int, n text collate nocase);
  create unique index pu on p (a) where a > 0; create unique index pn on p (n collate binary);
  create table e (id integer primary key, a int references p (a));
  create view v as select id from p;
  create virtual table f using fts5 (body);
  create table m (id integer primary key, a int references V);
  create table w (id integer primary key, a int references f (body), b int references gone);
  create table k (id integer primary key, a text references p (n));
  create table two (id integer primary key, a int references p (a), n text references p (n));`

const MESSAGES = [
  'e.a foreign-key-parent-not-unique The foreign key is not in the target: the columns of p are not declared unique',
  'k foreign-key-mismatch foreign key mismatch - "k" referencing "p"',
  'm.a foreign-key-parent-missing The foreign key is not in the target: V is a view',
  'two foreign-key-mismatch foreign key mismatch - "two" referencing "p"',
  'two.a foreign-key-parent-not-unique The foreign key is not in the target: the columns of p are not declared unique',
  'w.a foreign-key-parent-missing The foreign key is not in the target: f is a virtual table',
  'w.b foreign-key-parent-missing The foreign key is not in the target: there is no table gone',
]

interface Told {
  readonly code: string
  readonly table: string | null
  readonly column: string | null
  readonly message: string
}

function told(issues: readonly Told[]): readonly string[] {
  return issues
    .filter(({ code }) => /^foreign-key-(parent|mismatch)/.test(code))
    .map(({ code, table, column, message }) => {
      return `${[table, ...(column === null ? [] : [column])].join('.')} ${code} ${message}`
    })
    .toSorted()
}

test('a foreign key that PostgreSQL cannot have is one issue, also where SQLite cannot check it', async () => {
  const path = await sqliteFromSql(SOURCE)
  expect(told((await rehearseFile(path)).issues)).toEqual(MESSAGES)
  expect(told((await inspect(await testSettings(path), quietContext())).issues)).toEqual(MESSAGES)
})

test('none is left of a foreign key that the owner leaves out', async () => {
  const path = await sqliteFromSql(SOURCE)
  const remedies = [
    { issue: 'schema/foreign-key-parent-not-unique:e.a*', do: 'skip' },
    { issue: 'schema/foreign-key-parent-missing:m.a*', do: 'skip' },
  ] as const
  const record = await rehearseFile(path, { resolution: { prepare: [], remedies, waivers: [], phase: null } })
  expect(told(record.issues).filter((line) => /^[em][. ]/.test(line))).toEqual([])
})
