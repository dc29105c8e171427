import { EXIT_CODES, type ExitCode } from '../../errors/exit-codes.ts'
import { escapeTerminal } from '../../progress/escape-terminal.ts'
import { settingsInvalid } from '../../settings/mistake.ts'
import { loadSettings } from '../load-settings.ts'
import type { Request } from '../parse-arguments.ts'
import { renderInspection } from '../render-inspection.ts'
import { showProgress } from '../show-progress.ts'
import { print, type Terminal } from '../terminal.ts'
import { writeSuggestion } from '../write-suggestion.ts'

/** A page is made of a record, and an inspection makes none. */
const NO_PAGE = {
  where: '--format',
  message: 'inspect has no page: expected one of terminal, markdown, json',
}

const NOT_EXACT =
  'Names in this SQL hold what a terminal or a runner obeys, and are shown changed; --format json has them as they are\n'

/** `pg-rehearsal inspect`: what a rehearsal would do and find, without PostgreSQL. */
export async function runInspect(request: Request, terminal: Terminal): Promise<ExitCode> {
  const settings = await loadSettings(request, terminal)
  const { format } = settings.output
  if (format === 'html') throw settingsInvalid([NO_PAGE], 'terminal')
  // Only now: the help, and a mistake in the settings, need no database driver.
  const { inspect } = await import('../../rehearsal/inspect.ts')
  const inspection = await showProgress(terminal, (emit) =>
    inspect(settings, { emit, signal: terminal.signal }),
  )
  if (request.given.suggest !== true || (await writeSuggestion(inspection.suggestion, request, terminal))) {
    await print(terminal, renderInspection(inspection, format))
    if (format !== 'json' && escapeTerminal(inspection.ddl) !== inspection.ddl)
      terminal.stderr.write(NOT_EXACT)
  }
  return EXIT_CODES.ok
}
