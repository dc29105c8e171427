import { expect, it } from 'vitest'
import { connect } from '../../../src/engines/postgres/connect.ts'
import type { PostgresDatabase } from '../../../src/engines/postgres/database.ts'
import { withCopiedCluster } from '../../../src/engines/postgres/provision/copied-cluster.ts'
import { databaseOn } from '../../../src/engines/postgres/server.ts'
import { compareByPages } from '../../../src/stages/readiness/backup/compared-rows.ts'
import type { SummedTable } from '../../../src/stages/readiness/backup/row-sums.ts'
import { withEmbeddedServer } from '../../support/embedded-server.ts'

const NEVER = new AbortController().signal

const ROWS = `select i, 'name ' || i from generate_series(1, 1000) i`
const LONG = `select i, string_agg(md5(i::text || j), '') from generate_series(1, 20) i, generate_series(1, 200) j group by i`
const AS_COPIED = { rows: 1000, restored: 1000, areSame: true, by: 'pages' }

/** Tables by the rows that they have, what is done to them in the copy, and what the comparison has to say. */
const TABLES: Readonly<Record<string, readonly [rows: string, change: string, found: object]>> = {
  untouched: [ROWS, '', AS_COPIED],
  empty: ['', '', { rows: 0, restored: 0, areSame: true, by: 'pages' }],
  long: [LONG, '', { rows: 20, restored: 20, areSame: true, by: 'pages' }],
  cell: [
    ROWS,
    `update cell set v = 'name 7' where id = 8`,
    { rows: 1000, restored: 1000, areSame: false, by: 'sums' },
  ],
  lost: [ROWS, `delete from lost where id = 1000`, { rows: 1000, restored: 999, areSame: false, by: 'sums' }],
  more: [
    ROWS,
    `insert into more values (1001, 'x')`,
    { rows: 1000, restored: 1001, areSame: false, by: 'sums' },
  ],
  long_cell: [
    LONG,
    `update long_cell set v = overlay(v placing '!' from 6000) where id = 20`,
    { rows: 20, restored: 20, areSame: false, by: 'sums' },
  ],
  moved: [ROWS, `update moved set v = v where id = 1`, { ...AS_COPIED, by: 'sums' }],
  gone: [ROWS, 'drop table gone', { rows: 1000, restored: null, areSame: false, by: 'sums' }],
  // what a transaction left on its page that was rolled back
  touched: [ROWS, '', AS_COPIED],
  parts: [ROWS, '', { ...AS_COPIED, by: 'sums' }],
}

const PLANNED: readonly SummedTable[] = Object.keys(TABLES).map((name) => planned(name))

function planned(name: string): SummedTable {
  return {
    source: name,
    target: { schema: 'public', name },
    partitioned: name === 'parts',
    rowCount: 1000,
    meanRowBytes: 10,
    columns: [
      { target: 'id', type: { kind: 'bigint' } },
      { target: 'v', type: { kind: 'text' } },
    ],
  }
}

it('rows that were restored as files are told from those of the target, whatever became of them', () =>
  withEmbeddedServer(null, NEVER, async (server) => {
    const target = databaseOn(server, 'postgres')
    for (const [name, [rows]] of Object.entries(TABLES)) {
      const parts =
        name === 'parts' ? ' partition by range (id); create table part partition of parts default' : ''
      const fill = rows === '' ? '' : `; insert into ${name} ${rows}`
      await run(target, `create table ${name} (id bigint, v text)${parts}${fill}`)
    }
    await run(target, 'begin; delete from touched where id > 900; rollback')
    await withCopiedCluster(server, 'postgres', NEVER, async (copy) => {
      const restored = databaseOn(copy.server, 'postgres')
      for (const [, change] of Object.values(TABLES)) await run(restored, change)
      await run(target, 'select count(*) from touched')
      const found = await compareByPages(PLANNED, target, restored)
      const wanted = Object.entries(TABLES).map(([source, [, , said]]) => ({ source, ...said }))
      expect(found.toSorted(byName)).toEqual(wanted.toSorted(byName))
    })
  }))

it('a row that a server does not see is lost, though its bytes are there', () =>
  withEmbeddedServer(null, NEVER, async (server) => {
    const target = databaseOn(server, 'postgres')
    await run(
      target,
      `create table t (id bigint, v text); insert into t ${ROWS};
       create role reader login password 'reader' in role pg_checkpoint, pg_read_all_settings;
       grant select on t to reader; alter table t enable row level security;
       create policy all_but_one on t using (id <> 1)`,
    )
    const address = { ...server.address, user: 'reader', password: 'reader' }
    const restored = { ...target, connect: () => connect(address) }
    expect(await compareByPages([planned('t')], target, restored)).toEqual([
      { source: 't', rows: 1000, restored: 999, areSame: false, by: 'sums' },
    ])
  }))

function byName(one: { readonly source: string }, other: { readonly source: string }): number {
  return one.source < other.source ? -1 : 1
}

async function run(database: PostgresDatabase, sql: string): Promise<void> {
  const connection = await database.connect()
  await connection.query(sql).finally(connection.close)
}
