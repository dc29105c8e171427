import { ROWID_NAMES } from '../../../sql/rowid-names.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { Subject } from '../subject.ts'

/** A name of the rowid of a table, where no column holds it; null too where no statement can name it. */
export function implicitRowid({ tables }: Catalog, source: string): string | null {
  const table = tables.find(({ name }) => name === source)
  return table === undefined || table.rowidAlias !== null ? null : table.rowidName
}

/**
 * Views, triggers and queries that name the table, and a rowid of some table. Whose it is their text does not always
 * say: `select rowid from a join b`.
 */
export function readersOfRowids(
  source: string,
  { catalog, performance }: Pick<Subject, 'catalog' | 'performance'>,
): readonly string[] {
  const texts = [
    ...catalog.views.map(({ name, sql }) => ({ name: `view ${name}`, sql })),
    ...catalog.triggers.map(({ name, sql }) => ({ name: `trigger ${name}`, sql })),
    ...(performance?.queries ?? []).map(({ query }) => ({
      name: `query ${query.name}`,
      sql: query.sqlite.sql,
    })),
  ]
  const columns = catalog.tables.find(({ name }) => name === source)?.columns ?? []
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()))
  const names = ROWID_NAMES.filter((name) => !taken.has(name))
  const rowid = new RegExp(`\\b(?:${names.join('|')})\\b`, 'i')
  return texts.flatMap(({ name, sql }) =>
    rowid.test(sql) && sql.toLowerCase().includes(source.toLowerCase()) ? [name] : [],
  )
}
