import { expect, test } from 'vitest'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

test.each([
  ['NOCASE', `'a'`, `'A'`],
  ['RTRIM', `'a'`, `'a  '`],
])(
  'a foreign key to a column of %s that an index makes unique is in the target',
  async (collation, key, other) => {
    const source = `
    create table p (id integer primary key, e text collate ${collation}, n integer);
    create unique index pe on p (e); create unique index pn on p (n, e); create unique index same on p (e);
    create table c (id integer primary key, e text collate ${collation} references p (e));
    create table d (id integer primary key, e text collate ${collation} references p (e));
    create table two (id integer primary key, e text, n integer, foreign key (e, n) references p (e, n));
    insert into p values (1, ${key}, 1), (2, 'b', 1); insert into c values (1, ${key}); insert into d values (1, 'b');
    insert into two values (1, ${key}, 1)`
    const record = await rehearseFile(await sqliteFromSql(source))
    const lost = record.issues.filter(
      ({ priority, code }) => priority === 'HIGH' || code.startsWith('foreign-key-parent'),
    )
    expect(lost).toEqual([])
    const kept = record.objects.filter(({ type }) => type === 'foreign-key')
    expect(kept.map(({ table, status }) => `${table} ${status}`)).toEqual(['c kept', 'd kept', 'two kept'])
    // one for each set of columns, beside the indexes that fold
    const exact = record.objects.filter(({ type }) => type === 'collation')
    expect(exact.map(({ name, status }) => `${name} ${status}`).toSorted()).toEqual([
      'pe translated',
      'pn translated',
    ])
    const orphaned = await rehearseFile(await sqliteFromSql(`${source}; insert into c values (2, ${other})`))
    expect(
      orphaned.issues.filter(({ priority }) => priority === 'HIGH').map(({ id, rows }) => [id, rows]),
    ).toEqual([['integrity/foreign-key-orphans:c.e[c_e_fkey]', 1]])
  },
)

test('an index that ignores case brings no exact key where no foreign key refers to it', async () => {
  const source = `create table p (id integer primary key, e text collate nocase); create unique index pe on p (e)`
  const record = await rehearseFile(await sqliteFromSql(source))
  expect(record.objects.filter(({ type }) => type === 'collation')).toEqual([])
})
