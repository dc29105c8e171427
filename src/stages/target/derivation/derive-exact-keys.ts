import { formatIdentifier, formatQualified } from '../../../sql/format-identifier.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { Index, IndexPart } from '../../catalog/catalog.ts'
import type { NameRegistry } from '../names/name-registry.ts'
import type { SchemaPart } from '../schema-part.ts'
import { canReference } from '../types/comparable-types.ts'
import { collatedColumn } from './derive-collation.ts'
import { type DerivedColumn, type DerivedTable, findColumn } from './derived-table.ts'

/**
 * Whether a key, or a full unique index, is of exactly these columns, in any order. An index that compares as its columns
 * do counts, for SQLite takes it too. https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export function isUnique(parent: DerivedTable, columns: readonly DerivedColumn[]): boolean {
  const { indexes } = parent.table
  const own = indexes.flatMap((index) => (isFullUnique(parent, index) ? [index.parts] : []))
  return isOneOf(columns, [...keyParts(parent), ...own], parent)
}

/**
 * Exact UNIQUEs beside unique indexes that ignore case or trailing blanks, where a foreign key refers to their columns:
 * it needs plain columns, and the index is over expressions. A key that compares so is as it should be by itself.
 * https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
 *
 * @param tables all of them: any can have such a foreign key
 * @param relations the names of tables and indexes
 * @param constraints the names of constraints of the table
 */
export function deriveExactKeys(
  table: DerivedTable,
  tables: readonly DerivedTable[],
  relations: NameRegistry,
  constraints: NameRegistry,
): readonly SchemaPart[] {
  const folded = table.table.indexes.filter((index) => isFullUnique(table, index) && isFolded(table, index))
  const plain = table.table.indexes.filter((index) => isFullUnique(table, index) && !isFolded(table, index))
  const made: (readonly IndexPart[])[] = [...keyParts(table), ...plain.map(({ parts }) => parts)]
  return folded.flatMap((index) => {
    const columns = [...new Set(columnsOf(table, index.parts))]
    if (isOneOf(columns, made, table) || !isReferred(table, columns, tables)) return []
    made.push(index.parts)
    return exactKey(table, index, columns, { relations, constraints })
  })
}

function exactKey(
  table: DerivedTable,
  index: Index,
  columns: readonly DerivedColumn[],
  { relations, constraints }: { readonly relations: NameRegistry; readonly constraints: NameRegistry },
): SchemaPart {
  let name = relations.take(`${index.name}_exact`)
  while (constraints.has(name)) name = relations.take(`${index.name}_exact`)
  constraints.take(name)
  const list = columns.map((column) => formatIdentifier(column.name)).join(', ')
  return {
    postData: [
      {
        kind: 'unique',
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ONLY ${formatQualified(table)}\n    ADD CONSTRAINT ${formatIdentifier(name)} UNIQUE (${list})`,
        columns: columns.map((column) => quoteIdentifier(column.name)),
        entry: {
          type: 'collation',
          name: index.name,
          table: table.table.name,
          status: 'translated',
          sql: columns.map(({ column }) => `${quoteIdentifier(column.name)} COLLATE BINARY`).join(', '),
          reason: 'a foreign key needs an exact UNIQUE beside the index',
        },
      },
    ],
  }
}

function keyParts({ table: { primaryKey, uniques } }: DerivedTable): readonly (readonly IndexPart[])[] {
  return [...(primaryKey === null ? [] : [primaryKey]), ...uniques].map(({ parts }) => parts)
}

/** SQLite finds a parent by an index that compares as the column does, and PostgreSQL by any that is exact. */
function isFullUnique(table: DerivedTable, { unique, where, parts }: Index): boolean {
  return (
    unique &&
    where === null &&
    parts.every(({ column, collation }) => {
      const own = column === null ? undefined : findColumn(table, column)
      return own !== undefined && (collation === 'BINARY' || collation === own.column.collation)
    })
  )
}

function isFolded(table: DerivedTable, { parts }: Index): boolean {
  return parts.some(({ column, collation }) => {
    const own = findColumn(table, column ?? '')
    return own !== undefined && collatedColumn(own, collation) !== null
  })
}

function isOneOf(
  columns: readonly DerivedColumn[],
  keys: readonly (readonly IndexPart[])[],
  table: DerivedTable,
): boolean {
  const wanted = new Set(columns)
  return keys.some((parts) => {
    const own = new Set(columnsOf(table, parts))
    return own.size === wanted.size && [...own].every((column) => wanted.has(column))
  })
}

function columnsOf(table: DerivedTable, parts: readonly IndexPart[]): readonly DerivedColumn[] {
  return parts.flatMap(({ column }) => findColumn(table, column ?? '') ?? [])
}

/** Whether PostgreSQL can have a foreign key to these columns. */
function isReferred(
  table: DerivedTable,
  columns: readonly DerivedColumn[],
  tables: readonly DerivedTable[],
): boolean {
  const wanted = new Set(columns)
  return tables.some((child) =>
    child.table.foreignKeys.some(({ parentTable, parentExcluded, parentColumns, columns: names }) => {
      if (parentExcluded === true || !sameName(parentTable, table.table.name)) return false
      const parents = (parentColumns ?? []).map((name) => findColumn(table, name))
      const canRefer = names.every((name, at) => {
        const [from, to] = [findColumn(child, name), parents[at]]
        return from !== undefined && to !== undefined && canReference(from.type, to.type)
      })
      return canRefer && parents.length === wanted.size && parents.every((one) => one && wanted.has(one))
    }),
  )
}
