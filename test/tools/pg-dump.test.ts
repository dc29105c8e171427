import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findClientPrograms } from '../../src/engines/postgres/client-programs.ts'
import { withEmbeddedServer } from '../../src/engines/postgres/provision/embedded.ts'
import { findingOf } from '../support/checklist.ts'

const CLEAN = readFileSync(new URL('../../fixtures/clean.sql', import.meta.url), 'utf8')

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
