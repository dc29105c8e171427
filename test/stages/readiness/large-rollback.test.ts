import { describe, expect, test, vi } from 'vitest'
import * as sameTables from '../../../src/stages/readiness/rollback/same-tables.ts'
import { alter, findingOf } from '../../support/checklist.ts'

/** A source beyond 8 MB is first compared by its pages. */
const LARGE = `
  create table notes (id integer primary key, body text, size integer);
  create table words (word text primary key, n integer) without rowid;
  create table loose (body text, n real);
  with n (i) as (values (1) union all select i + 1 from n where i < 9000)
    insert into notes select i, printf('%.900c', 'x') || i, i % 7 from n;
  insert into words select 'word ' || id, size from notes;
  insert into loose select body, size / 2.0 from notes where id < 500;
  create index notes_size on notes (size)`

const found = vi.spyOn(sameTables, 'findSameTables')

describe('of a large source', () => {
  test('the file that is written back is the same, and most of it byte for byte', async () => {
    const finding = await findingOf('rollback-plan', LARGE)
    expect(finding.evidence).toMatch(
      /18,499 rows, every value and storage class of 45,998 cells, and 4 definitions/,
    )
    expect(finding.status).toBe('pass')
    const same = await found.mock.results[0]?.value
    expect(same.get('notes')).toBe(9000)
    expect(same.get('loose')).toBe(499)
  })

  test.each([
    ['a cell', `update notes set body = 'y' where id = 9000`, '1 cell of notes.body came back changed'],
    ['a number', `update notes set size = 9 where id = 1`, '1 cell of notes.size came back changed'],
    ['a row', 'delete from notes where id = 4500', '1 row of notes did not come back'],
    [
      'a row more',
      `insert into notes values (9001, 'z', 1)`,
      '1 row of notes came back that the snapshot has not',
    ],
    [
      'a cell WITHOUT ROWID',
      `update words set n = 9 where word = 'word 77'`,
      '1 cell of words.n came back changed',
    ],
    [
      'a row without a key',
      `delete from loose where n = 1.5 and body like '%x3'`,
      '1 row of loose did not come back',
    ],
  ])('%s that changed is found', async (_, damage, evidence) => {
    const finding = await findingOf('rollback-plan', LARGE, {}, (migrated) => alter(migrated, damage))
    expect(finding.evidence).toContain(evidence)
    expect(finding.status).toBe('fail')
  })
})
