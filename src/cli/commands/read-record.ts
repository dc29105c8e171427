import { resolve } from 'node:path'
import { errorCode } from '../../errors/error-code.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { readGivenFile } from '../../shell/read-given-file.ts'
import { parseRunRecord } from '../../stages/record/parse-run-record.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { Terminal } from '../terminal.ts'

/**
 * The record in a file, by its path relative to the folder of the terminal.
 *
 * @throws RehearsalError `record-unreadable`
 */
export async function readRecord(
  { directory, signal }: Pick<Terminal, 'directory' | 'signal'>,
  name: string,
): Promise<RunRecord> {
  let text: string
  try {
    text = (await readGivenFile(resolve(directory, name), signal)).toString('utf8')
  } catch (cause) {
    signal.throwIfAborted()
    const code = errorCode(cause) ?? 'unknown'
    throw new RehearsalError('record-unreadable', `Cannot read the record ${name} (${code}).`, {
      hint: 'Give the path of a record.json that a rehearsal wrote.',
      cause,
    })
  }
  try {
    return parseRunRecord(text)
  } catch (cause) {
    if (!(cause instanceof RehearsalError)) throw cause
    const { code, message, hint } = cause
    throw new RehearsalError(code, `${name}: ${message}`, { hint, cause })
  }
}
