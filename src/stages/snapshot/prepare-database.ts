import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ScriptError } from '../../engines/sqlite/run-script.ts'
import { runScriptApart } from '../../engines/sqlite/run-script-apart.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { Context } from '../../progress/context.ts'
import { RequestStopped } from '../../threads/request-process.ts'
import type { DatabaseFile } from './make-readable.ts'
import { copyFileTo } from './private-copy.ts'

/**
 * Runs the owner's scripts on a private copy, one after the other; without scripts the database stays where it is.
 * They run as in the sqlite3 shell: triggers fire, foreign keys are off unless a script says otherwise, and no other
 * file can be touched.
 *
 * @throws RehearsalError `prepare-failed` with the script and the line
 */
export async function prepareDatabase(
  file: DatabaseFile,
  scripts: readonly string[],
  directory: string,
  maxBytes: number,
  { emit, signal }: Context,
): Promise<DatabaseFile> {
  if (scripts.length === 0) return file
  const path = join(directory, 'prepared')
  await copyFileTo(file.path, path, signal)
  for (const script of scripts) {
    await runOn(path, script, maxBytes, signal)
    emit({ type: 'note', message: `prepare: ${script} has run on a private copy of the snapshot` })
  }
  const { size: sizeBytes } = await stat(path)
  return { ...file, path, sizeBytes }
}

async function runOn(path: string, script: string, maxBytes: number, signal: AbortSignal): Promise<void> {
  const found = await stat(script).catch(() => null)
  if (found !== null && !found.isFile() && !found.isDirectory()) {
    throw failed(script, 'it is not a regular file', null)
  }
  try {
    await runScriptApart(script, path, { maxBytes, signal })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ScriptError) throw failed(script, `line ${error.line}: ${error.message}`, error)
    if (error instanceof RequestStopped) throw failed(script, error.message, error)
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall !== undefined) throw failed(script, `it cannot be read (${code})`, error)
    throw error
  }
}

function failed(script: string, reason: string, cause: unknown): RehearsalError {
  return new RehearsalError('prepare-failed', `The prepare script ${script} failed, ${reason}.`, {
    hint: 'Try it by hand on a copy: sqlite3 -bail copy.db < script.sql. Paths are relative to the working directory.',
    cause,
  })
}
