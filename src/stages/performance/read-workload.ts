import { basename } from 'node:path'
import { ScriptSplitter } from '../../engines/sqlite/split-script.ts'
import { errorCode } from '../../errors/error-code.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { readGivenFile } from '../../shell/read-given-file.ts'
import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import { bindParameters, surplusParameters } from './bind-parameters.ts'
import { isOrdered } from './is-ordered.ts'
import type { GivenQuery, PerformanceOptions, QuerySource } from './performance-options.ts'
import type { Query } from './query.ts'

/**
 * The queries of the owner, with their files read; empty where the workload is to be derived.
 *
 * @param signal ends the waiting for a pipe
 * @throws RehearsalError `queries-unreadable` for a file that cannot be read or holds no query, a parameter without a value, or a value without a parameter
 */
export async function readWorkload(
  { enabled, queries }: PerformanceOptions,
  signal: AbortSignal | null = null,
): Promise<readonly Query[]> {
  if (!enabled) return []
  const read: (Query | Unaskable)[] = []
  for (const [at, given] of queries.entries()) {
    if (given.many && 'path' in given.sqlite)
      read.push(...(await readFileOfQueries(given.sqlite.path, signal)))
    else read.push(await readQuery(given, at, signal))
  }
  const wrong = read.flatMap((query) => ('why' in query ? query.why : []))
  if (wrong.length > 0) throw unreadable(wrong.join(' '))
  return withOwnNames(read.flatMap((query) => ('why' in query ? [] : query)))
}

async function readQuery(
  given: GivenQuery,
  at: number,
  signal: AbortSignal | null,
): Promise<Query | Unaskable> {
  const path = 'path' in given.sqlite ? basename(given.sqlite.path).replace(/\.sql$/, '') : null
  const name = given.name ?? path ?? `query ${at + 1}`
  const sqlite = await textOf(given.sqlite, signal)
  const postgres = given.postgres === null ? null : await textOf(given.postgres, signal)
  return toQuery(name, sqlite, postgres, given.parameters)
}

/** `-- name: …` before a statement names it. */
async function readFileOfQueries(
  path: string,
  signal: AbortSignal | null,
): Promise<readonly (Query | Unaskable)[]> {
  const text = await textOf({ path }, signal)
  const splitter = new ScriptSplitter()
  const statements = [...splitter.push(Buffer.from(text)), ...splitter.finish()]
  const lines = text.split('\n')
  let before = 0
  return statements.map(({ bytes, line }) => {
    const named = lines
      .slice(before, line - 1)
      .flatMap((comment) => /^\s*--\s*name:\s*(.+?)\s*$/.exec(comment)?.[1] ?? [])
    const sql = bytes.toString('utf8')
    before = line - 1 + sql.trim().split('\n').length - 1
    return toQuery(named.at(-1) ?? `${basename(path)}:${line}`, sql, null, [])
  })
}

function toQuery(
  name: string,
  sqlite: string,
  postgres: string | null,
  parameters: GivenQuery['parameters'],
): Query | Unaskable {
  const texts = { sqlite: withoutEnd(sqlite), postgres: withoutEnd(postgres ?? sqlite) }
  const [source, target] = [
    bindParameters(texts.sqlite, parameters, 'sqlite'),
    bindParameters(texts.postgres, parameters, 'postgres'),
  ]
  if (typeof source === 'string') return unaskable(name, source)
  if (typeof target === 'string') return unaskable(name, target)
  const surplus = surplusParameters(texts, parameters)
  if (surplus.length > 0) {
    const named = `the settings give ${surplus.length === 1 ? 'a parameter' : 'parameters'} that it does not have`
    return unaskable(name, `${named}: ${surplus.join(', ')}`)
  }
  const ordered = isOrdered(source.sql)
  const engines = { sqlite: source, postgres: target, spelled: postgres !== null }
  return { name, source: 'settings', ...engines, ordered, reads: null }
}

/** A query of which the settings give too little or too much, in a sentence: all of them are told at once. */
interface Unaskable {
  readonly why: string
}

function unaskable(name: string, why: string): Unaskable {
  return { why: `The query "${name}" cannot be asked: ${why}.` }
}

function withoutEnd(sql: string): string {
  return sql.trim().replace(/;\s*$/, '')
}

function withOwnNames(queries: readonly Query[]): readonly Query[] {
  const seen = new Map<string, number>()
  return queries.map((query) => {
    const times = (seen.get(query.name) ?? 0) + 1
    seen.set(query.name, times)
    return times === 1 ? query : { ...query, name: `${query.name} (${times})` }
  })
}

async function textOf(source: QuerySource, signal: AbortSignal | null): Promise<string> {
  const text = 'text' in source ? source.text : await readText(source.path, signal)
  if (lexSqlite(text).every(({ value }) => value === ';')) {
    const place = 'text' in source ? 'A text in "queries"' : `The file ${source.path}`
    throw unreadable(`${place} holds no query.`)
  }
  return text
}

async function readText(path: string, signal: AbortSignal | null): Promise<string> {
  try {
    return String(await readGivenFile(path, signal))
  } catch (cause) {
    signal?.throwIfAborted()
    throw unreadable(`Cannot read the queries in ${path} (${errorCode(cause)}).`, cause)
  }
}

function unreadable(message: string, cause?: unknown): RehearsalError {
  const hint = 'Correct "queries" in the settings; paths are relative to the working directory.'
  return new RehearsalError('queries-unreadable', message, { hint, cause })
}
