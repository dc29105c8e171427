import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { amount } from '../../progress/amount.ts'
import { matchesGlob } from '../../sql/matches-glob.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Catalog, Table } from './catalog.ts'

/** Globs over the names of tables; `*` stands for any characters, `?` for one. An empty `include` is all of them. */
export interface TableSelection {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** The tables by which a partial success is judged. Empty, or all of them left out: all that are rehearsed. */
  readonly core: readonly string[]
}

export interface SelectedTables {
  readonly catalog: Catalog
  readonly excluded: readonly { readonly name: string; readonly reason: string }[]
}

/**
 * Leaves out the tables that the user does not want to migrate, with their triggers. Pure.
 *
 * @throws RehearsalError when no table is left, for a rehearsal of nothing would pass: `snapshot-empty` where there is
 *   none, else `settings-invalid`; that also when the source has none of the core tables. One that is left out is no
 *   mistake: another shard has it
 */
export function selectTables(catalog: Catalog, { include, exclude, core }: TableSelection): SelectedTables {
  if (catalog.tables.length === 0 && catalog.virtualTables.length === 0) {
    throw new RehearsalError('snapshot-empty', 'The source has no tables.', {
      hint: 'Look whether it is the right file: a rehearsal of nothing would pass.',
    })
  }
  const excluded = catalog.tables.flatMap(({ name }) => {
    const pattern = exclude.find((glob) => matchesGlob(name, glob))
    if (pattern !== undefined) return [{ name, reason: `excluded by ${pattern}` }]
    const wanted = include.length === 0 || include.some((glob) => matchesGlob(name, glob))
    return wanted ? [] : [{ name, reason: 'not included' }]
  })
  if (excluded.length === catalog.tables.length && excluded.length > 0) {
    throw new RehearsalError(
      'settings-invalid',
      'The settings include and exclude leave no table to rehearse.',
      {
        hint: `Mind the spelling; the source has ${amount(catalog.tables.length, 'table')}, and "pg-rehearsal inspect" lists them.`,
      },
    )
  }
  const left = withoutTables(catalog, new Set(excluded.map(({ name }) => name)))
  const isCore = ({ name }: Table) => core.some((glob) => matchesGlob(name, glob))
  if (core.length > 0 && !catalog.tables.some(isCore)) {
    throw new RehearsalError(
      'settings-invalid',
      `The setting core names no table of the source: ${core.join(', ')}.`,
      {
        hint: 'Mind the spelling; "pg-rehearsal inspect" lists the tables of the source.',
      },
    )
  }
  const unused = unusedPatterns(catalog, { include, exclude, core })
  return { catalog: { ...left, issues: [...left.issues, ...unused] }, excluded }
}

/** A pattern that was misspelled to take tables in has left them out, and nobody would see it. */
function unusedPatterns({ tables, virtualTables }: Catalog, selection: TableSelection): readonly Issue[] {
  const isUnused = (pattern: string) =>
    ![...tables, ...virtualTables].some(({ name }) => matchesGlob(name, pattern))
  return (['include', 'exclude', 'core'] as const).flatMap((setting) =>
    selection[setting].filter(isUnused).map((pattern) => {
      const message = `The source has no table for ${pattern} under ${setting}`
      const priority = setting === 'exclude' ? 'LOW' : 'MED'
      return issue('pattern-unused', { object: `${setting}: ${pattern}`, message, priority })
    }),
  )
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
  const isGone = (name: string) => [...gone].some((excluded) => sameName(excluded, name))
  const foreignKeys = table.foreignKeys.map((key) =>
    isGone(key.parentTable) ? { ...key, parentExcluded: true as const } : key,
  )
  return { ...table, foreignKeys }
}
