import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { Remedy } from '../../issues/remedy.ts'

/** A remedy of the settings that no run can carry out. `reason` holds no value of a cell. */
export function remedyInvalid(
  remedy: Remedy,
  issue: string,
  reason: string,
  cause?: unknown,
): RehearsalError {
  return new RehearsalError('remedy-invalid', `The remedy "${remedy.do}" for ${issue} ${reason}.`, {
    hint: `Change the entry "issue: ${remedy.issue}" under remedies in the settings file.`,
    cause,
  })
}
