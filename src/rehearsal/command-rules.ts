import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { CommandRules } from '../shell/command-rules.ts'

/** How the settings want commands to be run. */
export function commandRules({ commandSeconds, output }: ParsedSettings): CommandRules {
  return { timeoutMs: commandSeconds * 1000, showValues: output.showValues }
}
