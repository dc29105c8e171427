import { RehearsalError } from '../errors/rehearsal-error.ts'

/** Something that a user wrote and that cannot be used. */
export interface Mistake {
  /** `--jobs`, `input jobs`, or `rehearsal.yml:3:7` (line and column count from 1). */
  readonly where: string
  readonly message: string
}

/** Where the user writes: what is the option `--jobs` in a terminal is the input `jobs` in a workflow. */
export type Door = 'terminal' | 'workflow'

const KEYS =
  'docs/cli.md describes every key of the settings file, docs/remedies.md what prepare, rename and remedies hold, docs/checklist.md what checklist holds.'

const HINTS = {
  terminal: `pg-rehearsal <command> --help describes every option; ${KEYS}`,
  workflow: `docs/action.md describes every input; ${KEYS}`,
} as const satisfies Record<Door, string>

/** All mistakes in one error, one a line. */
export function settingsInvalid(mistakes: readonly Mistake[], door: Door): RehearsalError {
  const lines = mistakes.map(({ where, message }) => `  ${where}: ${message}`)
  const title = mistakes.length === 1 ? 'A mistake' : `${mistakes.length} mistakes`
  const given = door === 'terminal' ? 'arguments' : 'inputs'
  return new RehearsalError(
    'settings-invalid',
    `${title} in the ${given} or settings:\n${lines.join('\n')}`,
    {
      hint: HINTS[door],
    },
  )
}
