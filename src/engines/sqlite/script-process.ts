import { serveProcess } from '../../threads/serve-requests.ts'
import { readScript, runScript, ScriptError } from './run-script.ts'

// The first file of the process in which a script runs that may take long: see run-script-apart.ts.

export interface ScriptRequest {
  /** The file of the script. */
  readonly script: string
  /** The database. */
  readonly path: string
  readonly maxBytes: number
}

/** Why the script has not run to its end; null where it has. */
export type ScriptAnswer =
  | {
      readonly kind: 'statement'
      readonly line: number
      readonly message: string
      readonly resultCode: number
    }
  /** By the code of the operating system. */
  | { readonly kind: 'file'; readonly code: string; readonly syscall: string; readonly message: string }
  | null

/** Whoever waits for it ends the process. */
const NEVER = new AbortController().signal

serveProcess<ScriptRequest>(async ({ script, path, maxBytes }): Promise<ScriptAnswer> => {
  try {
    await runScript(readScript(script), path, { maxBytes, signal: NEVER })
    return null
  } catch (error) {
    if (error instanceof ScriptError) {
      const { line, message, resultCode } = error
      return { kind: 'statement', line, message, resultCode }
    }
    const { code, syscall, message } = error as NodeJS.ErrnoException
    if (code === undefined || syscall === undefined) throw error
    return { kind: 'file', code, syscall, message }
  }
})
