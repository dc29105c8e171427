import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { matchesGlob } from '../../sql/matches-glob.ts'
import type { Catalog, Table } from './catalog.ts'

/** Globs over the names of tables; `*` stands for any characters, `?` for one. An empty `include` is all of them. */
export interface TableSelection {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

export interface SelectedTables {
  readonly catalog: Catalog
  readonly excluded: readonly { readonly name: string; readonly reason: string }[]
}

/**
 * Leaves out the tables that the user does not want to migrate, with their triggers. Pure.
 *
 * @throws RehearsalError `settings-invalid` when no table is left: a rehearsal of nothing would pass
 */
export function selectTables(catalog: Catalog, { include, exclude }: TableSelection): SelectedTables {
  const excluded = catalog.tables.flatMap(({ name }) => {
    const pattern = exclude.find((glob) => matchesGlob(name, glob))
    if (pattern !== undefined) return [{ name, reason: `excluded by ${pattern}` }]
    const wanted = include.length === 0 || include.some((glob) => matchesGlob(name, glob))
    return wanted ? [] : [{ name, reason: 'not included' }]
  })
  if (excluded.length === catalog.tables.length && excluded.length > 0) {
    throw new RehearsalError('settings-invalid', 'include and exclude leave no table to rehearse.', {
      hint: `Mind the spelling; the source has ${catalog.tables.length} tables, and "pg-rehearsal inspect" lists them.`,
    })
  }
  return { catalog: withoutTables(catalog, new Set(excluded.map(({ name }) => name))), excluded }
}

/** Foreign keys to a table that is left out stay in the catalog and say so. Pure. */
export function withoutTables(catalog: Catalog, gone: ReadonlySet<string>): Catalog {
  return {
    ...catalog,
    tables: catalog.tables.filter(({ name }) => !gone.has(name)).map((table) => withoutParents(table, gone)),
    triggers: catalog.triggers.filter(({ table }) => !gone.has(table)),
  }
}

function withoutParents(table: Table, gone: ReadonlySet<string>): Table {
  const isGone = (name: string) => [...gone].some((excluded) => excluded.toLowerCase() === name.toLowerCase())
  const foreignKeys = table.foreignKeys.map((key) =>
    isGone(key.parentTable) ? { ...key, parentExcluded: true as const } : key,
  )
  return { ...table, foreignKeys }
}
