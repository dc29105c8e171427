import { isSet, PSQL_NAME, quotedFor, type Variables } from './psql-variables.ts'

/** A command of psql in a script. */
export interface PsqlCommand {
  /** Without its backslash. */
  readonly name: string
  /** Expanded, one by one. */
  readonly words: readonly string[]
  /** Something in backquotes is among them, which psql runs as a program. */
  readonly runsProgram: boolean
  /** A quote is still open at the end of the line. */
  readonly isUnclosed: boolean
  /** Where the script goes on. */
  readonly end: number
}

const NAME = /\\([A-Za-z_?!]*)/y
/** Spaces; texts; what psql runs; variables; all else up to the next of them. */
const PART = new RegExp(
  [
    String.raw`(?<space>[^\S\n]+)`,
    String.raw`'(?<text>(?:[^'\\\n]|\\[^\n]|'')*)'(?!')`,
    '(?<program>`[^`\\n]*`)',
    String.raw`"[^"\n]*"`,
    '(?<unclosed>[\'"`][^\\n]*)',
    String.raw`:\{\?(?<asked>${PSQL_NAME})\}`,
    String.raw`:(?<quote>["'])(?<quoted>${PSQL_NAME})\k<quote>`,
    `:(?<plain>${PSQL_NAME})`,
    String.raw`[^\s\\]`,
  ].join('|'),
  'uy',
)

/**
 * Reads the command at a backslash. Its words go on to the end of the line or the next backslash outside of quotes.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS
 */
export function readPsqlCommand(script: string, at: number, variables: Variables): PsqlCommand {
  NAME.lastIndex = at
  const name = NAME.exec(script)?.[1] ?? ''
  let end = at + 1 + name.length
  const words: string[] = []
  let word: string | null = null
  let [runsProgram, isUnclosed] = [false, false]
  for (;;) {
    PART.lastIndex = end
    const part = PART.exec(script)
    const groups = part?.groups ?? {}
    if (part === null || groups.space !== undefined) {
      if (word !== null) words.push(word)
      word = null
    } else {
      runsProgram ||= groups.program !== undefined
      isUnclosed ||= groups.unclosed !== undefined
      word = (word ?? '') + expanded(part[0], groups, variables)
    }
    if (part === null) break
    end += part[0].length
  }
  // two backslashes only separate
  return { name, words, runsProgram, isUnclosed, end: script.startsWith('\\\\', end) ? end + 2 : end }
}

function expanded(
  written: string,
  { text, asked, quote, quoted, plain }: Readonly<Record<string, string | undefined>>,
  variables: Variables,
): string {
  if (text !== undefined) return unescaped(text)
  if (asked !== undefined) return isSet(variables, asked)
  const value = variables.get(quoted ?? plain ?? '')
  if (value === undefined) return written
  return quote === undefined ? value : quotedFor(quote, value)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', r: '\r', f: '\f' }

/** As in C. https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS */
function unescaped(text: string): string {
  return text.replaceAll(
    /''|\\([0-7]{1,3})|\\x([0-9a-f]{1,2})|\\([\s\S])/gi,
    (_, octal?: string, hex?: string, letter?: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      return letter === undefined ? "'" : (ESCAPES[letter] ?? letter)
    },
  )
}
