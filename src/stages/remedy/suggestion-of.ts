import type { Issue } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import { parseDeclaredType } from '../../sql/declared-type.ts'
import type { Catalog, Column, ForeignKey, Table } from '../catalog/catalog.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { castOfNumbers } from './cast-of-numbers.ts'

/** A remedy that could be written into the settings for an issue. */
export interface Suggestion {
  /** What stands behind `issue:` in the settings file, a line each: `do: cast`, `from: boolean`. */
  readonly lines: readonly string[]
  /** `reads the words as true and false` */
  readonly does: string
  /** It loses data, or is one choice of several: the owner must decide. */
  readonly open: boolean
}

/** Issues that a waiver settles: what they are about is for the application to do, not for the rows. */
export const WAIVED_CODES: ReadonlySet<IssueCode> = new Set<IssueCode>([
  'view-not-migrated',
  'trigger-not-migrated',
  'virtual-table-not-migrated',
  'nocase-collation',
  'rtrim-collation',
  'custom-collation',
  'check-not-translated',
  'index-not-translated',
  'on-conflict-clause',
  'default-not-translated',
  'generated-column-not-translated',
])

/** What could be done about an issue; null where no remedy is known. Pure. */
export function suggestionOf(found: Issue, catalog: Catalog, schema: TargetSchema): Suggestion | null {
  const table = catalog.tables.find(({ name }) => name === found.table)
  const column = table?.columns.find(({ name }) => name === found.column)
  switch (found.code) {
    case 'foreign-key-orphans':
      return ofOrphans(foreignKeyOf(found, table), column)
    case 'duplicate-key':
      return open('drop-row', 'drops all equal rows but the first: choose, or mend them in the source')
    case 'check-violated':
    case 'null-in-primary-key':
      return open('drop-row', 'drops the rows')
    case 'null-in-not-null':
      return column?.defaultText == null
        ? open('drop-row', 'drops the rows; the column has no DEFAULT that could fill them')
        : asked('default', 'fills the rows with the DEFAULT of the column')
    case 'varchar-overflow':
      return open('truncate', 'cuts the texts at the declared length: what stands behind it is lost')
    case 'sub-microsecond':
      return found.priority === 'LOW'
        ? null
        : open('truncate', 'cuts what stands behind the sixth decimal: it is lost')
    case 'nul-in-text':
      return asked(
        'strip',
        'removes U+0000, which no text of PostgreSQL can hold; every other character stays',
      )
    case 'invalid-utf8':
      return open('strip', 'removes the bytes that are no UTF-8: letters of another encoding are lost')
    case 'boolean-spelling':
      return castTo('boolean', 'reads yes and no, on and off, and other words as true and false')
    case 'invalid-uuid':
      return castTo('uuid', 'gives every spelling of a UUID the canonical form')
    case 'date-encoding':
    case 'date-encoding-unknown':
    case 'date-encodings-mixed':
      return column === undefined ? null : ofNumbers(column)
    case 'declared-type-not-followed':
      return column === undefined ? null : ofDeclared(column)
    case 'wrong-storage-class':
      return column !== undefined && column.profile.texts > 0 && column.affinity !== 'BLOB'
        ? castTo('number', 'reads texts like 1,234.50 as numbers; what is none is left')
        : misfit(column)
    case 'invalid-date':
    case 'invalid-json':
    case 'blob-in-text':
      return misfit(column)
    case 'text-in-blob':
      return open('cast, from: hex', 'reads the texts as hexadecimal digits (or, from: base64)')
    case 'decimal-overflow':
    case 'non-finite-number':
    case 'integer-beyond-64-bits':
      return open('clamp', 'takes the nearest number that the column holds')
    case 'reserved-column-name':
    case 'identifier-too-long':
    case 'empty-identifier':
      return found.object === null ? ofName(found, schema) : null
    case 'foreign-key-parent-missing':
    case 'foreign-key-parent-not-unique':
    case 'foreign-key-type-mismatch':
      return open('skip', 'leaves the foreign key out: its rule is gone')
    default:
      return null
  }
}

function asked(action: string, does: string): Suggestion {
  return { lines: linesOf(action), does, open: false }
}

function open(action: string, does: string): Suggestion {
  return { lines: linesOf(action), does, open: true }
}

function castTo(from: string, does: string): Suggestion {
  return asked(`cast, from: ${from}`, does)
}

/** `cast, from: hex` becomes `do: cast` and `from: hex`. */
function linesOf(action: string): readonly string[] {
  return `do: ${action}`.split(', ')
}

/** The values cannot be kept: NULL where the column allows it, else its DEFAULT, else the owner must choose. */
function misfit(column: Column | undefined): Suggestion {
  if (column !== undefined && !column.notNull) return open("'null'", 'sets the values to NULL: they are lost')
  return column?.defaultText == null
    ? open('drop-row', 'drops the rows; or "do: replace" with a value')
    : open('default', 'replaces the values by the DEFAULT of the column: they are lost')
}

/** The declaration says what becomes of rows without a parent. */
function ofOrphans(key: ForeignKey | undefined, column: Column | undefined): Suggestion {
  switch (key?.onDelete) {
    case 'CASCADE':
      return asked('drop-row', 'drops the rows, as ON DELETE CASCADE would have done with their parents')
    case 'SET NULL':
      return column === undefined || column.notNull
        ? open('drop-row', 'drops the rows')
        : asked("'null'", 'sets the reference to NULL, as ON DELETE SET NULL would have done')
    case 'SET DEFAULT':
      return column?.defaultText == null
        ? open('drop-row', 'drops the rows')
        : asked('default', 'takes the DEFAULT, as ON DELETE SET DEFAULT would have done')
    default:
      return column !== undefined && !column.notNull
        ? open('drop-row', `drops the rows; "do: 'null'" keeps them without a parent`)
        : open('drop-row', 'drops the rows; or restore their parents in the source')
  }
}

function foreignKeyOf({ column, object }: Issue, table: Table | undefined): ForeignKey | undefined {
  const keys = table?.foreignKeys ?? []
  return (
    keys.find(({ name }) => name !== null && name === object) ??
    keys.find(({ columns }) => columns.length === 1 && columns[0] === column) ??
    keys.find(({ columns }) => object === `${table?.name}_${columns.join('_')}_fkey`)
  )
}

function ofNumbers(column: Column): Suggestion {
  const from = castOfNumbers(column.profile)
  return from === null
    ? open('cast, from: epoch-seconds', 'reads the numbers as seconds since 1970; or as what they are')
    : castTo(from, `reads the numbers as ${from}`)
}

function ofDeclared(column: Column): Suggestion | null {
  const { name } = parseDeclaredType(column.declaredType)
  if (/^BOOL/.test(name)) return castTo('boolean', 'reads yes and no and other words as true and false')
  if (/^(DATE|TIMESTAMP)/.test(name) && column.profile.texts > 0)
    return open('cast, from: day-first-date', 'reads 31/12/2020 as a date (or, from: month-first-date)')
  if (column.affinity !== 'TEXT' && column.affinity !== 'BLOB' && column.profile.texts > 0)
    return castTo('number', 'reads texts like 1,234.50 as numbers; what is none is left')
  return null
}

/** The name that the rehearsal has chosen, for the owner to agree with or to change. */
function ofName({ table, column }: Issue, schema: TargetSchema): Suggestion | null {
  const target = schema.tables.find(({ source }) => source === table)
  const name = column === null ? target?.name : target?.columns.find(({ source }) => source === column)?.name
  if (name === undefined) return null
  return {
    lines: ['do: rename', `to: ${JSON.stringify(name)}`],
    does: 'gives it this name in the target',
    open: false,
  }
}
