import type { ColumnProfile } from '../../../src/stages/catalog/column-profile.ts'
import { EMPTY_PROFILE } from '../../../src/stages/catalog/merge-profiles.ts'
import type { Conversion } from '../../../src/stages/plan/conversion.ts'
import type { ColumnPlan, TablePlan } from '../../../src/stages/plan/migration-plan.ts'

/** A conversion by its name; an epoch counts milliseconds. */
export function conversionOf(kind: Conversion['kind']): Conversion {
  return kind === 'epoch' ? { kind, unit: 'milliseconds' } : { kind }
}

export function columnPlan(kind: Conversion['kind'], plan: Partial<ColumnPlan> = {}): ColumnPlan {
  return {
    source: 'c',
    target: 'c',
    type: { kind: 'text' },
    conversion: conversionOf(kind),
    plainTexts: false,
    generated: false,
    misfit: null,
    misfitIssues: [],
    ...plan,
  }
}

export function tablePlan(columns: readonly ColumnPlan[], plan: Partial<TablePlan> = {}): TablePlan {
  return {
    source: 't',
    encoding: 'UTF-8',
    target: { schema: 'public', name: 't' },
    partitioned: false,
    columns,
    keyColumns: [],
    order: { kind: 'all' },
    rowidName: 'rowid',
    storageKey: ['rowid'],
    rowCount: 1,
    tooLarge: null,
    tooLargeColumn: null,
    longRows: null,
    mostRowBytes: 1_000_000,
    meanRowBytes: 1,
    largestRowBytes: 1,
    largestShortRowBytes: 1,
    ...plan,
  }
}

export function profileOf(counts: Partial<ColumnProfile>): ColumnProfile {
  return { ...EMPTY_PROFILE, ...counts }
}
