import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { VirtualTable } from './catalog.ts'
import type { SchemaObject } from './read-schema-objects.ts'
import { isText, TokenCursor } from './token-cursor.ts'

/**
 * What the modules append to the name of a virtual table for the ordinary tables behind it. SQLite itself only
 * knows those of modules that are compiled in. https://www.sqlite.org/vtab.html#the_xshadowname_method
 */
const SHADOW_SUFFIXES: Readonly<Record<string, RegExp>> = {
  fts1: /^(content|term)$/,
  fts2: /^(content|segments|segdir)$/,
  fts3: /^(content|segments|segdir|docsize|stat)$/,
  fts4: /^(content|segments|segdir|docsize|stat)$/,
  fts5: /^(content|data|idx|docsize|config)$/,
  rtree: /^(node|rowid|parent)$/,
  rtree_i32: /^(node|rowid|parent)$/,
  geopoly: /^(node|rowid|parent)$/,
  spellfix1: /^vocab$/,
  vec0: /^(chunks|rowids|info|auxiliary|(vector_chunks|metadatachunks|metadatatext)\d+)$/,
}

/**
 * The shadow table that has a row for each row of the virtual one. Full-text tables have it where they keep a copy of
 * their content. https://www.sqlite.org/fts5.html#fts5_data_structures https://www.sqlite.org/rtree.html
 */
const CONTENT_SUFFIXES: Readonly<Record<string, string>> = {
  fts1: 'content',
  fts2: 'content',
  fts3: 'content',
  fts4: 'content',
  fts5: 'content',
  rtree: 'rowid',
  rtree_i32: 'rowid',
  geopoly: 'rowid',
  spellfix1: 'vocab',
  vec0: 'rowids',
}

/** What the definition of a virtual table tells. */
export type VirtualStructure = Omit<VirtualTable, 'ownRows' | 'readable'>

/**
 * Counts the rows of a virtual table that are in its shadow tables alone, and sees whether SQLite can read it.
 *
 * @throws the driver's error where the shadow table is damaged
 */
export function measureVirtualTable(database: SqliteDatabase, structure: VirtualStructure): VirtualTable {
  return {
    ...structure,
    ownRows: countOwnRows(database, structure),
    readable: isReadable(database, structure.name),
  }
}

function countOwnRows(database: SqliteDatabase, structure: VirtualStructure): number {
  const { name, module, shadowTables } = structure
  const wanted = `${name}_${CONTENT_SUFFIXES[module]}`.toLowerCase()
  const content = shadowTables.find((shadow) => shadow.toLowerCase() === wanted)
  if (content === undefined) return 0
  const indexed = indexedTable(database, structure)
  const own =
    indexed === null
      ? ''
      : `where not exists (select 1 from ${quoteIdentifier(indexed)} t where t.rowid = entry.rowid)`
  const count = database.prepare<[], bigint>(`select count(*) from ${quoteIdentifier(content)} entry ${own}`)
  return Number(count.pluck().get() ?? 0)
}

/**
 * The table whose geometries an R-Tree of a GeoPackage indexes; its name, `rtree_<table>_<column>`, and the rowids of that
 * table are prescribed. http://www.geopackage.org/spec/#extension_rtree
 */
function indexedTable(database: SqliteDatabase, { name, module }: VirtualStructure): string | null {
  if (module !== 'rtree') return null
  const search = database.prepare<[string], string>(`
    select t.name
    from pragma_table_list t, pragma_table_info(t.name) c
    where t.schema = 'main' and t.type = 'table' and not t.wr
      and lower('rtree_' || t.name || '_' || c.name) = lower(?)`)
  return search.pluck().get(name) ?? null
}

function isReadable(database: SqliteDatabase, name: string): boolean {
  try {
    database.prepare(`select * from ${quoteIdentifier(name)}`)
    return true
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return false
  }
}

/**
 * Reads a CREATE VIRTUAL TABLE. The module need not be there.
 *
 * @param tableNames the names of all ordinary tables
 */
export function readVirtualTable(table: SchemaObject, tableNames: readonly string[]): VirtualStructure {
  const { module, ownsContent } = parseCreateVirtualTable(table.sql)
  const suffixes = SHADOW_SUFFIXES[module]
  const prefix = `${table.name}_`.toLowerCase()
  const isShadow = (name: string) => {
    const suffix = name.slice(prefix.length).toLowerCase()
    return (
      name.toLowerCase().startsWith(prefix) &&
      suffixes?.test(suffix) === true &&
      (suffix !== 'content' || ownsContent)
    )
  }
  return { name: table.name, module, shadowTables: tableNames.filter(isShadow), sql: table.sql }
}

/** With `content=` a full-text index keeps no copy: a table of that name belongs to the user. */
function parseCreateVirtualTable(sql: string): { module: string; ownsContent: boolean } {
  const cursor = new TokenCursor(sql)
  while (cursor.peek() !== undefined && !cursor.takeIf('USING')) cursor.take()
  const module = cursor.takeName()?.toLowerCase() ?? ''
  const group = cursor.takeGroup()
  const parts = group === null ? [] : cursor.splitAtCommas(group)
  const ownsContent = !parts.some((part) => {
    const [option, equals] = cursor.tokensOf(part)
    return isText(option, 'CONTENT') && isText(equals, '=')
  })
  return { module, ownsContent }
}
