import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { readCopyContext } from './copy-context.ts'
import type { NumberedLines } from './numbered-lines.ts'

/** A line that PostgreSQL has refused, and why. */
export interface RefusedLine {
  /** Its place in the batch, counted from 0. */
  readonly line: number
  readonly sqlstate: string
  /** The column of the source; null where PostgreSQL names none. */
  readonly column: string | null
  /** All else that types refuse in it; left out where nobody has asked. */
  readonly others?: readonly Pick<RefusedLine, 'sqlstate' | 'column'>[]
}

export interface PartsCopied {
  /** In the order of their lines. */
  readonly refused: readonly RefusedLine[]
  /** The first line that has not been sent; the number of lines when all of them were. */
  readonly end: number
}

/**
 * Copies the lines of a batch from `from` on. A failed COPY names the line in its context: the lines before it are sent again,
 * it is set aside, and the work goes on behind it. When no line is named, the lines are halved.
 *
 * The first line that is named need not be the first bad one: PostgreSQL reads a thousand lines before it looks at
 * their keys.
 *
 * @param patience failed COPYs after which it gives up; what has become of the lines before `end` is known then
 */
export async function copyInParts(
  connection: PostgresConnection,
  table: TablePlan,
  statement: string,
  lines: NumberedLines,
  from: number,
  patience: number,
): Promise<PartsCopied> {
  const refused: RefusedLine[] = []
  const settled = (end: number): PartsCopied => ({
    refused: refused.filter(({ line }) => line < end).toSorted((a, b) => a.line - b.line),
    end,
  })
  const pending: [first: number, end: number][] = [[from, lines.count]]
  let failures = 0
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const [first, end] = part
    if (first >= end) continue
    if (failures >= patience) return settled(first)
    const refusal = await tryCopy(connection, statement, [lines.slice(first, end)])
    if (refusal === null) continue
    failures += 1
    const line = end - first === 1 ? first : namedLine(table, refusal, first, end)
    if (line === null) {
      const middle = (first + end) >> 1
      pending.push([middle, end], [first, middle])
      continue
    }
    refused.push({ line, sqlstate: refusal.fields.sqlstate, column: refusedColumn(table, refusal) })
    pending.push([line + 1, end], [first, line])
  }
  return settled(lines.count)
}

/** Sends all lines or none: gives why PostgreSQL has refused them, or null. */
export async function tryCopy(
  connection: PostgresConnection,
  statement: string,
  lines: Iterable<Buffer>,
): Promise<PostgresRefusal | null> {
  const sink = connection.copyIn(statement)
  try {
    for (const piece of lines) await sink.write(piece)
    await sink.end()
    return null
  } catch (error) {
    if (error instanceof PostgresRefusal) return error
    throw error
  }
}

function namedLine(table: TablePlan, refusal: PostgresRefusal, first: number, end: number): number | null {
  const { line } = readCopyContext(table, refusal)
  return line === null || line < 1 || line > end - first ? null : first + line - 1
}

/** A value that its type refuses is in the context, a NULL that a column refuses is in a field of its own. */
export function refusedColumn(table: TablePlan, refusal: PostgresRefusal): string | null {
  const { column } = readCopyContext(table, refusal)
  const { table: named, column: field, sqlstate } = refusal.fields
  return column ?? sourceColumn(table, named, field) ?? computedColumn(table, sqlstate)
}

/** A value that PostgreSQL could not compute (class 22) has no place in the data that was sent. */
export function computedColumn({ columns }: TablePlan, sqlstate: string): string | null {
  const [only, ...others] = columns.filter(({ generated }) => generated)
  return only !== undefined && others.length === 0 && sqlstate.startsWith('22') ? only.source : null
}

/** The column of the source behind the one that PostgreSQL names; null for a column of another table. */
export function sourceColumn(
  table: TablePlan,
  tableName: string | null,
  columnName: string | null,
): string | null {
  if (tableName !== table.target.name) return null
  return table.columns.find(({ target }) => target === columnName)?.source ?? null
}
