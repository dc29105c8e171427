import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { errorCode } from '../../errors/error-code.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { parseRunRecord } from '../../stages/record/parse-run-record.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'

/**
 * The record in a file, by its path relative to `directory`.
 *
 * @throws RehearsalError `record-unreadable`
 */
export async function readRecord(directory: string, name: string): Promise<RunRecord> {
  let text: string
  try {
    text = await readFile(resolve(directory, name), 'utf8')
  } catch (cause) {
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
