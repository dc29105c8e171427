import { expect, test } from 'vitest'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const SOURCE = `
  pragma foreign_keys = off; pragma ignore_check_constraints = on;
  create table p (id integer primary key);
  create table c (id integer primary key, pid int references p (id), pid2 int references p (id) references p (id),
                  email text collate nocase unique on conflict ignore, n int check (n > 0), d decimal(4, 2) unique,
                  check (pid2 < 100), check (pid < 100), constraint named check (n < 9));
  insert into p values (1);
  insert into c values (1, 1, 1, 'ä', 1, 1), (2, 7, 8, 'Ä', -1, 1.5), (3, 200, 300, 'b', 20, 2.5);`

test('a rename leaves the ids of issues and objects as they were', async () => {
  const path = await sqliteFromSql(SOURCE)
  const plain = await rehearseFile(path)
  const rename = { c: 'children', 'c.email': 'address', 'c.n': 'number', 'c.d': 'price' }
  const renamed = await rehearseFile(path, { target: { schema: null, schemaCommand: null, rename } })
  const ids = (record: typeof plain) => record.issues.map(({ id, rows }) => `${id} ${rows}`)
  expect(ids(plain)).toContain('integrity/foreign-key-orphans:c.pid[c_pid_fkey] 2')
  expect(ids(plain).filter((id) => id.includes('check-violated'))).not.toEqual([])
  expect(ids(renamed)).toEqual(ids(plain))
  const objects = (record: typeof plain) =>
    record.objects.map(({ type, table, name, status }) => `${type} ${table} ${name} ${status}`).toSorted()
  expect(objects(renamed)).toEqual(objects(plain))
  const key = renamed.objects.find(({ name }) => name === 'c_pkey')
  expect(key?.reason).toBe('its name in the target is children_pkey')
})
