import type { AppliedRemedy } from '../../issues/applied-remedy.ts'
import { amount } from '../../progress/amount.ts'
import type { ColumnTypes, FindTypes } from './column-types.ts'
import type { RunDigest } from './run-digest.ts'
import type { RunRecord } from './run-record.ts'

export type PastIssue = RunDigest['issues'][number]

/** They look for different things in one source. */
export type RunKind = 'rehearsal' | 'validation'

/** @param schema where that of the target came from; null where no target was prepared, or where that is not known */
export function kindOf(schema: RunRecord['target']['schema']): RunKind {
  return schema === 'given' ? 'validation' : 'rehearsal'
}

/** What this run says about where issues may have gone. */
export interface Present {
  readonly finished: boolean
  readonly kind: RunKind
  /** Tables, views and virtual tables of the source. */
  readonly tables: ReadonlySet<string>
  readonly excludedTables: ReadonlySet<string>
  readonly typesOf: FindTypes
  /** Somebody else made the schema: a type that is another one now was changed there. */
  readonly schemaGiven: boolean
  readonly remedies: readonly AppliedRemedy[]
}

export interface Resolution {
  /** What removed the issue, as far as this run can tell. */
  readonly fix: string
  /** Nothing was fixed: its table or column is not in the rehearsal any more. */
  readonly placeGone: boolean
}

/** Says what removed an issue that this run does not find any more. */
export function explainResolution(gone: PastIssue, present: Present): Resolution {
  const remedy = remedyOf(gone, present)
  if (remedy !== null) return { fix: remedy, placeGone: false }
  const place = lostPlace(gone, present)
  if (place !== null) return { fix: place, placeGone: true }
  return { fix: typeChange(gone, present) ?? notFound(gone), placeGone: false }
}

function remedyOf({ id }: PastIssue, { remedies }: Present): string | null {
  const applied = remedies.filter(({ issue }) => issue === id)
  if (applied.length === 0) return null
  return applied.map(({ remedy, effect }) => `remedy ${remedy}, ${effect}`).join('; ')
}

function lostPlace(gone: PastIssue, { excludedTables, tables, typesOf }: Present): string | null {
  const { table, column, declaredType } = gone
  if (table === null) return null
  if (excludedTables.has(table)) return 'the table is excluded from the rehearsal'
  if (!tables.has(table)) return 'the table is no longer in the source'
  // An issue without a declared type may name what is no column of the source.
  const wasColumn = column !== null && declaredType !== null
  return wasColumn && typesOf(table, column) === null ? 'the column is no longer in the source' : null
}

/**
 * The declaration is the owner's. The type of a derived target is not: it follows the declaration and the values, so
 * that it changes when the values were corrected.
 */
function typeChange(gone: PastIssue, { typesOf, schemaGiven }: Present): string | null {
  const now = typesOf(gone.table, gone.column)
  if (now === null) return null
  return declarationChange(gone, now) ?? (schemaGiven ? targetChange(gone, now) : null)
}

function declarationChange({ declaredType }: PastIssue, { declared }: ColumnTypes): string | null {
  if (declaredType === null || isSameType(declaredType, declared)) return null
  return `the column is declared ${spelled(declared)} now (was ${spelled(declaredType)})`
}

function targetChange({ targetType }: PastIssue, { target }: ColumnTypes): string | null {
  if (targetType === null || target === null || isSameType(targetType, target)) return null
  return `the column is ${target} in the target now (was ${targetType})`
}

function spelled(declaredType: string): string {
  return declaredType === '' ? 'without a type' : declaredType
}

/** Neither case nor blanks mean anything in the name of a type. */
function isSameType(left: string, right: string): boolean {
  const plain = (type: string) => type.replace(/\s+/g, '').toUpperCase()
  return plain(left) === plain(right)
}

function notFound({ rows }: PastIssue): string {
  return rows === 0 ? 'no longer found' : `no longer found (${amount(rows, 'row')} before)`
}
