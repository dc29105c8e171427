import { dirname, resolve } from 'node:path'
import type { ExitCode } from '../../errors/exit-codes.ts'
import { withGate } from '../../rehearsal/gate.ts'
import { checkGiven } from '../../settings/check-values.ts'
import { settingsInvalid } from '../../settings/mistake.ts'
import { OPTIONS } from '../../settings/options.ts'
import type { NamedRecord } from '../../stages/record/merge/named-record.ts'
import { mergeRecords } from '../../stages/record/merge-records.ts'
import { conclude } from '../conclude.ts'
import type { Request } from '../parse-arguments.ts'
import { renderRecord } from '../render-record.ts'
import { print, type Terminal } from '../terminal.ts'
import { readRecord } from './read-record.ts'

/** `pg-rehearsal merge`: one record of many, of the shards of a run or the legs of a matrix, and the gate over all. */
export async function runMerge(request: Request, terminal: Terminal): Promise<ExitCode> {
  const { operands } = request
  const { settings, mistakes } = checkGiven(request.given, 'terminal')
  const missing =
    operands.length < 2 ? [{ where: 'record', message: 'missing: name two records or more' }] : []
  const all = [...request.mistakes, ...mistakes, ...missing]
  if (all.length > 0) throw settingsInvalid(all, 'terminal')

  const named: NamedRecord[] = []
  for (const path of operands) {
    named.push({ name: legOf(path, operands), record: await readRecord(terminal, path) })
  }
  const failOn = settings['fail-on'] ?? OPTIONS['fail-on'].default
  const merged = withGate(mergeRecords(named), failOn)
  if (settings.out !== undefined) {
    // only now: the help, and a mistake in the arguments, need no database driver
    const { OutputFolder } = await import('../../rehearsal/output-folder.ts')
    const inputs = operands.map(
      (path) => ({ what: 'record', path: resolve(terminal.directory, path) }) as const,
    )
    const places = { directory: resolve(terminal.directory, settings.out), history: null }
    await OutputFolder.lend(places, inputs, (output) => output.write(merged, null))
  }
  await print(terminal, renderRecord(merged, settings.format ?? OPTIONS.format.default, terminal))
  return conclude(merged, failOn, terminal)
}

/** What tells the records apart: the folders that they lie in, or their own names where these do not. */
function legOf(path: string, all: readonly string[]): string {
  const folders = new Set(all.map((one) => dirname(one)))
  return folders.size === all.length ? dirname(path) : path.replace(/\.json$/, '')
}
