import { expect, test } from 'vitest'
import { locateIssue } from '../../src/action/annotations/locate-issue.ts'
import type { IssueRecord } from '../../src/stages/record/run-record.ts'

const SQL = `-- create table nothing (a)
CREATE TABLE IF NOT EXISTS main.owners (
  id INTEGER PRIMARY KEY,
  "display name" TEXT
);
create table \`order\` (id integer, owner_id integer, [from] text);
create table owners_archive (name text);
`
const FILES = [
  { path: 'schema/app.sql', text: SQL },
  { path: 'rehearsal.yml', text: 'waivers:\n  - issue: quality/x:*\n    reason: r\n' },
]

function issue(changes: Partial<IssueRecord>): IssueRecord {
  return { code: 'row-refused', table: null, column: null, object: null, ...changes } as IssueRecord
}

test.each<[string, Partial<IssueRecord>, number | null]>([
  ['a table', { table: 'owners' }, 2],
  ['a table in other letters', { table: 'OWNERS' }, 2],
  ['a column', { table: 'owners', column: 'id' }, 3],
  ['a column in quotes', { table: 'owners', column: 'display name' }, 4],
  ['a table in backticks', { table: 'order', column: 'owner_id' }, 6],
  ['a column in brackets', { table: 'order', column: 'from' }, 6],
  ['a table whose name begins like another', { table: 'owners_archive', column: 'name' }, 7],
  ['a column that the text does not have', { table: 'owners', column: 'gone' }, 2],
  ['a table that it does not have', { table: 'gone' }, null],
  ['a name with signs of a pattern', { table: 'own.rs' }, null],
  ['an issue of the whole database', {}, null],
  ['a waiver', { code: 'waiver-unused', object: 'quality/x:*' }, 2],
  ['an index with the name of a waiver', { code: 'index-lost', object: 'quality/x:*' }, null],
])('%s has its line', (_, changes, line) => {
  expect(locateIssue(issue(changes), FILES)?.line ?? null).toBe(line)
})

test('the file is named as the annotation needs it', () => {
  expect(locateIssue(issue({ table: 'owners' }), FILES)?.file).toBe('schema/app.sql')
})
