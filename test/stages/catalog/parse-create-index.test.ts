import { describe, expect, it } from 'vitest'
import { parseCreateIndex } from '../../../src/stages/catalog/parse-create-index.ts'

describe('parseCreateIndex', () => {
  it.each([
    ['create index i on t (a)', ['a'], null],
    [
      'create unique index if not exists "main"."i" on [t] (a desc, "b c" collate nocase asc)',
      ['a', '"b c"'],
      null,
    ],
    [
      'create index i on t (lower(a) collate nocase, (a, b) desc, a + 1)',
      ['lower(a)', '(a, b)', 'a + 1'],
      null,
    ],
    [`create index i on t (a) where b > ')' and c is not null -- why`, ['a'], `b > ')' and c is not null`],
    [`create index i on t (substr(a, 1, 2) /* , */, b) WHERE (x)`, ['substr(a, 1, 2)', 'b'], '(x)'],
  ])('reads the parts and the WHERE of %s', (sql, parts, where) => {
    expect(parseCreateIndex(sql)).toEqual({ parts, where })
  })

  it.each([
    '',
    'create table t (a)',
    'create index i on t',
    'create index i on t (a',
    'create index i on t (a) using btree',
  ])('gives null for %j', (sql) => {
    expect(parseCreateIndex(sql)).toBeNull()
  })
})
