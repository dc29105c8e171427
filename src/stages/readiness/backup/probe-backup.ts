import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientPrograms, findClientPrograms } from '../../../engines/postgres/client-programs.ts'
import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import { withCopiedCluster } from '../../../engines/postgres/provision/copied-cluster.ts'
import { withScratchDatabase } from '../../../engines/postgres/scratch-database.ts'
import { databaseOn } from '../../../engines/postgres/server.ts'
import type { ChecklistSettings } from '../checklist-settings.ts'
import { type Finding, fail, seconds, unverified } from '../finding.ts'
import { runOwnersCommand } from '../run-owners-command.ts'
import type { Subject, Validate } from '../subject.ts'
import { judgeRestored } from './judge-restored.ts'

interface Procedure {
  readonly name: string
  readonly backup: string
  readonly restore: string
}

/**
 * Backs the target up, restores it elsewhere, and compares every cell there with the source: by the owner's procedure,
 * else with pg_dump and pg_restore of the server's version, else, for the embedded server, as a copy of its files.
 */
export async function probeBackup(
  subject: Subject,
  { backupCommand, restoreCommand }: ChecklistSettings['backup'],
  validate: Validate,
  signal: AbortSignal,
): Promise<Finding> {
  if (backupCommand !== null && restoreCommand !== null) {
    const own = { name: "the owner's commands", backup: backupCommand, restore: restoreCommand }
    return await dumpAndRestore(subject, own, validate, signal)
  }
  const { majorVersion, provision, address } = subject.server
  const programs = await findClientPrograms(majorVersion)
  if (programs !== null && address.tls === false) {
    return await dumpAndRestore(subject, procedureOf(programs), validate, signal)
  }
  if (provision === 'embedded') return await copyCluster(subject, validate, signal)
  return unverified(
    `There is no pg_dump of version ${majorVersion} on this machine. Install the client programs of the server's version, or give backup-command and restore-command.`,
  )
}

/** Two jobs: a dump waits for the disk as much as for the server. */
function procedureOf({ pgDump, pgRestore, version }: ClientPrograms): Procedure {
  return {
    name: `pg_dump and pg_restore ${version}`,
    backup: `'${pgDump}' --format=directory --compress=0 --jobs=2 --no-sync --file="$BACKUP_PATH"`,
    restore: `'${pgRestore}' --jobs=2 --exit-on-error --dbname="$PGDATABASE" "$BACKUP_PATH"`,
  }
}

async function dumpAndRestore(
  subject: Subject,
  { name, backup, restore }: Procedure,
  validate: Validate,
  signal: AbortSignal,
): Promise<Finding> {
  const path = join(subject.directory, 'backup')
  const run = async (command: string, database: PostgresDatabase) => {
    const started = performance.now()
    const { directory } = subject
    const place = { database, directory, variables: { BACKUP_PATH: path } }
    const failure = await runOwnersCommand(command, place, signal)
    return { failure, time: performance.now() - started }
  }
  const saved = await run(backup, subject.database)
  if (saved.failure !== null) return fail(`The backup failed: ${saved.failure}.`)
  if (!existsSync(path)) return fail('The backup command has written nothing to $BACKUP_PATH.')
  return await withScratchDatabase(subject.server, { keep: false, signal }, async (restored) => {
    const brought = await run(restore, restored)
    if (brought.failure !== null) return fail(`The backup could not be restored: ${brought.failure}.`)
    const how = `Backed up with ${name} in ${seconds(saved.time)}, restored into a second database in ${seconds(brought.time)}`
    return await judgeRestored(how, subject, restored, validate)
  })
}

async function copyCluster(subject: Subject, validate: Validate, signal: AbortSignal): Promise<Finding> {
  return await withCopiedCluster(subject.server, signal, async ({ server, copied, started }) => {
    const how = `No pg_dump of version ${server.majorVersion} is here, so the files of the embedded server were copied in ${seconds(copied)} and a second server was started on them in ${seconds(started)}`
    return await judgeRestored(how, subject, databaseOn(server, subject.database.name), validate)
  })
}
