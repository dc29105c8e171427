import { issue } from '../../../src/issues/issue.ts'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { exampleRun } from '../record/example-run.ts'

interface Size {
  readonly tables: number
  readonly issues: number
  /** Every name begins with it. */
  readonly name: string
}

/** A record of a schema that is larger than any that people have, with as many objects as issues. */
export function largeRecord({ tables, issues, name }: Size): RunRecord {
  const small = buildRunRecord(exampleRun([{ name: 'owners', rows: 13 }]), EMPTY_HISTORY)
  const [table] = small.tables
  const [object] = small.objects
  if (table === undefined || object === undefined) throw new Error('the example has a table and an object')
  const found = issue('no-primary-key', { table: name, message: name, remedy: name })
  const codes = ['HIGH', 'MED', 'LOW'] as const
  return {
    ...small,
    tables: many(tables, (index) => ({ ...table, name: `${name}_${index}`, reason: name })),
    objects: many(issues, (index) => ({ ...object, name: `${name}_${index}`, sql: name, reason: name })),
    issues: many(issues, (index) => ({
      ...found,
      id: `schema/no-primary-key:${name}_${index}`,
      leg: null,
      priority: codes[Math.floor((index / issues) * 3)] ?? 'LOW',
      state: 'new',
      firstSeenRun: 1,
      declaredType: null,
      targetType: null,
      rows: index,
      examples: many(10, (row) => ({ key: { [name]: row } })),
      waived: null,
    })),
    mismatches: many(2_000, (index) => ({
      table: name,
      key: { [name]: index },
      column: name,
      kind: 'value',
    })),
    remedies: many(2_000, () => ({
      issue: name,
      remedy: 'null',
      table: name,
      column: name,
      rows: 1,
      examples: [],
      effect: name,
    })),
    resolvedIssues: many(2_000, () => ({ id: name, category: 'schema', message: name, fix: name })),
    warnings: many(100, () => name),
    nextActions: many(100, () => name),
  }
}

function many<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}
