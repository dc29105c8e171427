import { openDocker } from './docker/docker-engine.ts'
import { removeContainer } from './docker/remove-containers.ts'
import { removeLeftoverHomes } from './leftover-homes.ts'
import type { Surroundings } from './surroundings.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * Removes what a run of this machine has left when it was killed: its container, its server and its temporary folders.
 * Never rejects.
 *
 * @param container the name that {@link Surroundings.remember} was called with; null for none
 * @returns what remains, in words; null when nothing does
 */
export async function removeLeftovers(
  container: string | null,
  environment: Surroundings['environment'],
): Promise<string | null> {
  await removeLeftoverHomes(await temporaryFolder(process.getuid?.() === 0)).catch(() => {})
  if (container === null) return null
  try {
    const engine = await openDocker(environment)
    return (await removeContainer(engine, container))
      ? null
      : `The container ${container} could not be removed.`
  } catch (error) {
    return `The container ${container} could not be removed: ${error instanceof Error ? error.message : error}`
  }
}
