import type { RunRecord } from '../run-record.ts'
import type { NamedRecord } from './named-record.ts'

/** The record with the name of its leg before everything that another leg may call the same. */
export function nameLeg({ name, record }: NamedRecord): RunRecord {
  const inLeg = (place: string) => `${name}/${place}`
  const ofLeg = <T extends string | null>(table: T) => (table === null ? table : inLeg(table))
  const issueId = (id: string) => id.replace(':', () => `:${name}/`)
  return {
    ...record,
    tables: record.tables.map((table) => ({ ...table, name: inLeg(table.name) })),
    issues: record.issues.map((issue) => ({
      ...issue,
      id: issueId(issue.id),
      leg: issue.leg === null ? name : inLeg(issue.leg),
      table: ofLeg(issue.table),
    })),
    resolvedIssues: record.resolvedIssues.map((issue) => ({ ...issue, id: issueId(issue.id) })),
    remedies: record.remedies.map((remedy) => ({
      ...remedy,
      issue: issueId(remedy.issue),
      table: inLeg(remedy.table),
    })),
    mismatches: record.mismatches.map((mismatch) => ({ ...mismatch, table: inLeg(mismatch.table) })),
    objects: record.objects.map((object) => ({ ...object, table: ofLeg(object.table) ?? name })),
    performance: {
      ...record.performance,
      queries: record.performance.queries.map((query) => ({ ...query, name: inLeg(query.name) })),
    },
    warnings: record.warnings.map((text) => `${name}: ${text}`),
  }
}
