import { RehearsalError } from '../errors/rehearsal-error.ts'

/** Something that a user wrote and that cannot be used. */
export interface Mistake {
  /** `--jobs`, or `rehearsal.yml:3:7` (line and column count from 1). */
  readonly where: string
  readonly message: string
}

/** All mistakes in one error, one a line. */
export function settingsInvalid(mistakes: readonly Mistake[]): RehearsalError {
  const lines = mistakes.map(({ where, message }) => `  ${where}: ${message}`)
  const title = mistakes.length === 1 ? 'A mistake' : `${mistakes.length} mistakes`
  return new RehearsalError(
    'settings-invalid',
    `${title} in the arguments or settings:\n${lines.join('\n')}`,
    {
      hint: 'pg-rehearsal <command> --help describes every option.',
    },
  )
}
