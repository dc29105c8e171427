import { RequestProcess } from '../../threads/request-process.ts'
import { ScriptError, type ScriptOptions } from './run-script.ts'
import type { ScriptAnswer, ScriptRequest } from './script-process.ts'
import { reviveSqliteError } from './sqlite-error.ts'

/**
 * Runs a script as `runScript` does, in a process of its own: one statement may take hours, and nobody could cancel it in
 * this one. It takes a tenth of a second longer.
 *
 * @param script its file
 * @throws {ScriptError} at the first statement that fails; an error of the file system; the reason of the signal
 */
export async function runScriptApart(script: string, path: string, options: ScriptOptions): Promise<void> {
  const apart = new RequestProcess<ScriptRequest>(
    new URL('./script-process.ts', import.meta.url),
    reviveSqliteError,
  )
  try {
    const request = { script, path, maxBytes: options.maxBytes }
    const failure = await apart.ask<ScriptAnswer>(request, Number.POSITIVE_INFINITY, options.signal)
    if (failure !== null) throw revived(failure)
  } finally {
    apart.end()
  }
}

function revived(failure: NonNullable<ScriptAnswer>): Error {
  switch (failure.kind) {
    case 'statement':
      return new ScriptError(failure.line, failure.message, failure.resultCode)
    case 'file':
      return Object.assign(new Error(failure.message), { code: failure.code, syscall: failure.syscall })
    default:
      return failure satisfies never
  }
}
