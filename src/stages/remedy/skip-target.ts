import type { Issue } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import type { ObjectType } from '../../issues/ledger-words.ts'
import type { LedgerEntry } from '../target/ledger-entry.ts'

/** What a skip leaves out: one object of the ledger, a column, or a table. */
export type SkipTarget =
  /** `type` null: whatever has the name. */
  | {
      readonly kind: 'object'
      readonly table: string | null
      readonly name: string
      readonly type: ObjectType | null
    }
  | { readonly kind: 'column'; readonly table: string; readonly column: string }
  | { readonly kind: 'table'; readonly table: string }

export const SKIPPED = 'skipped by the settings'

/** Issues at a column or table that are about one of its objects, or about nothing that could be left out. */
const ABOUT: Readonly<Partial<Record<IssueCode, ObjectType | 'nothing'>>> = {
  'default-not-translated': 'default',
  'null-in-not-null': 'not-null',
  'null-in-primary-key': 'primary-key',
  'view-not-migrated': 'view',
  'virtual-table-not-migrated': 'virtual-table',
  'nocase-collation': 'nothing',
  'rtrim-collation': 'nothing',
  'custom-collation': 'nothing',
  'no-primary-key': 'nothing',
}

/** What an issue is about: its object, else its column, else its table; null where nothing could be left out. */
export function skipTarget({ code, table, column, object }: Issue): SkipTarget | null {
  const about = ABOUT[code]
  if (object !== null) return { kind: 'object', table, name: object, type: null }
  if (table === null || about === 'nothing') return null
  switch (about) {
    case undefined:
      return column === null ? { kind: 'table', table } : { kind: 'column', table, column }
    case 'view':
    case 'virtual-table':
      return { kind: 'object', table: null, name: table, type: about }
    case 'primary-key':
      return { kind: 'object', table, name: '', type: about }
    default:
      return { kind: 'object', table, name: column ?? '', type: about }
  }
}

export function isSkipped(entry: LedgerEntry, target: SkipTarget): boolean {
  if (target.kind !== 'object' || entry.table !== target.table) return false
  if (target.type === 'primary-key') return entry.type === 'primary-key'
  return entry.name === target.name && (target.type === null || target.type === entry.type)
}

/** `index players_card`, for people. */
export function describeSkip(target: SkipTarget): string {
  switch (target.kind) {
    case 'object':
      return `${target.type ?? 'object'} ${target.name || target.table}`
    case 'column':
      return `column ${target.table}.${target.column}`
    case 'table':
      return `table ${target.table}`
    default:
      return target satisfies never
  }
}
