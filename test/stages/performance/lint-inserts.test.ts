import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { bindParameters } from '../../../src/stages/performance/bind-parameters.ts'
import { lintQuery } from '../../../src/stages/performance/lint-query.ts'
import type { Parameters } from '../../../src/stages/performance/performance-options.ts'
import { scopeOf } from '../../../src/stages/performance/query-scope.ts'
import { withMigrated } from '../../support/migrate.ts'

const NUMBERED = `
  create table t (id integer primary key, name text, mail text collate nocase unique);
  insert into t values (1, 'a', 'Anna@x.org'), (2, 'b', null);
  create table "Two Words" (name text, "Id" integer primary key autoincrement);
  insert into "Two Words" values ('a', 1);
  create table untold (id text primary key, n integer)`

interface Asked {
  readonly connection: PostgresConnection
  readonly lint: (
    sql: string,
    parameters?: Parameters,
  ) => readonly { readonly code: string; readonly priority: string; readonly remedy: string }[]
}

async function withNumbered(use: (asked: Asked) => Promise<void>): Promise<void> {
  await withMigrated(NUMBERED, async ({ catalog, plan, database }) => {
    const connection = await database.connect()
    const lint: Asked['lint'] = (sql, parameters = []) => {
      const query = bindParameters(sql, parameters, 'sqlite')
      if (typeof query === 'string') throw new Error(query)
      const issues = lintQuery('q', scopeOf(query, catalog, plan))
      return issues.map(({ code, priority, remedy }) => ({ code, priority, remedy }))
    }
    try {
      await use({ connection, lint })
    } finally {
      await connection.close()
    }
  })
}

/** The rows of both engines after a statement, each in a transaction that is rolled back. */
async function rowsAfter(connection: PostgresConnection, sqlite: string, postgres: string, read: string) {
  const source = new Database(':memory:')
  source.exec(NUMBERED)
  source.exec(sqlite)
  const expected = source.prepare<[], unknown[]>(read).raw().all()
  source.close()
  await connection.query('begin')
  try {
    for (const sql of postgres.split('; ')) await connection.query(sql)
    const { rows } = await connection.read(read)
    return { expected: expected.map((row) => row.map(text)), actual: rows.map((row) => row.map(text)) }
  } finally {
    await connection.query('rollback')
  }
}

function text(value: unknown): string | null {
  return value === null ? null : String(value)
}

const NULLS: readonly (readonly [sqlite: string, says: string, postgres: string])[] = [
  [
    `insert into t values (null, 'x', 'c')`,
    'default in the place of null',
    `insert into t values (default, 'x', 'c')`,
  ],
  [
    `insert into t (name, id) values ('x', null), ('y', null)`,
    'default in the place of null; insert into t (…) without id',
    `insert into t (name) values ('x'), ('y')`,
  ],
  [
    `insert into t (id, name) select null, name from t where id = 1`,
    'insert into t (…) without id',
    'insert into t (name) select name from t where id = 1',
  ],
  [
    `insert into "Two Words" values ('x', null)`,
    'default in the place of null; insert into "Two Words" (…) without "Id"',
    `insert into "Two Words" values ('x', default)`,
  ],
]

// a sequence does not go back with its transaction, so each has a database of its own
test.each(NULLS)('%s is told, and what is told leaves the same rows', async (sqlite, says, postgres) => {
  await withNumbered(async ({ connection, lint }) => {
    await expect(connection.query(sqlite)).rejects.toThrow(/null value in column/)
    expect(lint(sqlite)).toEqual([
      { code: 'query-inserts-key', priority: 'MED', remedy: expect.stringContaining(`: ${says}`) },
    ])
    const read = sqlite.includes('Two') ? 'select * from "Two Words"' : 'select * from t order by id'
    const { expected, actual } = await rowsAfter(connection, sqlite, postgres, read)
    expect(actual).toEqual(expected)
  })
})

test('so is NULL as a parameter, in whose place no DEFAULT can stand', async () => {
  await withNumbered(async ({ lint }) => {
    expect(lint('insert into t (id, name) values (?, ?)', [null, 'x'])).toMatchObject([
      { priority: 'MED', remedy: 'In PostgreSQL: insert into t (…) without id' },
    ])
  })
})

test('a number for such a key is told, and what moves the identity', async () => {
  await withNumbered(async ({ connection, lint }) => {
    for (const [sqlite, parameters] of [
      [`insert into t values (3, 'x', null)`, []],
      ['insert into t (id, name) values (?, ?)', [3, 'x']],
    ] as const) {
      expect(lint(sqlite, parameters)).toEqual([
        {
          code: 'query-inserts-key',
          priority: 'LOW',
          remedy:
            "In PostgreSQL: insert into t (…) without id; or afterwards select setval(pg_get_serial_sequence('t', 'id'), (select max(id) from t))",
        },
      ])
    }
    const [told] = lint(`insert into "Two Words" ("Id") values (2)`)
    const moved = told?.remedy.replace(/.* or afterwards /, '')
    const sqlite = `insert into "Two Words" ("Id") values (2); insert into "Two Words" (name) values ('y')`
    const read = 'select * from "Two Words" order by 2'
    await expect(rowsAfter(connection, sqlite, sqlite, read)).rejects.toThrow(/duplicate key/)
    const { expected, actual } = await rowsAfter(connection, sqlite, sqlite.replace(';', `; ${moved};`), read)
    expect(actual).toEqual(expected)
  })
})

test('a conflict on a key of NOCASE is told as its index is spelled', async () => {
  await withNumbered(async ({ connection, lint }) => {
    const upsert = `insert into t (name, mail) values ('x', 'ANNA@x.org') on conflict(mail) do update set name = excluded.name`
    const spelled = upsert.replace('(mail) do', '(lower(mail collate "C")) do')
    expect(lint(upsert)).toMatchObject([
      {
        code: 'query-compares-nocase',
        remedy: expect.stringContaining('on conflict (lower(mail collate "C"))'),
      },
    ])
    await expect(rowsAfter(connection, upsert, upsert, 'select 1')).rejects.toThrow(/duplicate key/)
    const { expected, actual } = await rowsAfter(connection, upsert, spelled, 'select * from t order by id')
    expect(actual).toEqual(expected)
  })
})

test('a key that is left out, copied, or no number of SQLite is not told', async () => {
  await withNumbered(async ({ lint }) => {
    for (const sql of [
      `insert into t (name) values (null)`,
      'insert into t default values',
      'insert into t (id, name) select id + 10, name from t',
      `insert into untold values ('a', 1)`,
    ])
      expect(lint(sql), sql).toEqual([])
  })
})
