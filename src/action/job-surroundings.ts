import * as core from '@actions/core'
import * as z from 'zod'
import {
  type JobContainers,
  ORDER_IN_A_JOB,
  type Surroundings,
} from '../engines/postgres/provision/surroundings.ts'
import type { Environment } from '../settings/check-values.ts'
import { parseJson } from './parse-json.ts'

/** Under which the step that cleans up finds the name of the container. */
export const CONTAINER_STATE = 'container'

/** `{ "postgres": { "id": "0f3…", "ports": { "5432": "49153" }, "network": "github_network_…" } }` */
const services = z.record(z.string(), z.object({ id: z.string().min(1) }))

/** There is a network without an id where only services run in containers. */
const container = z.object({ id: z.string().min(1) })

/** Where the action may find a server. */
export function jobSurroundings(environment: Environment): Surroundings {
  return {
    order: ORDER_IN_A_JOB,
    job: jobContainers((name) => core.getInput(name)),
    environment,
    remember: (name) => core.saveState(CONTAINER_STATE, name),
  }
}

/**
 * What GitHub says about the containers of the job; what cannot be understood is as if it were not there.
 *
 * @param read gives an input, `''` for one that is not there
 */
function jobContainers(read: (name: 'job-services' | 'job-container') => string): JobContainers {
  const found = services.safeParse(parseJson(read('job-services')))
  const own = container.safeParse(parseJson(read('job-container')))
  return {
    services: Object.entries(found.data ?? {}).map(([name, { id }]) => ({ name, containerId: id })),
    containerId: own.data?.id ?? null,
  }
}
