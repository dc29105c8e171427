import { open } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { connect } from '../../src/engines/postgres/connect.ts'
import { ISSUE_CODES, type IssueCode } from '../../src/issues/issue-codes.ts'
import { validate } from '../../src/rehearsal/validate.ts'
import { issuesOfQuery } from '../../src/stages/performance/query-issues.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { prepareTarget } from '../../src/stages/target/prepare-target.ts'
import { withRehearsed } from '../support/given.ts'
import { testServer, withTestDatabase } from '../support/postgres.ts'
import { quietContext, rehearseFile, serverUrl, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { HARMLESS_QUERIES, QUERIED, QUERY_CASES } from './one-query-per-code.ts'
import { SCHEMA_CASES } from './one-schema-per-code.ts'
import { CODE_CASES } from './one-script-per-code.ts'

/** What an issue says about its place, its rows and their keys. */
function found(record: RunRecord, wanted: IssueCode) {
  expect(record.run.error).toBeNull()
  return record.issues
    .filter(({ code }) => code === wanted)
    .map(({ code, table, column, object, rows, examples }) => {
      return { code, table, column, object, rows, keys: examples.map(({ key }) => key) }
    })
}

const NOTHING = { sql: '', values: [] }

const NOWHERE = { table: null, column: null, object: null, rows: 0, keys: [] }

describe('a rehearsal finds', () => {
  test.each(CODE_CASES)('$code, with its place, its rows and their keys', async ({ sql, ...wanted }) => {
    const record = await rehearseFile(await sqliteFromSql(sql))
    const all = record.issues.map(({ id, message }) => `${id} ${message}`).join('\n')
    expect(found(record, wanted.code), all).toEqual([{ ...NOWHERE, ...wanted }])
  })
})

describe('a rehearsal with a given schema finds', () => {
  test.each(SCHEMA_CASES)(
    '$code, with its place, its rows and their keys',
    async ({ sql, schema, ...wanted }) => {
      await withRehearsed(sql, schema, ({ record }) => {
        const all = record.issues.map(({ id, message }) => `${id} ${message}`).join('\n')
        expect(found(record, wanted.code), all).toEqual([{ ...NOWHERE, ...wanted }])
      })
    },
  )
})

/** The queries of an application, in one rehearsal. */
async function rehearseQueries(
  queries: readonly { readonly name: string; readonly sql: string; readonly postgres?: string }[],
) {
  const given = queries.map(({ name, sql, postgres }) => ({
    name,
    sqlite: { text: sql },
    postgres: postgres === undefined ? null : { text: postgres },
    many: false,
    parameters: [],
  }))
  const performance = { enabled: true, queries: given, seed: 1, floorMs: 1, maxSeconds: 60, querySeconds: 10 }
  return await rehearseFile(await sqliteFromSql(QUERIED), { performance })
}

describe('the queries of an application', () => {
  test('show each code, and how PostgreSQL spells it', async () => {
    const record = await rehearseQueries(QUERY_CASES.map((wanted) => ({ ...wanted, name: wanted.code })))
    expect(record.run.error).toBeNull()
    for (const { code, says } of QUERY_CASES) {
      const about = record.issues.filter(({ object, code: other }) => object === code && other === code)
      expect(about, code).toMatchObject([{ table: null, column: null, rows: 0, examples: [] }])
      expect(about[0]?.remedy, code).toMatch(says)
    }
  })

  test('show nothing where both sides understand the same', async () => {
    const queries = HARMLESS_QUERIES.map((sql) => ({ sql, name: sql }))
    const { issues, performance } = await rehearseQueries(queries)
    expect(issues.filter(({ code }) => code.startsWith('query-'))).toEqual([])
    expect(performance.queries.map(({ results }) => results)).toEqual(queries.map(() => 'equal'))
  })
})

/** The codes that no script can show: they need a file, or a target, made on purpose. */
const MADE_ON_PURPOSE = {
  'source-corrupt': async () => {
    const path = await sqliteFromSql(`
      create table t (id integer primary key); create virtual table search using fts5(body);
      insert into search values ('a word'); update search_content set c0 = 'another'`)
    expect(found(await rehearseFile(path), 'source-corrupt')).toEqual([
      { ...NOWHERE, code: 'source-corrupt', object: 'full-text index' },
    ])
  },

  'integrity-not-checked': async () => {
    const path = await sqliteFromSql(`
      create table t (id integer primary key, a); create index by_a on t (a); insert into t values (1, 'x');
      pragma writable_schema = on;
      update sqlite_schema set sql = 'create table t (id integer primary key, a collate by_locale)' where name = 't'`)
    expect(found(await rehearseFile(path), 'integrity-not-checked')).toEqual([
      { ...NOWHERE, code: 'integrity-not-checked', table: 't' },
    ])
  },

  'foreign-key-parent-excluded': async () => {
    const path = await sqliteFromSql(`
      create table p (id integer primary key); create table t (id integer primary key, a integer references p);
      insert into p values (1); insert into t values (1, 1), (2, 7)`)
    const record = await rehearseFile(path, { tables: { include: ['t'], exclude: [], core: [] } })
    expect(found(record, 'foreign-key-parent-excluded')).toEqual([
      {
        ...{ code: 'foreign-key-parent-excluded', table: 't', column: 'a', object: 't_a_fkey' },
        ...{ rows: 1, keys: [{ id: 2 }] },
      },
    ])
  },

  'source-read-failed': async () => {
    const path = await sqliteFromSql(`
      pragma page_size = 4096; create table t (id integer primary key, a);
      insert into t values (1, 'x'), (2, hex(zeroblob(10000))), (3, 'y')`)
    await destroyOverflowPage(path)
    expect(found(await rehearseFile(path), 'source-read-failed')).toEqual([
      { ...NOWHERE, code: 'source-read-failed', table: 't', rows: 2 },
    ])
  },

  'wal-missing': async () => {
    const path = await sqliteFromSql('create table t (id integer primary key)')
    const database = new Database(path)
    database.pragma('journal_mode = wal')
    database.close()
    expect(found(await rehearseFile(path), 'wal-missing')).toEqual([{ ...NOWHERE, code: 'wal-missing' }])
  },

  'waiver-expired': async () => {
    const waivers = [{ issue: 'quality/*', reason: 'known', owner: null, expires: '2026-01-31' }]
    const record = await rehearseFile(await sqliteFromSql('create table t (id integer primary key)'), {
      resolution: { prepare: [], remedies: [], waivers, phase: null },
    })
    expect(found(record, 'waiver-expired')).toEqual([
      { ...NOWHERE, code: 'waiver-expired', object: 'quality/*' },
    ])
  },

  'pattern-unused': async () => {
    const path = await sqliteFromSql('create table t (id integer primary key)')
    const tables = { include: ['t', 'orders'], exclude: ['temp_*'], core: ['T', 'users'] }
    expect(found(await rehearseFile(path, { tables }), 'pattern-unused')).toEqual(
      ['core: users', 'include: orders', 'exclude: temp_*'].map((object) => {
        return { ...NOWHERE, code: 'pattern-unused', object }
      }),
    )
  },

  'waiver-unused': async () => {
    const waivers = [{ issue: 'quality/*', reason: 'known', owner: null, expires: '9999-12-31' }]
    const record = await rehearseFile(await sqliteFromSql('create table t (id integer primary key)'), {
      resolution: { prepare: [], remedies: [], waivers, phase: null },
    })
    expect(found(record, 'waiver-unused')).toEqual([
      { ...NOWHERE, code: 'waiver-unused', object: 'quality/*' },
    ])
  },

  'table-refused': () =>
    withTestDatabase(async (database) => {
      const connection = await database.connect()
      await connection.query('create table t ()').finally(connection.close)
      const table = { source: 't', schema: 'public', name: 't', columns: [], createSql: 'create table t ()' }
      const schema = { origin: 'derived', tables: [table], postData: [], sequences: [], ledger: [] } as const
      const { issues } = await prepareTarget({ ...schema, failedTables: [], issues: [] }, database)
      expect(issues).toMatchObject([{ code: 'table-refused', table: 't', rows: 0 }])
    }),

  'remedy-failed': async () => {
    const source = `create table t (id integer primary key, a varchar(2) not null unique);
                    insert into t values (1, 'ab'), (2, 'abc'), (3, 'abd'), (4, 'xyz')`
    const remedies = [{ issue: 'quality/varchar-overflow:t.a', do: 'truncate', length: null }] as const
    const resolution = { prepare: [], remedies, waivers: [], phase: null }
    expect(found(await rehearseFile(await sqliteFromSql(source), { resolution }), 'remedy-failed')).toEqual([
      { ...NOWHERE, code: 'remedy-failed', table: 't', column: 'a', object: remedies[0].issue, rows: 2 },
    ])
  },

  'generated-column-remedied': async () => {
    const source = `create table t (id integer primary key, a varchar(2), b text as (lower(a)));
                    insert into t (a) values ('AB'), ('ABC'), ('ABD')`
    const remedies = [{ issue: 'quality/varchar-overflow:t.a', do: 'truncate', length: null }] as const
    const resolution = { prepare: [], remedies, waivers: [], phase: null }
    const code = 'generated-column-remedied'
    expect(found(await rehearseFile(await sqliteFromSql(source), { resolution }), code)).toEqual([
      {
        ...NOWHERE,
        code,
        table: 't',
        column: 'b',
        object: remedies[0].issue,
        rows: 2,
        keys: [{ id: 2 }, { id: 3 }],
      },
    ])
  },

  'query-slower': async () => {
    const sides = { low: 20, median: 20, high: 20 }
    const query = { name: 'q', source: 'settings', sqlite: NOTHING, postgres: NOTHING } as const
    const outcome = {
      query: { ...query, spelled: false, ordered: false, reads: null },
      grade: 'degraded',
    } as const
    const measured = {
      results: 'equal',
      rows: 1,
      runs: 9,
      reason: null,
      isRefused: false,
      isLeftOut: false,
      outOfScope: [],
      indexes: [],
      passedOver: [],
      plan: [],
    } as const
    const times = { sqliteMs: sides, postgresMs: sides, executionMs: 20, roundTripMs: 0, ratio: sides }
    const compared = { outcome: { ...outcome, ...measured, ...times }, difference: null }
    const issues = issuesOfQuery(
      { ...compared, refusal: null, explained: null, remedy: null, elsewhere: null },
      [],
      [],
    )
    expect(issues).toMatchObject([{ code: 'query-slower', table: null, object: 'q', rows: 0 }])
  },

  'index-missing': async () => {
    const source = `create table t (id integer primary key, a integer); create index t_by_a on t (a);
      with recursive n (n) as (select 1 union all select n + 1 from n where n < 100000)
      insert into t select n, n * 7919 % 100000 from n`
    const schema = 'create table t (id bigint primary key, a bigint)'
    const performance = { enabled: true, queries: [], seed: 1, floorMs: 1, maxSeconds: 60, querySeconds: 10 }
    await withRehearsed(
      source,
      schema,
      ({ record }) =>
        expect(found(record, 'index-missing')).toEqual([
          { ...NOWHERE, code: 'index-missing', table: 't', object: 'a' },
        ]),
      { performance },
    )
  },

  'remedy-unused': async () => {
    const remedies = [{ issue: 'quality/varchar-overflow:*', do: 'drop-row' }] as const
    const resolution = { prepare: [], remedies, waivers: [], phase: null }
    const path = await sqliteFromSql('create table t (id integer primary key)')
    expect(found(await rehearseFile(path, { resolution }), 'remedy-unused')).toEqual([
      { ...NOWHERE, code: 'remedy-unused', object: remedies[0].issue },
    ])
  },

  'target-table-missing': async () => {
    const source = `create table t (id integer primary key); insert into t values (1), (2)`
    expect(found(await validateAgainst(source, 'select 1'), 'target-table-missing')).toEqual([
      { ...NOWHERE, code: 'target-table-missing', table: 't', rows: 2 },
    ])
  },

  'target-column-missing': async () => {
    const source = `create table t (id integer primary key, a text); insert into t values (1, 'x'), (2, null)`
    const target =
      'create table t (id bigint generated by default as identity); insert into t values (1), (2)'
    expect(found(await validateAgainst(source, target), 'target-column-missing')).toEqual([
      { ...NOWHERE, code: 'target-column-missing', table: 't', column: 'a', rows: 1 },
    ])
  },

  'target-rule-missing': async () => {
    const source = 'create table t (a integer unique)'
    expect(found(await validateAgainst(source, 'create table t (a bigint)'), 'target-rule-missing')).toEqual([
      { ...NOWHERE, code: 'target-rule-missing', table: 't', column: 'a', object: 't_a_key' },
    ])
  },

  'target-rule-differs': async () => {
    const source = 'create table t (a integer check (a > 0))'
    const target = 'create table t (a bigint check (a > 1))'
    expect(found(await validateAgainst(source, target), 'target-rule-differs')).toEqual([
      { ...NOWHERE, code: 'target-rule-differs', table: 't', column: 'a', object: 't_a_check' },
    ])
  },

  'target-type-narrower': async () => {
    const source = 'create table t (id integer primary key, a varchar(10))'
    const target = 'create table t (id bigint primary key generated by default as identity, a varchar(9))'
    expect(found(await validateAgainst(source, target), 'target-type-narrower')).toEqual([
      { ...NOWHERE, code: 'target-type-narrower', table: 't', column: 'a' },
    ])
  },

  'target-rule-extra': async () => {
    const source = 'create table t (a integer)'
    const target = 'create table t (a bigint unique)'
    expect(found(await validateAgainst(source, target), 'target-rule-extra')).toEqual([
      { ...NOWHERE, code: 'target-rule-extra', table: 't', object: 't_a_key' },
    ])
  },

  'target-rule-not-compared': async () => {
    const source = `create table t (a text check (printf('%s', a) <> ''))`
    const target = `create table t (a text check (a > ''))`
    expect(found(await validateAgainst(source, target), 'target-rule-not-compared')).toEqual([
      { ...NOWHERE, code: 'target-rule-not-compared', table: 't', object: 't_a_check' },
    ])
  },

  'target-name-differs': async () => {
    const source = 'create table T (a integer)'
    expect(found(await validateAgainst(source, 'create table t (a bigint)'), 'target-name-differs')).toEqual([
      { ...NOWHERE, code: 'target-name-differs', table: 'T' },
    ])
  },

  'target-read-refused': async () => {
    const { address } = testServer()
    const role = `nobody_${process.pid}`
    const target = `create table t (a bigint); create role ${role} login password 'nobody'`
    const user = { ...address, user: role, password: 'nobody' }
    const record = await validateAgainst('create table t (a integer); insert into t values (1)', target, user)
    const admin = await connect(address)
    await admin.query(`drop role ${role}`).finally(admin.close)
    expect(found(record, 'target-read-refused')).toEqual([
      { ...NOWHERE, code: 'target-read-refused', table: 't', rows: 1 },
    ])
  },
} as const satisfies Partial<Record<IssueCode, () => Promise<void>>>

describe('a file or a target that was made on purpose shows', () => {
  test.each(Object.entries(MADE_ON_PURPOSE))('%s', (_, check) => check())
})

test('every code is found here once, and no other', () => {
  const cases = [...CODE_CASES, ...SCHEMA_CASES, ...QUERY_CASES].map(({ code }) => code)
  const shown = [...cases, ...Object.keys(MADE_ON_PURPOSE)]
  expect(shown.toSorted()).toEqual(Object.keys(ISSUE_CODES).toSorted())
})

async function destroyOverflowPage(path: string): Promise<void> {
  const database = new Database(path, { readonly: true })
  const page = database
    .prepare(`select pageno from dbstat where pagetype = 'overflow' limit 1`)
    .pluck()
    .get() as number
  database.close()
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(4096, 0xff), 0, 4096, (page - 1) * 4096)
  await file.close()
}

async function validateAgainst(
  source: string,
  target: string,
  address = testServer().address,
): Promise<RunRecord> {
  return await withTestDatabase(async (database) => {
    const connection = await database.connect()
    await connection.query(target).finally(connection.close)
    const settings = await testSettings(await sqliteFromSql(source), {
      postgres: { url: serverUrl({ ...testServer(), address }, database.name), version: null },
    })
    return await validate(settings, quietContext(), { commit: null }, { url: serverUrl(testServer()) })
  })
}
