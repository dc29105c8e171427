import type { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { TablePlan } from '../plan/migration-plan.ts'

/** Where in the data a COPY was refused, as far as PostgreSQL says it. */
export interface CopyContext {
  /** Counted from 1. */
  readonly line: number | null
  /** The column of the source. */
  readonly column: string | null
}

/**
 * Reads `COPY <table>, line 3, column <name>: "…"`. The server may translate the words between them; the word
 * COPY, the names and the number stay. Table names can hold anything, so they are matched as a whole.
 */
export function readCopyContext(table: TablePlan, refusal: PostgresRefusal): CopyContext {
  const context = refusal.fields.where ?? ''
  const start = `COPY ${table.target.name}, `
  const at = context.indexOf(start)
  if (at === -1) return { line: null, column: null }
  const [, number, rest] = /^\D*(\d+)(?:, \S+ (.*))?/s.exec(context.slice(at + start.length)) ?? []
  return {
    line: number === undefined ? null : Number(number),
    column: rest === undefined ? null : longestColumn(table, rest),
  }
}

function longestColumn(table: TablePlan, rest: string): string | null {
  const candidates = table.columns.filter(({ target }) => rest === target || rest.startsWith(`${target}:`))
  return candidates.toSorted((a, b) => b.target.length - a.target.length)[0]?.source ?? null
}
