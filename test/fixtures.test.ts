import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CATEGORIES } from '../src/issues/issue-ranks.ts'
import { rehearseFile } from './support/rehearse.ts'

function load(name: string): DatabaseSync {
  const database = new DatabaseSync(':memory:', { enableDoubleQuotedStringLiterals: true })
  database.exec(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'))
  return database
}

function count(database: DatabaseSync, sql: string): number {
  return database.prepare(sql).all().length
}

function tablesOf(database: DatabaseSync): readonly string[] {
  const tables = database.prepare(
    `select name from pragma_table_list where type = 'table' and schema = 'main'`,
  )
  return tables.all().map(({ name }) => String(name))
}

function totalRows(database: DatabaseSync): number {
  const rows = tablesOf(database).map((name) => count(database, `select 1 from "${name}"`))
  return rows.reduce((sum, number) => sum + number, 0)
}

function dump(database: DatabaseSync): readonly unknown[] {
  return tablesOf(database).map((name) => [name, database.prepare(`select * from "${name}"`).all()])
}

it.each(['league.sql', 'clean.sql'])('%s holds the same rows every time', (name) => {
  expect(dump(load(name))).toEqual(dump(load(name)))
})

describe('fixtures/league.sql', () => {
  const league = load('league.sql')

  it('holds a few thousand rows in a sound file', () => {
    expect(league.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(totalRows(league)).toBeGreaterThan(3000)
  })

  it.each([
    ['text in an integer column', `select 1 from players where typeof(jersey) = 'text'`, 2],
    [
      'a duplicate that only PostgreSQL sees',
      `select 1 from players group by cast(card_number as text) having count(*) > 1`,
      1,
    ],
    ['a text that is too long', `select 1 from owners where length(display_name) > 24`, 1],
    ['a boolean as a word', `select 1 from owners where typeof(is_commissioner) = 'text'`, 1],
    ['a number that is too large', `select 1 from teams where budget >= 100000`, 1],
    ['an impossible date', `select 1 from teams where date(founded_on) is not founded_on`, 1],
    ['JSON that is none', `select 1 from players where not json_valid(report)`, 1],
    ['NULL in a primary key', `select 1 from draft_picks where pick_code is null`, 2],
    ['U+0000 in texts', `select 1 from messages where instr(body, char(0)) and typeof(body) = 'text'`, 2],
    ['a blob in a text column', `select 1 from messages where typeof(body) = 'blob'`, 1],
    ['reals in an integer column', `select 1 from messages where typeof(read_by) = 'real'`, 2],
    ['orphans in box_scores', `select 1 from pragma_foreign_key_check('box_scores')`, 3],
    ['orphans in games', `select 1 from pragma_foreign_key_check('games')`, 1],
    ['timestamps with an offset', `select 1 from games where starts_at like '%+02:00'`, 6],
    [
      'rows that are equal in all columns',
      `select 1 from trade_items group by trade_id, player_id, note having count(*) > 1`,
      1,
    ],
  ])('holds %s', (_, sql, rows) => {
    expect(count(league, sql)).toBe(rows)
  })

  it('has given away a higher id than the highest that is there', () => {
    expect(
      league
        .prepare(
          `select seq, max(id) as highest from sqlite_sequence, owners where sqlite_sequence.name = 'owners'`,
        )
        .get(),
    ).toEqual({ seq: 14, highest: 13 })
  })
})

describe('fixtures/clean.sql', () => {
  const clean = load('clean.sql')

  it('holds over a thousand rows in a sound file', () => {
    expect(clean.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(totalRows(clean)).toBeGreaterThan(1000)
  })

  it('has no row without a parent', () => {
    expect(count(clean, 'pragma foreign_key_check')).toBe(0)
  })
})

describe('rehearsed on a real server', () => {
  it('clean.sql is a complete success, with nothing to report', async () => {
    const record = await rehearseFile(pathOf('clean.sql'))
    expect(record.issues).toEqual([])
    expect(record.result).toBe('complete')
    expect(record.summary).toMatchObject({ rowsRejected: 0, mismatches: 0, validation: 'PASS' })
    expect(record.objects.filter(({ status }) => status === 'dropped')).toEqual([])
  })

  it('league.sql shows a problem of every category, and every loaded cell is equal', async () => {
    const record = await rehearseFile(pathOf('league.sql'))
    expect(record.result).toBe('failure')
    expect(record.summary).toMatchObject({ rowsRejected: 9, mismatches: 0, validation: 'PASS' })
    expect(new Set(record.issues.map(({ category }) => category))).toEqual(new Set(CATEGORIES))
    expect(new Set(record.issues.map(({ code }) => code))).toEqual(new Set(PLANTED))
  })
})

/** One code for each kind of problem that the comments of league.sql announce. */
const PLANTED = [
  'binary-in-text',
  'boolean-spelling',
  'check-not-translated',
  'date-encoding',
  'decimal-overflow',
  'default-not-translated',
  'duplicate-key',
  'foreign-key-not-indexed',
  'foreign-key-orphans',
  'foreign-key-parent-missing',
  'foreign-key-parent-rejected',
  'fraction-in-integer',
  'generated-column-not-translated',
  'integer-beyond-64-bits',
  'invalid-date',
  'invalid-json',
  'invalid-utf8',
  'migration-history-table',
  'mixed-storage-classes',
  'name-needs-quotes',
  'no-primary-key',
  'nocase-collation',
  'nul-in-text',
  'null-in-primary-key',
  'on-conflict-clause',
  'reserved-column-name',
  'time-zone-mixed',
  'time-zone-normalised',
  'trigger-not-migrated',
  'varchar-overflow',
  'view-not-migrated',
  'virtual-table-not-migrated',
  'wrong-storage-class',
]

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
}
