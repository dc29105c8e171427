import { visibleText } from '../stages/report/visible-text.ts'

/** What GitHub must not take for a mention, and a runner not for a command, is cut in two at its signs. */
const JOINT = '(?:<!-- -->| )?'

const BACKSLASH = '\\\\'

/** JSON in JSON in Markdown, and no more. */
const MAX_ESCAPES = 8

/** Doubled by SQL, and by a shell closed, escaped and opened. */
const MAX_QUOTES = 3

const ENTITIES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }

/**
 * Finds a text however our files spell it: escaped for JSON, Markdown, HTML or a shell, doubled by SQL, encoded for an
 * address, or several of these at once. How a sign is escaped depends on what stands beside it, so that no list of
 * spellings is complete, and each sign is looked for by itself.
 */
export function anySpellingOf(text: string): RegExp {
  // backslashes at its end stay: one of them may be the half that escapes what follows in JSON
  const characters = [...(text.replace(/\\+$/, '') || text)]
  const parts = characters.map((character, index) => {
    const before = characters[index - 1]
    if (before === undefined) return isSign(character) ? atStart(character) : character
    if (!isSign(character)) return isSign(before) ? JOINT + character : character
    return JOINT + inside(character)
  })
  return new RegExp(parts.join(''), 'g')
}

/** Letters and digits are spelled alike everywhere. */
function isSign(character: string): boolean {
  return !/^[a-z\d]$/i.test(character)
}

/** With all backslashes before it: half of those of JSON would escape what comes instead of the secret. */
function atStart(sign: string): string {
  return `(?<!${BACKSLASH})${BACKSLASH}*${oneOf(sign)}`
}

function inside(sign: string): string {
  if (sign === '\\') return oneOf(sign)
  const escaped = `${BACKSLASH}{0,${MAX_ESCAPES}}${oneOf(sign)}`
  // as few as will do: the last one can be the end of a text in JSON
  return sign === '"' || sign === "'" ? `(?:${escaped}){1,${MAX_QUOTES}}?` : escaped
}

function oneOf(sign: string): string {
  // in pairs, because an odd one escapes what follows
  if (sign === '\\') return `(?:(?:${BACKSLASH}{2}){1,${MAX_ESCAPES / 2}}|${BACKSLASH}|%5[cC])`
  const code = sign.codePointAt(0) ?? 0
  const entities = [ENTITIES[sign], `#${code}`, `#x${code.toString(16)}`].filter((one) => one !== undefined)
  const spellings = [
    ...entities.map((entity) => verbatim(`&${entity};`)),
    inAddress(sign),
    verbatim(JSON.stringify(sign).slice(1, -1)),
    verbatim(visibleText(sign)),
    verbatim(sign),
  ]
  return `(?:${spellings.join('|')})`
}

/** `%C3%A9`, in small or capital letters. */
function inAddress(sign: string): string {
  const bytes = [...Buffer.from(sign)].map((byte) => byte.toString(16).padStart(2, '0'))
  return bytes
    .map((byte) => `%${byte.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`)
    .join('')
}

function verbatim(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}
