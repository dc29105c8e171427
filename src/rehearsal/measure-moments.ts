import { type Context, quietly } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { areBoundsTelling } from '../sql/epoch.ts'
import type { Column, Table } from '../stages/catalog/catalog.ts'
import { declaresMoments } from '../stages/catalog/column-measures.ts'
import { profileAgain } from '../stages/catalog/read-catalog.ts'
import { readRenames } from '../stages/target/names/renames.ts'
import type { TargetTable } from '../stages/target/target-schema.ts'
import type { Source } from './read-source.ts'
import type { ToTarget } from './resolve-issues.ts'

/**
 * Measures tables again whose integers go into moments of a given schema although they are declared as something else: the
 * profile of a column that is declared as a number does not tell seconds from milliseconds.
 *
 * @param toGiven finds the source in the given schema; only its types are asked
 */
export async function measureMoments(
  source: Source,
  toGiven: ToTarget,
  { jobs, target }: Pick<ParsedSettings, 'jobs' | 'target'>,
  context: Context,
): Promise<Source> {
  const { catalog, snapshot, whole } = source
  const given = toGiven(catalog, readRenames(target.rename, whole, catalog))
  const tables = catalog.tables.map((table) => {
    const found = given.tables.find(({ source: name }) => name === table.name)
    return found === undefined ? table : withGivenMoments(table, found)
  })
  const names = tables.filter((table, at) => table !== catalog.tables[at]).map(({ name }) => name)
  if (names.length === 0) return source
  const marked = { ...catalog, tables }
  return { ...source, catalog: await profileAgain(snapshot, marked, new Set(names), quietly(context), jobs) }
}

function withGivenMoments(table: Table, given: TargetTable): Table {
  const isMoment = (column: Column) => {
    const type = given.columns.find(({ source }) => source === column.name)?.type.kind
    return (type === 'timestamp' || type === 'timestamptz' || type === 'date') && isOpen(column)
  }
  const columns = table.columns.map((column) =>
    isMoment(column) ? { ...column, isGivenAsMoment: true as const } : column,
  )
  return columns.some((column, at) => column !== table.columns[at]) ? { ...table, columns } : table
}

/** Whether the least and the greatest integer leave open what all of them count. */
function isOpen(column: Column): boolean {
  const { integerMin, integerMax } = column.profile
  return (
    !declaresMoments(column) &&
    integerMin !== null &&
    integerMax !== null &&
    !areBoundsTelling(integerMin, integerMax)
  )
}
