import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { EXIT_CODES, type ExitCode } from '../../errors/exit-codes.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { checkGiven } from '../../settings/check-values.ts'
import { settingsInvalid } from '../../settings/mistake.ts'
import { OPTIONS } from '../../settings/options.ts'
import { parseRunRecord } from '../../stages/record/parse-run-record.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { Request } from '../parse-arguments.ts'
import { renderRecord } from '../render-record.ts'
import { print, type Terminal } from '../terminal.ts'

/** `pg-rehearsal report`: a saved record, rendered again. The gate is not asked. */
export async function runReport(request: Request, terminal: Terminal): Promise<ExitCode> {
  const { operand } = request
  const { settings, mistakes } = checkGiven(request.given)
  const missing = operand === null ? [{ where: 'record', message: 'missing: name a record.json' }] : []
  const all = [...request.mistakes, ...mistakes, ...missing]
  if (all.length > 0 || operand === null) throw settingsInvalid(all)

  const record = await readRecord(resolve(terminal.directory, operand), operand)
  await print(terminal, renderRecord(record, settings.format ?? OPTIONS.format.default, terminal))
  return EXIT_CODES.ok
}

async function readRecord(path: string, name: string): Promise<RunRecord> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'unknown'
    throw new RehearsalError('record-unreadable', `cannot read the record ${name} (${code})`, {
      hint: 'Give the path of a record.json that a rehearsal wrote.',
      cause,
    })
  }
  return parseRunRecord(text)
}
