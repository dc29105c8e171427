import { withoutPasswords } from '../shell/without-passwords.ts'
import { anySpellingOf } from './spellings.ts'

/**
 * Replaces secrets in a text by `***`. The runner masks its log and the job summary, but neither a file nor a request
 * to an API.
 */
export type Redact = (text: string) => string

/** Words that stand in reports and paths anyway: hidden, they would only show what the password is. */
const COMMON_WORDS = ['database', 'password', 'pg-rehearsal', 'postgres', 'postgresql', 'rehearsal']

const SHORTEST = 8

/**
 * The password of a connection URL as it may be printed: plain and percent-encoded. Empty when there is none, and
 * when it is short or a common word: a mask for it would blank innocent texts, and the runner drops every job output
 * that a mask touches.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#masking-a-value-in-a-log
 */
export function secretsIn(url: string | null): readonly string[] {
  // libpq allows an empty host, for a socket; the WHATWG parser does not.
  const parsed = URL.parse(url?.replace('@/', '@localhost/') ?? '')
  if (parsed === null) return []
  const { password: encoded, username, hostname, pathname, searchParams } = parsed
  const passwords = [encoded, decode(encoded), searchParams.get('password') ?? '']
  const names = [decode(username), hostname, decode(pathname.slice(1))]
  const innocent = [...COMMON_WORDS, ...names.map((name) => name.toLowerCase())]
  return [...new Set(passwords)].filter(
    (password) => password.length >= SHORTEST && !innocent.includes(password.toLowerCase()),
  )
}

/** A text, also a file of ours, without these secrets in any of their spellings and without the password of any URL. */
export function redactor(secrets: readonly string[]): Redact {
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length).map(anySpellingOf)
  return (text) =>
    withoutPasswords(longestFirst.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
