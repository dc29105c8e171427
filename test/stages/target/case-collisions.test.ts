import { expect, it } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { QUIET, snapshotOf } from '../catalog/read-from.ts'

const KEY = 'a text collate nocase, b text, c blob, d text collate rtrim'

interface Case {
  readonly title: string
  readonly columns?: string
  readonly key: string
  readonly rows: string
  readonly collide: number
}

const CASES: readonly Case[] = [
  {
    title: 'one column, two spellings of one letter',
    key: 'a',
    rows: `('É', '', '', ''), ('é', '', '', ''), ('e', '', '', '')`,
    collide: 2,
  },
  {
    title: 'a column beside it that differs in case, and is compared by case',
    key: 'a, b',
    rows: `('é', 'Us', '', ''), ('é', 'us', '', ''), ('x', 'a', '', '')`,
    collide: 0,
  },
  {
    title: 'a column beside it that is equal',
    key: 'a, b',
    rows: `('É', 'us', '', ''), ('é', 'us', '', ''), ('É', 'US', '', '')`,
    collide: 2,
  },
  {
    title: 'bytes beside it that are letters of two cases',
    key: 'a, c',
    rows: `('é', '', x'4d', ''), ('é', '', x'6d', ''), ('É', '', x'01', '')`,
    collide: 0,
  },
  {
    title: 'bytes beside it that are equal',
    key: 'a, c',
    rows: `('é', '', x'4d', ''), ('É', '', x'4d', ''), ('É', '', x'01', '')`,
    collide: 2,
  },
  {
    title: 'single bytes beside it, which are no text in UTF-16',
    key: 'a, c',
    rows: `('é', '', x'01', ''), ('é', '', x'02', ''), ('x', '', x'01', ''), ('x', '', x'02', '')`,
    collide: 0,
  },
  {
    title: 'blanks at the end of a column that does not regard them',
    key: 'a, d',
    rows: `('é', '', '', 'x '), ('É', '', '', 'x'), ('É', '', '', 'X')`,
    collide: 2,
  },
  {
    title: 'ASCII letters of a NOCASE column beside it',
    columns: 'a text collate nocase, b text collate nocase, c, d',
    key: 'a, b',
    rows: `('é', 'US', '', ''), ('É', 'us', '', ''), ('É', 'de', '', '')`,
    collide: 2,
  },
  {
    title: 'bytes of a NOCASE column, which no collation folds',
    columns: 'a text collate nocase, b, c blob collate nocase, d',
    key: 'a, c',
    rows: `('é', '', x'4d', ''), ('é', '', x'6d', ''), ('é', '', 'Ä', '')`,
    collide: 0,
  },
  {
    title: 'NULL, which is equal to nothing',
    key: 'a, b',
    rows: `('É', null, '', ''), ('é', null, '', '')`,
    collide: 0,
  },
]

for (const encoding of ['UTF-8', 'UTF-16le'] as const) {
  it.each(CASES)(`In ${encoding}, what lower() would take as equal is told of $title`, async (given) => {
    const { columns = KEY, key, rows, collide } = given
    const path = await sqliteFromSql(`
      pragma encoding = '${encoding}';
      create table t (${columns}, unique (${key}));
      insert into t values ${rows}`)
    const { issues } = deriveSchema(await readCatalog(snapshotOf(path, encoding), QUIET))
    const found = issues.filter(({ issue }) => issue.code === 'unicode-case-collision')
    expect(found).toHaveLength(1)
    const database = openSqlite(path)
    const counted = database.prepare(`select count(*) from t where ${found[0]?.rowsWhere}`).pluck().get()
    database.close()
    expect(counted).toBe(BigInt(collide))
  })
}
