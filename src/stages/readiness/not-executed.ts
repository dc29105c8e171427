import type { ChecklistId } from './checklist.ts'

/** What runs the stages that a checklist is filled in from. */
export type RunCommand = 'rehearse' | 'validate'

/** What the owner has to name under `checklist` for the lines that cannot be executed without it. */
export const NEEDS = {
  'monitoring-alerts':
    'Give a command that ends with 0 when the alerts are configured (monitoring-alerts.command), or have somebody attest it.',
  documentation:
    'Name the file that documents the migration in documentation.path, or have somebody attest it.',
  'access-controls':
    'Give the roles and grants as SQL in access-controls.sql, the application-role, and the rights of each role.',
  'audit-trail':
    'Name the tables that hold the audit trail in audit-trail.tables, or say why there is none in audit-trail.not-applicable.',
  'connection-security':
    'Name a server with TLS, as that of the application, in connection-security.url, or rehearse it with connection-security.rehearse: true.',
} as const satisfies Partial<Record<ChecklistId, string>>

const NEEDED: Partial<Record<ChecklistId, string>> = NEEDS

/** Whether nothing but a run that moves rows can find out about a line. */
export function isForRehearsal(id: ChecklistId): boolean {
  return MEASURED.includes(id) || EXECUTED.includes(id)
}

const MEASURED: readonly ChecklistId[] = ['time-window', 'query-performance']
const EXECUTED: readonly ChecklistId[] = [
  'connection-pooling',
  'backup-restore',
  'rollback-plan',
  'monitoring-alerts',
  'documentation',
  'access-controls',
  'connection-security',
  'audit-trail',
]

/**
 * Why nothing was found out about a line, and what would change that.
 *
 * @param isAsked the settings ask for the checklist to be executed
 */
export function notExecuted(id: ChecklistId, command: RunCommand, isAsked: boolean): string {
  if (MEASURED.includes(id)) {
    return command === 'validate'
      ? '`validate` does not measure it: a rehearsal does.'
      : 'It was not measured.'
  }
  if (!EXECUTED.includes(id)) return 'No program can check it: somebody can attest it in the settings.'
  if (command === 'validate') {
    return '`validate` does not execute it: a rehearsal does, with `checklist` in the settings; or somebody attests it there.'
  }
  if (isAsked) return 'The run ended before it could be checked.'
  const needed = NEEDED[id]
  return needed === undefined
    ? 'This rehearsal does not check it; one with `checklist: {}` in the settings does.'
    : `This rehearsal does not check it; one with \`checklist\` in the settings does. ${needed}`
}
