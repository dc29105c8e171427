/** Process exit codes. They are part of the contract with scripts: never renumber them. */
export const EXIT_CODES = {
  /** The run finished and the gate holds. */
  ok: 0,
  /** The run finished and the gate does not hold. */
  gateFailed: 1,
  /** The arguments or the settings are wrong. */
  usage: 2,
  /** The source cannot be read as a SQLite database. */
  source: 3,
  /** PostgreSQL could not be started or reached, or went away. */
  postgres: 4,
  /** A bug of ours. */
  internal: 70,
  sighup: 129,
  sigint: 130,
  sigterm: 143,
} as const

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]
