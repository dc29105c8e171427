import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { bindParameters } from '../../../src/stages/performance/bind-parameters.ts'
import type { Parameters } from '../../../src/stages/performance/performance-options.ts'
import { withTestConnection } from '../../support/postgres.ts'

test.each<[string, Parameters, string, readonly unknown[]]>([
  ['select ?, ?', ['a', 'b'], 'select $1, $2', ['a', 'b']],
  ['select ?2, ?1', ['a', 'b'], 'select $1, $2', ['b', 'a']],
  ['select ?2, ?', ['a', 'b', 'c'], 'select $1, $2', ['b', 'c']],
  ['select :x, @y, $x', { x: 'a', y: 'b' }, 'select $1, $2, $1', ['a', 'b']],
  [`select ':x', ?, '?' -- ?`, ['a'], `select ':x', $1, '?' -- ?`, ['a']],
  ['select $1::text', ['a'], 'select $1::text', ['a']],
  ['select 1', ['unused'], 'select 1', []],
  ['select $$x :y$$, $q$ $1 $q$, :z', { z: 'a' }, 'select $$x :y$$, $q$ $1 $q$, $1', ['a']],
  [`select $1, '{"b":1}'::jsonb ? 'b'`, ['a'], `select $1, '{"b":1}'::jsonb ? 'b'`, ['a']],
])('%s', (sql, parameters, expected, values) => {
  expect(bindParameters(sql, parameters, 'postgres')).toEqual({ sql: expected, values })
})

test.each<[string, Parameters]>([
  ['select ?', []],
  ['select ?2', ['a']],
  ['select :x', { y: 1 }],
  ['select :toString', {}],
])('%s needs a value that is not there', (sql, parameters) => {
  expect(bindParameters(sql, parameters, 'sqlite')).toMatch(/no value for the parameter/)
})

test('both engines take what comes of it', async () => {
  const sql = 'select cast(:b as text) || cast(:a as text) || cast(:b as text)'
  const sqlite = bindParameters(sql, { a: 'a', b: 'b' }, 'sqlite')
  const postgres = bindParameters(sql, { a: 'a', b: 'b' }, 'postgres')
  if (typeof sqlite === 'string' || typeof postgres === 'string') throw new Error('no query')
  const database = new Database(':memory:')
  const named = Object.fromEntries(sqlite.values.map((value, at) => [at + 1, value]))
  expect(database.prepare(sqlite.sql).pluck().get(named)).toBe('bab')
  database.close()
  const { rows } = await withTestConnection((connection) =>
    connection.read(postgres.sql, postgres.values.map(String)),
  )
  expect(rows).toEqual([['bab']])
})
