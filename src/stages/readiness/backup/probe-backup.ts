import { findClientPrograms } from '../../../engines/postgres/client-programs.ts'
import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import { withScratchDatabase } from '../../../engines/postgres/scratch-database.ts'
import { databaseOn } from '../../../engines/postgres/server.ts'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import { shownBy } from '../../../shell/shown-words.ts'
import type { ChecklistSettings } from '../checklist-settings.ts'
import { type Finding, fail, list, seconds, unverified } from '../finding.ts'
import type { SecondServer } from '../second-server.ts'
import type { Subject, Validate } from '../subject.ts'
import { unloggedTables } from '../unlogged-tables.ts'
import { compareByPages, compareBySums } from './compared-rows.ts'
import { judgeRestored } from './judge-restored.ts'
import { commands, installedPrograms, type Procedure, programsInside } from './procedure.ts'

/**
 * Backs the target up, restores it elsewhere, and compares every cell there: by the owner's procedure, else with pg_dump
 * and pg_restore of the server's version, on this machine or in the container of the server, else, for the embedded
 * server, as a copy of its files. Tables that a crash empties fail it whatever a dump brings back: they are in no backup
 * that is made of the write-ahead log, and stay empty on a standby.
 *
 * @param second the server on this copy; null where there is another way
 */
export async function probeBackup(
  subject: Subject,
  settings: ChecklistSettings['backup'],
  validate: Validate,
  second: SecondServer | null,
  signal: AbortSignal,
): Promise<Finding> {
  const unlogged = await unloggedTables(subject.database, subject.plan)
  const finding = await tryBackup(subject, settings, validate, second, signal)
  if (unlogged.length === 0) return finding
  return fail(
    `UNLOGGED, so that a crash of the server empties them and a standby has no row of them: ${list(unlogged)}. ${finding.evidence}`,
  )
}

async function tryBackup(
  subject: Subject,
  settings: ChecklistSettings['backup'],
  validate: Validate,
  second: SecondServer | null,
  signal: AbortSignal,
): Promise<Finding> {
  if (second !== null) return await compareCopy(subject, second, validate, signal)
  const procedure = await chooseProcedure(subject, settings, signal)
  if (procedure !== null) {
    return await dumpAndRestore(subject, procedure, validate, signal).finally(procedure.cleanUp)
  }
  return unverified(
    `There is no pg_dump of version ${subject.server.majorVersion} on this machine. Install the client programs of the server's version, or give backup-command and restore-command.`,
  )
}

async function chooseProcedure(
  { server, directory, commands: rules }: Subject,
  { backupCommand, restoreCommand }: ChecklistSettings['backup'],
  signal: AbortSignal,
): Promise<Procedure | null> {
  if (backupCommand !== null && restoreCommand !== null) {
    const own = { backup: backupCommand, restore: restoreCommand }
    return commands("the owner's commands", own, { directory, ...shownBy(rules) }, signal)
  }
  const programs = await findClientPrograms(server.majorVersion)
  if (programs !== null && server.address.tls === false) {
    return installedPrograms(programs, directory, rules.timeoutMs, signal)
  }
  return server.inside === undefined ? null : await programsInside(server.inside, server, signal)
}

async function dumpAndRestore(
  subject: Subject,
  procedure: Procedure,
  validate: Validate,
  signal: AbortSignal,
): Promise<Finding> {
  const { name, backUp, restore } = procedure
  const timed = async (step: Procedure['backUp'], database: PostgresDatabase) => {
    const started = performance.now()
    return { failure: await step(database), time: performance.now() - started }
  }
  const saved = await timed(backUp, subject.database)
  if (saved.failure !== null) return fail(`The backup failed: ${saved.failure}.`)
  const finding = await withScratchDatabase(subject.server, { keep: false, signal }, async (restored) => {
    const brought = await timed(restore, restored)
    if (brought.failure !== null) return fail(`The backup could not be restored: ${brought.failure}.`)
    const how = `Backed up with ${name} in ${seconds(saved.time)}, restored into a second database in ${seconds(brought.time)}`
    return await judgeRestored(how, subject, restored, compareBySums, validate)
  })
  if (finding.status !== 'pass') return finding
  const found = await rowsWithoutBackup(subject, procedure, signal)
  if (found.length === 0) return finding
  return unverified(
    `The restore command brings rows of ${list(found)} back without $BACKUP_PATH too, so it has not shown that they come from this backup.`,
  )
}

/**
 * Restores once more without the backup: a command that reads the file of an earlier run, or fills the tables itself,
 * would pass every comparison.
 *
 * @returns the tables whose rows are all there nevertheless
 */
async function rowsWithoutBackup(
  { plan, database, server }: Subject,
  { hide, restore }: Procedure,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (hide === null) return []
  await hide()
  return await withScratchDatabase(server, { keep: false, signal }, async (empty) => {
    if ((await restore(empty)) !== null) return []
    const compared = await compareBySums(plan.tables, database, empty)
    return compared.flatMap(({ source, rows, areSame }) => (areSame && rows !== 0 ? [source] : []))
  })
}

async function compareCopy(
  subject: Subject,
  second: SecondServer,
  validate: Validate,
  signal: AbortSignal,
): Promise<Finding> {
  const taken = await second.take(signal).catch((error: unknown) => {
    if (error instanceof RehearsalError && error.code === 'postgres-start-failed') return error
    throw error
  })
  if (taken instanceof RehearsalError) return fail(`No server starts on the files. ${taken.message}`)
  const { server, copied, started } = taken
  const how = `No pg_dump of version ${server.majorVersion} is here, so the files of its database and those that all databases share were copied from the embedded server in ${seconds(copied)} and a second server was started on them in ${seconds(started)}`
  const restored = databaseOn(server, subject.database.name)
  return await judgeRestored(how, subject, restored, compareByPages, validate)
}
