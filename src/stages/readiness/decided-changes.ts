import type { AppliedRemedy } from '../../issues/applied-remedy.ts'
import { matchesGlob } from '../../sql/matches-glob.ts'
import type { ChecklistId } from './checklist.ts'
import { type Finding, list, unverified } from './finding.ts'

/** What the settings had done to the copy of the source before it was read. */
export interface DecidedChanges {
  /** The scripts, in their order. */
  readonly prepare: readonly string[]
  readonly remedies: readonly Pick<AppliedRemedy, 'table' | 'column' | 'effect'>[]
}

export const NO_CHANGES: DecidedChanges = { prepare: [], remedies: [] }

/** The lines that compare with the source. */
const OF_THE_SOURCE: readonly ChecklistId[] = [
  'table-counts',
  'data-integrity',
  'no-truncation',
  'character-encoding',
  'rollback-plan',
]

/**
 * A finding with what the owner had changed before: the target is compared with what that left, and rows that were dropped
 * and values that were cut are not there. An audit trail that was changed is none that was kept.
 *
 * @param auditTables globs
 */
export function tellChanges(
  id: ChecklistId,
  found: Finding,
  changes: DecidedChanges,
  auditTables: readonly string[],
): Finding {
  if (id === 'audit-trail') return keptTrail(found, changes, auditTables)
  const said = changesOf(changes)
  if (found.status !== 'pass' || said === null || !OF_THE_SOURCE.includes(id)) return found
  return { ...found, evidence: `${found.evidence} The settings changed the source before: ${said}.` }
}

function keptTrail(
  found: Finding,
  { prepare, remedies }: DecidedChanges,
  auditTables: readonly string[],
): Finding {
  const isAudit = (table: string) => auditTables.some((glob) => matchesGlob(table, glob))
  const said = changesOf({ prepare, remedies: remedies.filter(({ table }) => isAudit(table)) })
  const wouldPass = found.status === 'pass' || (found.parts?.proof ?? '') !== ''
  if (said === null || !wouldPass) return found
  const changed = unverified(`The settings changed the source, and perhaps the audit trail: ${said}.`)
  return found.parts === undefined ? changed : { ...changed, parts: { ...found.parts, proof: null } }
}

function changesOf({ prepare, remedies }: DecidedChanges): string | null {
  const effects = remedies.map(
    ({ table, column, effect }) => `${effect} (${column === null ? table : `${table}.${column}`})`,
  )
  const parts = [
    ...(prepare.length === 0 ? [] : [`prepare ran ${list(prepare)}`]),
    ...(effects.length === 0 ? [] : [list(effects)]),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}
