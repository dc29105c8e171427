import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { Context } from '../../progress/context.ts'
import { probeBackup } from './backup/probe-backup.ts'
import type { ChecklistId } from './checklist.ts'
import type { ChecklistSettings } from './checklist-settings.ts'
import { type Finding, fail, type Proofs } from './finding.ts'
import { probeDocumentation } from './operations/probe-documentation.ts'
import { probeMonitoring } from './operations/probe-monitoring.ts'
import { probePooling } from './pooling/probe-pooling.ts'
import { probeTexts, type TextFindings } from './probe-encoding.ts'
import { judgeForeignKeys, probeIndexes, type RuleFacts } from './probe-rules.ts'
import { probeRollback } from './rollback/probe-rollback.ts'
import { probeAccess } from './security/probe-access.ts'
import { probeAudit } from './security/probe-audit.ts'
import { probeConnection } from './security/probe-connection.ts'
import type { Subject, Validate } from './subject.ts'

/** What the checklist needs of the other stages. */
export interface Tools {
  readonly validate: Validate
  readonly readRules: () => Promise<RuleFacts>
}

/**
 * Executes the pre-production checklist on a migration that was carried out: the target is backed up and restored,
 * written back, used by many clients at once, and asked what it allows to whom. One line after the other, because they
 * measure, and because a copy of the files needs a server at rest. A line that is not applicable is not executed.
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
  for (const [id, probe] of probesOf(subject, settings, tools, context.signal)) {
    if (settings.statements[id]?.notApplicable != null) continue
    context.signal.throwIfAborted()
    context.emit({ type: 'note', message: `checklist: ${id}` })
    proofs.set(id, await probe().catch((error) => explain(error, context.signal)))
  }
  return proofs
}

type Probe = readonly [ChecklistId, () => Promise<Finding>]

/** `time-window` and `query-performance` are measured by the load and by the performance stage. */
function probesOf(
  subject: Subject,
  settings: ChecklistSettings,
  tools: Tools,
  signal: AbortSignal,
): readonly Probe[] {
  const rules = once(tools.readRules)
  const texts = once<TextFindings>(() => probeTexts(subject))
  return [
    ['foreign-keys', async () => judgeForeignKeys(subject, await rules())],
    ['no-truncation', async () => (await texts()).truncation],
    ['character-encoding', async () => (await texts()).encoding],
    ['index-creation', async () => probeIndexes(subject, await rules())],
    ['connection-pooling', () => probePooling(subject, settings.pooling)],
    ['access-controls', () => probeAccess(subject, settings.access)],
    ['audit-trail', () => probeAudit(subject, settings.auditTables)],
    ['connection-security', () => probeConnection(subject, settings.connection, signal)],
    ['monitoring-alerts', () => probeMonitoring(subject, settings.monitoringCommand, signal)],
    ['documentation', () => probeDocumentation(settings.documentationPath, subject.schemaPath)],
    ['rollback-plan', () => probeRollback(subject, settings.rollbackCommand, signal)],
    ['backup-restore', () => probeBackup(subject, settings.backup, tools.validate, signal)],
  ]
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | null = null
  return () => {
    begun ??= work()
    return begun
  }
}

/** What PostgreSQL refuses to a probe, it will refuse in production. The text of class 22 quotes values. */
function explain(error: unknown, signal: AbortSignal): Finding {
  signal.throwIfAborted()
  if (error instanceof PostgresRefusal) {
    const { sqlstate, message } = error.fields
    return fail(
      `PostgreSQL refused it: SQLSTATE ${sqlstate}${sqlstate.startsWith('22') ? '' : `, ${message}`}.`,
    )
  }
  if (error instanceof RehearsalError && error.code !== 'postgres-connection-lost') return fail(error.message)
  throw error
}
