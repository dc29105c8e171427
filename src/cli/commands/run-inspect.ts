import { EXIT_CODES, type ExitCode } from '../../errors/exit-codes.ts'
import { loadSettings } from '../load-settings.ts'
import type { Request } from '../parse-arguments.ts'
import { renderInspection } from '../render-inspection.ts'
import { showProgress } from '../show-progress.ts'
import { print, type Terminal } from '../terminal.ts'
import { writeSuggestion } from '../write-suggestion.ts'

/** `pg-rehearsal inspect`: what a rehearsal would do and find, without PostgreSQL. */
export async function runInspect(request: Request, terminal: Terminal): Promise<ExitCode> {
  const settings = await loadSettings(request, terminal)
  // Only now: the help, and a mistake in the settings, need no database driver.
  const { inspect } = await import('../../rehearsal/inspect.ts')
  const inspection = await showProgress(terminal, (emit) =>
    inspect(settings, { emit, signal: terminal.signal }),
  )
  if (request.given.suggest !== true || (await writeSuggestion(inspection.suggestion, request, terminal))) {
    await print(terminal, renderInspection(inspection, settings.output.format))
  }
  return EXIT_CODES.ok
}
