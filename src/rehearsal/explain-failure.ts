import { RehearsalError } from '../errors/rehearsal-error.ts'

/** A cancelled run fails wherever it happens to be; the reason is what the signal says. */
export function explainFailure(error: unknown, signal: AbortSignal): RehearsalError {
  if (signal.aborted && signal.reason instanceof RehearsalError) return signal.reason
  if (error instanceof RehearsalError) return error
  return new RehearsalError('internal', 'pg-rehearsal ran into a bug of its own.', {
    hint: 'Please report it, with the record and the version of pg-rehearsal.',
    cause: error,
  })
}
