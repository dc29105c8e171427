import * as core from '@actions/core'
import { escapeTerminal } from '../progress/escape-terminal.ts'
import type { Redact } from './secrets.ts'

/** What the step says beside its report. Every text may hold that of a stranger; secrets are taken out. */
export interface Messages {
  /** Seen on the page of the run: what the user can change. */
  readonly notice: (text: string) => void
  readonly warning: (text: string) => void
  /** Only in the log. */
  readonly info: (text: string) => void
}

export function messages(redact: Redact): Messages {
  const safe = (text: string) => escapeTerminal(redact(text))
  return {
    notice: (text) => core.notice(safe(text)),
    warning: (text) => core.warning(safe(text)),
    info: (text) => core.info(safe(text)),
  }
}
