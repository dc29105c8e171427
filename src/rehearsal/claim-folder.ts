import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SIDECARS } from '../engines/sqlite/sidecars.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { readRegularFile } from '../shell/read-given-file.ts'
import { parseRunRecord } from '../stages/record/parse-run-record.ts'
import { isFile, lockFile, makeOnce } from './lock-file.ts'

/** Lies in every folder that is ours, so that the leftovers of a killed run are known for what they are. */
const MARK = '.pg-rehearsal'
const MARK_TEXT =
  'pg-rehearsal writes its record and its reports here, and removes those of the run before.\n'

/** Held by the run that is at work in the folder. */
const LOCK = '.pg-rehearsal.lock'

/** What lies in a folder of ours beside what a run writes: also what SQLite takes for a part of the lock, and removes. */
export const OWN_NAMES: readonly string[] = [MARK, LOCK, ...SIDECARS.map((suffix) => LOCK + suffix)]

/**
 * Holds a folder for one run, and marks it as ours.
 *
 * @param names of the files that a run writes
 * @returns what releases it
 * @throws RehearsalError `output-unwritable` when another run is at work in it, or something else has one of the names
 */
export async function claimFolder(directory: string, names: readonly string[]): Promise<() => void> {
  // before anything is written, so that a folder of somebody else stays as it is
  await refuseForeign(directory, names)
  const release = await lock(directory)
  try {
    await refuseForeign(directory, names)
    await makeOnce(join(directory, MARK), MARK_TEXT)
    return release
  } catch (error) {
    release()
    throw error
  }
}

async function lock(directory: string): Promise<() => void> {
  const found = await lockFile(join(directory, LOCK))
  switch (found.kind) {
    case 'held':
      return found.release
    case 'foreign':
      throw foreign(directory, LOCK, 'which is not the lock of a run')
    case 'taken':
      throw new RehearsalError('output-unwritable', `Another run is at work in the folder ${directory}.`, {
        hint: 'Wait for its end, or name another folder with --out: also where the disk is of a network that knows no locks.',
      })
    case 'failed':
      throw new RehearsalError(
        'output-unwritable',
        `The folder ${directory} cannot be locked: ${found.reason}.`,
        {
          hint: `Name a folder on a disk of this machine with --out, or give this user the right to write to ${LOCK} in it.`,
          cause: found.cause,
        },
      )
    default:
      return found satisfies never
  }
}

async function refuseForeign(directory: string, names: readonly string[]): Promise<void> {
  const present = await readdir(directory)
  if (present.includes(MARK)) {
    if (await isMark(join(directory, MARK))) return
    throw foreign(directory, MARK, 'which no run has made')
  }
  const taken = present.filter((name) => names.includes(name))
  if (taken.length === 0) return
  try {
    parseRunRecord(String(await readRegularFile(join(directory, 'record.json'))))
  } catch (cause) {
    throw foreign(directory, taken.join(', '), 'and no record of an earlier run', cause)
  }
}

/** A full disk can have cut it off. */
async function isMark(path: string): Promise<boolean> {
  return (await isFile(path, MARK_TEXT.length)) && MARK_TEXT.startsWith(await readFile(path, 'utf8'))
}

function foreign(directory: string, names: string, why: string, cause?: unknown): RehearsalError {
  return new RehearsalError('output-unwritable', `The folder ${directory} holds ${names}, ${why}.`, {
    hint: 'Name another folder with --out; this one holds files that a rehearsal would write over.',
    cause,
  })
}
