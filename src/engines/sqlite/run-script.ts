import { createReadStream } from 'node:fs'
import process from 'node:process'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { decodeStatement } from './decode-statement.ts'
import { ScriptSplitter, type Statement } from './split-script.ts'

/** A statement of a script failed, or may not be run. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError'
  /** From 1; where the statement starts. */
  readonly line: number
  /** SQLite's result code; 0 when the refusal is ours. https://www.sqlite.org/rescode.html */
  readonly resultCode: number

  constructor(line: number, message: string, resultCode = 0) {
    super(message)
    this.line = line
    this.resultCode = resultCode
  }
}

/** A statement becomes a JavaScript string, and none is longer than 512 MiB. */
const LONGEST_STATEMENT_BYTES = 500 * 1024 * 1024

export interface ScriptOptions {
  /** How large the database may grow, counted in pages of 4 kB. */
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** The bytes of a script's file, a megabyte at a time. */
export function readScript(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 1 << 20 })
}

/**
 * Runs a SQL script into a new database at `path`, statement by statement, as the sqlite3 shell would.
 * The script can touch no other file. The caller owns `path` and what lies beside it, also after an error.
 *
 * @throws {ScriptError} at the first statement that fails
 */
export async function runScript(
  script: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  path: string,
  options: ScriptOptions,
): Promise<void> {
  const database = openForScript(path, options.maxBytes)
  try {
    const splitter = new ScriptSplitter()
    for await (const piece of script) {
      for (const statement of splitter.push(piece)) runStatement(database, statement)
      if (splitter.pendingBytes > LONGEST_STATEMENT_BYTES) {
        throw new ScriptError(splitter.line, 'a statement is longer than 500 MB')
      }
      await setImmediate()
      options.signal.throwIfAborted()
    }
    for (const statement of splitter.finish()) runStatement(database, statement)
    if (database.isTransaction) {
      throw new ScriptError(splitter.line, 'the script ends before its COMMIT; a part of it may be missing')
    }
    database.exec('pragma journal_mode = delete')
  } finally {
    database.close()
  }
}

/**
 * The SQLite inside of Node, because scripts that the sqlite3 shell accepts say `DEFAULT ""`: better-sqlite3 is
 * compiled without double-quoted string literals. https://www.sqlite.org/quirks.html#dblquote
 */
function openForScript(path: string, maxBytes: number): DatabaseSync {
  const { DatabaseSync, constants } = importNodeSqlite()
  const database = new DatabaseSync(pathToFileURL(path), {
    enableDoubleQuotedStringLiterals: true,
    enableForeignKeyConstraints: false,
    defensive: false,
  })
  database.function('regexp', { deterministic: true }, matchesPattern)
  database.exec(`
    pragma journal_mode = memory;
    pragma synchronous = off;
    pragma max_page_count = ${Math.max(1, Math.floor(maxBytes / PAGE_BYTES))}`)
  // Node 22 has no authorizer: there refuse() alone keeps the script away from other files.
  database.setAuthorizer?.((action, fileName) =>
    action === constants.SQLITE_ATTACH && fileName !== VACUUM_FILE_NAME
      ? constants.SQLITE_DENY
      : constants.SQLITE_OK,
  )
  return database
}

/** The shell has a REGEXP, which a CHECK may use; what it understands, JavaScript understands alike. */
function matchesPattern(pattern: unknown, text: unknown): bigint | null {
  if (pattern === null || text === null) return null
  return new RegExp(String(pattern), 'su').test(String(text)) ? 1n : 0n
}

const PAGE_BYTES = 4096
/** VACUUM attaches a temporary file without a name. */
const VACUUM_FILE_NAME = ''

/** Node 22 warns on the terminal that the module is experimental; that is no news for a user. */
function importNodeSqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return process.getBuiltinModule('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}

function runStatement(database: DatabaseSync, statement: Statement): void {
  const { line } = statement
  if (PLANNER_STATISTICS.test(statement.head)) return
  const refusal = refuse(statement)
  if (refusal !== null) throw new ScriptError(line, refusal)
  try {
    database.exec(decodeStatement(statement.bytes))
  } catch (error) {
    const { message, errcode } = error as Error & { readonly errcode?: number }
    throw new ScriptError(line, withoutValues(message), errcode)
  }
}

/** `.dump` writes these tables too, and not every build of SQLite has them. They hold no data of the user. */
const PLANNER_STATISTICS = /^insert into sqlite_stat[234]\b/

function refuse({ head, bytes }: Statement): string | null {
  if (head.startsWith('attach')) return 'ATTACH is refused: a script may touch no other file'
  if (head.startsWith('vacuum') && /\binto\b/i.test(bytes.toString('latin1'))) {
    return 'VACUUM INTO is refused: a script may touch no other file'
  }
  if (bytes[0] === FULL_STOP) {
    const [command] = bytes.toString('utf8', 0, 80).split(/\s/)
    return `${command} is a command of the sqlite3 shell, not SQL`
  }
  if (bytes.includes(0)) return 'the statement holds a NUL byte'
  return null
}

const FULL_STOP = 0x2e

/** The token that SQLite quotes can be a piece of a value. */
function withoutValues(message: string): string {
  return message.replace(/^(near|unrecognized token:) ".*"(: )?/s, (_, kind) =>
    kind === 'near' ? '' : 'unrecognized token',
  )
}
