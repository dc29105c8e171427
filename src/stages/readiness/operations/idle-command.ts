/**
 * Whether a command ends with 0 whatever it finds: it only prints or waits, or its last word is `true`, with no other way
 * out. What cannot be told by its text counts as one that can fail.
 */
export function isIdle(command: string): boolean {
  const text = command.replaceAll(/(^|\s)#.*$/gm, '').trim()
  const parts = text.split(/\n|;|&&/).map((part) => part.trim())
  if (parts.every((part) => part === '' || IDLE.test(part))) return true
  return ENDS_WITH_NOTHING.test(text) && !LEAVES_EARLIER.test(text)
}

const NOTHING = '(?:true|:|exit 0)'
/** No pipe, redirection or substitution. */
const IDLE = new RegExp(`^(?:${NOTHING}|(?:echo|printf|sleep)(?: [^|&<>\`$()]*)?)$`)
const ENDS_WITH_NOTHING = new RegExp(`(?:\\|\\||;|\n)\\s*${NOTHING}$`)
const LEAVES_EARLIER = /\bexit\b(?! 0)|\bset\s+-\w*e|\bexec\b/
