import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { bindParameters, surplusParameters } from '../../../src/stages/performance/bind-parameters.ts'
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
  [`select :id, x ? 'b' from t`, { id: 1 }, `select $1, x ? 'b' from t`, [1]],
  [
    `select x ?| array['b'], x ?& y from t where id = :id`,
    { id: 1 },
    `select x ?| array['b'], x ?& y from t where id = $1`,
    [1],
  ],
  [
    `select x ? 'b', (x) ?| y, x::jsonb ?& y from t`,
    [],
    `select x ? 'b', (x) ?| y, x::jsonb ?& y from t`,
    [],
  ],
  [
    `select x @? '$.a', x @@ '$.a' from t where id = ? limit ?`,
    [1, 2],
    `select x @? '$.a', x @@ '$.a' from t where id = $1 limit $2`,
    [1, 2],
  ],
  [
    'select ?||?, (?), case when ? then ? end',
    [1, 2, 3, 4, 5],
    'select $1||$2, ($3), case when $4 then $5 end',
    [1, 2, 3, 4, 5],
  ],
])('%s', (sql, parameters, expected, values) => {
  expect(bindParameters(sql, parameters, 'postgres')).toMatchObject({ sql: expected, values })
})

test.each<[string, Parameters]>([
  ['select ?', []],
  ['select ?2', ['a']],
  ['select :x', { y: 1 }],
  ['select :toString', {}],
])('%s needs a value that is not there', (sql, parameters) => {
  expect(bindParameters(sql, parameters, 'sqlite')).toMatch(/no value for the parameter/)
})

test.each<[string, Parameters, readonly string[]]>([
  ['select ?', ['a', 'b', 'c'], ['number 2', 'number 3']],
  ['select 1', ['a'], ['number 1']],
  ['select ?2', ['a', 'b'], []],
  ['select :id', { id: 1, nosuch: 2 }, ['nosuch']],
  ['select :id, @id, $id', { id: 1 }, []],
])('%s has no place for what is surplus', (sql, parameters, expected) => {
  expect(surplusParameters({ sqlite: sql, postgres: sql }, parameters)).toEqual(expected)
})

test('a value that only one of two texts uses is no surplus', () => {
  expect(surplusParameters({ sqlite: 'select ?1', postgres: 'select $1, $2' }, [1, 2])).toEqual([])
  expect(surplusParameters({ sqlite: 'select :a', postgres: 'select :b' }, { a: 1, b: 2 })).toEqual([])
})

test('an integer of more than 64 bits has no place in SQLite', () => {
  expect(bindParameters('select ?', [2n ** 63n - 1n], 'sqlite')).toMatchObject({ values: [2n ** 63n - 1n] })
  expect(bindParameters('select ?', [2n ** 63n], 'sqlite')).toMatch(/\?1 is no integer of 64 bits/)
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

test('each parameter keeps the spelling of its owner', () => {
  expect(bindParameters('select :b, @a, :b, @b', { a: 1, b: 2 }, 'sqlite')).toMatchObject({
    written: [':b', '@a'],
  })
  expect(bindParameters('select ?, ?2, ?', [1, 2, 3], 'sqlite')).toMatchObject({ written: ['?', '?2', '?'] })
})
