import { findClientPrograms } from '../../engines/postgres/client-programs.ts'
import { type CopiedCluster, withCopiedCluster } from '../../engines/postgres/provision/copied-cluster.ts'
import type { ChecklistSettings } from './checklist-settings.ts'
import type { Subject } from './subject.ts'

/** A second server on a copy of the files of the embedded one; made when the first line asks for it, kept for others. */
export interface SecondServer {
  /** @throws RehearsalError `postgres-start-failed` */
  readonly take: (signal: AbortSignal) => Promise<CopiedCluster>
  /** Stops and removes it. Never rejects. */
  readonly close: () => Promise<void>
}

/** Null where the backup is no copy of the files: where it is executed in another way, or not at all. */
export async function secondServer(
  { server, database }: Subject,
  { backup, statements }: ChecklistSettings,
): Promise<SecondServer | null> {
  const isExecuted = statements['backup-restore']?.notApplicable == null
  if (server.provision !== 'embedded' || !isExecuted || backup.backupCommand !== null) return null
  if ((await findClientPrograms(server.majorVersion)) !== null) return null
  const unneeded = Promise.withResolvers<void>()
  let [lent, ended]: [Promise<CopiedCluster> | null, Promise<void>] = [null, Promise.resolve()]
  const begin = (signal: AbortSignal) => {
    const ready = Promise.withResolvers<CopiedCluster>()
    ended = withCopiedCluster(server, database.name, signal, async (cluster) => {
      ready.resolve(cluster)
      await unneeded.promise
    }).catch(ready.reject)
    return ready.promise
  }
  return {
    take: (signal) => {
      lent ??= begin(signal)
      return lent
    },
    close: async () => {
      unneeded.resolve()
      await ended
    },
  }
}
