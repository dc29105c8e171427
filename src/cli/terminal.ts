import type { Writable } from 'node:stream'
import type { WriteStream } from 'node:tty'
import { RehearsalError } from '../errors/rehearsal-error.ts'

/** What the commands may know of the process that runs them. */
export interface Terminal {
  /** The command line after the program's name. */
  readonly arguments: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The working directory. */
  readonly directory: string
  /** How many workers this machine can run at once. */
  readonly parallelism: number
  /** Results only, so that they can be piped. */
  readonly stdout: Output
  /** Progress, messages and errors. */
  readonly stderr: Output
  /** Asks for the end of the run; its reason is a RehearsalError. */
  readonly signal: AbortSignal
}

export type Output = Writable & Pick<Partial<WriteStream>, 'isTTY' | 'columns'>

/**
 * Writes a result to standard output. A reader that has gone away (`| head`) is no mistake.
 *
 * @throws RehearsalError `output-unwritable`
 */
export async function print(terminal: Terminal, text: string): Promise<void> {
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
    terminal.stdout.write(text.endsWith('\n') ? text : `${text}\n`, resolve)
  })
  if (!error || error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return
  throw new RehearsalError('output-unwritable', `Cannot write to standard output (${error.code}).`, {
    hint: 'Check where standard output goes, and whether there is room.',
    cause: error,
  })
}
