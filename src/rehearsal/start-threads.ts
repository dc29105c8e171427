import { stat } from 'node:fs/promises'
import { reviveSqliteError } from '../engines/sqlite/sqlite-error.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { HANDLER as PROFILE } from '../stages/catalog/share-out.ts'
import { isLarge } from '../stages/snapshot/large-database.ts'
import { ThreadPool } from '../threads/thread-pool.ts'

/**
 * The threads of a run, for a door that has yet to read the rest of the program. Where the source is large they start at once:
 * to read the program takes the main thread 0.1 s, and to be ready takes a thread as long, on a processor that has nothing else
 * to do (docs/decisions/performance.md).
 */
export async function startThreads({ source: { snapshot }, jobs }: ParsedSettings): Promise<ThreadPool> {
  const threads = new ThreadPool(jobs, reviveSqliteError)
  // what is wrong with a file is told by those who read it
  const size =
    snapshot === null
      ? 0
      : await stat(snapshot).then(
          ({ size }) => size,
          () => 0,
        )
  if (isLarge(size)) threads.start(PROFILE)
  return threads
}
