import { EXIT_CODES, type ExitCode } from './exit-codes.ts'

/** Every way in which a rehearsal can be unable to go on, with the exit code that it ends with. */
export const ERROR_CODES = {
  'usage-invalid': EXIT_CODES.usage,
  'settings-invalid': EXIT_CODES.usage,
  'settings-unreadable': EXIT_CODES.usage,
  'prepare-failed': EXIT_CODES.usage,
  'remedy-invalid': EXIT_CODES.usage,
  'record-unreadable': EXIT_CODES.usage,
  'output-unwritable': EXIT_CODES.usage,
  'queries-unreadable': EXIT_CODES.usage,
  'schema-unreadable': EXIT_CODES.usage,
  'schema-refused': EXIT_CODES.usage,
  'schema-command-failed': EXIT_CODES.usage,
  'snapshot-missing': EXIT_CODES.source,
  'snapshot-is-directory': EXIT_CODES.source,
  'snapshot-no-permission': EXIT_CODES.source,
  'snapshot-empty': EXIT_CODES.source,
  'snapshot-not-sqlite': EXIT_CODES.source,
  'snapshot-encrypted': EXIT_CODES.source,
  'snapshot-truncated': EXIT_CODES.source,
  'snapshot-corrupt': EXIT_CODES.source,
  'snapshot-script-failed': EXIT_CODES.source,
  'snapshot-archive-damaged': EXIT_CODES.source,
  'snapshot-too-large': EXIT_CODES.source,
  'snapshot-command-failed': EXIT_CODES.source,
  'snapshot-in-use': EXIT_CODES.source,
  'postgres-not-installed': EXIT_CODES.postgres,
  'postgres-image-unavailable': EXIT_CODES.postgres,
  'docker-unavailable': EXIT_CODES.postgres,
  'postgres-start-failed': EXIT_CODES.postgres,
  'postgres-unreachable': EXIT_CODES.postgres,
  'postgres-refused': EXIT_CODES.postgres,
  'postgres-unsupported': EXIT_CODES.postgres,
  'postgres-connection-lost': EXIT_CODES.postgres,
  'postgres-disk-full': EXIT_CODES.postgres,
  'disk-full': EXIT_CODES.source,
  'platform-unsupported': EXIT_CODES.source,
  'cancelled-sighup': EXIT_CODES.sighup,
  'cancelled-sigint': EXIT_CODES.sigint,
  'cancelled-sigterm': EXIT_CODES.sigterm,
  internal: EXIT_CODES.internal,
} as const satisfies Record<string, ExitCode>

export type ErrorCode = keyof typeof ERROR_CODES

/**
 * The rehearsal could not go on. `message` says what failed and where, `hint` what to do about it;
 * neither ever holds a password or a cell value.
 */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError'
  readonly code: ErrorCode
  readonly hint: string
  /** Whether the time was over before there was an answer, so that another attempt may have one. */
  readonly timedOut: boolean

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly hint: string; readonly cause?: unknown; readonly timedOut?: boolean },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.timedOut = options.timedOut ?? false
  }

  get exitCode(): ExitCode {
    return ERROR_CODES[this.code]
  }
}
