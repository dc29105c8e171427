import { basename, dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SIDECARS } from '../engines/sqlite/sidecars.ts'
import { errorCode } from '../errors/error-code.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { appendHistory } from '../stages/record/history.ts'
import { makeFolder } from '../stages/record/make-folder.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { lockFile } from './lock-file.ts'

/** Milliseconds. Another run holds a history only while it adds one line to at most 500. */
const PATIENCE_MS = 10_000
const PAUSE_MS = 20

/** What lies beside a history: its lock, and what SQLite takes for a part of that, and removes. */
export function locksOf(history: string): readonly string[] {
  return ['', ...SIDECARS].map((suffix) => lockOf(history) + suffix)
}

function lockOf(history: string): string {
  return `${history}.lock`
}

/**
 * Adds a run to a history, which runs with other output folders may share: one of them at a time reads it and replaces it.
 *
 * @param patience milliseconds that it waits for another run
 * @throws RehearsalError `record-unreadable`; `output-unwritable`, also where it cannot be locked
 */
export async function addToHistory(
  history: string,
  record: RunRecord,
  patience = PATIENCE_MS,
): Promise<void> {
  const release = await holdHistory(history, patience)
  try {
    await appendHistory(history, record)
  } finally {
    release()
  }
}

async function holdHistory(history: string, patience: number): Promise<() => void> {
  const until = performance.now() + patience
  for (;;) {
    const lock = await lockHistory(history)
    switch (lock.kind) {
      case 'held':
        return lock.release
      case 'foreign':
        throw unlocked(history, `${basename(lockOf(history))} beside it is not the lock of a run`)
      case 'failed':
        throw unlocked(history, lock.reason, lock.cause)
      case 'taken':
        if (performance.now() >= until) throw unlocked(history, 'another run holds it')
        await delay(PAUSE_MS)
        break
      default:
        return lock satisfies never
    }
  }
}

async function lockHistory(history: string) {
  try {
    await makeFolder(dirname(history))
    return await lockFile(lockOf(history))
  } catch (cause) {
    if (cause instanceof RehearsalError) throw cause
    throw unlocked(history, errorCode(cause) ?? String(cause), cause)
  }
}

function unlocked(history: string, reason: string, cause?: unknown): RehearsalError {
  return new RehearsalError('output-unwritable', `The history ${history} cannot be locked: ${reason}.`, {
    hint: 'Wait for the end of other runs, or name a file on a disk of this machine with --history, where this user may write.',
    cause,
  })
}
