import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findClientPrograms } from '../../src/engines/postgres/client-programs.ts'
import { alter, findingOf } from '../support/checklist.ts'
import { withEmbeddedServer } from '../support/embedded-server.ts'
import type { Migrated } from '../support/migrate.ts'
import { richSchema } from '../support/rich-schema.ts'

const CLEAN = readFileSync(new URL('../../fixtures/clean.sql', import.meta.url), 'utf8')

const TEAMS = `create table teams (id integer primary key, name text); insert into teams values (1, 'Harbour')`

/** The newest version of which this machine has the client programs and the tests have a server. */
async function installedVersion(): Promise<number> {
  for (const major of [18, 17, 16, 15, 14]) {
    if ((await findClientPrograms(major)) !== null) return major
  }
  throw new Error('This machine has no pg_dump; install postgresql-client.')
}

it('backs up with pg_dump and restores with pg_restore, and every cell is there', async () => {
  const version = await installedVersion()
  await withEmbeddedServer(version, new AbortController().signal, async (server) => {
    const finding = await findingOf('backup-restore', CLEAN, {}, undefined, server)
    expect(finding.evidence).toMatch(
      /^Backed up with pg_dump and pg_restore \d+\.\d+ in [\d.]+ s, restored into a second database in [\d.]+ s: there 6,544 cells were compared with the target, by the sums of all rows on both sides, in [\d.]+ s, none differs/,
    )
    expect(finding.status).toBe('pass')
  })
})

it('fails when the restore loses rows', async () => {
  const version = await installedVersion()
  await withEmbeddedServer(version, new AbortController().signal, async (server) => {
    const restore = `pg_restore=$(ls -d /usr/lib/postgresql/${version}/bin/pg_restore 2>/dev/null || command -v pg_restore); psql=$(dirname "$pg_restore")/psql; "$pg_restore" --dbname="$PGDATABASE" "$BACKUP_PATH" && "$psql" -qc "delete from box_scores where player_id = 3"`
    const backup = `pg_dump=$(ls -d /usr/lib/postgresql/${version}/bin/pg_dump 2>/dev/null || command -v pg_dump); "$pg_dump" -Fc -f "$BACKUP_PATH"`
    const written = { 'backup-command': backup, 'restore-command': restore }
    const finding = await findingOf('backup-restore', CLEAN, written, undefined, server)
    expect(finding.evidence).toMatch(/\d+ rows of box_scores lost/)
    expect(finding.status).toBe('fail')
  })
})

it('brings back one of each kind of object, and rows that the source knows nothing of', async () => {
  const version = await installedVersion()
  await withEmbeddedServer(version, new AbortController().signal, async (server) => {
    const rich = (migrated: Migrated) => alter(migrated, `create role rich_role; ${richSchema('rich_role')}`)
    const finding = await findingOf('backup-restore', TEAMS, {}, rich, server)
    expect(finding.evidence).toMatch(
      /none differs, and 2 rows of what only the target has, \d+ definitions are the same\.$/,
    )
    expect(finding.status).toBe('pass')
  })
})

it.each([
  ['its grants', '--no-acl', /lost or changed: grants on/],
  ['its publications', '--no-publications', /lost or changed: publication news/],
  ['its comments', '--no-comments', /lost or changed: comment on/],
  [
    'rows of a table of its own',
    '--exclude-table-data=notes',
    /rows of notes are not what they are in the target/,
  ],
])('fails when a dump leaves out %s', async (_, option, evidence) => {
  const version = await installedVersion()
  await withEmbeddedServer(version, new AbortController().signal, async (server) => {
    const programs = await findClientPrograms(version)
    const written = {
      'backup-command': `${programs?.pgDump} ${option} -Fc -f "$BACKUP_PATH"`,
      'restore-command': `${programs?.pgRestore} --dbname="$PGDATABASE" "$BACKUP_PATH"`,
    }
    const rich = (migrated: Migrated) => alter(migrated, `create role rich_role; ${richSchema('rich_role')}`)
    const finding = await findingOf('backup-restore', TEAMS, written, rich, server)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })
})

it('names the object that cannot be restored, and not the row', async () => {
  const version = await installedVersion()
  await withEmbeddedServer(version, new AbortController().signal, async (server) => {
    const sql = `create function strict_text(t text) returns boolean language plpgsql immutable as
      $$ begin if exists (select from pg_class where relname = 'open') then return true; end if;
         raise exception 'no such mail: %', t; end $$;
      create table open (); alter table teams add check (strict_text(name)); drop table open`
    const finding = await findingOf('backup-restore', TEAMS, {}, (migrated) => alter(migrated, sql), server)
    expect(finding.evidence).toMatch(/^The backup could not be restored: exit status 1: pg_restore: .*teams/)
    expect(finding.evidence).not.toContain('Harbour')
    expect(finding.status).toBe('fail')
  })
})
