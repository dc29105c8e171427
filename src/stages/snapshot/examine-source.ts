import { reviveSqliteError } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { RequestProcess, RequestStopped } from '../../threads/request-process.ts'
import type { ThreadPool } from '../../threads/thread-pool.ts'
import { checkIntegrity } from './check-integrity.ts'
import type { CheckRequest } from './check-process.ts'
import type { ExamineRequest } from './examine-thread.ts'
import { sha256OfDescriptor } from './file-stamp.ts'
import { isLarge } from './large-database.ts'
import type { DatabaseFile } from './make-readable.ts'

const EXAMINE = new URL('./examine-thread.ts', import.meta.url)
const CHECK = new URL('./check-process.ts', import.meta.url)

/**
 * The hash of an open file, in lower-case hex: of a large one by a thread, which is ended when the run is cancelled. When
 * this throws, nobody reads the file any more.
 *
 * @throws the reason of the signal
 */
export async function hashOf(
  descriptor: number,
  sizeBytes: number,
  threads: ThreadPool,
  signal: AbortSignal,
): Promise<string> {
  if (!isLarge(sizeBytes)) return sha256OfDescriptor(descriptor)
  return await threads.ask<ExamineRequest, string>(EXAMINE, { kind: 'hash', descriptor }, signal)
}

/**
 * What SQLite finds damaged. A thread that is inside of SQLite ends only when SQLite is done, which is soon; a huge database
 * is checked by a process, which takes 50 MB of memory and can be ended at once. Where that process dies, an issue says
 * that nothing was checked.
 *
 * @param hugeFrom bytes of a huge database
 * @throws the reason of the signal
 */
export async function damageOf(
  { path, sizeBytes }: DatabaseFile,
  hugeFrom: number,
  threads: ThreadPool,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  if (sizeBytes >= hugeFrom) return await checkApart({ path, sizeBytes }, signal)
  if (!isLarge(sizeBytes)) return checkIntegrity(path, sizeBytes)
  return await threads.ask<ExamineRequest, readonly Issue[]>(
    EXAMINE,
    { kind: 'check', path, sizeBytes },
    signal,
  )
}

async function checkApart(request: CheckRequest, signal: AbortSignal): Promise<readonly Issue[]> {
  const apart = new RequestProcess<CheckRequest>(CHECK, reviveSqliteError)
  try {
    return await apart.ask<readonly Issue[]>(request, Number.POSITIVE_INFINITY, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof RequestStopped)) throw error
    return [
      issue('integrity-not-checked', { message: `SQLite could not check the database: ${error.message}` }),
    ]
  } finally {
    apart.end()
  }
}
