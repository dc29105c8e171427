/** One statement of a script, as written, without its semicolon. */
export interface ScriptStatement {
  readonly sql: string
  /** The line of its first character, from 1. */
  readonly line: number
}

/**
 * Cuts a script for psql into statements: at semicolons outside of quotes, dollar quotes and comments. Lines of psql's
 * own commands (`\\restrict`, `\\connect`, which pg_dump writes) are left out. Bodies of BEGIN ATOMIC are one statement.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function splitPostgresScript(script: string): readonly ScriptStatement[] {
  const statements: ScriptStatement[] = []
  const open = { start: 0, hasContent: false, atomicDepth: 0 }
  const cut = (end: number, next: number) => {
    const sql = script.slice(open.start, end).trim()
    if (open.hasContent) statements.push({ sql, line: lineOf(script, open.start) })
    Object.assign(open, { start: next, hasContent: false, atomicDepth: 0 })
  }
  for (let at = 0; at < script.length; ) {
    const { kind, text, end } = tokenAt(script, at)
    if (kind === 'space' && !open.hasContent) open.start = end
    else if (kind === 'command' && !open.hasContent) open.start = end
    else if (kind === 'semicolon' && open.atomicDepth === 0) cut(at, end)
    else if (kind !== 'space') {
      open.hasContent = true
      open.atomicDepth = depthAfter(open.atomicDepth, text, script.slice(open.start, at))
    }
    at = end
  }
  cut(script.length, script.length)
  return statements
}

/** A piece of a script. */
export interface Token {
  /** `space` is a comment too; `command` goes on to the end of the line. */
  readonly kind: 'space' | 'command' | 'semicolon' | 'other'
  /** Empty where nobody looks at it. */
  readonly text: string
  /** The offset behind it. */
  readonly end: number
}

const RULES: readonly (readonly [Token['kind'], RegExp])[] = [
  ['space', /\s+|--[^\n]*/y],
  ['command', /\\[^\n]*/y],
  ['semicolon', /;/y],
  ['other', /[eE]'(?:[^'\\]|\\.|'')*'?/sy],
  ['other', /(?:[uU]&|[bBnNxX])?'[^']*(?:''[^']*)*'?/y],
  ['other', /(?:[uU]&)?"[^"]*(?:""[^"]*)*"?/y],
  ['other', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
]

/** What stands at an offset of a script, by the rules of PostgreSQL and of psql. */
export function tokenAt(script: string, at: number): Token {
  if (script.startsWith('/*', at)) return { kind: 'space', text: '', end: endOfComment(script, at) }
  const quoted = endOfDollarQuote(script, at)
  if (quoted !== null) return { kind: 'other', text: '', end: quoted }
  for (const [kind, pattern] of RULES) {
    pattern.lastIndex = at
    const text = pattern.exec(script)?.[0]
    if (text !== undefined) return { kind, text, end: at + text.length }
  }
  return { kind: 'other', text: script.charAt(at), end: at + 1 }
}

/** Comments nest in PostgreSQL. */
function endOfComment(script: string, start: number): number {
  let depth = 0
  const marks = /\/\*|\*\//g
  marks.lastIndex = start
  for (let mark = marks.exec(script); mark !== null; mark = marks.exec(script)) {
    depth += mark[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return script.length
}

function endOfDollarQuote(script: string, at: number): number | null {
  const opening = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y
  opening.lastIndex = at
  const tag = opening.exec(script)?.[0]
  if (tag === undefined) return null
  const closing = script.indexOf(tag, at + tag.length)
  return closing === -1 ? script.length : closing + tag.length
}

/** Inside of `BEGIN ATOMIC … END` semicolons do not end the statement; a CASE in it has an END of its own. */
function depthAfter(depth: number, word: string, before: string): number {
  const upper = word.toUpperCase()
  if (upper === 'ATOMIC' && /\bbegin\s+$/i.test(before)) return 1
  if (depth > 0 && upper === 'CASE') return depth + 1
  return depth > 0 && upper === 'END' ? depth - 1 : depth
}

/** The line of an offset, from 1. */
export function lineOf(script: string, offset: number): number {
  let line = 1
  for (let at = script.indexOf('\n'); at !== -1 && at < offset; at = script.indexOf('\n', at + 1)) line++
  return line
}
