import type { RowKey } from '../../issues/issue.ts'

/** `id = 7`, `owner = 'Ana', week = 3`; a text is quoted, so that '7' and 7 stay apart. */
export function formatKey(key: RowKey): string {
  return Object.entries(key)
    .map(([column, value]) => `${column} = ${typeof value === 'string' ? `'${value}'` : String(value)}`)
    .join(', ')
}
