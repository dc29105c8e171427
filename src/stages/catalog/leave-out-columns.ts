import { lexSqlite } from '../../sql/lex-sqlite.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Table } from './catalog.ts'

/** What a table declares over its columns. */
type Declared = Pick<Table, 'columns' | 'uniques' | 'indexes' | 'checks' | 'foreignKeys'>

/** Leaves columns out of a table, with every key, index, CHECK and foreign key of it that names one of them. Pure. */
export function leaveOutColumns<T extends Declared>(table: T, names: readonly string[]): T {
  if (names.length === 0) return table
  const isGone = (column: string | null) => column !== null && names.some((name) => sameName(name, column))
  const reads = (expression: string | null) =>
    lexSqlite(expression ?? '').some(
      ({ kind, value }) => (kind === 'word' || kind === 'identifier') && isGone(value),
    )
  const stays = ({ parts }: Pick<Declared['uniques'][number], 'parts'>) =>
    !parts.some(({ column, expression }) => isGone(column) || reads(expression))
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !isGone(name)),
    uniques: table.uniques.filter(stays),
    indexes: table.indexes.filter((index) => stays(index) && !reads(index.where)),
    checks: table.checks.filter(({ column, expression }) => !isGone(column) && !reads(expression)),
    foreignKeys: table.foreignKeys.filter(({ columns }) => !columns.some(isGone)),
  }
}

/** What a table loses with a column, for people: `index t_by_a`, `CHECK (a > 0)`. Pure. */
export function lostWith(table: Omit<Declared, 'columns'>, column: string): readonly string[] {
  const left = leaveOutColumns({ ...table, columns: [] }, [column])
  const goneOf = <T>(all: readonly T[], kept: readonly T[]) => all.filter((item) => !kept.includes(item))
  const list = (columns: readonly (string | null)[]) => `(${columns.map((name) => name ?? '…').join(', ')})`
  return [
    ...goneOf(table.uniques, left.uniques).map(
      ({ parts }) => `UNIQUE ${list(parts.map((part) => part.column))}`,
    ),
    ...goneOf(table.indexes, left.indexes).map(({ name }) => `index ${name}`),
    ...goneOf(table.checks, left.checks).map(({ expression }) => `CHECK (${expression})`),
    ...goneOf(table.foreignKeys, left.foreignKeys).map(({ columns }) => `FOREIGN KEY ${list(columns)}`),
  ]
}
