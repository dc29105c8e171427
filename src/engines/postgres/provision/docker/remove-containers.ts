import * as z from 'zod'
import { inspectContainer } from './container.ts'
import { isLeftover, MARK_LABEL } from './container-owner.ts'
import type { DockerEngine } from './docker-engine.ts'

const listed = z.array(z.object({ Id: z.string() }))

/**
 * Removes a container with its volumes, whether it runs or not. Nothing happens when there is none.
 *
 * @returns whether it is gone
 */
export async function removeContainer(engine: DockerEngine, name: string): Promise<boolean> {
  const path = `/containers/${encodeURIComponent(name)}?force=true&v=true`
  try {
    const { status } = await engine.call({ method: 'DELETE', path })
    // 409: somebody else is removing it in this very moment
    return status === 204 || status === 404 || status === 409
  } catch {
    return false
  }
}

/** Removes the containers of runs that were killed. Never rejects. */
export async function removeLeftoverContainers(engine: DockerEngine): Promise<void> {
  try {
    const filters = encodeURIComponent(JSON.stringify({ label: [`${MARK_LABEL}=1`] }))
    const reply = await engine.call({ method: 'GET', path: `/containers/json?all=true&filters=${filters}` })
    for (const { Id } of listed.parse(JSON.parse(reply.body.toString('utf8')))) {
      const container = await inspectContainer(engine, Id)
      if (container !== null && (await isLeftover(engine, container))) await removeContainer(engine, Id)
    }
  } catch {
    // What is left the next run removes.
  }
}
