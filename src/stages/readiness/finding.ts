import type { ChecklistId } from './checklist.ts'

/** What was found out about one line of the checklist. */
export interface Finding {
  readonly status: 'pass' | 'fail' | 'unverified'
  /** What the status rests on; for `unverified`, why, and how the line can be verified. */
  readonly evidence: string
  /** Of a line about tables or queries that the settings name: which of them this run could judge. */
  readonly parts?: Parts
}

/** What one of several shards can say of a line, so that all of them together can say the whole of it. */
export interface Parts {
  /** The names that this run has judged, well or badly. */
  readonly judged: readonly string[]
  /** Those that it leaves out, so that only another shard can judge them. */
  readonly leftOut: readonly string[]
  /** The evidence by which the judged ones would pass, empty where there are none; null where they do not pass. */
  readonly proof: string | null
}

/** What was executed for the checklist, by its line. */
export type Proofs = ReadonlyMap<ChecklistId, Finding>

export const pass = (evidence: string): Finding => ({ status: 'pass', evidence })
export const fail = (evidence: string): Finding => ({ status: 'fail', evidence })
export const unverified = (evidence: string): Finding => ({ status: 'unverified', evidence })

/**
 * A finding about names of the settings. What a run leaves out it has not proved: then the line is at best `unverified`.
 *
 * @param own about the names that this run has judged; null where it has none of them
 * @param without in a sentence, what this run leaves out
 */
export function inParts(
  own: Finding | null,
  { judged, leftOut }: Pick<Parts, 'judged' | 'leftOut'>,
  without: string,
): Finding {
  if (own === null) return { ...unverified(without), parts: { judged, leftOut, proof: '' } }
  const proof = own.status === 'pass' ? own.evidence : null
  const parts = { judged, leftOut, proof }
  if (leftOut.length === 0) return { ...own, parts }
  const status = own.status === 'pass' ? 'unverified' : own.status
  return { status, evidence: `${own.evidence} ${without}`, parts }
}

/** Names in a sentence: five at most. */
export function list(names: readonly (string | null)[]): string {
  const shown = [...new Set(names)].slice(0, 5)
  const more = new Set(names).size - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

export const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0)
/** `0.42 s` */
export const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`
