export type ChecklistGroup = 'data' | 'performance' | 'operational' | 'security'

export interface ChecklistLine {
  readonly id: string
  readonly group: ChecklistGroup
  readonly title: string
}

/** The pre-production checklist of the methodology, line by line, in its order and words. */
export const CHECKLIST = [
  { id: 'table-counts', group: 'data', title: 'All table counts match exactly' },
  { id: 'data-integrity', group: 'data', title: 'Sample data integrity verified' },
  { id: 'foreign-keys', group: 'data', title: 'Foreign key relationships intact' },
  { id: 'no-truncation', group: 'data', title: 'No data truncation occurred' },
  { id: 'character-encoding', group: 'data', title: 'Character encoding preserved' },
  { id: 'time-window', group: 'performance', title: 'Migration completes within time window' },
  { id: 'query-performance', group: 'performance', title: 'Query performance acceptable' },
  { id: 'index-creation', group: 'performance', title: 'Index creation successful' },
  { id: 'connection-pooling', group: 'performance', title: 'Connection pooling tested' },
  { id: 'backup-restore', group: 'operational', title: 'Backup/restore procedures tested' },
  { id: 'rollback-plan', group: 'operational', title: 'Rollback plan verified' },
  { id: 'monitoring-alerts', group: 'operational', title: 'Monitoring alerts configured' },
  { id: 'documentation', group: 'operational', title: 'Documentation updated' },
  { id: 'access-controls', group: 'security', title: 'Access controls migrated' },
  { id: 'connection-security', group: 'security', title: 'Connection security verified' },
  { id: 'audit-trail', group: 'security', title: 'Audit trail preserved' },
  { id: 'compliance', group: 'security', title: 'Compliance requirements met' },
] as const satisfies readonly ChecklistLine[]

export type ChecklistId = (typeof CHECKLIST)[number]['id']
