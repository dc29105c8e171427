import { parseSettings } from '../settings/parse-settings.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { readSettingsFile } from '../settings/read-settings-file.ts'
import type { Request } from './parse-arguments.ts'
import type { Terminal } from './terminal.ts'

/**
 * The settings of a command: its arguments over the settings file.
 *
 * @throws RehearsalError `settings-invalid` with every mistake of both, or `settings-unreadable`
 */
export async function loadSettings(request: Request, terminal: Terminal): Promise<ParsedSettings> {
  const { command, given, mistakes } = request
  const { environment, parallelism, directory, signal } = terminal
  const file = await readSettingsFile(
    typeof given.config === 'string' ? given.config : null,
    directory,
    signal,
  )
  return parseSettings({ door: 'terminal', command, given, file, environment, parallelism, mistakes })
}
