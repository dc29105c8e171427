/** Text holds no NUL and hardly any other control character; bytes over 127 can be any encoding. */
export function looksLikeText(head: Buffer): boolean {
  const controls = head.filter((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte))
  return !controls.includes(0) && controls.length * 100 < head.length
}

const TEXT_CONTROLS = new Set(Buffer.from('\t\n\r\f\b\x1B'))

/** A text is a script when its name says so, when a statement of SQL opens it, or comments fill all of the head. */
export function looksLikeScript(head: Buffer, name: string): boolean {
  if (/\.sql(\.(gz|zst))?$/i.test(name)) return true
  const text = head.toString('latin1').replace(LEADING_SPACE, '')
  return text === '' || FIRST_WORD.test(text)
}

/** The statements of SQLite, and the commands of its shell, which get a message of their own. */
const FIRST_WORD =
  /^(alter|analyze|attach|begin|commit|create|delete|detach|drop|end|explain|insert|pragma|reindex|release|replace|rollback|savepoint|select|update|vacuum|values|with)\b|^\.[a-z]+/i

/** A byte order mark (read as Latin-1), spaces, comments and empty statements. */
const LEADING_SPACE = /^(\xEF\xBB\xBF|[\s;]+|--[^\n]*(\n|$)|\/\*[\s\S]*?(\*\/|$))+/
