import { expect, test } from 'vitest'
import { toPerformance } from '../../src/settings/query-schema.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const ROWS = `
  create table t (id integer primary key, at datetime not null, day date not null);
  insert into t values (1, '2024-01-02 10:00:00', '2024-01-02'), (2, '2024-01-02 10:00:01', '2024-01-02'),
    (3, '2024-01-03 00:00:00', '2024-01-03'), (4, '1999-12-31 23:59:59', '1999-12-31')`

const AT = `to_char(at, 'YYYY-MM-DD HH24:MI:SS') collate "C"`
const DAY = `to_char(day, 'YYYY-MM-DD') collate "C"`
const OF_THIS_FORM = 'where all texts of the column have this form in SQLite'
const MEANT = 'or a text of the form of the column, where the moment is meant'

interface Compared {
  readonly where: string
  readonly spelled: string
  readonly parameters?: { readonly [name: string]: string }
  /** The form of all texts of the column is known. */
  readonly isKnown?: true
}

const COMPARED: readonly Compared[] = [
  { where: `at <= '2024-01-02T10:00:00'`, spelled: `${AT} <= '2024-01-02T10:00:00'` },
  { where: `'2024-01-02T10:00:00' >= at`, spelled: `'2024-01-02T10:00:00' >= ${AT}` },
  { where: `at = '2024-01-02 10:00:00.000'`, spelled: `${AT} = '2024-01-02 10:00:00.000'` },
  {
    where: `at between '2024-01-02T00:00:00Z' and '2024-01-03T00:00:00Z'`,
    spelled: `${AT} between '2024-01-02T00:00:00Z' and '2024-01-03T00:00:00Z'`,
  },
  {
    where: `at not in ('2024-01-02T10:00:00', '2024-01-03')`,
    spelled: `${AT} not in ('2024-01-02T10:00:00', '2024-01-03')`,
  },
  { where: 'at > :since', parameters: { since: '2024-01-02T10:00:00.000Z' }, spelled: `${AT} > :since` },
  { where: `day < '2024-01-02 10:00:00'`, spelled: `${DAY} < '2024-01-02 10:00:00'`, isKnown: true },
]

test('a moment that is compared with a text of another form is compared by its letters where that is offered', async () => {
  const queries = COMPARED.flatMap(({ where, spelled, parameters = {} }, at) => {
    const sql = `select id from t where ${where} order by id`
    const postgres = `select id from t where ${spelled} order by id`
    return [
      { name: `q${at}`, sql, parameters },
      { name: `spelled ${at}`, sql, postgres, parameters },
    ]
  })
  const record = await rehearseFile(await sqliteFromSql(ROWS), {
    performance: toPerformance(queries, undefined),
  })
  const told = record.issues.filter(({ code }) => code === 'query-results-differ')
  expect(told.map(({ object, remedy }) => ({ object, remedy }))).toEqual(
    COMPARED.map(({ spelled, isKnown }, at) => {
      const offered = isKnown ? spelled : `${spelled}, ${OF_THIS_FORM}`
      return { object: `q${at}`, remedy: `In PostgreSQL: ${offered}; ${MEANT}` }
    }),
  )
})

test('another difference is not put down to moments of the same form, nor to a LIMIT that is not reached', async () => {
  const others = [
    `select cast(id + 0.5 as integer) from t where at > '2024-01-01 00:00:00' order by id`,
    `select cast(id + 0.5 as integer) from t limit 9`,
  ]
  const unsorted = `select cast(id + 0.5 as integer) from t limit 3`
  const record = await rehearseFile(await sqliteFromSql(ROWS), {
    performance: toPerformance(
      [...others, unsorted].map((sql, at) => ({ name: `q${at}`, sql })),
      undefined,
    ),
  })
  const told = record.issues.filter(({ code }) => code === 'query-results-differ')
  expect(told.map(({ object, remedy }) => [object, remedy.split(/[;:]/)[0]])).toEqual([
    ['q0', 'Find out which difference of the two dialects it relies on'],
    ['q1', 'Find out which difference of the two dialects it relies on'],
    ['q2', 'Sort by a unique key in front of the LIMIT'],
  ])
})
