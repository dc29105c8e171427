import { describe, expect, it } from 'vitest'
import { alter, findingOf } from '../../support/checklist.ts'

const DOUBLES = Array.from({ length: 3000 }, (_, index) => Math.sin(index + 1) * 10 ** ((index % 600) - 300))

/** More than go into one statement, with all that ends a literal, a row or a line. */
const TEXTS = Array.from(
  { length: 1200 },
  (_, index) => `('it''s, ${index}', '${index}\r\n'')\n, (1', '''\n')`,
)

const VALUES = `
  create table n (id integer primary key, r real, anything, d decimal(20,10), f float not null);
  insert into n values
    (1, 9e999, -9e999, 0.1, -0.0), (2, -0.0, 0.0, -0.5, 1e308), (3, 5e-324, 2.0, 12345678.25, 0),
    (4, null, 1e15, 1e-9, 123456789012345680.0);
  insert into n (r, anything, d, f) values ${DOUBLES.map((value) => `(${value}, ${value}, 1, ${value})`).join(', ')};
  create table t (id integer primary key, a text, b text, last text, word boolean, e blob);
  insert into t values
    (1, '''', 'e''', '\n', 'true', x'27'), (2, '''\n''', ',', ',''e''\n', 0, x''), (3, 'null', '\\.', '', null, null);
  insert into t (a, b, last) values ${TEXTS.join(', ')};
  create table z (id integer primary key, v);
  insert into z values (1, -0.0), (2, 0.0), (3, 1.5);
  create table only_text (name text);
  insert into only_text values ('\\.'), (''), (null), ('null')`

describe('the way back', () => {
  it.each(['UTF-8', 'UTF-16le'])(
    'brings every number and every text to the last bit, in %s',
    async (encoding) => {
      const finding = await findingOf('rollback-plan', `pragma encoding = '${encoding}';${VALUES}`)
      expect(finding.evidence).toMatch(/4,214 rows, every value and storage class of 22,248 cells/)
      expect(finding.status).toBe('pass')
    },
  )

  it.each([
    ['tenths', ['10:00:00.5', '11:30:00.1', '24:00:00.0']],
    ['hundredths', ['10:00:00.25', '11:30:00.10']],
    ['milliseconds', ['10:00:00.125', '11:30:00.000']],
    ['minutes', ['10:00', '24:00']],
    ['seconds', ['10:00:00', '24:00:00']],
  ])('brings times of the day with their %s', async (_, times) => {
    const rows = times.map((time) => `('${time}')`).join(', ')
    const finding = await findingOf('rollback-plan', `create table t (at time); insert into t values ${rows}`)
    expect(finding).toMatchObject({
      status: 'pass',
      evidence: expect.stringContaining(`${times.length} rows`),
    })
  })

  it('brings rows of many megabytes among small ones', async () => {
    const sql = `
      create table t (id integer primary key, name text, e blob);
      insert into t values
        (1, 'a', x'00'), (2, replace(hex(zeroblob(4500000)), '0', ''''), zeroblob(3000000)), (3, 'b', x'01'),
        (4, null, zeroblob(9000000)), (5, 'c', null)`
    const finding = await findingOf('rollback-plan', sql)
    expect(finding.evidence).toMatch(/5 rows, every value and storage class of 15 cells/)
    expect(finding.status).toBe('pass')
  })

  it.each([
    ['-0.0 that became 0', 'update z set v = 0.0 where id = 1', /1 cell of z\.v came back changed/],
    [
      'a double that is not a number',
      `update n set r = 'NaN' where id = 1`,
      /1 cell of n\.r came back changed/,
    ],
    [
      'no number where one must be',
      `update n set f = 'NaN' where id = 1`,
      /SQLite refuses a row .* \(SQLITE_CONSTRAINT_NOTNULL\)/,
    ],
    ['the next double', 'update n set f = f * (1 + 2e-16) where id = 4', /1 cell of n\.f came back changed/],
    ['a text with one quote more', `update t set a = a || '''' where id = 9`, /1 cell of t\.a came back/],
    [
      'a statement in a text',
      `update t set a = '''); drop table n; --' where id = 5`,
      /1 cell of t\.a came back/,
    ],
  ])('sees %s', async (_, sql, evidence) => {
    const finding = await findingOf('rollback-plan', VALUES, {}, (migrated) => alter(migrated, sql))
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })
})
