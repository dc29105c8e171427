import * as z from 'zod'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { RECORD_VERSION, type RunRecord, runRecordSchema } from './run-record.ts'

/**
 * Reads the text of a `record.json`. Fields that this version does not know are left out.
 *
 * @throws RehearsalError `record-unreadable`
 */
export function parseRunRecord(text: string): RunRecord {
  const json = parseJson(text)
  refuseOtherVersion(json)
  const parsed = runRecordSchema.safeParse(json)
  if (!parsed.success) {
    throw unreadable(`The record has not the form of a run record:\n${z.prettifyError(parsed.error)}`)
  }
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, which is none of the terminal's business.
    throw unreadable('The record is not JSON; it may have been cut off.')
  }
}

function refuseOtherVersion(json: unknown): void {
  const version = z.object({ schemaVersion: z.int() }).safeParse(json)
  if (!version.success) throw unreadable('The file is JSON, but not a run record: it has no schemaVersion.')
  if (version.data.schemaVersion === RECORD_VERSION) return
  throw new RehearsalError(
    'record-unreadable',
    `The record has schema version ${version.data.schemaVersion}; this pg-rehearsal reads version ${RECORD_VERSION}.`,
    { hint: 'Read it with the version of pg-rehearsal that wrote it, or a newer one.' },
  )
}

function unreadable(message: string): RehearsalError {
  return new RehearsalError('record-unreadable', message, {
    hint: 'Give the record.json that a rehearsal wrote.',
  })
}
