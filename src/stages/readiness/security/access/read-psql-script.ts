import { lineOf, tokenAt } from '../../../../engines/postgres/split-script.ts'
import { readConnecting } from './connect-command.ts'
import { readPsqlCommand } from './psql-command.ts'
import { isSet, PSQL_NAME, quotedFor } from './psql-variables.ts'

/** A script for psql after psql: SQL alone. */
export interface PsqlScript {
  readonly sql: string
  /** Commands that change what is rehearsed and are not carried out, each with its line and what to do. */
  readonly refusals: readonly { readonly line: number; readonly text: string }[]
  /** Of the variables that came into the SQL. They can be passwords: never print them. */
  readonly values: readonly string[]
  /** Variables without a value: they are left as they are. */
  readonly unset: readonly string[]
  /** What the script calls its database by `\connect`; null where it does not. It may come from a variable. */
  readonly database: string | null
}

/** What they do does not reach what is rehearsed. https://www.postgresql.org/docs/current/app-psql.html */
const HARMLESS: ReadonlySet<string> = new Set(
  'set unset restrict unrestrict echo qecho warn pset timing encoding x errverbose t a o'.split(' '),
)

const SET_IT = 'give the variable its value with \\set'
const ONE_FILE = 'put the statements of that file into this one'
const NO_CONDITION = 'leave the condition out, or write it as a DO block'
const TO_DO: ReadonlyMap<string, string> = new Map([
  ['gexec', 'write it as a DO block that runs each statement with EXECUTE'],
  ['g', 'end the statement with a semicolon'],
  ['gx', 'end the statement with a semicolon'],
  ['gset', SET_IT],
  ['getenv', SET_IT],
  ['prompt', SET_IT],
  ['i', ONE_FILE],
  ['ir', ONE_FILE],
  ['include', ONE_FILE],
  ['include_relative', ONE_FILE],
  ['if', NO_CONDITION],
  ['elif', NO_CONDITION],
  ['else', NO_CONDITION],
  ['endif', NO_CONDITION],
  ['password', 'write ALTER ROLE … PASSWORD'],
])

/** They end the statement before them, as a semicolon does. */
const SENDS = /^(g|gx|gset|gexec|gdesc|watch|crosstabview)$/

/**
 * Does what psql does before it sends a script: `\set` and `\unset` are carried out, and `:'name'`, `:"name"`, `:name` and
 * `:{?name}` replaced outside of quotes, dollar quotes and comments. A variable that has no value is left as it is.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-INTERPOLATION
 */
export function readPsqlScript(script: string): PsqlScript {
  const reading: Reading = {
    variables: new Map(),
    values: new Set(),
    unset: new Set(),
    refusals: [],
    database: null,
    hasBegun: false,
  }
  const sql = expand(script, reading, { within: [], lineAt: (at) => lineOf(script, at) })
  const { refusals, values, unset, database } = reading
  return { sql, refusals, values: [...values], unset: [...unset], database }
}

/** What is known at some place of a script. */
interface Reading {
  readonly variables: Map<string, string>
  readonly values: Set<string>
  readonly unset: Set<string>
  readonly refusals: { readonly line: number; readonly text: string }[]
  database: string | null
  /** A statement has begun. */
  hasBegun: boolean
}

/** Where a text stands that is read. */
interface Place {
  /** Variables whose value it is: none stands in itself. */
  readonly within: readonly string[]
  readonly lineAt: (at: number) => number
}

function expand(text: string, reading: Reading, place: Place): string {
  let sql = ''
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at)
    if (token.kind === 'other') reading.hasBegun = true
    const piece =
      token.kind === 'command'
        ? carryOut(text, at, reading, place.lineAt(at))
        : token.text === ':'
          ? replace(text, at, reading, place)
          : { sql: text.slice(at, token.end), end: token.end }
    sql += piece.sql
    at = piece.end
  }
  return sql
}

interface Piece {
  readonly sql: string
  /** Where the text goes on. */
  readonly end: number
}

function carryOut(text: string, at: number, reading: Reading, line: number): Piece {
  const { variables, refusals } = reading
  // a semicolon or a colon that means nothing to psql
  if (/^\\[;:]/.test(text.slice(at, at + 2))) return { sql: text.charAt(at + 1), end: at + 2 }
  const { name, words, runsProgram, isUnclosed, end } = readPsqlCommand(text, at, variables)
  const [variable, ...rest] = words
  const refuse = (what: string, advice: string) =>
    refusals.push({ line, text: `psql's ${what} is not carried out here: ${advice}` })
  if (name === 'set' && runsProgram) refuse('\\set with a program in backquotes', 'write the value itself')
  else if (name === 'set' && isUnclosed) refuse('\\set with a quote that is not closed', 'close it')
  else if (name === 'set' && variable !== undefined) variables.set(variable, rest.join(''))
  else if (name === 'unset' && variable !== undefined) variables.delete(variable)
  else if (name === 'c' || name === 'connect') {
    const connecting = readConnecting(words, !reading.hasBegun, reading.database)
    if (connecting.kind === 'refused') refuse(`\\${name}`, connecting.advice)
    if (connecting.kind === 'production') reading.database = connecting.name
  } else if (!HARMLESS.has(name)) refuse(`\\${name}`, TO_DO.get(name) ?? 'leave it out, or write it in SQL')
  return { sql: SENDS.test(name) ? ';' : ' ', end }
}

/** `::` is a cast and `:=` an assignment. */
const NO_VARIABLE = /:[:=]?/y
const VARIABLE = new RegExp(
  String.raw`:\{\?(?<asked>${PSQL_NAME})\}|:(?<quote>["'])(?<quoted>${PSQL_NAME})\k<quote>|:(?<plain>${PSQL_NAME})`,
  'uy',
)

function replace(text: string, at: number, reading: Reading, { within, lineAt }: Place): Piece {
  const { variables, values, unset } = reading
  VARIABLE.lastIndex = at
  NO_VARIABLE.lastIndex = at
  const found = VARIABLE.exec(text)
  const whole = found?.[0] ?? NO_VARIABLE.exec(text)?.[0] ?? ':'
  const end = at + whole.length
  const { asked, quote, quoted, plain } = found?.groups ?? {}
  if (asked !== undefined) return { sql: isSet(variables, asked), end }
  const name = quoted ?? plain
  if (name === undefined || within.includes(name)) return { sql: whole, end }
  const value = variables.get(name)
  if (value === undefined) {
    unset.add(name)
    return { sql: whole, end }
  }
  values.add(value)
  if (quote !== undefined) return { sql: quotedFor(quote, value), end }
  return { sql: expand(value, reading, { within: [...within, name], lineAt: () => lineAt(at) }), end }
}
