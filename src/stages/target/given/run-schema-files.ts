import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresConnection, PostgresDatabase } from '../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../engines/postgres/postgres-error.ts'
import { type ScriptStatement, splitPostgresScript } from '../../../engines/postgres/split-script.ts'
import { errorCode } from '../../../errors/error-code.ts'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import { readGivenFile } from '../../../shell/read-given-file.ts'

const SHOWN_REFUSALS = 10

/**
 * Runs a SQL file, or all of a folder in the order of their paths, statement by statement. A refused statement does
 * not hide the next: all refusals are in one error.
 *
 * @throws RehearsalError `schema-unreadable`, `schema-refused`
 */
export async function runSchemaFiles(
  path: string,
  database: PostgresDatabase,
  signal: AbortSignal,
): Promise<void> {
  const refusals: string[] = []
  for (const file of await sqlFiles(path)) {
    const statements = splitPostgresScript(await readScript(file, signal))
    // a session a file, as psql would: what a file sets is not for the next
    const connection = await database.connect()
    try {
      refusals.push(...(await runStatements(file, statements, connection, signal)))
    } finally {
      await connection.close()
    }
  }
  if (refusals.length > 0) throw schemaRefused(refusals)
}

/** Files that undo a migration lie beside it in many tools. */
const UNDOES = /[._-]down\.sql$/i

async function sqlFiles(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const names = await readdir(path, { recursive: true })
    const files = names.filter((name) => /\.sql$/i.test(name) && !UNDOES.test(name)).toSorted()
    if (files.length > 0) return files.map((name) => join(path, name))
  } catch (cause) {
    throw unreadable(path, cause)
  }
  throw new RehearsalError('schema-unreadable', `The folder ${path} holds no .sql file.`, {
    hint: 'Name a folder of SQL files with --schema, or a command that creates the schema with --schema-command.',
  })
}

async function readScript(file: string, signal: AbortSignal): Promise<string> {
  try {
    return (await readGivenFile(file, signal)).toString('utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    signal.throwIfAborted()
    throw unreadable(file, cause)
  }
}

function unreadable(path: string, cause: unknown): RehearsalError {
  const code = errorCode(cause)
  const why = code === null ? '' : ` (${code})`
  return new RehearsalError('schema-unreadable', `Cannot read the schema ${path}${why}.`, {
    hint: 'Name a SQL file, or a folder of them, with --schema; paths are relative to the working directory.',
    cause,
  })
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: follows from an earlier refusal */
const IN_FAILED_TRANSACTION = '25P02'

async function runStatements(
  file: string,
  statements: readonly ScriptStatement[],
  connection: PostgresConnection,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const refusals: string[] = []
  for (const { sql, line } of statements) {
    signal.throwIfAborted()
    if (/^copy\b.*\bfrom\s+stdin\b/is.test(sql)) throw holdsData(file, line)
    try {
      await connection.query(sql)
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error
      const { sqlstate, message } = error.fields
      if (sqlstate === IN_FAILED_TRANSACTION) continue
      // messages of class 22 quote values
      const why = sqlstate.startsWith('22') ? `SQLSTATE ${sqlstate}` : message
      // a line each: a name may hold a line feed
      refusals.push(`${file}:${line}: ${why}`.replaceAll('\n', '\\n'))
    }
  }
  return refusals
}

function holdsData(file: string, line: number): RehearsalError {
  return new RehearsalError('schema-refused', `${file}:${line}: the data of COPY … FROM stdin is not read.`, {
    hint: 'Write the schema alone: pg_dump --schema-only --no-owner --no-privileges.',
  })
}

function schemaRefused(refusals: readonly string[]): RehearsalError {
  const more = refusals.length - SHOWN_REFUSALS
  const lines = [...refusals.slice(0, SHOWN_REFUSALS), ...(more > 0 ? [`and ${more} more`] : [])]
  const title =
    refusals.length === 1
      ? 'PostgreSQL refused a statement'
      : `PostgreSQL refused ${refusals.length} statements`
  return new RehearsalError('schema-refused', `${title} of the schema:\n${lines.join('\n')}`, {
    hint: 'Correct the schema. Roles and extensions must exist on the server; pg_dump writes none with --no-owner --no-privileges.',
  })
}
