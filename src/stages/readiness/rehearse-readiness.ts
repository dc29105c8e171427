import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { Context } from '../../progress/context.ts'
import type { SchemaFacts } from '../target/schema-facts.ts'
import { probeBackup } from './backup/probe-backup.ts'
import type { ChecklistId } from './checklist.ts'
import type { ChecklistSettings } from './checklist-settings.ts'
import { type Finding, fail, type Proofs, unverified } from './finding.ts'
import { probeDocumentation } from './operations/probe-documentation.ts'
import { probeMonitoring } from './operations/probe-monitoring.ts'
import { probePooling } from './pooling/probe-pooling.ts'
import { probeTexts, type TextFindings } from './probe-encoding.ts'
import { judgeForeignKeys, probeIndexes } from './probe-rules.ts'
import { refusalOf } from './refusal.ts'
import { type CopyThread, probeRollback, startCopyThread } from './rollback/probe-rollback.ts'
import { type SecondServer, secondServer } from './second-server.ts'
import { probeAccess } from './security/access/probe-access.ts'
import { probeAudit } from './security/audit/probe-audit.ts'
import { probeConnection } from './security/probe-connection.ts'
import type { Subject, Validate } from './subject.ts'
import { TargetWatch } from './target-state.ts'

/** What the checklist needs of the other stages. */
export interface Tools {
  readonly validate: Validate
  readonly readActual: () => Promise<SchemaFacts>
  /** Null for a schema of the application: there the rules are what the application made. */
  readonly readPlanned: () => Promise<SchemaFacts | null>
}

/**
 * Executes the pre-production checklist on a migration that was carried out: the target is backed up and restored,
 * written back, used by many clients at once, and asked what it allows to whom. Lines that do not disturb each other are
 * executed side by side. A line that is not applicable is not executed.
 *
 * `time-window` and `query-performance` are measured by the load and by the performance stage.
 *
 * @throws RehearsalError when the server was lost; the reason of the signal
 */
export async function rehearseReadiness(
  subject: Subject,
  settings: ChecklistSettings,
  tools: Tools,
  context: Context,
): Promise<Proofs> {
  const proofs = new Map<ChecklistId, Finding>()
  const execute = async (probes: readonly Probe[], signal: AbortSignal) => {
    for (const [id, probe] of probes) {
      if (!isExecuted(settings, id)) continue
      signal.throwIfAborted()
      context.emit({ type: 'note', message: `checklist: ${id}` })
      proofs.set(id, await probe(signal).catch((error) => explain(error, signal)))
    }
  }
  const { signal } = context
  await execute(measuringProbes(subject, settings), signal)
  const prepared = prepare(subject, settings, tools)
  try {
    await execute(lockingProbes(subject, settings), signal)
    const second = await prepared.second
    await allOrNone(probesSideBySide(subject, settings, tools, prepared, second), signal, execute)
  } finally {
    await prepared.end()
  }
  return proofs
}

type Probe = readonly [ChecklistId, (signal: AbortSignal) => Promise<Finding>]

function isExecuted({ statements }: ChecklistSettings, id: ChecklistId): boolean {
  return statements[id]?.notApplicable == null
}

/** What takes time and nothing of the target, begun while PostgreSQL is at work for one line alone. */
interface Prepared {
  readonly second: Promise<SecondServer | null>
  readonly planned: Promise<SchemaFacts | null>
  readonly copyThread: CopyThread | null
  /** Never rejects. */
  readonly end: () => Promise<void>
}

function prepare(subject: Subject, settings: ChecklistSettings, tools: Tools): Prepared {
  const second = secondServer(subject, settings)
  const planned = isExecuted(settings, 'index-creation') ? tools.readPlanned() : Promise.resolve(null)
  const copyThread = isExecuted(settings, 'rollback-plan') ? startCopyThread() : null
  // the line that needs it tells why there is none
  for (const begun of [second, planned]) begun.catch(() => {})
  const end = async () => {
    await Promise.allSettled([planned, second.then((server) => server?.close()), copyThread?.end()])
  }
  return { second, planned, copyThread, end }
}

/** One after the other, and nothing beside them. */
function measuringProbes(subject: Subject, settings: ChecklistSettings): readonly Probe[] {
  return [['connection-pooling', () => probePooling(subject, settings.pooling)]]
}

/** One after the other, and nothing beside them that reads the target. */
function lockingProbes(subject: Subject, settings: ChecklistSettings): readonly Probe[] {
  return [
    ['access-controls', () => probeAccess(subject, settings.access)],
    ['audit-trail', () => probeAudit(subject, settings.auditTables, settings.access)],
  ]
}

/**
 * Several rows, each one after the other. While the files of the server are copied nobody may write to it: what writes, and
 * the commands of the owner that may, come before the backup in its row.
 */
function probesSideBySide(
  subject: Subject,
  settings: ChecklistSettings,
  { validate, readActual }: Tools,
  { planned, copyThread }: Prepared,
  second: SecondServer | null,
): readonly (readonly Probe[])[] {
  const actual = once(readActual)
  const texts = once<TextFindings>(() => probeTexts(subject))
  const rollback: readonly Probe[] =
    copyThread === null
      ? []
      : [['rollback-plan', (signal) => probeRollback(subject, settings.rollbackCommand, copyThread, signal)]]
  const isOwners = settings.rollbackCommand !== null
  const watch = new TargetWatch(subject)
  /** For a line that runs a command of the owner: where there is one, the target has to be the same afterwards. */
  const watched = (command: string | null, [id, probe]: Probe): Probe => {
    if (command === null) return [id, probe]
    const found = (signal: AbortSignal) => probe(signal).catch((error) => explain(error, signal))
    return [id, (signal) => watch.around(() => found(signal))]
  }
  const connection: Probe = [
    'connection-security',
    (signal) => probeConnection(subject, settings.connection, second, signal),
  ]
  return [
    isOwners ? [] : rollback,
    [
      ['foreign-keys', async () => judgeForeignKeys(subject, await actual())],
      ['index-creation', async () => probeIndexes(subject, await actual(), await planned)],
      watched(settings.monitoringCommand, [
        'monitoring-alerts',
        (signal) => probeMonitoring(subject, settings.monitoringCommand, signal),
      ]),
      ...(isOwners ? rollback.map((probe) => watched(settings.rollbackCommand, probe)) : []),
      ...(second === null ? [] : [connection]),
      watched(settings.backup.backupCommand, [
        'backup-restore',
        (signal) =>
          probeBackup(subject, settings.backup, validate, second, signal).finally(() => second?.close()),
      ]),
    ],
    [
      ['no-truncation', async () => (await texts()).truncation],
      ['character-encoding', async () => (await texts()).encoding],
      ['documentation', () => probeDocumentation(settings.documentationPath, subject)],
      ...(second === null ? [connection] : []),
    ],
  ]
}

/** Works through the rows at once. The first failure ends the others, and is thrown once all have ended. */
async function allOrNone(
  rows: readonly (readonly Probe[])[],
  signal: AbortSignal,
  execute: (row: readonly Probe[], signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  await Promise.allSettled(
    rows.map((row) =>
      execute(row, either).catch((error: unknown) => {
        failed.abort(error)
        throw error
      }),
    ),
  )
  signal.throwIfAborted()
  if (failed.signal.aborted) throw failed.signal.reason
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | null = null
  return () => {
    begun ??= work()
    return begun
  }
}

/**
 * A statement of a probe that PostgreSQL refuses where the probe does not expect it says nothing about the target: it may
 * be a mistake of this program. So the line stays open, as it does where the source is damaged. What a program of the
 * owner or another server refuses fails it.
 */
function explain(error: unknown, signal: AbortSignal): Finding {
  signal.throwIfAborted()
  if (error instanceof PostgresRefusal) return unverified(`It could not be tried: ${refusalOf(error)}.`)
  if (sqliteResultCode(error) !== null)
    return unverified(`It could not be tried: SQLite cannot read the source: ${messageWithoutValue(error)}.`)
  if (error instanceof RehearsalError && error.code !== 'postgres-connection-lost') {
    return OURS.has(error.code) ? unverified(`It could not be tried: ${error.message}`) : fail(error.message)
  }
  throw error
}

/** What is wanting is a server of our own. */
const OURS: ReadonlySet<RehearsalError['code']> = new Set([
  'postgres-not-installed',
  'postgres-start-failed',
  'postgres-unsupported',
  'docker-unavailable',
])
