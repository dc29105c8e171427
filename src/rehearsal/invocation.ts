import type { Surroundings } from '../engines/postgres/provision/surroundings.ts'
import type { ThreadPool } from '../threads/thread-pool.ts'

/** What the door knows about the run. */
export interface Invocation {
  /** The commit that is rehearsed, where it is known. */
  readonly commit: string | null
  /** Where a server may be found that nobody has named; left out, there is only the embedded one. */
  readonly surroundings?: Surroundings
  /** Begun by the door, which ends them; left out, the run begins its own. */
  readonly threads?: ThreadPool
}
