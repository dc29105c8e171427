import { mentionedNames } from '../../sql/mentioned-names.ts'
import { sameName } from '../../sql/same-name.ts'
import type { LeftOut, Table, UnreadColumn } from './catalog.ts'

/** What a table declares over its columns. */
type Declared = Pick<Table, 'columns' | 'uniques' | 'indexes' | 'checks' | 'foreignKeys'>

/** Leaves columns out of a table, with every key, index, CHECK and foreign key of it that names one of them. Pure. */
export function leaveOutColumns<T extends Declared>(table: T, names: readonly string[]): T {
  if (names.length === 0) return table
  const isGone = (column: string | null) => column !== null && names.some((name) => sameName(name, column))
  const reads = (expression: string | null) => mentionedNames(expression ?? '').some(isGone)
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

/** The same, with what is lost in `leftOut`; a table that has lost columns before can lose more. Pure. */
export function leaveOutUnread(table: Table, unread: readonly UnreadColumn[]): Table {
  if (unread.length === 0) return table
  const left = leaveOutColumns(
    table,
    unread.map(({ name }) => name),
  )
  const before = table.leftOut ?? NOTHING
  const lost = lostOf(table, left)
  const leftOut = {
    reasons: [...before.reasons, ...unread],
    columns: [...before.columns, ...lost.columns],
    uniques: [...before.uniques, ...lost.uniques],
    indexes: [...before.indexes, ...lost.indexes],
    checks: [...before.checks, ...lost.checks],
    foreignKeys: [...before.foreignKeys, ...lost.foreignKeys],
  }
  return { ...left, leftOut }
}

const NOTHING: LeftOut = { reasons: [], columns: [], uniques: [], indexes: [], checks: [], foreignKeys: [] }

function lostOf(table: Declared, left: Declared): Declared {
  const goneOf = <T>(all: readonly T[], kept: readonly T[]) => all.filter((item) => !kept.includes(item))
  return {
    columns: goneOf(table.columns, left.columns),
    uniques: goneOf(table.uniques, left.uniques),
    indexes: goneOf(table.indexes, left.indexes),
    checks: goneOf(table.checks, left.checks),
    foreignKeys: goneOf(table.foreignKeys, left.foreignKeys),
  }
}

/** What a table loses with a column, for people: `index t_by_a`, `CHECK (a > 0)`. Pure. */
export function lostWith(table: Omit<Declared, 'columns'>, column: string): readonly string[] {
  const whole = { ...table, columns: [] }
  const lost = lostOf(whole, leaveOutColumns(whole, [column]))
  const list = (columns: readonly (string | null)[]) => `(${columns.map((name) => name ?? '…').join(', ')})`
  return [
    ...lost.uniques.map(({ parts }) => `UNIQUE ${list(parts.map((part) => part.column))}`),
    ...lost.indexes.map(({ name }) => `index ${name}`),
    ...lost.checks.map(({ expression }) => `CHECK (${expression})`),
    ...lost.foreignKeys.map(({ columns }) => `FOREIGN KEY ${list(columns)}`),
  ]
}
