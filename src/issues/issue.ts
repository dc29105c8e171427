import { ISSUE_CODES, type IssueCode } from './issue-codes.ts'
import type { Category, Priority } from './issue-ranks.ts'

/**
 * Names one row of the source: its primary key, or its rowid where it has none.
 * Blob keys are `x'…'` hex texts, integers beyond 2^53 are decimal texts.
 */
export type RowKey = Readonly<Record<string, string | number | null>>

/** Anything the owner must know. */
export interface Issue {
  readonly code: IssueCode
  readonly category: Category
  readonly priority: Priority
  readonly table: string | null
  readonly column: string | null
  /** The index, constraint, view, trigger … that the issue is about. */
  readonly object: string | null
  /** The exact number of rows that are concerned; 0 where the issue is not about rows. */
  readonly rows: number
  /** The first rows, at most {@link MAX_EXAMPLES}. */
  readonly examples: readonly RowKey[]
  readonly message: string
  readonly remedy: string
}

/** How many rows an issue names. The count is always exact, only the list is cut. */
export const MAX_EXAMPLES = 10

interface IssueDetails {
  readonly table?: string
  readonly column?: string
  readonly object?: string
  readonly rows?: number
  readonly examples?: readonly RowKey[]
  readonly message: string
  /** Replaces the general advice of the code's entry. */
  readonly remedy?: string
  readonly priority?: Priority
}

/** Makes an issue of the given code; category, priority and advice come from the table of codes. */
export function issue(code: IssueCode, details: IssueDetails): Issue {
  const entry = ISSUE_CODES[code]
  return {
    code,
    category: entry.category,
    priority: details.priority ?? entry.priority,
    table: details.table ?? null,
    column: details.column ?? null,
    object: details.object ?? null,
    rows: details.rows ?? 0,
    examples: (details.examples ?? []).slice(0, MAX_EXAMPLES),
    message: details.message,
    remedy: details.remedy ?? entry.remedy,
  }
}

/**
 * The stable name of an issue: it holds no count and no row, so that runs can be compared by it. A table or column whose
 * name holds a full stop is in quotes, as in SQL: `a."b.c"` is not `"a.b".c`.
 */
export function issueId(found: Pick<Issue, 'category' | 'code' | 'table' | 'column' | 'object'>): string {
  const place = [found.table, found.column].flatMap((part) => (part === null ? [] : partOfId(part))).join('.')
  const object = found.object === null ? '' : `[${found.object}]`
  return `${found.category}/${found.code}:${place}${object}`
}

/** Without quotes a part ends at the first full stop, and does not begin as one in quotes would. */
function partOfId(name: string): string {
  return /^"|\./.test(name) ? `"${name.replaceAll('"', '""')}"` : name
}
