import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { Catalog, Table } from '../../catalog/catalog.ts'
import { fitName } from './name-registry.ts'
import { SYSTEM_COLUMNS } from './system-columns.ts'

/** The names in the target that the owner asks for, by the names of the source. */
export interface Renames {
  readonly tables: ReadonlyMap<string, string>
  /** By the table of the source, then by the column. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export const NO_RENAMES: Renames = { tables: new Map(), columns: new Map() }

/**
 * Finds what the keys `table` and `table.column` mean. Names are those of the source, without regard to the case of
 * ASCII letters, as SQLite has it; a name may hold a full stop itself, and the table of that name comes first. Pure.
 *
 * @param migrated the tables of the source that get a name; a rename of another one is kept, and does nothing
 * @throws RehearsalError `settings-invalid` with every rename that means nothing or cannot be
 */
export function readRenames(
  written: Readonly<Record<string, string>>,
  catalog: Catalog,
  migrated: Catalog = catalog,
): Renames {
  const mistakes: string[] = []
  const tables = new Map<string, string>()
  const columns = new Map<string, Map<string, string>>()
  for (const [key, name] of Object.entries(written)) {
    const found = findPlace(key, catalog.tables)
    const problem = found === null ? 'the source has no such table or column' : unusable(name, found.column)
    if (found === null || problem !== null) {
      mistakes.push(`${key} to ${name}: ${problem}`)
    } else if (found.column === null) {
      if (tables.has(found.table.name)) mistakes.push(`${key} to ${name}: ${TWICE}`)
      tables.set(found.table.name, name)
    } else {
      const ofTable = columns.get(found.table.name) ?? new Map<string, string>()
      if (ofTable.has(found.column)) mistakes.push(`${key} to ${name}: ${TWICE}`)
      columns.set(found.table.name, ofTable.set(found.column, name))
    }
  }
  const renames = { tables, columns }
  mistakes.push(...collisions(migrated, renames))
  if (mistakes.length > 0) throw renameInvalid(mistakes)
  return renames
}

/** Two keys can differ in case alone. */
const TWICE = 'another key names the same'

/** Where a key leads; `column` is null where it is a table. */
function findPlace(
  key: string,
  tables: readonly Table[],
): { readonly table: Table; readonly column: string | null } | null {
  const whole = tables.find(({ name }) => sameName(name, key))
  if (whole !== undefined) return { table: whole, column: null }
  for (const table of tables) {
    const column = table.columns.find(({ name }) => sameName(`${table.name}.${name}`, key))
    if (column !== undefined) return { table, column: column.name }
  }
  return null
}

/** Why PostgreSQL would not take a name as it is; null where it does. */
function unusable(name: string, column: string | null): string | null {
  if (name.includes('\0')) return 'PostgreSQL has no U+0000 in names'
  if (fitName(name) !== name) return 'PostgreSQL has names of 1 to 63 bytes'
  return column !== null && SYSTEM_COLUMNS.has(name) ? `${name} is a system column of PostgreSQL` : null
}

/** Two things of one name, of which at least one was renamed. */
function collisions({ tables }: Catalog, renames: Renames): readonly string[] {
  return [
    ...clashes(
      tables.map(({ name }) => name),
      renames.tables,
      '',
    ),
    ...tables.flatMap(({ name, columns }) =>
      clashes(
        columns.map((column) => column.name),
        renames.columns.get(name) ?? new Map(),
        `${name}.`,
      ),
    ),
  ]
}

function clashes(
  names: readonly string[],
  renamed: ReadonlyMap<string, string>,
  prefix: string,
): readonly string[] {
  const groups = Map.groupBy(names, (name) => renamed.get(name) ?? name)
  return [...groups].flatMap(([target, sources]) =>
    sources.length < 2 || !sources.some((name) => renamed.has(name))
      ? []
      : [`${sources.map((name) => prefix + name).join(' and ')} would both be ${target}`],
  )
}

function renameInvalid(mistakes: readonly string[]): RehearsalError {
  const lines = mistakes.map((mistake) => `  rename ${mistake}`)
  const title = mistakes.length === 1 ? 'A rename' : `${mistakes.length} renames`
  return new RehearsalError('settings-invalid', `${title} in the settings cannot be:\n${lines.join('\n')}`, {
    hint: 'rename: { players: app_players, players.nick: nickname } — names of the source, then names in the target.',
  })
}
