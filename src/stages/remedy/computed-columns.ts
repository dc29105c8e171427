import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { RowKey } from '../../issues/issue.ts'
import { mentionedNames } from '../../sql/mentioned-names.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Column, Table } from '../catalog/catalog.ts'
import { countRows, inMain, isSameRow, type RowNames } from './named-rows.ts'

/** A generated column, and how many of its values are not what they were before a remedy. */
export interface ComputedChange {
  readonly column: string
  readonly rows: number
  readonly examples: readonly RowKey[]
}

/**
 * The generated columns that are computed from a column, also by way of others: SQLite computes them again when its
 * values change. A name that stands for something else in an expression can bring one too many, never one too few.
 *
 * https://www.sqlite.org/gencol.html
 */
export function computedFrom({ columns }: Table, { name }: Column): readonly Column[] {
  const found = new Set<Column>()
  const sources = [name]
  for (const source of sources) {
    for (const candidate of columns) {
      if (found.has(candidate) || !isComputedFrom(candidate, source)) continue
      found.add(candidate)
      sources.push(candidate.name)
    }
  }
  return columns.filter((column) => found.has(column))
}

function isComputedFrom({ generated }: Column, source: string): boolean {
  // an expression that could not be read can name anything
  return generated !== null && (generated.expression === '' || namesColumn(generated.expression, source))
}

/** Whether SQL text could name a column. */
export function namesColumn(sql: string, column: string): boolean {
  return mentionedNames(sql).some((name) => sameName(name, column))
}

const BEFORE = 'temp."pg-rehearsal computed"'

/**
 * Notes the values of generated columns, of all rows: also where no value changes, a column that has lost its affinity
 * compares in another way.
 *
 * @returns what counts those that have changed since
 * @throws the driver's error where SQLite cannot compute one
 */
export function watchComputed(
  database: SqliteDatabase,
  table: Table,
  names: RowNames,
  computed: readonly Column[],
): () => readonly ComputedChange[] {
  if (computed.length === 0) return () => []
  const values = computed.map((_, index) => `v${index}`)
  const columns = [...names.columns, ...values].join(', ')
  const own = [...names.expressions, ...computed.map(({ name }) => quoteIdentifier(name))].join(', ')
  database.exec(`
    drop table if exists ${BEFORE};
    create temp table "pg-rehearsal computed" (${columns});
    insert into ${BEFORE} select ${own} from ${inMain(table.name)} not indexed`)
  return () =>
    computed.flatMap(({ name }, index) => {
      const now = `t.${quoteIdentifier(name)}`
      const before = `w.${values[index]}`
      const isSame = `typeof(${now}) = typeof(${before}) and +${now} collate binary is +${before}`
      const where = `not exists (select 1 from ${inMain(table.name)} t where ${isSameRow(names)} and ${isSame})`
      const changed = countRows(database, BEFORE, names, where)
      return changed.rows === 0 ? [] : [{ column: name, ...changed }]
    })
}
