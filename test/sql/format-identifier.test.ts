import { expect, it } from 'vitest'
import { formatIdentifier, formatQualified } from '../../src/sql/format-identifier.ts'
import { withTestConnection } from '../support/postgres.ts'

const HOSTILE = [
  'a b',
  'A',
  'ä',
  '1a',
  'a$',
  '',
  'a"b',
  "a'b",
  'a\nb',
  'x"; DROP TABLE users; --',
  '😀',
  'a.b',
]

it('quotes as quote_ident does', async () => {
  await withTestConnection(async (postgres) => {
    const { rows } = await postgres.query(`
      select word, quote_ident(word) as quoted from pg_get_keywords()
       where word not in ('abs', 'ceil')`)
    const differing = rows.filter(({ word, quoted }) => formatIdentifier(word ?? '') !== quoted)
    expect(rows.length).toBeGreaterThan(400)
    expect(differing).toEqual([])
    for (const name of HOSTILE) {
      const [row] = (await postgres.query('select quote_ident($1) as quoted', [name])).rows
      expect(formatIdentifier(name)).toBe(row?.quoted)
    }
  })
})

it('quotes each part of a qualified name for itself', () => {
  expect(formatQualified({ schema: 'public', name: 'user' })).toBe('public."user"')
})
