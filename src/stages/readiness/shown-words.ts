/** What a report may show of the last words of a command; null where nothing may be shown. */
export type ShownWords = (lastWords: string) => string | null

/**
 * What an owner's command says. It works on the rows, and programs quote those in more spellings than can be known:
 * `DETAIL: Key (email)=(…) already exists.`, in the language of the server too. The log of a job is no place for them
 * either, since those of a public repository are public. So they are shown only where the settings show values.
 * https://www.postgresql.org/docs/current/protocol-error-fields.html
 */
export function ownersWords(showValues: boolean): ShownWords {
  return (lastWords) => {
    if (lastWords.trim() === '') return null
    return showValues ? harmless(lastWords) : 'what it said may quote rows, so only show-values shows it'
  }
}

/**
 * A text as one line that no terminal and no runner obeys. A runner takes `::` for a command at the start of a line, and
 * the words may be wrapped; `##[` anywhere.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function harmless(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replaceAll(/(^| )::(?=\S)/g, '$1: :')
    .replaceAll('##[', '# #[')
    .trim()
}
