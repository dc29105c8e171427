import { keptStatement } from '../../engines/sqlite/kept-statement.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { foldName } from '../../sql/same-name.ts'
import type { Index, IndexPart, KeyConstraint } from './catalog.ts'
import { parseCreateIndex } from './parse-create-index.ts'
import type { KeyDefinition, TableDefinition } from './table-definition.ts'

/** The keys of a table, and the indexes whose text could not be read. */
export interface Keys {
  readonly primaryKey: KeyConstraint | null
  readonly uniques: readonly KeyConstraint[]
  readonly indexes: readonly Index[]
  readonly unreadIndexes: readonly string[]
}

interface IndexRow {
  readonly name: string
  readonly unique: bigint
  /** `c`: CREATE INDEX, `u`: UNIQUE, `pk`: PRIMARY KEY */
  readonly origin: 'c' | 'u' | 'pk'
  readonly partial: bigint
  readonly sql: string | null
}

interface PartRow {
  /** null for an expression and for the rowid. */
  readonly column: string | null
  readonly descending: bigint
  readonly collation: string
}

/** In the order of creation; PRAGMA index_list has the newest first. */
const INDEXES = `
  select l.name, l."unique", l.origin, l.partial, s.sql
    from pragma_index_list(?, 'main') l
    left join main.sqlite_schema s on s.type = 'index' and s.name = l.name
   order by l.seq desc`

const PARTS = `
  select name as "column", "desc" as descending, coll as collation
    from pragma_index_xinfo(?, 'main')
   where key = 1
   order by seqno`

/**
 * @param rowidKey the column that is the rowid: its PRIMARY KEY has no index
 */
export function readKeys(
  database: SqliteDatabase,
  table: string,
  rowidKey: string | null,
  definition: TableDefinition,
): Keys {
  const rows = keptStatement<IndexRow>(database, INDEXES).all(table)
  const partsOf = (row: IndexRow) => readParts(database, row.name)
  const keyRow = rows.find((row) => row.origin === 'pk')
  const keyParts = keyRow === undefined ? rowidParts(rowidKey) : partsOf(keyRow)
  const indexes = rows.filter((row) => row.origin === 'c').map((row) => readIndex(row, partsOf(row)))
  return {
    primaryKey: keyParts.length === 0 ? null : keyConstraint(keyParts, definition.primaryKey),
    uniques: rows
      .filter((row) => row.origin === 'u')
      .map((row) => uniqueConstraint(partsOf(row), definition.uniques)),
    indexes: indexes.map(({ index }) => index),
    unreadIndexes: indexes.filter(({ isRead }) => !isRead).map(({ index }) => index.name),
  }
}

function readParts(database: SqliteDatabase, index: string): readonly IndexPart[] {
  return keptStatement<PartRow>(database, PARTS)
    .all(index)
    .map((part) => ({
      column: part.column,
      expression: null,
      descending: part.descending === 1n,
      collation: part.collation.toUpperCase(),
    }))
}

function rowidParts(rowidKey: string | null): readonly IndexPart[] {
  return rowidKey === null
    ? []
    : [{ column: rowidKey, expression: null, descending: false, collation: 'BINARY' }]
}

function keyConstraint(parts: readonly IndexPart[], definition: KeyDefinition | null): KeyConstraint {
  return { name: definition?.name ?? null, parts, onConflict: definition?.onConflict ?? null }
}

/** SQLite merges equal constraints, so they are matched by their columns and not by their order. */
function uniqueConstraint(parts: readonly IndexPart[], definitions: readonly KeyDefinition[]): KeyConstraint {
  const columns = parts.map((part) => (part.column === null ? null : foldName(part.column)))
  const definition = definitions.find(
    (candidate) =>
      candidate.columns.length === columns.length &&
      candidate.columns.every((name, index) => foldName(name) === columns[index]),
  )
  return keyConstraint(parts, definition ?? null)
}

function readIndex(row: IndexRow, parts: readonly IndexPart[]): { index: Index; isRead: boolean } {
  const sql = row.sql ?? ''
  const definition = parseCreateIndex(sql)
  const isRead =
    definition !== null &&
    definition.parts.length === parts.length &&
    (definition.where !== null) === (row.partial === 1n)
  const withExpression = (part: IndexPart, position: number): IndexPart =>
    part.column === null ? { ...part, expression: definition?.parts[position] ?? '' } : part
  const index = {
    name: row.name,
    unique: row.unique === 1n,
    parts: parts.map(withExpression),
    where: definition?.where ?? null,
    sql,
  }
  return { index, isRead }
}
