import { expect, test } from 'vitest'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

async function messagesOf(source: string, code: string): Promise<readonly string[]> {
  const { issues } = await rehearseFile(await sqliteFromSql(source))
  return issues.filter((issue) => issue.code === code).map(({ message }) => message)
}

test.each([
  ['(-5), (7)', '1 key below 0; the sequence goes on behind 7'],
  ['(-5), (0)', '1 key below 0; the sequence goes on behind 0'],
  ['(-5), (-2)', '2 keys below 0; the sequence begins with 1'],
])('of the keys %s it is told what the sequence gives next', async (keys, message) => {
  const source = `create table t (id integer primary key); insert into t values ${keys}`
  expect(await messagesOf(source, 'negative-key')).toEqual([message])
})

test.each([
  [`a ->> '$.x' > 1`, '->> of PostgreSQL reads a key from json, and gives texts for numbers too'],
  [`a -> '$.x' <> ''`, '-> of PostgreSQL reads a key from json, where SQLite reads a path from a text'],
  [
    `json_extract(a, '$.x') > 1`,
    'json_extract() is #>> in PostgreSQL, which reads json, and gives texts for numbers too',
  ],
  ['1 << length(a) > 0', '<< of PostgreSQL differs for counts below 0 and above 63'],
])('of CHECK (%s) it is told what PostgreSQL has instead', async (check, reason) => {
  const [message, ...others] = await messagesOf(
    `create table t (a text check (${check}))`,
    'check-not-translated',
  )
  expect(others).toEqual([])
  expect(message).toContain(reason)
})

test.each([
  ['uuid', 'length(a) = 36', 'a value of type uuid stands where a text is needed'],
  ['json', "a <> ''", 'a value of type json and a value of type text are compared in another way'],
  ['json', 'trim(a) is not null', 'a value of type json stands where a text is needed'],
])('of a column of %s it is told that CHECK (%s) reads its type otherwise', async (type, check, reason) => {
  const messages = await messagesOf(`create table t (a ${type} check (${check}))`, 'check-not-translated')
  expect(messages).toEqual([expect.stringContaining(reason)])
})

test.each([
  ['a row version', `(x'78FF42434445FE47')`, 0],
  ['a token', `(x'3aff4243')`, 0],
  ['a document', `(jsonb('{"a": 1}'))`, 1],
  ['a text', `(jsonb('"é\\u0000"'))`, 1],
  ['an infinite number', `(jsonb('1e400'))`, 1],
  ['documents beside a text in no encoding', `(jsonb('[1]')), (x'3aff4243')`, 2],
])('of blobs that are %s it is told how many are JSONB', async (_, values, rows) => {
  const path = await sqliteFromSql(
    `create table t (id integer primary key, a blob); insert into t (a) values ${values}`,
  )
  const { issues } = await rehearseFile(path)
  const told = issues.filter(({ code }) => code === 'sqlite-jsonb')
  expect(told.map((issue) => issue.rows)).toEqual(rows === 0 ? [] : [rows])
})

test.each([
  ['ZIPCODE', `'01234'`, true],
  ['PHONE', `'0049'`, true],
  ['FLOATING', `'01.50'`, true],
  ['TAG', `'x'`, false],
  ['INTEGER', `'01234'`, false],
])('what SQLite makes of the texts of a column declared %s, %s is told: %s', async (type, value, isTold) => {
  const path = await sqliteFromSql(
    `create table t (id integer primary key, a ${type}); insert into t values (1, ${value})`,
  )
  const { issues } = await rehearseFile(path)
  const told = issues.filter(({ message }) => message.includes('SQLite makes a number where it can'))
  expect(told.map(({ code }) => code)).toEqual(isTold ? ['declared-type-unknown'] : [])
  for (const { remedy } of told) expect(remedy).toContain('declare the column as TEXT')
})

test.each([
  ['1609459200, 1609459200000', '1 number counts seconds among others that count milliseconds'],
  ['1609459200, 1609459201, 1609459200000', '1 number counts milliseconds among others that count seconds'],
  ['1, 1609459200, 1609459200000', '1 number counts seconds among others that count milliseconds'],
])('of the moments %s it is told once that they count two things', async (moments, sentence) => {
  const rows = moments.split(', ').map((moment) => `(${moment})`)
  const path = await sqliteFromSql(
    `create table t (at datetime primary key); insert into t values ${rows.join(', ')}`,
  )
  const { issues } = await rehearseFile(path)
  expect(
    issues
      .filter(({ column }) => column === 'at')
      .map(({ id, rows: count, message }) => [id, count, message]),
  ).toEqual([
    ['quality/date-encodings-mixed:t.at', 1, `${sentence} since 1970-01-01 UTC; the target is bigint`],
  ])
})

const AS_TEXT = '; the target is text'

test.each([
  ['TIME', `'9:05', '10:30', 'x'`, [`HIGH 2 values are not a time in ISO form${AS_TEXT}`]],
  ['TIME', `'25:00:00', '26:00:00', '10:00'`, [`HIGH 2 times are later than 24:00${AS_TEXT}`]],
  [
    'TIME',
    `'25:00', ''`,
    [`MED 1 time is later than 24:00${AS_TEXT}`, `MED 1 value is not a time in ISO form${AS_TEXT}`],
  ],
  ['TIME', `'1899-12-30 11:00:00'`, [`MED 1 value is not a time in ISO form${AS_TEXT}`]],
  ['TIME', `'', ''`, [`MED 2 values are not a time in ISO form${AS_TEXT}`]],
  ['TIME', `'10:00:00.1234567', 'x'`, [`HIGH 1 value is not a time in ISO form${AS_TEXT}`]],
  ['TIMETZ', `'x', cast(x'4100' as text)`, [`MED 1 value is not a time in ISO form${AS_TEXT}`]],
  ['TIME', `'9:05', '10:30', '11:30'`, ['HIGH 1 value is not a time in ISO form']],
  ['DATE', `'', '2024-01'`, [`MED 2 values are not a date in ISO form${AS_TEXT}`]],
  ['DATETIME', `'', '2024-01'`, [`MED 2 values are not a timestamp in ISO form${AS_TEXT}`]],
])('of a column of %s with %s it is told how many values are no times', async (type, values, sentences) => {
  const path = await sqliteFromSql(
    `create table t (id integer primary key, a ${type}); insert into t (a) values (${values.split(', ').join('), (')})`,
  )
  const { issues } = await rehearseFile(path)
  const codes = ['invalid-date', 'time-beyond-day']
  const told = issues.filter(({ code }) => codes.includes(code))
  expect(told.map(({ priority, message }) => `${priority} ${message}`).sort()).toEqual(sentences)
  for (const { rows, message } of told) expect(message.startsWith(`${rows} `)).toBe(true)
})
