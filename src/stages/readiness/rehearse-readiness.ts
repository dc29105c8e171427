import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { Context } from '../../progress/context.ts'
import { probeBackup } from './backup/probe-backup.ts'
import type { ChecklistId } from './checklist.ts'
import type { ChecklistSettings } from './checklist-settings.ts'
import { type Finding, fail, type Proofs } from './finding.ts'
import { probeRollback } from './rollback/probe-rollback.ts'
import type { Subject, Validate } from './subject.ts'

/** What the checklist needs of the other stages. */
export interface Tools {
  readonly validate: Validate
}

/**
 * Executes the pre-production checklist on a migration that was carried out: the target is backed up and restored, written
 * back, used by many clients at once, and asked what it allows to whom. One line after the other, because they measure.
 * A line that is not applicable is not executed.
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

function probesOf(
  subject: Subject,
  settings: ChecklistSettings,
  tools: Tools,
  signal: AbortSignal,
): readonly Probe[] {
  return [
    ['rollback-plan', () => probeRollback(subject, settings.rollbackCommand, signal)],
    ['backup-restore', () => probeBackup(subject, settings.backup, tools.validate, signal)],
  ]
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
