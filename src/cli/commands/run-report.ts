import { EXIT_CODES, type ExitCode } from '../../errors/exit-codes.ts'
import { checkGiven } from '../../settings/check-values.ts'
import { settingsInvalid } from '../../settings/mistake.ts'
import { OPTIONS } from '../../settings/options.ts'
import type { Request } from '../parse-arguments.ts'
import { renderRecord } from '../render-record.ts'
import { print, type Terminal } from '../terminal.ts'
import { readRecord } from './read-record.ts'

/** `pg-rehearsal report`: a saved record, rendered again. The gate is not asked. */
export async function runReport(request: Request, terminal: Terminal): Promise<ExitCode> {
  const { operand } = request
  const { settings, mistakes } = checkGiven(request.given, 'terminal')
  const missing = operand === null ? [{ where: 'record', message: 'missing: name a record.json' }] : []
  const all = [...request.mistakes, ...mistakes, ...missing]
  if (all.length > 0 || operand === null) throw settingsInvalid(all, 'terminal')

  const record = await readRecord(terminal, operand)
  await print(terminal, renderRecord(record, settings.format ?? OPTIONS.format.default, terminal))
  return EXIT_CODES.ok
}
