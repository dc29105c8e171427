import { expect, test } from 'vitest'
import { withPostgres } from '../../src/engines/postgres/provision/provision.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { validate } from '../../src/rehearsal/validate.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer } from '../support/postgres.ts'
import { quietContext, serverUrl, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

/** A rule of every kind, in words that PostgreSQL spells in its own way. */
const SOURCE = `
  create table parent (id integer primary key, code text unique collate nocase, a integer, b integer, unique (a, b));
  create table child (
    id integer primary key autoincrement, name text not null default 'it''s \\' check (length(name) < 20),
    active boolean not null default 0 check (active in (0, 1)), price decimal(10,2) default 1.10,
    ratio real default -0.5, big integer default 9007199254740993, made datetime default current_timestamp,
    day date default current_date, tz timestamptz default current_timestamp, secs integer default (strftime('%s','now')),
    kind varchar(10) check (kind in ('a', 'b', 'it''s')), doc json default '{}', bytes blob default x'00ff',
    up text as (upper(name)) stored, twice integer as (big * 2), of integer references parent (id) on delete cascade,
    check (ratio <> 3 or name like 'a%'), check (price between 0 and 100.5), check (name not in ('x', 'y')),
    check (case when big > 1 then ratio > 0 else true end), unique (kind, name));
  create unique index u1 on child (kind) where active = 1;
  create unique index u2 on child (lower(name), price desc) where kind is not null and price > 3;
  create index i1 on child (big desc, name);
  insert into parent values (1, 'A', 1, 1); insert into child (id, name, ratio, kind, of) values (1, 'abc', 1.5, 'a', 1);`

/** Fills a database of this version, and compares it with a twin that `twin` makes. */
async function validatedOn(version: number, twin: string | null): Promise<RunRecord> {
  const snapshot = await sqliteFromSql(SOURCE)
  return await withPostgres({ url: null, version }, new AbortController().signal, async (server) => {
    const settings = await testSettings(snapshot, { postgres: { url: serverUrl(server), version: null } })
    const output = { ...settings.output, keep: true }
    const { target } = await rehearse({ ...settings, output }, quietContext(), { commit: null })
    const postgres = { url: serverUrl(server, target.database ?? ''), version: null }
    return await validate({ ...settings, postgres }, quietContext(), { commit: null }, { url: twin })
  })
}

function expectSound(record: RunRecord): void {
  expect(record.issues.map(({ id, message }) => `${id} ${message}`)).toEqual([])
  expect(record).toMatchObject({ result: 'complete', mismatches: [] })
  expect(record.objects.filter(({ status }) => status === 'dropped' || status === 'unverified')).toEqual([])
}

test.each([14, 15, 16, 17])(
  'a database of version %i is compared with a twin of its own',
  async (version) => {
    expectSound(await validatedOn(version, null))
  },
)

test.each([14, 15, 16, 17])('what version %i spells otherwise than the twin is the same', async (version) => {
  expect(testServer().majorVersion).not.toBe(version)
  expectSound(await validatedOn(version, serverUrl(testServer())))
})
