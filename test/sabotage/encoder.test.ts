import { afterEach, describe, expect, test, vi } from 'vitest'
import { exitCodeOf } from '../../src/rehearsal/gate.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import type { ColumnPlan, TablePlan } from '../../src/stages/plan/migration-plan.ts'
import { describeMismatch } from '../support/damaged-copy.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

/** What the encoder of the load does wrong; without a word it is the true one. */
const fault = vi.hoisted(
  (): {
    columns: Readonly<Record<string, string>>
    line: (line: string, table: string) => string
  } => ({ columns: {}, line: (line) => line }),
)

vi.mock('../../src/stages/load/encode-line.ts', async (importActual) => {
  const actual = await importActual<typeof import('../../src/stages/load/encode-line.ts')>()
  const fieldOf = (table: TablePlan, column: ColumnPlan) => {
    const wrong = fault.columns[column.source]
    return wrong === undefined
      ? actual.encodeLine({ ...table, columns: [column] })
      : `coalesce(${wrong}, '\\N')`
  }
  return {
    ...actual,
    encodeLine: (table: TablePlan) => {
      const fields = actual.loadedColumns(table).map((column) => fieldOf(table, column))
      return fault.line(`concat_ws(char(9), ${fields.join(', ')})`, table.source)
    },
  }
})

afterEach(() => {
  fault.columns = {}
  fault.line = (line) => line
})

const SOURCE = `
  create table cells (
    id integer primary key, name text, code varchar(10), ratio real, bare, price decimal(10,2), amount integer,
    data blob, active boolean, seen datetime, logged timestamptz, stamped timestamptz, born date, hired date, doc json, wins integer, losses integer);
  insert into cells values
    (1, 'Ada  ', 'A', 0.30000000000000004, 0.5, 19.99, 9007199254740993, x'00ff', 1, '2001-02-03 04:05:06.789',
     '2001-02-03T04:05:06+02:00', 1627303906122, '2001-02-03', '2021-02-03 00:00:00', '{"a": 1}', 3, 4),
    (2, 'a\\b' || char(10) || 'c', '', 1.5, 0.0, -0.5, 3, x'', 0, '2001-02-03 04:05:06', '2001-02-03 04:05:06Z', 1500000000000,
     '1999-12-31', '2022-02-03T00:00:00.000Z', '[1, 2]', 5, 5),
    (3, null, null, null, -0.0, null, null, null, null, null, null, null, null, null, null, null, null);
  create table log (at text, n integer); insert into log values ('x', 1), ('x', 1), ('y', 2);`

interface Fault {
  readonly what: string
  /** What it says of a column, in SQLite's words; NULL is written as the true one does. */
  readonly columns?: Readonly<Record<string, string>>
  /** What it makes of a whole line. */
  readonly line?: (line: string, table: string) => string
  /** `table.column {key} kind`, and no other. */
  readonly mismatches: readonly string[]
}

const value = (column: string, ...ids: readonly number[]) =>
  ids.map((id) => `cells.${column} {"id":${id}} value`)

/** SQLite's words for COPY, as the true encoder would put them, with one mistake in each. */
const FAULTS: readonly Fault[] = [
  {
    what: 'drops trailing spaces',
    columns: { name: `rtrim(replace(replace(name, '\\', '\\\\'), char(10), '\\n'))` },
    mismatches: value('name', 1),
  },
  {
    what: 'loses the escape of a backslash',
    columns: { name: `replace(name, char(10), '\\n')` },
    mismatches: value('name', 2),
  },
  {
    what: 'writes a space for a line break',
    columns: { name: `replace(replace(name, '\\', '\\\\'), char(10), ' ')` },
    mismatches: value('name', 2),
  },
  {
    what: 'folds a text to lower case',
    columns: { code: 'lower(code)' },
    mismatches: value('code', 1),
  },
  {
    what: 'writes NULL for an empty text',
    columns: { code: `nullif(code, '')` },
    mismatches: value('code', 2),
  },
  {
    what: 'writes an empty text for NULL',
    columns: { code: `ifnull(code, '')` },
    mismatches: value('code', 3),
  },
  {
    what: 'rounds reals to 15 digits',
    columns: { ratio: `iif(ratio is null, null, printf('%.15g', ratio))` },
    mismatches: value('ratio', 1),
  },
  {
    what: 'loses the sign of a zero',
    columns: { bare: `iif(bare = 0, '0', bare)` },
    mismatches: value('bare', 3),
  },
  {
    what: 'reads integers as reals',
    columns: { amount: `iif(amount is null, null, printf('%.0f', amount + 0.0))` },
    mismatches: value('amount', 1),
  },
  {
    what: 'cuts the decimals of a number',
    columns: { price: 'cast(price as integer)' },
    mismatches: value('price', 1, 2),
  },
  { what: 'cuts milliseconds', columns: { seen: 'substr(seen, 1, 19)' }, mismatches: value('seen', 1) },
  {
    what: 'forgets the offset of an instant',
    columns: { logged: `substr(logged, 1, 19) || '+00'` },
    mismatches: value('logged', 1),
  },
  {
    what: 'shifts the epoch by an hour',
    columns: {
      stamped: `datetime(stamped / 1000 + 3600, 'unixepoch') || printf('.%03d+00', stamped % 1000)`,
    },
    mismatches: value('stamped', 1, 2),
  },
  {
    what: 'cuts the milliseconds of an epoch',
    columns: { stamped: `datetime(stamped / 1000, 'unixepoch') || '+00'` },
    mismatches: value('stamped', 1),
  },
  {
    what: 'shifts a date by a day',
    columns: { born: `date(born, '+1 day')` },
    mismatches: value('born', 1, 2),
  },
  {
    what: 'takes a midnight for that of another day',
    columns: { hired: `date(hired, '-1 day')` },
    mismatches: value('hired', 1, 2),
  },
  {
    what: 'writes hex without its last byte',
    columns: {
      data: `iif(data is null, null, '\\\\x' || substr(hex(data), 1, max(0, length(hex(data)) - 2)))`,
    },
    mismatches: value('data', 1),
  },
  {
    what: 'writes every flag as true',
    columns: { active: `iif(active is null, null, 't')` },
    mismatches: value('active', 2),
  },
  {
    what: 'removes the spaces of JSON',
    columns: { doc: `replace(doc, ' ', '')` },
    mismatches: value('doc', 1, 2),
  },
  {
    what: 'takes two columns for each other',
    columns: { wins: 'losses', losses: 'wins' },
    mismatches: [...value('wins', 1), ...value('losses', 1)],
  },
  {
    what: 'loses a row',
    line: (line, table) => (table === 'cells' ? `iif(id = 2, null, ${line})` : line),
    mismatches: ['cells {"id":2} missing'],
  },
  {
    what: 'loses one of two equal rows',
    line: (line, table) => (table === 'log' ? `iif(rowid = 1, null, ${line})` : line),
    mismatches: ['log {} missing'],
  },
  {
    what: 'writes a row twice',
    line: (line, table) => (table === 'log' ? `iif(n = 2, ${line} || char(10) || ${line}, ${line})` : line),
    mismatches: ['log {} extra'],
  },
]

interface Seen {
  readonly exitCode: number
  readonly validation: string
  readonly mismatches: readonly string[]
  readonly issues: readonly string[]
}

async function rehearsed(): Promise<Seen> {
  const settings = await testSettings(await sqliteFromSql(SOURCE))
  const record = await rehearse(settings, quietContext(), { commit: null })
  expect(record.run.error).toBeNull()
  return {
    exitCode: exitCodeOf(record, 'failure'),
    validation: record.summary.validation,
    mismatches: record.mismatches.map(describeMismatch),
    issues: record.issues.map(({ id }) => id),
  }
}

/** What the source itself gives reason to tell. */
const ISSUES = [
  'schema/declared-type-not-followed:cells.hired',
  'quality/date-encoding:cells.stamped',
  'quality/time-zone-normalised:cells.logged',
  'performance/no-primary-key:log',
]

test('the true encoder makes no mismatch', async () => {
  expect(await rehearsed()).toEqual({ exitCode: 0, validation: 'PASS', mismatches: [], issues: ISSUES })
})

describe('an encoder that does one thing wrong is found out, in the cells that it spoils and in no other', () => {
  test.each(FAULTS)('$what', async ({ columns = {}, line = (whole: string) => whole, mismatches }) => {
    fault.columns = columns
    fault.line = line
    const seen = await rehearsed()
    expect({ ...seen, mismatches: seen.mismatches.toSorted() }).toEqual({
      exitCode: 1,
      validation: 'FAIL',
      mismatches: mismatches.toSorted(),
      issues: ISSUES,
    })
  })
})
