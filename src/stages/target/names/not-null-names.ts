import type { DerivedTable } from '../derivation/derived-table.ts'
import type { TargetTable } from '../target-schema.ts'
import { headOf, LONGEST_NAME_BYTES, type NameRegistry } from './name-registry.ts'

/** How many columns of a schema would have a NOT NULL of the same name, by that name. */
export type NotNullNames = ReadonlyMap<string, number>

export function countNotNullNames(tables: readonly DerivedTable[]): NotNullNames {
  const names = tables.flatMap(({ name, columns }) =>
    columns.map((column) => notNullName(name, column.name, 0)),
  )
  return new Map([...Map.groupBy(names, (name) => name)].map(([name, group]) => [name, group.length]))
}

/**
 * Keeps the names that PostgreSQL gives to the NOT NULL of a table from the other constraints, whose names come from
 * the source. It has them since version 18; the names of a schema should not depend on the version of the server.
 * Where several columns of the schema would get one name, the order of their tables decides who gets which number: all
 * are kept. https://www.postgresql.org/docs/18/release-18.html
 */
export function reserveNotNullNames(
  table: TargetTable,
  names: NotNullNames,
  constraints: NameRegistry,
): void {
  for (const column of table.columns.filter(({ notNull }) => notNull)) {
    const sharers = names.get(notNullName(table.name, column.name, 0)) ?? 1
    for (let number = 0; number < sharers; number++) {
      const name = notNullName(table.name, column.name, number)
      if (!constraints.has(name)) constraints.take(name)
    }
  }
}

/**
 * `table_column_not_null`, with a number for all but the first of this name. Of a name that is too long, PostgreSQL cuts
 * the longer half.
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c (makeObjectName)
 */
export function notNullName(table: string, column: string, number: number): string {
  const label = `_not_null${number === 0 ? '' : number}`
  const room = LONGEST_NAME_BYTES - label.length - 1
  let first = Buffer.byteLength(table)
  let second = Buffer.byteLength(column)
  while (first + second > room) {
    if (first > second) first--
    else second--
  }
  return `${headOf(table, first)}_${headOf(column, second)}${label}`
}
