import { describe, expect, test } from 'vitest'
import { formatIdentifier } from '../../../src/sql/format-identifier.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { notNullName } from '../../../src/stages/target/names/not-null-names.ts'
import { renderDdl } from '../../../src/stages/target/render-ddl.ts'
import { testServer, withTestConnection } from '../../support/postgres.ts'
import { catalogOf } from '../catalog/read-from.ts'

describe.skipIf(testServer().majorVersion < 18)('a name that PostgreSQL gives to NOT NULL', () => {
  test.each<readonly [string, string, string]>([
    ['short names', 'users', 'name'],
    ['capitals', 'Users', 'firstName'],
    ['the longest that fits', 't'.repeat(30), 'c'.repeat(23)],
    ['halves of one length', 't'.repeat(40), 'c'.repeat(40)],
    ['a long table', 't'.repeat(63), 'name'],
    ['a long column', 'users', 'c'.repeat(63)],
    ['characters of two bytes', `t${'é'.repeat(25)}`, 'ß'.repeat(20)],
    ['characters of four bytes', '😀'.repeat(9), `c${'🐘'.repeat(12)}`],
  ])('is known: %s', async (_, table, column) => {
    await withTestConnection(async (connection) => {
      const [t, c] = [formatIdentifier(table), formatIdentifier(column)]
      await connection.query(`create table ${t} (${c} text not null)`)
      await connection.query(`create schema s; create table s.${t} (${c} text not null)`)
      const { rows } = await connection.query(`select conname from pg_constraint where contype = 'n'`)
      expect(rows).toContainEqual({ conname: notNullName(table, column, 0) })
    })
  })
})

const LONG = 't'.repeat(50)

test.each<readonly [string, string, readonly string[]]>([
  [
    'a CHECK',
    'create table users (id integer primary key, name text not null constraint users_name_not_null check (length(name) > 0))',
    ['users_pkey', 'users_name_not_null_1'],
  ],
  [
    'a CHECK of a column that may be NULL',
    'create table users (id integer primary key, name text constraint users_name_not_null check (name is not null))',
    ['users_pkey', 'users_name_not_null'],
  ],
  [
    'a UNIQUE',
    'create table users (id integer primary key, name text not null, constraint users_name_not_null unique (name))',
    ['users_pkey', 'users_name_not_null_1'],
  ],
  [
    'a primary key',
    'create table users (code text, constraint users_code_not_null primary key (code)) without rowid',
    ['users_code_not_null_1'],
  ],
  [
    'a foreign key',
    'create table users (id integer primary key, boss integer not null constraint users_boss_not_null references users (id))',
    ['users_pkey', 'users_boss_not_null_1'],
  ],
  [
    'a CHECK about the key',
    'create table users (id integer primary key, constraint users_id_not_null check (id > 0))',
    ['users_pkey', 'users_id_not_null_1'],
  ],
  [
    'a CHECK of another table',
    'create table users (name text not null); create table t (a integer constraint users_name_not_null check (a > 0))',
    ['users_name_not_null'],
  ],
  [
    'a cut name',
    `create table ${LONG} (a_long_column text not null, constraint ${notNullName(LONG, 'a_long_column', 0)} check (a_long_column <> ''))`,
    [`${notNullName(LONG, 'a_long_column', 0).slice(0, 61)}_1`],
  ],
  [
    'a CHECK with the number that the second of two equal names gets',
    `create table a (b_c text not null);
     create table a_b (c text not null, constraint a_b_c_not_null check (c <> ''), constraint a_b_c_not_null1 check (c <> 'x'))`,
    ['a_b_c_not_null_1', 'a_b_c_not_null1_1'],
  ],
])('the name of a NOT NULL is kept from %s of the source', async (_, sql, names) => {
  const schema = deriveSchema(await catalogOf(sql))
  expect(schema.postData.map(({ name }) => name)).toEqual(names)
  await withTestConnection((connection) => connection.query(renderDdl(schema)))
})
