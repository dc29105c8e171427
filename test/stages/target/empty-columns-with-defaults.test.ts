import { describe, expect, it } from 'vitest'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { renderDdl } from '../../../src/stages/target/render-ddl.ts'
import type { TargetSchema } from '../../../src/stages/target/target-schema.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { catalogOf } from '../catalog/read-from.ts'

/** A column whose declared type does not hold what its DEFAULT gives. */
const REFUSED = [
  'timestamp not null default (unixepoch())',
  "datetime default (strftime('%s', 'now'))",
  "datetime default (strftime('%s', 'now') + 86400)",
  "timestamp not null default (unixepoch('subsec') * 1000)",
  "timestamp not null default (unixepoch('subsec'))",
  "integer default (unixepoch('subsec'))",
  "integer default (unixepoch('subsec', '+1 day'))",
  "datetime default (strftime('%s', 'now') || '000')",
  'date not null default current_timestamp',
  "date default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
  "date default '2020-01-01 12:00:00'",
  'date default (unixepoch())',
  'time default current_timestamp',
  "time not null default '10:00:00+02:00'",
  "datetime default (strftime('%Y%m%d%H%M%S', 'now'))",
  'integer not null default current_timestamp',
  "integer default (date('now'))",
  'boolean default (unixepoch())',
  'varchar(10) default current_timestamp',
  'real default current_date',
  'integer default (hex(randomblob(9)))',
  'uuid not null default (hex(randomblob(16)))',
  'text default (randomblob(8))',
]

/** A column whose type stays as it is declared, whatever its DEFAULT gives. */
const KEPT: readonly (readonly [definition: string, type: string])[] = [
  ['datetime default current_timestamp', 'timestamp'],
  ['date default (date())', 'date'],
  ['text default (unixepoch())', 'text'],
  ["real default (unixepoch('subsec'))", 'double precision'],
  ['integer default (unixepoch())', 'bigint'],
  ['timestamptz default (unixepoch())', 'timestamptz'],
  ['datetime default 0', 'timestamp'],
  ["integer default ''", 'bigint'],
  ["date default ''", 'date'],
  ["datetime default (julianday('now'))", 'timestamp'],
]

/** A column without a type, or of a name that says nothing. */
const UNTYPED: readonly (readonly [definition: string, type: string])[] = [
  ['not null default 0', 'bigint'],
  ['not null default -1', 'bigint'],
  ['default 9007199254740993', 'bigint'],
  ['default true', 'bigint'],
  ['default (1 + 2)', 'bigint'],
  ['default (unixepoch())', 'bigint'],
  ['default 1.5', 'double precision'],
  ['default 1e3', 'double precision'],
  ["not null default ''", 'text'],
  ["default '5'", 'text'],
  ['default current_timestamp', 'text'],
  ['default word', 'text'],
  ["default x'00'", 'bytea'],
  ['default (randomblob(8))', 'bytea'],
  ['foo default 3', 'bigint'],
  ["foo default '3'", 'bigint'],
  ["foo default '1.5'", 'double precision'],
  ["foo default 'abc'", 'text'],
  ['any default 5', 'bigint'],
  ['bit(8) default 5', 'bigint'],
]

const UNKNOWN = ['declared-type-unknown LOW']

describe('a column that holds no value', () => {
  it.each(UNTYPED)(
    'has the type of its DEFAULT where no type is declared: x %s',
    async (definition, type) => {
      const sql = `create table t (id integer primary key, x ${definition})`
      const empty = deriveSchema(await catalogOf(sql))
      const filled = deriveSchema(await catalogOf(`${sql}; insert into t (id) values (1)`))
      expect([typeOf(empty), typeOf(filled)]).toEqual([type, type])
      expect(problemsOf(empty)).toEqual(/^(default|not|any)/.test(definition) ? [] : UNKNOWN)
      await withTestConnection(async (postgres) => {
        await postgres.query(`${renderDdl(empty)}; insert into t (id) values (1)`)
        expect((await postgres.query('select id from t where x is not null')).rows).toHaveLength(1)
      })
    },
  )

  it('has it in a STRICT table too, and text where the DEFAULT says nothing', async () => {
    expect(typeOf(deriveSchema(await catalogOf('create table t (x any default 5) strict')))).toBe('bigint')
    expect(typeOf(deriveSchema(await catalogOf('create table t (x default null)')))).toBe('text')
    expect(typeOf(deriveSchema(await catalogOf('create table t (x)')))).toBe('text')
  })

  it.each(REFUSED)('has the type that it has beside the value of its DEFAULT: %s', async (definition) => {
    const sql = `create table t (id integer primary key, x ${definition})`
    const empty = deriveSchema(await catalogOf(sql))
    // several, for one in a few hundred random blobs is a text by chance
    const rows = 'insert into t (id) values (1), (2), (3), (4), (5), (6), (7), (8)'
    const filled = deriveSchema(await catalogOf(`${sql}; ${rows}`))
    expect(typeOf(empty)).toEqual(typeOf(filled))
    expect(problemsOf(empty)).toEqual(['declared-type-not-followed LOW'])
    await withTestConnection(async (postgres) => {
      await postgres.query(`${renderDdl(empty)}; insert into t (id) values (1)`)
      expect((await postgres.query('select id from t where x is not null')).rows).toHaveLength(1)
    })
  })

  it.each(KEPT)('keeps the type of its declaration: %s', async (definition, type) => {
    const schema = deriveSchema(await catalogOf(`create table t (id integer primary key, x ${definition})`))
    expect(typeOf(schema)).toBe(type)
  })

  it('holds seconds that are a part of a microsecond off, as days give them', async () => {
    const seconds = `datetime default ((julianday('now') - 2440587.5) * 86400.0)`
    const schema = deriveSchema(await catalogOf(`create table t (id integer primary key, x ${seconds})`))
    expect([typeOf(schema), problemsOf(schema)]).toEqual([
      'double precision',
      ['declared-type-not-followed LOW'],
    ])
  })

  it('takes the DEFAULT where all values are NULL, and no DEFAULT where there is a value', async () => {
    const sql = 'create table t (id integer primary key, x date default current_timestamp)'
    const nulls = deriveSchema(await catalogOf(`${sql}; insert into t (x) values (null)`))
    expect(typeOf(nulls)).toBe('timestamp')
    const days = deriveSchema(await catalogOf(`${sql}; insert into t (x) values ('2024-01-01')`))
    expect(typeOf(days)).toBe('date')
  })

  it('has the type of a rowid, and that of a STRICT table', async () => {
    const rowid = deriveSchema(
      await catalogOf('create table t (x integer primary key default current_timestamp)'),
    )
    expect(typeOf(rowid)).toBe('bigint')
    const strict = deriveSchema(await catalogOf('create table t (x int default current_timestamp) strict'))
    expect(typeOf(strict)).toBe('bigint')
  })
})

function typeOf({ tables }: TargetSchema): string | undefined {
  return tables[0]?.columns.find(({ source }) => source === 'x')?.type.kind
}

function problemsOf({ issues }: TargetSchema): readonly string[] {
  return issues
    .filter(({ issue }) => issue.column === 'x')
    .map(({ issue }) => `${issue.code} ${issue.priority}`)
}
