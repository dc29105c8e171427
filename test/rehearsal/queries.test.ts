import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { RehearsalError } from '../../src/errors/rehearsal-error.ts'
import type { Context } from '../../src/progress/context.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { toPerformance, type WrittenQuery } from '../../src/settings/query-schema.ts'
import { compareQueries } from '../../src/stages/performance/compare-queries.ts'
import { readWorkload } from '../../src/stages/performance/read-workload.ts'
import { renderMarkdown } from '../../src/stages/report/render-markdown.ts'
import { renderTerminal } from '../../src/stages/report/render-terminal.ts'
import { withRehearsed } from '../support/given.ts'
import { withMigrated } from '../support/migrate.ts'
import { quietContext, rehearseFile, testSettings } from '../support/rehearse.ts'
import { runCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

const SECRET = 'hunter2 of the data'
const SHOP = `
  create table customers (id integer primary key, name text not null, code integer);
  create index customers_by_code on customers (code);
  create table orders (
    id integer primary key, customer_id integer not null references customers (id), total decimal(8,2), day date not null
  );
  create index orders_by_customer on orders (customer_id);
  create index orders_by_day on orders (day);
  with recursive n (n) as (select 1 union all select n + 1 from n where n < 2000)
  insert into customers select n, '${SECRET} ' || n, n * 7919 % 2000 from n;
  with recursive n (n) as (select 1 union all select n + 1 from n where n < 60000)
  insert into orders select n, n * 31 % 2000 + 1, n % 90 + 0.25, date('2020-01-01', '+' || (n % 900) || ' days') from n`

const WITHOUT_INDEXES = `
  create table customers (id bigint primary key, name text not null, code bigint);
  create table orders (id bigint primary key, customer_id bigint not null, total numeric(8,2), day date not null)`

const DERIVED = toPerformance(undefined, undefined)

function performanceOf(...queries: WrittenQuery[]) {
  return toPerformance(queries, undefined)
}

describe('the workload', () => {
  test('is derived from the schema: keys, joins, ranges, aggregates, groups and pages, all equal', async () => {
    const { performance, result, readiness, issues } = await rehearseFile(await sqliteFromSql(SHOP), {
      performance: DERIVED,
    })
    expect(performance.queries.map(({ name }) => name)).toEqual([
      'orders: by key',
      'orders: page by key',
      'orders: rows of one customer_id',
      'orders: join with customers over customer_id',
      'orders: range of customer_id',
      'orders: range of day',
      'orders: aggregates',
      'orders: groups of customer_id',
      'orders: groups of day',
      'customers: by key',
      'customers: page by key',
      'customers: range of code',
      'customers: aggregates',
      'customers: groups of code',
    ])
    expect(performance.queries.filter(({ results }) => results !== 'equal')).toEqual([])
    expect(performance.status).toBe('measured')
    expect(issues.filter(({ code }) => code === 'query-results-differ')).toEqual([])
    expect(result).toBe('complete')
    expect(readiness.items.find(({ id }) => id === 'query-performance')?.status).toBe('pass')
  })

  test.each(['clean.sql', 'league.sql'])('finds no difference in fixtures/%s', async (name) => {
    const path = fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url))
    const { performance, issues, readiness } = await rehearseFile(path, { performance: DERIVED })
    expect(performance.queries.length).toBeGreaterThan(30)
    expect(performance.queries.filter(({ results }) => results !== 'equal')).toEqual([])
    expect(issues.filter(({ code }) => /^query-|^index-missing/.test(code))).toEqual([])
    expect(readiness.items.find(({ id }) => id === 'query-performance')?.status).toBe('pass')
  })

  test('has the same values for the same seed, and others for another', async () => {
    await withMigrated(SHOP, async ({ database, ...sides }) => {
      const valuesOf = async (seed: number) => {
        const { queries } = await compareQueries(
          [],
          { ...sides, loadMs: 1000 },
          database,
          { ...DERIVED, seed },
          quietContext(),
        )
        return queries.map(({ query }) => query.sqlite.values)
      }
      const first = await valuesOf(1)
      expect(first.flat().length).toBeGreaterThan(8)
      expect(await valuesOf(1)).toEqual(first)
      expect(await valuesOf(2)).not.toEqual(first)
    })
  })

  test('joins no columns that PostgreSQL cannot compare: their foreign key is an issue already', async () => {
    const record = await rehearseFile(
      await sqliteFromSql(`
        create table p (id integer primary key);
        create table c (id integer primary key, p text references p (id));
        insert into p values (1), (2), (3); insert into c values (1, '1'), (2, '2'), (3, '3')`),
      { performance: DERIVED },
    )
    expect(record.issues.map(({ code }) => code)).toContain('foreign-key-type-mismatch')
    expect(record.performance.queries.map(({ name }) => name)).toContain('c: page by key')
    expect(record.performance.queries.filter(({ results }) => results !== 'equal')).toEqual([])
  })

  test('leaves out what only PostgreSQL can spell, but for intervals that were numbers', async () => {
    const source = `
      create table t (id integer primary key, span bigint, words text, price numeric);
      insert into t values (1, 90000000, 'P1D', 1.5), (2, -1, 'P2D', 2.25)`
    const schema = `create table t (id int primary key, span interval, words interval, price money)`
    await withRehearsed(
      source,
      schema,
      ({ record }) => {
        const { queries } = record.performance
        expect(queries.map(({ name, results }) => `${name}: ${results}`)).toEqual([
          't: by key: equal',
          't: page by key: equal',
          't: aggregates: equal',
        ])
      },
      { performance: DERIVED },
    )
  })

  test('leaves out the tables that did not arrive whole', async () => {
    const broken = `${SHOP}; update orders set day = 'never' where id = 7`
    const given = `${WITHOUT_INDEXES}`
    await withRehearsed(
      broken,
      given,
      ({ record }) => {
        expect(record.summary.rowsRejected).toBe(1)
        expect(record.performance.queries.filter(({ name }) => name.startsWith('orders'))).toEqual([])
        expect(record.performance.queries.length).toBeGreaterThan(0)
      },
      { performance: DERIVED },
    )
  })

  test('is that of the settings: inline, from files, with parameters, and spelled for PostgreSQL', async () => {
    const directory = await temporaryDirectory()
    const many = join(directory, 'many.sql')
    const one = join(directory, 'one.sql')
    await writeFile(
      many,
      `-- name: how many\nselect count(*) from orders;\n\n-- a remark; of no name\nselect max(day)\nfrom orders;\n`,
    )
    await writeFile(one, 'select total from orders where id = :id')
    const { performance, issues } = await rehearseFile(await sqliteFromSql(SHOP), {
      performance: performanceOf(
        many,
        { file: one, parameters: { id: 12 } },
        { sql: 'select name from customers where id in (?, ?)', parameters: [3, 4] },
        {
          name: 'spelled',
          sql: `select count(*) from orders where day >= date('2022-01-01', '+1 month')`,
          postgres: `select count(*) from orders where day >= date '2022-01-01' + interval '1 month'`,
        },
      ),
    })
    expect(
      performance.queries.map(({ name, results, rows, source }) => [name, results, rows, source]),
    ).toEqual([
      ['how many', 'equal', 1, 'settings'],
      ['many.sql:5', 'equal', 1, 'settings'],
      ['one', 'equal', 1, 'settings'],
      ['query 3', 'equal', 2, 'settings'],
      ['spelled', 'equal', 1, 'settings'],
    ])
    // how fast they are is not what this is about
    const lints = issues.filter(({ category, code }) => category === 'logic' && code.startsWith('query-'))
    expect(lints).toEqual([])
  })

  test('binds an integer that no double holds digit by digit, on both sides', async () => {
    const source = `
      create table messages (id integer primary key, guild integer);
      insert into messages values (1, 175928847299117063), (2, 175928847299117064)`
    const performance = performanceOf({
      name: 'snowflake',
      sql: 'select id from messages where guild = ?',
      parameters: [175928847299117063n],
    })
    const { performance: measured } = await rehearseFile(await sqliteFromSql(source), { performance })
    expect(measured.queries).toMatchObject([{ results: 'equal', rows: 1 }])
  })

  test('is not run where the settings switch it off', async () => {
    const { performance, timings } = await rehearseFile(await sqliteFromSql(SHOP), {
      performance: toPerformance(undefined, 'off'),
    })
    expect(performance).toMatchObject({ status: 'not-measured', verdict: null, queries: [] })
    expect(timings.performance).toBe(0)
  })

  test('says of each query why it was not compared', async () => {
    const asked = [
      ['unknown', 'select id from nowhere', 'SQLite refuses it: no such table: nowhere'],
      ['two', 'select 1; select 2', /SQLite refuses it: .* more than one statement/],
      ['many rows', 'select o.id from orders o, customers c limit 50001', 'it gives over 50,000 rows'],
      ['writes', 'delete from orders', 'it writes; only queries that read are measured'],
      [
        'fails on a row',
        `select json_extract(name, '$.a') from customers`,
        'SQLite refuses it: malformed JSON',
      ],
    ] as const
    const performance = performanceOf(...asked.map(([name, sql]) => ({ name, sql })))
    const {
      performance: measured,
      issues,
      readiness,
    } = await rehearseFile(await sqliteFromSql(SHOP), { performance })
    for (const [at, [name, , reason]] of asked.entries()) {
      expect(measured.queries[at]).toMatchObject({ name, grade: 'not-run', ratio: null })
      expect(measured.queries[at]?.reason).toMatch(reason)
    }
    expect(measured.status).toBe('not-measured')
    expect(issues.filter(({ code }) => code === 'query-not-compared')).toHaveLength(asked.length)
    expect(readiness.items.find(({ id }) => id === 'query-performance')?.status).toBe('unverified')
  })

  test.each<[string, WrittenQuery[], string, RegExp]>([
    [
      'a function that PostgreSQL does not have',
      [{ sql: 'select count(*) from orders' }, { sql: 'select typeof(id) from orders limit 1' }],
      'fail',
      /^PostgreSQL refuses: query 2\.$/,
    ],
    [
      'a statement that writes, and finds no column',
      [{ sql: 'update orders set total = 1 where rowid = 1' }],
      'fail',
      /^PostgreSQL refuses: query 1\.$/,
    ],
    [
      'what only a transaction that may write can do',
      [{ sql: 'select 1', postgres: `select nextval('orders_id_seq')` }],
      'unverified',
      /^Not measured: query 1\.$/,
    ],
    [
      'a key that no row has',
      [{ sql: 'select id from orders where id = ?', parameters: [99_999_999] }],
      'unverified',
      /^No query gave a row on either side, so no result was compared: query 1\./,
    ],
  ])('of %s is %s', async (_, queries, status, evidence) => {
    const source = await sqliteFromSql(
      SHOP.replace(
        'orders (\n    id integer primary key,',
        'orders (\n    id integer primary key autoincrement,',
      ),
    )
    const { readiness } = await rehearseFile(source, { performance: performanceOf(...queries) })
    const found = readiness.items.find(({ id }) => id === 'query-performance')
    expect(found?.evidence).toMatch(evidence)
    expect(found?.status).toBe(status)
  })

  test('is read by PostgreSQL where it writes, and runs on neither side', async () => {
    const insert = 'insert into orders (id, customer_id, total, day) values (1, 1, 1, :day)'
    const parameters = { day: '2020-01-01' }
    const refused = [
      [{ sql: 'delete from orders where id > 3 order by id limit 10' }, /syntax error at or near "order"/],
      [{ sql: 'replace into customers (id, name) values (1, 2)' }, /syntax error at or near "replace"/],
      [{ sql: 'update orders set total = true' }, /type numeric but expression is of type boolean/],
      [
        { sql: 'delete from customers', postgres: 'delete from customers where nick = 1' },
        /"nick" does not exist/,
      ],
      [
        { sql: insert, postgres: `${insert} on conflict (day) do nothing`, parameters },
        /no unique or exclusion/,
      ],
    ] as const
    const taken = [
      { sql: `${insert} on conflict (id) do update set total = 2 returning id`, parameters },
      { sql: 'with old as (select id from orders) delete from orders where id in (select id from old)' },
    ]
    const performance = performanceOf(...refused.map(([query]) => query), ...taken)
    const record = await rehearseFile(await sqliteFromSql(SHOP), { performance })
    const messages = record.issues.filter(({ code }) => code === 'query-refused')
    expect(messages.map(({ message }) => message)).toEqual(
      refused.map(([, message]) => expect.stringMatching(message)),
    )
    const reasons = record.performance.queries.slice(refused.length).map(({ reason }) => reason)
    const planned = 'it writes; only queries that read are measured. PostgreSQL plans it without an error'
    expect(reasons).toEqual(taken.map(() => planned))
    expect(record.tables.map(({ rowsTarget }) => rowsTarget)).toEqual([2000, 60_000])
  })

  test('gives no order by luck', async () => {
    const performance = performanceOf(
      {
        name: 'many',
        sql: 'select id from orders order by id limit 9',
        postgres: 'select id from orders limit 9',
      },
      { name: 'one', sql: 'select max(id) from orders order by 1', postgres: 'select max(id) from orders' },
    )
    const { performance: measured, issues } = await rehearseFile(await sqliteFromSql(SHOP), { performance })
    expect(measured.queries.map(({ results }) => results)).toEqual(['different', 'equal'])
    expect(issues.find(({ code }) => code === 'query-results-differ')?.message).toBe(
      'The query "many": SQLite is asked for an order, and PostgreSQL is not',
    )
  })

  test('cannot change the database that was validated', async () => {
    const postgres = 'with gone as (delete from orders returning id) select count(*) from gone'
    const performance = performanceOf({ name: 'q', sql: 'select count(*) from orders', postgres })
    const { issues } = await rehearseFile(await sqliteFromSql(SHOP), { performance })
    const refused = issues.find(({ code }) => code === 'query-refused')
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: read_only_sql_transaction
    expect(refused?.message).toBe(
      'The query "q": cannot execute SELECT in a read-only transaction (SQLSTATE 25006)',
    )
  })

  test.each(['select 1; select 2', 'commit; create table pwned (a int); select 1'])(
    'is one statement, and not %s',
    async (postgres) => {
      const performance = performanceOf({ name: 'q', sql: 'select 1', postgres })
      const { issues } = await rehearseFile(await sqliteFromSql(SHOP), { performance })
      const refused = issues.find(({ code }) => code === 'query-refused')
      expect(refused?.message).toMatch(
        /^The query "q": cannot insert multiple commands .* \(SQLSTATE 42601\)$/,
      )
    },
  )
})

describe('a target without the indexes', () => {
  test('fails by its queries, names the indexes that help, and shows no value of the data', async () => {
    await withRehearsed(
      SHOP,
      WITHOUT_INDEXES,
      ({ record }) => {
        const { performance } = record
        const failed = performance.queries.filter(({ grade }) => grade === 'failed')
        expect(failed.map(({ name }) => name)).toContain('orders: range of customer_id')
        for (const { plan, ratioInterval } of failed) {
          expect(plan.join('\n')).toMatch(/Seq Scan on (orders|customers): .* rows/)
          expect(ratioInterval?.low).toBeGreaterThan(5)
        }
        const missing = record.issues.filter(({ code }) => code === 'index-missing')
        expect(missing.map(({ object }) => object)).toContain('customer_id')
        const item = record.readiness.items.find(({ id }) => id === 'query-performance')
        expect(item).toMatchObject({ status: 'fail', evidence: expect.stringContaining('Over 5 times') })
        const everything = `${JSON.stringify(record)}${renderMarkdown(record)}${renderTerminal(record, { color: false, width: 100 })}`
        expect(everything).not.toContain('hunter2')
        expect(everything).toContain('Plan of orders: range of customer')
      },
      { performance: { ...DERIVED, floorMs: 1 } },
    )
  })

  test('names the schema of a table that is not in public, and not that of another by this name', async () => {
    const source = `
      create table ev (id integer primary key, uid integer, "Kind" text);
      with recursive n (n) as (select 1 union all select n + 1 from n where n < 60000)
      insert into ev select n, n % 9973, 'k' || n from n; create index ev_by_uid on ev (uid)`
    const schema = `
      create schema app; create table app.ev (id bigint primary key, uid bigint, "Kind" text);
      create schema other; create table other.ev (id bigint primary key, uid bigint, "Kind" text)`
    await withRehearsed(
      source,
      schema,
      async ({ record, query }) => {
        const missing = record.issues.filter(({ code }) => code === 'index-missing')
        expect(missing.map(({ remedy }) => remedy)).toEqual(['Create it: create index on app.ev (uid)'])
        await query(missing[0]?.remedy.replace('Create it: ', '') ?? '')
      },
      {
        target: { schema: null, schemaCommand: null, rename: { ev: 'app.ev' } },
        performance: {
          ...performanceOf({
            sql: 'select count(*) from ev where uid = 77',
            postgres: 'select count(*) from app.ev where uid = 77',
          }),
          floorMs: 0.3,
        },
      },
    )
  })

  test('is a failure where the median query takes over five times as long', async () => {
    const slow = (name: string) => ({
      name,
      sql: 'select 1',
      postgres: `select 1 from pg_sleep(0.02)`,
    })
    const performance = performanceOf(slow('a'), slow('b'), { name: 'c', sql: 'select 1' })
    const record = await rehearseFile(await sqliteFromSql('create table t (id integer primary key)'), {
      performance,
    })
    expect(record.performance).toMatchObject({ status: 'measured', verdict: 'failed' })
    expect(record.result).toBe('failure')
    expect(renderTerminal(record, { color: false, width: 200 })).toMatch(
      /queries take [\d,]+× the time of SQLite/,
    )
  })

  test('stops a query that takes far too long, and fails it', { timeout: 60_000 }, async () => {
    const performance = {
      ...performanceOf({ name: 'endless', sql: 'select 1', postgres: 'select 1 from pg_sleep(600)' }),
      maxSeconds: 2,
    }
    const { performance: measured } = await rehearseFile(
      await sqliteFromSql('create table t (id integer primary key)'),
      { performance },
    )
    expect(measured.queries).toMatchObject([
      {
        name: 'endless',
        grade: 'failed',
        results: 'not-compared',
        reason: expect.stringMatching(/stopped after 2 s/),
      },
    ])
  })
})

const ENDLESS = 'with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c'

describe('a query that never ends in SQLite', () => {
  test('is stopped, named, and does not hold up the others', { timeout: 60_000 }, async () => {
    const performance = {
      ...performanceOf(
        { name: 'endless', sql: ENDLESS },
        { name: 'next', sql: 'select count(*) from orders' },
      ),
      querySeconds: 1,
    }
    const {
      performance: measured,
      issues,
      run,
    } = await rehearseFile(await sqliteFromSql(SHOP), { performance })
    expect(measured.queries).toMatchObject([
      { name: 'endless', grade: 'not-run', results: 'not-compared', reason: 'SQLite was stopped after 1 s' },
      { name: 'next', results: 'equal', rows: 1 },
    ])
    const about = issues.find(({ code }) => code === 'query-not-compared')
    expect(about?.message).toBe('The query "endless": SQLite was stopped after 1 s')
    expect(run.status).toBe('finished')
    expect(await processesWith('query-process')).toEqual([])
  })

  test('is ended by a cancelled run within seconds', { timeout: 60_000 }, async () => {
    const controller = new AbortController()
    const settings = await testSettings(await sqliteFromSql(SHOP), {
      performance: {
        ...performanceOf({ name: 'endless', sql: ENDLESS }),
        querySeconds: 600,
        maxSeconds: 600,
      },
    })
    const reason = new RehearsalError('cancelled-sigint', 'The run was cancelled.', { hint: 'Run again.' })
    let cancelledAt = 0
    const emit: Context['emit'] = (event) => {
      if (event.type !== 'stage-started' || event.stage !== 'performance') return
      setTimeout(() => {
        cancelledAt = performance.now()
        controller.abort(reason)
      }, 2000)
    }
    const context = { signal: controller.signal, emit }
    const { run, summary } = await rehearse(settings, context, { commit: null })
    expect(performance.now() - cancelledAt).toBeLessThan(8000)
    expect(run).toMatchObject({ status: 'cancelled', error: { code: 'cancelled-sigint' } })
    expect(summary.rowsLoaded).toBe(62_000)
    expect(await processesWith('query-process')).toEqual([])
  })
})

/** Of this process and what it has started. */
async function processesWith(name: string): Promise<readonly string[]> {
  const own = await readdir('/proc').catch(() => [])
  const lines = await Promise.all(
    own
      .filter((entry) => /^[0-9]+$/.test(entry))
      .map(async (entry) => {
        const status = await readFile(`/proc/${entry}/status`, 'utf8').catch(() => '')
        const isOurs = status.includes(`PPid:\t${process.pid}\n`) && !status.includes('State:\tZ')
        return isOurs ? await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '') : ''
      }),
  )
  return lines.filter((line) => line.includes(name))
}

test('derived queries that there is no time for are named, and nothing is known against them', async () => {
  await withMigrated(SHOP, async ({ database, ...sides }) => {
    const options = { ...DERIVED, maxSeconds: 0 }
    const { queries, verdict } = await compareQueries(
      [],
      { ...sides, loadMs: 0 },
      database,
      options,
      quietContext(),
    )
    expect(queries).toHaveLength(14)
    for (const { grade, isLeftOut, reason } of queries) {
      expect({ grade, isLeftOut, reason }).toEqual({
        grade: 'not-run',
        isLeftOut: true,
        reason: 'the time for derived queries had run out',
      })
    }
    expect(verdict).toBeNull()
  })
})

test('derived queries read a bounded part of a table, however large it is', async () => {
  await withMigrated(SHOP, async ({ database, ...sides }) => {
    const { queries } = await compareQueries([], { ...sides, loadMs: 0 }, database, DERIVED, quietContext())
    const most = queries.map(({ query }) => query.reads ?? Number.POSITIVE_INFINITY)
    expect(Math.max(...most)).toBeLessThanOrEqual(100_000)
    const used = new Set(queries.flatMap(({ indexes }) => indexes))
    expect([...used].sort()).toEqual(
      expect.arrayContaining(['customers_by_code', 'orders_by_customer', 'orders_by_day', 'orders_pkey']),
    )
  })
})

test('the grades of twenty runs on the same data are the same', { timeout: 300_000 }, async () => {
  const slow = { name: 'slow', sql: 'select 1', postgres: 'select 1 from pg_sleep(0.02)' }
  const heavy = { name: 'heavy in SQLite', sql: HEAVY, postgres: 'select 100000 from pg_sleep(0.02)' }
  const workload = await readWorkload(
    performanceOf(slow, heavy, { name: 'fast', sql: 'select id from orders where id = 9' }),
  )
  await withMigrated(SHOP, async ({ database, ...sides }) => {
    const grades = new Set<string>()
    for (let run = 0; run < 20; run++) {
      const { queries, verdict } = await compareQueries(
        workload,
        { ...sides, loadMs: 1000 },
        database,
        DERIVED,
        quietContext(),
      )
      grades.add(JSON.stringify([verdict, queries.map(({ grade }) => grade)]))
    }
    expect([...grades]).toEqual([JSON.stringify(['acceptable', ['failed', 'acceptable', 'too-fast']])])
  })
})

/** Over twenty milliseconds of work. */
const HEAVY = `with recursive n (n) as (select 1 union all select n + 1 from n where n < 100000) select count(*) from n`

test('an unreadable file of queries has an error of its own', async () => {
  const unreadable = { code: 'queries-unreadable', exitCode: 2 }
  await expect(readWorkload(performanceOf('/nowhere/gone.sql'))).rejects.toMatchObject(unreadable)
  await expect(readWorkload(performanceOf({ sql: 'select ?' }))).rejects.toMatchObject(unreadable)
})

test.each(['', '  \n', '-- nothing yet\n', '/* nothing */ ;\n;'])('%j is no query', async (text) => {
  const path = join(await temporaryDirectory(), 'queries.sql')
  await writeFile(path, text)
  const nothing = { code: 'queries-unreadable', exitCode: 2, hint: expect.stringContaining('"queries"') }
  const inFile = { ...nothing, message: `The file ${path} holds no query.` }
  const inSettings = { ...nothing, message: 'A text in "queries" holds no query.' }
  await expect(readWorkload(performanceOf(path))).rejects.toMatchObject(inFile)
  await expect(readWorkload(performanceOf({ sql: 'select 1' }, path))).rejects.toMatchObject(inFile)
  await expect(readWorkload(performanceOf({ file: path }))).rejects.toMatchObject(inFile)
  await expect(readWorkload(performanceOf({ sql: text }))).rejects.toMatchObject(inSettings)
  await expect(readWorkload(performanceOf({ sql: 'select 1', postgres: text }))).rejects.toMatchObject(
    inSettings,
  )
})

test('a file of queries that is not there, or a parameter without a value, ends the run before it begins', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'pg-rehearsal-queries-'))
  onTestFinished(() => rm(cwd, { recursive: true, force: true }))
  await writeFile(join(cwd, 'app.sql'), 'create table t (id integer primary key);')
  const run = async (settings: string) => {
    await writeFile(join(cwd, 'rehearsal.yml'), settings)
    return await runCli(['rehearse', 'app.sql'], { cwd })
  }
  const gone = await run('queries: [gone.sql]')
  expect(gone.stderr).toContain('Cannot read the queries in gone.sql (ENOENT)')
  expect(gone.exitCode).toBe(2)
  const nameless = await run('queries: [{ name: q, sql: "select :a", parameters: { b: 1 } }]')
  expect(nameless.stderr).toContain('no value for the parameter :a')
  expect(nameless.exitCode).toBe(2)
  const surplus = await run('queries: [{ name: q, sql: "select ?", parameters: [1, 2] }]')
  expect(surplus.stderr).toContain(
    'The query "q" cannot be asked: the settings give a parameter that it does not have',
  )
  expect(surplus.stderr).toContain('number 2')
  expect(surplus.exitCode).toBe(2)
  const several = await run(
    'queries: [{ name: a, sql: "select ?" }, { name: b, sql: "select :x", parameters: { x: 1, nosuch: 2 } }]',
  )
  expect(several.stderr).toContain('no value for the parameter ?1. The query "b" cannot be asked')
  expect(several.stderr).toContain('nosuch')
  expect(several.exitCode).toBe(2)
  const huge = await run('queries: [{ name: q, sql: "select ?", parameters: [9223372036854775808] }]')
  expect(huge.stderr).toContain('is no integer of 64 bits')
  expect(huge.exitCode).toBe(2)
  const wrong = await run('queries: [{ name: q }]\nperformance: { floor-ms: 0 }')
  expect(wrong.stderr).toMatch(/queries: \[1\]|queries: expected/)
  expect(wrong.stderr).toMatch(/floor-ms|performance: expected/)
  expect(wrong.exitCode).toBe(2)
})

test('a cancelled run stops in the middle of a query and keeps what was found before', async () => {
  const controller = new AbortController()
  const settings = await testSettings(await sqliteFromSql(SHOP), {
    performance: performanceOf({ name: 'endless', sql: 'select 1', postgres: 'select 1 from pg_sleep(600)' }),
  })
  const reason = new RehearsalError('cancelled-sigint', 'The run was cancelled.', { hint: 'Run again.' })
  const context: Context = {
    signal: controller.signal,
    emit: (event) => {
      const isOurs = event.type === 'stage-started' && event.stage === 'performance'
      if (isOurs) setTimeout(() => controller.abort(reason), 300)
    },
  }
  const { run, summary, performance, timings } = await rehearse(settings, context, { commit: null })
  expect(run).toMatchObject({ status: 'cancelled', error: { code: 'cancelled-sigint' } })
  expect(summary.rowsLoaded).toBe(62_000)
  expect(performance.status).toBe('not-measured')
  expect(timings.performance).toBeLessThan(8000)
})
