import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { withTestConnection } from '../support/postgres.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const COLUMNS = Array.from({ length: 33 }, (_, at) => `c${at}`).join(', ')

test('ddl.sql names the rules that PostgreSQL refuses whatever the rows, and runs to its end without them', async () => {
  const source = await sqliteFromSql(`
    create table wide (id integer primary key, ${COLUMNS}, unique (${COLUMNS}));
    create table keyed (id integer primary key, k text unique);
    create index wide_all on wide (${COLUMNS});
    insert into keyed values (1, 'a'), (2, x'61')`)
  const settings = await testSettings(source)
  const record = await rehearse(settings, quietContext(), { commit: null })
  const refused = record.objects
    .filter(({ status }) => status === 'dropped')
    .map(({ type, table }) => [type, table])
  expect(refused.toSorted()).toEqual([
    ['index', 'wide'],
    // for its rows: the rule itself can be made
    ['unique', 'keyed'],
    ['unique', 'wide'],
  ])
  const ddl = await readFile(join(settings.output.directory, 'ddl.sql'), 'utf8')
  expect(ddl).toMatch(/^-- Not here: index wide_all of wide: cannot use more than 32 columns in an index$/m)
  await withTestConnection(async (connection) => {
    await connection.query(ddl)
    const { rows } = await connection.query(`select conname from pg_constraint where conname = 'keyed_k_key'`)
    expect(rows).toHaveLength(1)
  })
})
