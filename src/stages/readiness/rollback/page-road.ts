import { closeSync, openSync } from 'node:fs'
import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { orUnexpected } from '../../../engines/sqlite/pages/open-pages.ts'
import { PageFile } from '../../../engines/sqlite/pages/page-file.ts'
import { readRecordLayout } from '../../../engines/sqlite/pages/record-layout.ts'
import { TableBuilder } from '../../../engines/sqlite/pages/table-builder.ts'
import { PageInserter, type StoredField, storedField } from './page-inserter.ts'
import type { StoredTable } from './restored-table.ts'
import type { Known } from './spelling.ts'

/** A table whose pages are written without SQLite. */
export interface PageRoad {
  readonly inserter: PageInserter
  /** Indexes behind its keys, which are still empty afterwards. */
  readonly keyIndexes: readonly string[]
  /** Of AUTOINCREMENT. */
  readonly isCounted: boolean
  readonly close: () => void
}

/**
 * Null for a table that SQLite has to fill: WITHOUT ROWID, STRICT, with columns that it computes or that the target has not,
 * or in a file of another encoding.
 *
 * @param source has the same definition of the table
 * @param path of the file, which nobody else has open
 * @param root of the table in it
 */
export function openPageRoad(
  source: SqliteDatabase,
  path: string,
  root: number | undefined,
  {
    table,
    stored,
    known,
  }: { readonly table: string; readonly stored: StoredTable; readonly known: ReadonlyMap<string, Known> },
): PageRoad | null {
  const { isUsual, isCounted } = readTraits(source, table)
  if (!isUsual || root === undefined) return null
  const file = openSync(path, 'r+')
  const inserter = orUnexpected(() => {
    const layout = readRecordLayout(new PageFile(file), source, table, root)
    if (layout === null || layout.isIndex) return null
    const required = readRequired(source, table)
    const fields = layout.fields.map((field): StoredField | null => {
      const place = stored.columns.findIndex(({ name }) => name === field?.name)
      const column = stored.columns[place]
      const facts = known.get(field?.name ?? '')
      if (field === null || column === undefined || facts === undefined) return null
      return storedField(place, field, required.has(field.name), column.stored, facts)
    })
    const usual = fields.filter((field) => field !== null)
    if (usual.length < fields.length || usual.length < stored.columns.length) return null
    return new PageInserter(new TableBuilder(file, root), usual)
  })
  if (inserter === null) {
    closeSync(file)
    return null
  }
  return {
    inserter,
    keyIndexes: readKeyIndexes(source, table),
    isCounted,
    close: () => closeSync(file),
  }
}

interface Traits {
  readonly strict: bigint
  readonly encoding: string
  readonly counted: bigint
}

const TRAITS = `
  select l.strict, e.encoding, s.sql like '%autoincrement%' as counted
    from pragma_table_list as l, pragma_encoding as e, sqlite_schema as s
   where l.schema = 'main' and l.name = :table and s.type = 'table' and s.name = :table`

function readTraits(
  source: SqliteDatabase,
  table: string,
): { readonly isUsual: boolean; readonly isCounted: boolean } {
  const traits = source.prepare<[{ table: string }], Traits>(TRAITS).get({ table })
  return {
    isUsual: traits !== undefined && traits.strict === 0n && traits.encoding === 'UTF-8',
    isCounted: traits?.counted === 1n,
  }
}

/** Columns that hold no NULL. */
function readRequired(source: SqliteDatabase, table: string): ReadonlySet<string> {
  const sql = `select name from pragma_table_xinfo(?, 'main') where "notnull" = 1`
  return new Set(source.prepare<[string], string>(sql).pluck().all(table))
}

/** https://www.sqlite.org/pragma.html#pragma_index_list: of PRIMARY KEY and UNIQUE */
function readKeyIndexes(source: SqliteDatabase, table: string): readonly string[] {
  const sql = `select name from pragma_index_list(?, 'main') where origin <> 'c'`
  return source.prepare<[string], string>(sql).pluck().all(table)
}
