import type { IssueRecord, RunRecord, RunResult, TableRecord } from '../../record/run-record.ts'
import { type Html, html } from './html.ts'

/** How a word is coloured; the word itself always says the same. */
export type Tone = 'good' | 'warn' | 'bad' | 'calm'

export const RESULT_TONES = {
  complete: 'good',
  partial: 'warn',
  failure: 'bad',
  error: 'bad',
} as const satisfies Record<RunResult, Tone>

const TONES = {
  HIGH: 'bad',
  MED: 'warn',
  LOW: 'calm',
  new: 'warn',
  remaining: 'calm',
  regressed: 'bad',
  waived: 'calm',
  resolved: 'good',
  migrated: 'good',
  partial: 'warn',
  failed: 'bad',
  skipped: 'calm',
  kept: 'good',
  translated: 'good',
  changed: 'warn',
  dropped: 'bad',
  unverified: 'calm',
  pass: 'good',
  fail: 'bad',
  'not-applicable': 'calm',
  attested: 'good',
  acceptable: 'good',
  degraded: 'warn',
  complete: 'good',
  failure: 'bad',
  error: 'bad',
} as const satisfies Record<
  | IssueRecord['priority']
  | IssueRecord['state']
  | TableRecord['status']
  | RunRecord['objects'][number]['status']
  | RunRecord['readiness']['items'][number]['status']
  | NonNullable<RunRecord['performance']['verdict']>
  | RunResult
  | 'waived'
  | 'resolved',
  Tone
>

/** A word of ours that tells how something stands. */
export function badge(word: keyof typeof TONES): Html {
  return html`<span class="badge ${TONES[word]}">${word}</span>`
}
