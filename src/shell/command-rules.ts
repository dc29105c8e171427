/** How commands of the owner are run, wherever the settings have one. */
export interface CommandRules {
  /** Each command is stopped after this time, with all that it has started. */
  readonly timeoutMs: number
  /** The owner wants cell values in the reports, and so what a command says. */
  readonly showValues: boolean
}

/** Long enough for the backup of a large database, shorter than the six hours that a job may take. */
export const DEFAULT_COMMAND_RULES: CommandRules = { timeoutMs: 3_600_000, showValues: false }
