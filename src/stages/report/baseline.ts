import type { RunDigest } from '../record/run-digest.ts'
import { escapeMarkdown } from './escape-markdown.ts'

/** What a run on a branch is compared with: the runs before it on that branch, or on the one it goes into. */
export type Baseline =
  | {
      readonly kind: 'found'
      readonly branch: string
      /** Oldest first; at least one. */
      readonly runs: readonly [RunDigest, ...RunDigest[]]
    }
  /** `reason` completes "No baseline: …"; null where nobody looked for one. */
  | { readonly kind: 'none'; readonly reason: string | null }

/** The last run of the baseline that came to its end; null where there is none. */
export function lastOf(baseline: Baseline): RunDigest | null {
  if (baseline.kind === 'none') return null
  return baseline.runs.findLast(({ run }) => run.status === 'finished') ?? null
}

/** `main@abc1234`; holds the name of a branch, escaped. */
export function baselineName(branch: string, digest: RunDigest): string {
  const name = escapeMarkdown(branch)
  return digest.run.commit === null ? name : `${name}@${escapeMarkdown(shortSha(digest.run.commit))}`
}

export function shortSha(sha: string): string {
  return sha.slice(0, 7)
}
