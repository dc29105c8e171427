import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Catalog, ForeignKey, Index, KeyConstraint, Table } from '../catalog/catalog.ts'
import type { LedgerEntry } from '../target/ledger-entry.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { isSkipped, SKIPPED, type SkipTarget, skipTarget } from './skip-target.ts'

type SkippedColumn = Extract<SkipTarget, { kind: 'column' }>

/** Leaves columns out of a catalog, with every key, index, CHECK and foreign key that names one of them. Pure. */
export function withoutColumns(catalog: Catalog, skips: readonly SkipTarget[]): Catalog {
  const columns = skips.filter((skip): skip is SkippedColumn => skip.kind === 'column')
  if (columns.length === 0) return catalog
  const isGone = (table: string, column: string | null) =>
    columns.some((skip) => sameName(skip.table, table) && sameName(skip.column, column ?? ''))
  return { ...catalog, tables: catalog.tables.map((table) => withoutOwnColumns(table, isGone)) }
}

type IsGone = (table: string, column: string | null) => boolean

function withoutOwnColumns(table: Table, isGone: IsGone): Table {
  const own = (column: string | null) => isGone(table.name, column)
  const named = (expression: string | null) =>
    lexSqlite(expression ?? '').some(({ kind, value }) => ['word', 'identifier'].includes(kind) && own(value))
  const keyStays = ({ parts }: Pick<KeyConstraint, 'parts'>) =>
    !parts.some(({ column, expression }) => own(column) || named(expression))
  const foreignKeyStays = ({ columns, parentTable, parentColumns }: ForeignKey) =>
    !columns.some(own) && !(parentColumns ?? []).some((column) => isGone(parentTable, column))
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !own(name)),
    rowidAlias: own(table.rowidAlias) ? null : table.rowidAlias,
    primaryKey: table.primaryKey !== null && keyStays(table.primaryKey) ? table.primaryKey : null,
    uniques: table.uniques.filter(keyStays),
    indexes: table.indexes.filter((index: Index) => keyStays(index) && !named(index.where)),
    checks: table.checks.filter(({ column, expression }) => !own(column) && !named(expression)),
    foreignKeys: table.foreignKeys.filter(foreignKeyStays),
  }
}

/**
 * Leaves objects out of a schema: they are not created, the ledger says why, and their issues are gone. Pure.
 *
 * @param whole the schema with the skipped columns in it: what only it has went with a column
 */
export function withoutObjects(
  schema: TargetSchema,
  whole: TargetSchema,
  skips: readonly SkipTarget[],
): TargetSchema {
  const isGone = (entry: LedgerEntry) => skips.some((skip) => isSkipped(entry, skip))
  const ledger = schema.ledger.map((entry) => (isGone(entry) ? skipped(entry) : entry))
  const statements = schema.postData.filter(({ entry }) => isGone(entry))
  const refused = statements.map(({ entry }) => skipped(entry))
  const left = new Set(entriesOf(schema).map(identityOf))
  const withColumn = entriesOf(whole).filter((entry) => !left.has(identityOf(entry)))
  const ids = new Set(skips.map((skip) => JSON.stringify(skip)))
  return {
    ...schema,
    postData: schema.postData.filter(({ entry }) => !isGone(entry)),
    skipped: statements,
    ledger: [...ledger, ...refused, ...withColumn.map(skipped), ...skips.flatMap(columnEntry)],
    issues: schema.issues.filter(({ issue }) => !ids.has(JSON.stringify(skipTarget(issue)))),
  }
}

function entriesOf({ ledger, postData, sequences }: TargetSchema): readonly LedgerEntry[] {
  return [...ledger, ...[...postData, ...sequences].map(({ entry }) => entry)]
}

function identityOf({ type, name, table }: LedgerEntry): string {
  return JSON.stringify([type, name, table])
}

function skipped(entry: LedgerEntry): LedgerEntry {
  return { ...entry, status: 'dropped', reason: SKIPPED }
}

function columnEntry(skip: SkipTarget): LedgerEntry[] {
  if (skip.kind !== 'column') return []
  const { table, column } = skip
  return [{ type: 'column', name: column, table, status: 'dropped', sql: column, reason: SKIPPED }]
}
