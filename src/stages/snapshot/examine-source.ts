import type { Issue } from '../../issues/issue.ts'
import type { ThreadPool } from '../../threads/thread-pool.ts'
import { checkIntegrity } from './check-integrity.ts'
import type { CheckRequest } from './check-thread.ts'
import { sha256OfDescriptor } from './file-stamp.ts'
import type { DatabaseFile } from './make-readable.ts'

const HANDLER = new URL('./check-thread.ts', import.meta.url)

/** Bytes of a database for which it pays to start threads. */
const LARGE_DATABASE = 8 << 20

export function isLarge(sizeBytes: number): boolean {
  return sizeBytes >= LARGE_DATABASE
}

/**
 * The hash of an open file, in lower-case hex: of a large one by a thread, which may take longer than whoever asks for it
 * wants to wait.
 */
export async function hashOf(
  descriptor: number,
  sizeBytes: number,
  threads: ThreadPool,
  signal: AbortSignal,
): Promise<string> {
  if (!isLarge(sizeBytes)) return sha256OfDescriptor(descriptor)
  return await askThread<string>(threads, { kind: 'hash', descriptor }, signal)
}

/** What SQLite finds damaged, in the same way. */
export async function damageOf(
  { path, sizeBytes }: DatabaseFile,
  threads: ThreadPool,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  if (!isLarge(sizeBytes)) return checkIntegrity(path, sizeBytes)
  return await askThread<readonly Issue[]>(threads, { kind: 'check', path, sizeBytes }, signal)
}

async function askThread<Answer>(
  threads: ThreadPool,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const thread = await threads.take(signal)
  return await thread.ask<CheckRequest, Answer>(HANDLER, request).finally(() => threads.giveBack(thread))
}
