import { breakBrackets } from '../progress/runner-commands.ts'
import type { CommandRules } from './command-rules.ts'

/** What a report may show of the last words of a command; null where nothing may be shown. */
export type ShownWords = (lastWords: string) => string | null

/**
 * What may be shown of what an owner's command says, and how long it may take. It works on the rows, and programs quote
 * those in more spellings than can be known: `DETAIL: Key (email)=(…) already exists.`, in the language of the server too.
 * The log of a job is no place for them either, since those of a public repository are public. So they are shown only
 * where the settings show values.
 * https://www.postgresql.org/docs/current/protocol-error-fields.html
 */
export function shownBy({ showValues, timeoutMs }: CommandRules): {
  readonly words: ShownWords
  readonly timeoutMs: number
} {
  const words: ShownWords = (lastWords) => {
    if (lastWords.trim() === '') return null
    return showValues ? harmless(lastWords) : 'what it said may quote rows, so only show-values shows it'
  }
  return { words, timeoutMs }
}

/** The same for a hint, with what helps where nothing may be shown. `byHand` says with what the command can be run. */
export function wordsAsHint(lastWords: string, { showValues }: CommandRules, byHand: string): string {
  if (lastWords.trim() === '') return `It said nothing. Run it by hand, ${byHand}.`
  if (showValues) return `It said:\n${lastWords.split('\n').map(harmless).join('\n')}`
  return `What it said may quote rows, so only show-values shows it. Or run it by hand, ${byHand}.`
}

/**
 * A text as one line that no terminal and no runner obeys. A runner takes `::` for a command at the start of a line, and
 * the words may be wrapped; `##[` anywhere.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function harmless(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').replaceAll(/(^| )::(?=\S)/g, '$1: :')
  return breakBrackets(line).trim()
}
