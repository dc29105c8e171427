import type { KeyConstraint, Table } from '../catalog/catalog.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import type { PostDataStatement } from '../target/post-data.ts'
import type { Conversion } from './conversion.ts'
import { columnOf, ownIndex, type PlannedTable, partColumn } from './key-terms.ts'
import type { ColumnPlan } from './migration-plan.ts'

/** Conversions that make equal only what SQLite finds equal, as long as all values are of one storage class. */
const INJECTIVE: ReadonlySet<Conversion['kind']> = new Set([
  'integer',
  'float',
  'decimal',
  'text',
  'rendered',
  'bytes',
  'date',
  'uuid',
  'epoch',
  'duration',
])

/** Whether a unique rule of the source promises that the one of the target holds, so that no row has to be looked at. */
export function isKeptBySource(statement: PostDataStatement, { table, plan }: PlannedTable): boolean {
  const columns = statement.columns.map((sql) => partColumn(sql, plan))
  if (isOwnRule(statement, table)) return columns.every((column) => !column || isInjective(column, table))
  const sources = new Set(
    statement.columns.map((sql) => columnOf(sql, plan)).flatMap((column) => column?.source ?? []),
  )
  return (
    columns.every((column) => column !== undefined && isInjective(column, table)) &&
    ruleColumns(table).some((rule) => rule.every((name) => sources.has(name)))
  )
}

/** An index of the source, or the stricter half of a key that ignores case: its translation means the same. */
function isOwnRule({ entry }: PostDataStatement, table: Table): boolean {
  return entry.type === 'collation' || ownIndex(entry, table)?.unique === true
}

function isInjective({ source, conversion, type }: ColumnPlan, table: Table): boolean {
  const profile = table.columns.find(({ name }) => name === source)?.profile
  if (profile === undefined || !isPure(profile) || type.kind === 'char') return false
  // '1.5' and '1.50' are two texts, and one decimal
  return INJECTIVE.has(conversion.kind) && !(conversion.kind === 'decimal' && profile.texts > 0)
}

function isPure({ integers, reals, texts, blobs }: ColumnProfile): boolean {
  return [integers + reals, texts, blobs].filter((count) => count > 0).length <= 1
}

/** The columns of every rule by which SQLite keeps rows apart. */
function ruleColumns({ primaryKey, uniques, indexes, rowidAlias }: Table): readonly (readonly string[])[] {
  const full = indexes.filter(({ unique, where }) => unique && where === null)
  const keys = [...(primaryKey === null ? [] : [primaryKey]), ...uniques, ...full]
  return [...(rowidAlias === null ? [] : [[rowidAlias]]), ...keys.flatMap(plainColumns)]
}

function plainColumns({ parts }: Pick<KeyConstraint, 'parts'>): readonly (readonly string[])[] {
  const columns = parts.flatMap(({ column }) => column ?? [])
  return columns.length === parts.length ? [columns] : []
}
