import { expect, test } from 'vitest'
import { checklistSettings, nodeCommand } from '../support/checklist.ts'
import { withRehearsed } from '../support/given.ts'

test('texts and reals that the target has as numbers and booleans come back as they were', async () => {
  const source = `
    create table t (id integer primary key, flag text, ratio text, price text, pieces real, weight);
    insert into t values (1, '1', '12.5', '1.5', 3, 4.0), (2, '0', '-0.125', '7', -9e15, 0.0),
                         (3, null, '100000000000000000000', null, 1e18, null)`
  const schema = `
    create table t (id int primary key default 0, flag boolean, ratio float8, price numeric, pieces bigint, weight int);`
  const checklist = checklistSettings({ 'rollback-plan': {} })
  await withRehearsed(
    source,
    schema,
    ({ record }) => {
      expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0 })
      const plan = record.readiness.items.find(({ id }) => id === 'rollback-plan')
      expect(plan?.evidence).toContain('every value and storage class')
      expect(plan?.status).toBe('pass')
    },
    { checklist },
  )
})

test('what the target has no column for does not come back', async () => {
  const source = `
    create table t (id integer primary key, a text, gone text); insert into t values (1, 'x', 'y'), (2, 'z', null);
    create table loose (a text, gone text); insert into loose values ('x', 'y'), ('z', null)`
  const schema = 'create table t (id int primary key, a text); create table loose (a text)'
  await withRehearsed(
    source,
    schema,
    ({ record }) => {
      const plan = record.readiness.items.find(({ id }) => id === 'rollback-plan')
      expect(plan?.evidence).toMatch(
        /1 cell of t\.gone came back changed; 1 row of loose did not come back; 1 row of loose came back that/,
      )
      expect(plan?.status).toBe('fail')
    },
    { checklist: checklistSettings({ 'rollback-plan': {} }) },
  )
})

/** The line for a table whose rows go into a given schema. */
async function rollbackOf(source: string, schema: string, written: Readonly<Record<string, unknown>> = {}) {
  let found: { readonly status: string; readonly evidence: string } | undefined
  await withRehearsed(
    source,
    schema,
    ({ record }) => {
      expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0 })
      found = record.readiness.items.find(({ id }) => id === 'rollback-plan')
    },
    { checklist: checklistSettings({ 'rollback-plan': written }) },
  )
  return found
}

const HYPHENATED = ['0000ae61-0000-4000-8000-0000000186ef', '11111111-2222-4333-8444-555555555555']
const PLAIN = HYPHENATED.map((uuid) => uuid.replaceAll('-', ''))
const capitals = (uuids: readonly string[]) => uuids.map((uuid) => uuid.toUpperCase())

test.each([
  ['without hyphens, as Django writes them', PLAIN],
  ['in capitals, as EF Core writes them', capitals(HYPHENATED)],
  ['in capitals without hyphens', capitals(PLAIN)],
  ['of digits alone without hyphens', PLAIN.slice(1)],
])('UUIDs %s come back as they were, as keys too', async (_, uuids) => {
  const source = `
    create table t (id text primary key collate nocase, parent char(32) references t (id));
    insert into t values ${uuids.map((uuid) => `('${uuid}', '${uuids[0]}')`).join(', ')}`
  const schema = 'create table t (id uuid primary key, parent uuid references t (id))'
  expect(await rollbackOf(source, schema)).toMatchObject({ status: 'pass' })
})

test('decimals that are texts come back with the zeros that their column has', async () => {
  const source = `
    create table t (id integer primary key, ef text, fixed text, bare text, free text, longer text, ratio text, amount text);
    insert into t values
      (1, '10.0', '10.00', '10', '10.000', '1.0000', '10.0', '5.00'),
      (2, '12.75', '12.75', '12.5', '12.75', '-2.5000', '0.25', '0.50'),
      (3, '-3.0', '0.00', '0', '0.50', '0.0000', '-3.0', '-0.05'),
      (4, '4.5', '-4.50', '1200', '7', '1.1250', '1.5', '1.00'),
      (5, '0.0', null, '-0.01', '-1.0', null, null, null)`
  const schema = `create table t (
    id int primary key, ef numeric(18,2), fixed numeric(18,2), bare numeric(18,2), free numeric, longer numeric(18,3),
    ratio float8, amount numeric(5,2))`
  expect(await rollbackOf(source, schema)).toMatchObject({ status: 'pass' })
})

test('a decimal that has not the zeros of most others of its column is a change', async () => {
  const source = `
    create table t (id integer primary key, a text);
    insert into t (a) values ('10'), ('2.50'), ('3.00'), ('4.25'), ('5.125'), ('6.00')`
  expect(await rollbackOf(source, 'create table t (id int primary key, a numeric(18,3))')).toMatchObject({
    status: 'fail',
    evidence: expect.stringContaining('1 cell of t.a came back changed'),
  })
})

test('a UUID that is not written as most of its column are is a change', async () => {
  const uuids = [capitals(HYPHENATED)[0], ...['b', 'c', 'd'].map((digit) => digit.repeat(32))]
  const source = `
    create table t (id integer primary key, a text);
    insert into t (a) values ${uuids.map((uuid) => `('${uuid}')`).join(', ')}`
  expect(await rollbackOf(source, 'create table t (id int primary key, a uuid)')).toMatchObject({
    status: 'fail',
    evidence: expect.stringContaining('1 cell of t.a came back changed'),
  })
})

const KEYED = 'create table t (id int primary key, meta jsonb)'
const documents = (metas: readonly string[]) => `
  create table t (id integer primary key, meta text);
  insert into t (meta) values ${metas.map((meta) => `('${meta}')`).join(', ')}, (null)`

test.each([
  ['compact', ['{"n":1}', '[1,{"a":"b, c: d"}]', '"a, b"', '7', '{}', '{"é":[1.50,null]}']],
  ['with a blank behind each colon and comma', ['{"n": 1}', '[1, {"a": "b,c:d"}]', '"a,b"', '[]']],
])('JSON that jsonb holds comes back as it was where it is %s', async (_, metas) => {
  const plan = await rollbackOf(documents(metas), KEYED)
  expect(plan).toMatchObject({ status: 'pass' })
  expect(plan?.evidence).not.toContain('JSON')
})

const UNORDERED = ['{"name":"x","id":1}', '{"b":{"long":1,"c":[]},"a":2}', '{"n":1}', '{ "n" : "\\u00e9" }']

test('JSON whose spelling jsonb has lost comes back as the same JSON, and is counted', async () => {
  expect(await rollbackOf(documents(UNORDERED), KEYED)).toMatchObject({
    status: 'pass',
    evidence: expect.stringContaining(
      'are the same, 3 cells of t.meta as the same JSON, spelled otherwise (jsonb keeps neither blanks nor the order of keys).',
    ),
  })
})

test('so it does in rows without a key', async () => {
  const source = `create table t (name text collate nocase, meta text);
    insert into t values ${UNORDERED.map((meta, index) => `('${index}', '${meta}'), ('${index}', '${meta}')`).join(', ')}`
  expect(await rollbackOf(source, 'create table t (name text, meta jsonb)')).toMatchObject({
    status: 'pass',
    evidence: expect.stringMatching(
      /8 rows, .* are the same, 6 rows of t as the same JSON, spelled otherwise/,
    ),
  })
})

test('a rowid is the same where only JSON is spelled otherwise', async () => {
  const source = `create table t (id text primary key, meta text); create view v as select rowid, id from t;
    insert into t values ${UNORDERED.map((meta, index) => `('${index}', '${meta}')`).join(', ')}`
  const plan = await rollbackOf(source, 'create table t (id text primary key, meta jsonb)')
  expect(plan).toMatchObject({ status: 'pass', evidence: expect.not.stringContaining('rowid') })
})

test.each([
  [
    'of a key',
    'id int primary key, meta jsonb',
    'id integer primary key, meta text',
    '2 cells of t.meta came back',
  ],
  [
    'without a key',
    'id int, meta jsonb',
    'id integer, meta text',
    '2 rows of t did not come back; 2 rows of t',
  ],
])('JSON that says something else is a change in rows %s', async (_, target, table, evidence) => {
  const source = `create table t (${table}); insert into t values (1, '{"b":1,"a":2}'), (2, '{"a":1.0}'), (3, '{"a":[1,2]}')`
  const command = nodeCommand(`
    const { rows } = await client.query('select id from t')
    const db = new DatabaseSync(process.env.ROLLBACK_PATH)
    db.exec('create table t (${table})')
    const written = ['{"a": 2, "b": 1}', '{"a": 1.1}', '{"a": [2, 1]}']
    for (const { id } of rows) db.prepare('insert into t values (?, ?)').run(BigInt(id), written[id - 1])`)
  expect(await rollbackOf(source, `create table t (${target})`, { command })).toMatchObject({
    status: 'fail',
    evidence: expect.stringContaining(evidence),
  })
})
