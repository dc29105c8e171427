import type { IssueCode } from '../../../issues/issue-codes.ts'
import { byUrgency, unique } from '../order.ts'
import type { IssueRecord, RunRecord, TableRecord } from '../run-record.ts'
import { judgeKeysBetweenShards } from './keys-between-shards.ts'
import type { Kind } from './named-record.ts'
import { settledElsewhere } from './settled-elsewhere.ts'

type Findings = Pick<
  RunRecord,
  'tables' | 'issues' | 'resolvedIssues' | 'prepare' | 'remedies' | 'mismatches' | 'objects' | 'warnings'
>

/** The lists of all records, each entry once. */
export function mergeFindings(records: readonly RunRecord[], kind: Kind): Findings {
  const tables = mergeTables(records)
  const judged = kind === 'legs' ? records : judgeTogether(records, tables)
  const issues = mergeIssueRecords(judged, kind)
  const open = new Set(issues.map(({ id }) => id))
  const all = <T>(of: (record: RunRecord) => readonly T[]) => records.flatMap(of)
  return {
    tables,
    issues,
    // what one shard does not find any more is not gone while another does
    resolvedIssues: unique(
      all(({ resolvedIssues }) => resolvedIssues).filter(({ id }) => !open.has(id)),
      ({ id }) => id,
    ),
    prepare: unique(
      all(({ prepare }) => prepare),
      (path) => path,
    ),
    remedies: all(({ remedies }) => remedies),
    mismatches: all(({ mismatches }) => mismatches),
    objects: unique(
      all(({ objects }) => objects),
      ({ type, table, name, status }) => JSON.stringify([type, table, name, status]),
    ),
    warnings: unique(
      all(({ warnings }) => warnings),
      (text) => text,
    ),
  }
}

/** Without what a shard says only because it does not have all tables. */
function judgeTogether(records: readonly RunRecord[], tables: readonly TableRecord[]): readonly RunRecord[] {
  const settled = settledElsewhere(records)
  return records.map((record) => {
    const isSettled = ({ code, object }: IssueRecord) =>
      ABOUT_ASKING.some((one) => one === code) && settled.get(record)?.has(object ?? '') === true
    const issues = record.issues.filter((issue) => !isSettled(issue))
    return judgeKeysBetweenShards({ ...record, issues }, tables)
  })
}

/** They say that a query could not be asked. */
const ABOUT_ASKING = ['query-refused', 'query-not-compared'] as const satisfies readonly IssueCode[]

/** A shard skips the tables of the others; a table that all have skipped is skipped. */
function mergeTables(records: readonly RunRecord[]): readonly TableRecord[] {
  const merged = new Map<string, TableRecord>()
  for (const table of records.flatMap(({ tables }) => tables)) {
    const known = merged.get(table.name)
    if (known === undefined || known.status === 'skipped') merged.set(table.name, table)
  }
  return [...merged.values()]
}

/** They say that something was not found, so one shard that has found it knows better than all others. */
const ABOUT_NOTHING = [
  'waiver-unused',
  'remedy-unused',
  'pattern-unused',
] as const satisfies readonly IssueCode[]

/** An issue of the whole file is found by every shard; one that a shard has not waived is not waived. */
function mergeIssueRecords(records: readonly RunRecord[], kind: Kind): readonly IssueRecord[] {
  const all = records.flatMap(({ issues }) => issues)
  const told = new Map<string, number>()
  for (const { id } of all) told.set(id, (told.get(id) ?? 0) + 1)
  const isSaidByAll = ({ id }: IssueRecord) => told.get(id) === records.length
  const believed = all.filter(
    (issue) => kind === 'legs' || !ABOUT_NOTHING.some((code) => code === issue.code) || isSaidByAll(issue),
  )
  const unwaivedFirst = believed.toSorted((a, b) => Number(a.waived !== null) - Number(b.waived !== null))
  const idOf = ({ id }: IssueRecord) => id
  return unique(unwaivedFirst, idOf).toSorted(byUrgency(idOf))
}
