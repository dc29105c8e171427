import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import { runInspect } from './commands/run-inspect.ts'
import { runMerge } from './commands/run-merge.ts'
import { runRehearsal } from './commands/run-rehearsal.ts'
import { runReport } from './commands/run-report.ts'
import { parseArguments, type Request } from './parse-arguments.ts'
import { reportError } from './report-error.ts'
import { print, type Terminal } from './terminal.ts'

/** Does what the command line asks for and gives the exit code. Never rejects. */
export async function runCommand(terminal: Terminal): Promise<ExitCode> {
  try {
    const parsed = parseArguments(terminal.arguments)
    if (parsed.kind === 'request') return await runRequest(parsed.request, terminal)
    await print(terminal, parsed.text)
    return EXIT_CODES.ok
  } catch (error) {
    return reportError(error, terminal)
  }
}

function runRequest(request: Request, terminal: Terminal): Promise<ExitCode> {
  switch (request.command) {
    case 'rehearse':
    case 'validate':
      return runRehearsal(request, terminal)
    case 'inspect':
      return runInspect(request, terminal)
    case 'report':
      return runReport(request, terminal)
    case 'merge':
      return runMerge(request, terminal)
    default:
      return request.command satisfies never
  }
}
