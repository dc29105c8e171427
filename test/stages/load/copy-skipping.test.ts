import { expect, test } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { copySkipping } from '../../../src/stages/load/copy-skipping.ts'
import { withTestConnection } from '../../support/postgres.ts'

const LINES = ['1\tok\n', '2\t10.0.0.256\n', '3\t10.0.0.3\n', '4\t77\n', '5\t::1\n', '6\t\\N\n', 'x\t::1\n']

async function copied(connection: PostgresConnection, lines: readonly string[]) {
  await connection.query('begin')
  const skipped = await copySkipping(
    connection,
    'copy "a 9, line 8" from stdin',
    Buffer.from(lines.join('')),
    lines.length,
  )
  await connection.query(skipped === null ? 'rollback' : 'commit')
  const { rows } = await connection.query('select k from "a 9, line 8" order by k')
  return { skipped, kept: rows.map(({ k }) => k) }
}

const CREATE = 'create table "a 9, line 8" (k integer, "4 at line 5" inet)'

test('the lines that a type refuses are skipped and told, whatever the names are', () =>
  withTestConnection(async (connection) => {
    await connection.query(CREATE)
    expect(await copied(connection, LINES)).toEqual({ skipped: [0, 1, 3, 6], kept: ['3', '5', '6'] })
    expect(await copied(connection, ['7\t::1\n'])).toEqual({ skipped: [], kept: ['3', '5', '6', '7'] })
  }))

test('what triggers say is told apart', () =>
  withTestConnection(async (connection) => {
    await connection.query(`${CREATE};
      create function say() returns trigger language plpgsql as
        $$ begin raise notice 'skipping row at line %', new.k; return new; end $$;
      create trigger say before insert on "a 9, line 8" for each row execute function say()`)
    expect(await copied(connection, LINES)).toEqual({ skipped: [0, 1, 3, 6], kept: ['3', '5', '6'] })
  }))

test.each([
  ['a rule refuses a row too', 'alter table "a 9, line 8" add unique (k)', [...LINES, '3\t::1\n']],
  ['a NULL has no place', 'alter table "a 9, line 8" alter "4 at line 5" set not null', LINES],
  ['a line has no end of its fields', 'select 1', [...LINES, '9\n']],
  ['the server says nothing', 'set client_min_messages to error', LINES],
])('nothing is kept where %s', (_, sql, lines) =>
  withTestConnection(async (connection) => {
    await connection.query(`${CREATE}; ${sql}`)
    expect(await copied(connection, lines)).toEqual({ skipped: null, kept: [] })
  }),
)
