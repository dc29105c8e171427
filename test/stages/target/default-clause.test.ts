import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { catalogOf } from '../catalog/read-from.ts'

const CLAUSES = [
  `DEFAULT (1+2)`,
  `DEFAULT (lower('X'))`,
  `DEFAULT (-(1))`,
  `DEFAULT (~1)`,
  `DEFAULT ('a' || 'b')`,
  `DEFAULT (not 0)`,
  `DEFAULT -5`,
  `DEFAULT +1.5`,
  `DEFAULT 'it''s'`,
  `DEFAULT x'00ff'`,
  `DEFAULT true`,
  `DEFAULT current_date`,
  `DEFAULT "words"`,
  `DEFAULT (abs(-1) -- why\n)`,
]

test('the ledger spells each DEFAULT so that SQLite takes it, and gives the same', async () => {
  const columns = CLAUSES.map((clause, at) => `c${at} ${clause}`)
  const sql = `create table t (${columns.join(', ')})`
  const { ledger } = deriveSchema(await catalogOf(sql))
  const spelled = ledger.filter(({ type }) => type === 'default')
  expect(spelled.map((entry) => entry.sql)).toEqual(CLAUSES)
  const again = `create table t (${spelled.map((entry) => `${entry.name} ${entry.sql}`).join(', ')})`
  expect(defaultsOf(again)).toEqual(defaultsOf(sql))
})

function defaultsOf(sql: string): unknown {
  const database = new Database(':memory:')
  try {
    database.exec(`${sql}; insert into t default values`)
    return database.prepare('select * from t').get()
  } finally {
    database.close()
  }
}
