import { shownBy } from '../../../shell/shown-words.ts'
import { type Finding, fail, pass, unverified } from '../finding.ts'
import { NEEDS } from '../not-executed.ts'
import { runOwnersCommand } from '../run-owners-command.ts'
import type { Subject } from '../subject.ts'
import { isIdle } from './idle-command.ts'

/** Asks the owner's command whether the alerts are configured: it knows where they are. */
export async function probeMonitoring(
  { database, directory, commands }: Subject,
  command: string | null,
  signal: AbortSignal,
): Promise<Finding> {
  if (command === null) {
    return unverified(NEEDS['monitoring-alerts'])
  }
  if (isIdle(command)) {
    return unverified('The command ends with 0 whatever is configured, so it shows nothing about the alerts.')
  }
  const surroundings = { database, directory, variables: {}, ...shownBy(commands) }
  const failure = await runOwnersCommand(command, surroundings, signal)
  if (failure !== null) return fail(`The command that checks the alerts ended with ${failure}.`)
  return pass('The command that checks the alerts ended with 0; what it looks at is the word of its owner.')
}
