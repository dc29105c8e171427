import { expect, it } from 'vitest'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import type { LedgerEntry } from '../../../src/stages/target/ledger-entry.ts'
import { renderDdl } from '../../../src/stages/target/render-ddl.ts'
import type { TargetSchema } from '../../../src/stages/target/target-schema.ts'
import { catalogOf } from '../catalog/read-from.ts'

const FAILS = 'SQLite cannot compute the column: unknown function: mine()'
const OVER = 'it is declared over g, which SQLite cannot compute'

/** Definitions behind `a integer, b integer`, and what the ledger has of them beside the primary key and its sequence. */
const CASES: readonly (readonly [
  title: string,
  definitions: string,
  more: string,
  ledger: readonly (readonly [type: string, name: string, sql: string, reason: string])[],
])[] = [
  [
    'a virtual column',
    'g as (abs(a))',
    '',
    [['generated', 'g', 'GENERATED ALWAYS AS (mine(a)) VIRTUAL', FAILS]],
  ],
  [
    'a virtual column that is NOT NULL',
    'g as (abs(a)) not null',
    '',
    [
      ['generated', 'g', 'GENERATED ALWAYS AS (mine(a)) VIRTUAL', FAILS],
      ['not-null', 'g', 'NOT NULL', FAILS],
    ],
  ],
  [
    'two columns',
    'g as (abs(a)), h as (abs(b)) not null',
    '',
    [
      ['generated', 'g', 'GENERATED ALWAYS AS (mine(a)) VIRTUAL', FAILS],
      ['generated', 'h', 'GENERATED ALWAYS AS (mine(b)) VIRTUAL', FAILS],
      ['not-null', 'h', 'NOT NULL', FAILS],
    ],
  ],
  [
    'all that is declared over it, and nothing else',
    'g as (abs(a)) unique references p (k), check (g > a), check (g > 0), check (b > 0)',
    'create index by_g on t (g); create index some on t (b) where g > 1; create index by_b on t (b)',
    [
      ['generated', 'g', 'GENERATED ALWAYS AS (mine(a)) VIRTUAL', FAILS],
      ['unique', 't_g_key', 'UNIQUE ("g")', OVER],
      ['index', 'by_g', 'CREATE INDEX by_g on t (g)', OVER],
      ['index', 'some', 'CREATE INDEX some on t (b) where g > 1', OVER],
      ['check', 't_check_1', 'CHECK (g > a)', OVER],
      ['check', 't_check_2', 'CHECK (g > 0)', OVER],
      ['foreign-key', 't_g_fkey', 'FOREIGN KEY ("g") REFERENCES "p" ("k")', OVER],
    ],
  ],
  [
    'an index whose name a constraint would have',
    'g as (abs(a)) unique, b2 integer',
    'create index t_g_key on t (b)',
    [
      ['generated', 'g', 'GENERATED ALWAYS AS (mine(a)) VIRTUAL', FAILS],
      ['unique', 't_g_key_1', 'UNIQUE ("g")', OVER],
    ],
  ],
]

it.each(CASES)(
  'What SQLite cannot compute is in the ledger once: %s',
  async (_, definitions, more, ledger) => {
    const schema = deriveSchema(
      await catalogOf(`
      create table p (k integer primary key);
      create table t (id integer primary key, a integer, b integer, ${definitions});
      insert into t (a, b) values (-1, 1);
      ${more};
      pragma writable_schema = on; update sqlite_schema set sql = replace(sql, 'abs', 'mine') where name = 't'`),
    )
    const entries = entriesOf(schema).filter(({ table }) => table === 't')
    const dropped = entries.filter(({ status }) => status === 'dropped')
    expect(dropped.map(({ type, name, sql, reason }) => [type, name, sql, reason])).toEqual(ledger)
    const identities = entries.map(({ type, table, name }) => JSON.stringify([type, table, name]))
    expect(new Set(identities).size).toBe(identities.length)
    expect(schema.tables.find(({ source }) => source === 't')?.columns.map(({ name }) => name)).not.toContain(
      'g',
    )
    const ddl = renderDdl(schema)
    for (const [type, name, , reason] of ledger)
      expect(ddl).toContain(`-- Not here: ${type} ${name} of t: ${reason}`)
  },
)

function entriesOf({ ledger, postData, sequences }: TargetSchema): readonly LedgerEntry[] {
  return [...ledger, ...[...postData, ...sequences].map(({ entry }) => entry)]
}
