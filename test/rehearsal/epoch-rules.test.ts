import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { remedied } from './remedied.ts'

const RULES = [
  'a > 1700000000',
  'a >= 1700000000',
  '1700000000 = a',
  'a <> 1700000000',
  'a between 1700000000 and b',
  'b is null or b >= a',
  'a not in (1700000000, 1700000001)',
  'coalesce(b, a) > 1700000001',
  'nullif(a, 1700000000) is not null',
  'case when b < a then a > 0 else a < 1700000002 end',
]

const ROWS = [
  [1_700_000_000, 1_700_000_000],
  [1_700_000_001, 1_700_000_000],
  [1_700_000_002, null],
  [1_700_000_001, 1_700_000_003],
  [null, 1_700_000_001],
] as const

const inserted = (factor: number) =>
  ROWS.map((row) => `(${row.map((value) => (value === null ? 'null' : value * factor)).join(', ')})`).join(
    ', ',
  )

/** The rule over milliseconds is the one over seconds with longer numbers. */
const inMilliseconds = (rule: string) => rule.replace(/17\d{8}/g, '$&000')

test.each([
  ['seconds', 1, RULES],
  ['milliseconds', 1000, RULES.map(inMilliseconds)],
] as const)('CHECKs over %s since 1970 hold for the same rows in both engines', async (_, factor, rules) => {
  const tables = rules.map((rule, at) => ({
    rule,
    sql: `create table t${at} (id integer primary key, a datetime, b timestamp, check (${rule}));
          insert into t${at} (a, b) values ${inserted(factor)};`,
  }))
  const script = `pragma ignore_check_constraints = on; ${tables.map(({ sql }) => sql).join('\n')}`
  const { record, rows } = await remedied(
    script,
    [],
    "select count(*)::text from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace",
  )
  expect(rows).toEqual([[String(rules.length)]])
  const source = new Database(':memory:')
  source.exec(script)
  const broken = tables.flatMap(({ rule }, at) => {
    const count = source.prepare(`select count(*) from t${at} where not (${rule})`).pluck().get()
    return count === 0 ? [] : [[`t${at}`, count]]
  })
  source.close()
  expect(broken.length).toBeGreaterThan(5)
  const found = record.issues.filter(({ code }) => code === 'check-violated')
  expect(found.map(({ table, rows: count }) => [table, count]).toSorted()).toEqual(broken.toSorted())
})
