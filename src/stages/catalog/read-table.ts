import { keptStatement } from '../../engines/sqlite/kept-statement.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { findRowidAlias } from '../../engines/sqlite/pages/record-layout.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { ROWID_NAMES } from '../../sql/rowid-names.ts'
import { affinityOf } from './affinity.ts'
import { constantDefault } from './constant-default.ts'
import { parseCreateTable } from './parse-create-table.ts'
import { readForeignKeys } from './read-foreign-keys.ts'
import { readHighWaterMark } from './read-high-water-mark.ts'
import { readKeys } from './read-keys.ts'
import type { SchemaObject, TableKind } from './read-schema-objects.ts'
import { storageKey } from './storage-key.ts'
import type { TableDefinition } from './table-definition.ts'
import type { ColumnStructure, TableStructure } from './table-structure.ts'

interface ColumnRow {
  readonly name: string
  readonly declaredType: string
  readonly notNull: bigint
  readonly defaultText: string | null
  /** 0: ordinary, 2: generated and virtual, 3: generated and stored */
  readonly hidden: bigint
}

/** https://www.sqlite.org/pragma.html#pragma_table_xinfo */
const COLUMNS = `
  select name, type as declaredType, "notnull" as "notNull", dflt_value as defaultText, hidden
    from pragma_table_xinfo(?, 'main')
   order by cid`

/**
 * Reads the structure of one table: from PRAGMAs as far as they tell, the rest from the text of its definition.
 *
 * @throws the driver's error where SQLite itself cannot make sense of the table
 */
export function readTable(
  database: SqliteDatabase,
  object: SchemaObject,
  kind: TableKind,
): { readonly table: TableStructure; readonly issues: readonly Issue[] } {
  const rows = keptStatement<ColumnRow>(database, COLUMNS).all(object.name)
  const definition = parseCreateTable(object.sql)
  const strict = kind.strict === 1n
  const withoutRowid = kind.withoutRowid === 1n
  const rowidAlias = withoutRowid ? null : findRowidAlias(database, object.name)
  const { unreadIndexes, ...keys } = readKeys(database, object.name, rowidAlias, definition)
  const foreignKeys = readForeignKeys(database, object.name, definition.foreignKeys)
  const referring = new Set(foreignKeys.flatMap(({ columns }) => columns.map((name) => name.toLowerCase())))
  const shape = {
    columns: rows.map((row, index) => ({
      ...describeColumn(row, definition.columns[index], strict),
      ...(referring.has(row.name.toLowerCase()) && keepsReals(row, strict)
        ? { isReferring: true as const }
        : {}),
      constantDefault: constantDefault(database, row.defaultText),
    })),
    ...keys,
    rowidAlias,
    rowidName: withoutRowid ? null : freeRowidName(rows),
    withoutRowid,
  }
  const table: TableStructure = {
    name: object.name,
    sql: object.sql,
    ...shape,
    storageKey: storageKey(shape),
    strict,
    autoincrement: definition.autoincrement,
    highWaterMark: definition.autoincrement ? readHighWaterMark(database, object.name) : null,
    foreignKeys,
    checks: definition.checks,
  }
  return { table, issues: describeUnread(table, definition, unreadIndexes) }
}

/** https://www.sqlite.org/rowidtable.html */
function freeRowidName(rows: readonly ColumnRow[]): string | null {
  const taken = new Set(rows.map((row) => row.name.toLowerCase()))
  return ROWID_NAMES.find((name) => !taken.has(name)) ?? null
}

/** The other affinities turn a whole real into an integer, or any number into a text. */
function keepsReals({ declaredType }: ColumnRow, strict: boolean): boolean {
  const affinity = affinityOf(declaredType, strict)
  return affinity === 'REAL' || affinity === 'BLOB'
}

function describeColumn(
  row: ColumnRow,
  definition: TableDefinition['columns'][number] | undefined,
  strict: boolean,
): Omit<ColumnStructure, 'constantDefault'> {
  return {
    name: row.name,
    declaredType: (definition?.name === row.name ? definition.quotedType : null) ?? row.declaredType,
    affinity: affinityOf(row.declaredType, strict),
    notNull: row.notNull === 1n,
    notNullOnConflict: definition?.notNullOnConflict ?? null,
    defaultText: row.defaultText,
    generated:
      row.hidden < 2n
        ? null
        : { expression: definition?.generatedExpression ?? '', stored: row.hidden === 3n },
    collation: definition?.collation ?? 'BINARY',
  }
}

/** The text and the PRAGMAs must tell the same story; where they do not, something was overlooked. */
function describeUnread(
  table: TableStructure,
  definition: TableDefinition,
  unreadIndexes: readonly string[],
): readonly Issue[] {
  const contradicts =
    definition.unplaced.length > 0 ||
    definition.columns.length !== table.columns.length ||
    definition.columns.some((column, index) => column.name !== table.columns[index]?.name) ||
    definition.foreignKeys.length !== table.foreignKeys.length ||
    table.columns.some((column) => column.generated?.expression === '')
  const unread = contradicts ? [unreadTable(table.name)] : []
  return [...unread, ...unreadIndexes.map((index) => unreadIndex(table.name, index))]
}

function unreadTable(table: string): Issue {
  return issue('object-not-parsed', {
    table,
    message: `Parts of the definition of table ${table} could not be read: CHECKs, names of constraints or collations may be missing.`,
  })
}

function unreadIndex(table: string, index: string): Issue {
  return issue('object-not-parsed', {
    table,
    object: index,
    message: `The definition of index ${index} could not be read.`,
  })
}
