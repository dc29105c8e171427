/**
 * Whether a command ends with 0 whatever it finds: it only prints or waits, or its last word is `true`, with no other way
 * out. What cannot be told by its text counts as one that can fail.
 */
export function isIdle(command: string): boolean {
  const text = command
    .replaceAll(/(^|\s)#.*$/gm, '')
    .replaceAll(NEVER, ':')
    .trim()
  const inner = innerOf(text)
  if (inner !== null) return isIdle(inner)
  const parts = text.split(/\n|;|&&/).map((part) => part.trim())
  if (parts.every(isIdlePart)) return true
  return ENDS_WITH_NOTHING.test(text) && !LEAVES_EARLIER.test(text)
}

function isIdlePart(part: string): boolean {
  const inner = innerOf(part)
  return part === '' || (inner === null ? IDLE.test(part) : isIdle(inner))
}

/** What a shell is given to run, where that is all of the text; null for anything else. */
function innerOf(text: string): string | null {
  const [, single, double, word] = SHELL.exec(text) ?? []
  return single ?? double ?? word ?? null
}

/** With `-e` it leaves at the first failure, so that its last word says nothing. */
const SHELL =
  /^(?:\S*\/)?\w*sh(?: -[a-df-z]+)*? -[a-df-z]*c (?:'([^']*)'|"([^"$`\\]*)"|([^\s'"|&;<>`$()\\]+))$/
/** A branch that is never taken, with no other one behind it. */
const NEVER = /\bif false\s*[;\n]\s*then\b(?:(?!\b(?:if|else|elif|fi|case|do)\b)[\s\S])*\bfi\b/g
const NOTHING = '(?:(?:(?:/usr)?/bin/)?true|:|exit 0)'
/** No pipe, redirection or substitution. */
const IDLE = new RegExp(`^(?:${NOTHING}|(?:echo|printf|sleep)(?: [^|&<>\`$()]*)?)$`)
const ENDS_WITH_NOTHING = new RegExp(`(?:\\|\\||;|\n)\\s*${NOTHING}$`)
const LEAVES_EARLIER = /\bexit\b(?! 0)|\bset\s+-\w*e|\bexec\b/
