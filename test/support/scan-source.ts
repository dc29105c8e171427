// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the scanner looks for this
export interface ImportStatement {
  readonly specifier: string
  /** `import type …`: nothing of it is left when the program runs. */
  readonly typeOnly: boolean
  /** `export … from`, which makes a file a barrel. */
  readonly reexport: boolean
}

export interface ScannedSource {
  readonly imports: readonly ImportStatement[]
  /** Words and punctuation marks, without comments; a string or template is one token that starts with its quote. */
  readonly tokens: readonly string[]
}

// A slash after one of these starts a regular expression; after anything else it divides.
const BEFORE_EXPRESSION =
  /^(?:[(,=:[!&|?{};+\-*%<>~^]|=>|return|typeof|case|in|of|await|yield|void|delete|else|do)$/

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[\p{ID_Start}$_#@][\p{ID_Continue}$]*|\d[\w.]*|=>|\.\.\.|\s+|[\s\S]/uy

/** Reads a TypeScript file just far enough to see its imports and its words. */
export function scanSource(source: string): ScannedSource {
  const tokens = tokenize(source)
  return { tokens, imports: findImports(tokens) }
}

function tokenize(source: string): readonly string[] {
  const tokens: string[] = []
  let at = 0
  while (at < source.length) {
    const special =
      source[at] === '`' ? template(source, at) : source[at] === '/' ? regex(source, at, tokens) : null
    const token = special ?? next(source, at)
    at += token.length
    if (/^\s|^\/[/*]/.test(token) && special === null) continue
    tokens.push(token)
    if (token.startsWith('`')) tokens.push(...substitutions(token))
  }
  return tokens
}

function next(source: string, at: number): string {
  TOKEN.lastIndex = at
  return TOKEN.exec(source)?.[0] ?? source.charAt(at)
}

/** A whole template literal; those inside its `${…}` belong to it. */
function template(source: string, start: number): string {
  let at = start + 1
  while (at < source.length && source[at] !== '`') {
    if (source[at] === '\\') at += 2
    else if (source.startsWith('${', at)) at = endOfSubstitution(source, at)
    else at++
  }
  return source.slice(start, at + 1)
}

function endOfSubstitution(source: string, start: number): number {
  let depth = 0
  let at = start + 1
  while (at < source.length) {
    const token = source[at] === '`' ? template(source, at) : next(source, at)
    if (token === '{') depth++
    if (token === '}') depth--
    at += token.length
    if (depth === 0) return at
  }
  return at
}

/** The code inside a template literal counts like any other. */
function substitutions(literal: string): readonly string[] {
  const tokens: string[] = []
  for (let at = 1; at < literal.length; at++) {
    if (literal[at] === '\\') at++
    else if (literal.startsWith('${', at)) {
      const end = endOfSubstitution(literal, at)
      tokens.push(...tokenize(literal.slice(at + 2, end - 1)))
      at = end - 1
    }
  }
  return tokens
}

function regex(source: string, at: number, tokens: readonly string[]): string | null {
  const before = tokens.at(-1)
  if (source[at + 1] === '/' || source[at + 1] === '*') return null
  if (before !== undefined && !BEFORE_EXPRESSION.test(before)) return null
  const pattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/y
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? null
}

function findImports(tokens: readonly string[]): readonly ImportStatement[] {
  return tokens.flatMap((token, index) => {
    if (tokens[index - 1] === '.') return []
    if (token === 'import') return importAt(tokens, index)
    if (token === 'export') return reexportAt(tokens, index)
    return []
  })
}

function importAt(tokens: readonly string[], index: number): readonly ImportStatement[] {
  const following = tokens[index + 1] ?? ''
  if (following === '.') return []
  const isCall = following === '('
  const literal = isCall
    ? tokens[index + 2]
    : isString(following)
      ? following
      : literalAfterFrom(tokens, index)
  if (literal === undefined || !/^['"`]/.test(literal)) return []
  // `import type from './type.ts'` imports a value that is called type.
  const typeOnly = following === 'type' && tokens[index + 2] !== 'from'
  return [{ specifier: literal.slice(1, -1), typeOnly, reexport: false }]
}

function reexportAt(tokens: readonly string[], index: number): readonly ImportStatement[] {
  const typeOnly = tokens[index + 1] === 'type'
  const opening = tokens[index + (typeOnly ? 2 : 1)]
  if (opening !== '{' && opening !== '*') return []
  const close = opening === '{' ? tokens.indexOf('}', index) : tokens.indexOf('from', index) - 1
  const literal = tokens[close + 1] === 'from' ? tokens[close + 2] : undefined
  return isString(literal) ? [{ specifier: literal.slice(1, -1), typeOnly, reexport: true }] : []
}

function literalAfterFrom(tokens: readonly string[], index: number): string | undefined {
  for (let at = index + 1; at < tokens.length; at++) {
    if (tokens[at] === 'from' && isString(tokens[at + 1])) return tokens[at + 1]
  }
  return undefined
}

function isString(token: string | undefined): token is string {
  return token?.startsWith("'") === true || token?.startsWith('"') === true
}
