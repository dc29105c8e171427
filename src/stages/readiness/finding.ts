import type { ChecklistId } from './checklist.ts'

/** What was found out about one line of the checklist. */
export interface Finding {
  readonly status: 'pass' | 'fail' | 'unverified'
  /** What the status rests on; for `unverified`, why, and how the line can be verified. */
  readonly evidence: string
}

/** What was executed for the checklist, by its line. */
export type Proofs = ReadonlyMap<ChecklistId, Finding>

export const pass = (evidence: string): Finding => ({ status: 'pass', evidence })
export const fail = (evidence: string): Finding => ({ status: 'fail', evidence })
export const unverified = (evidence: string): Finding => ({ status: 'unverified', evidence })

/** Names in a sentence: five at most. */
export function list(names: readonly (string | null)[]): string {
  const shown = [...new Set(names)].slice(0, 5)
  const more = new Set(names).size - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

export const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0)
/** `0.42 s` */
export const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`
