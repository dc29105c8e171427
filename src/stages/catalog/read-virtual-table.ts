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
 * Reads a CREATE VIRTUAL TABLE. The module need not be there.
 *
 * @param tableNames the names of all ordinary tables
 */
export function readVirtualTable(table: SchemaObject, tableNames: readonly string[]): VirtualTable {
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
