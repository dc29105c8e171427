// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the defaults are expressions of GitHub
import * as core from '@actions/core'
import { z } from 'zod'
import {
  type JobContainers,
  ORDER_IN_A_JOB,
  type Surroundings,
} from '../engines/postgres/provision/surroundings.ts'
import type { Environment } from '../settings/check-values.ts'

/**
 * Inputs that nobody has to give: their defaults are expressions, which is the only way for an action to learn of the
 * containers of its job. https://docs.github.com/actions/reference/workflows-and-actions/contexts#job-context
 */
export const CONTEXT_INPUTS = {
  'job-services': {
    description: 'The service containers of the job. Leave it out: GitHub fills it in.',
    default: '${{ toJSON(job.services) }}',
  },
  'job-container': {
    description: 'The container that the job runs in. Leave it out: GitHub fills it in.',
    default: '${{ toJSON(job.container) }}',
  },
} as const

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
export function jobContainers(read: (name: keyof typeof CONTEXT_INPUTS) => string): JobContainers {
  const found = services.safeParse(parseJson(read('job-services')))
  const own = container.safeParse(parseJson(read('job-container')))
  return {
    services: Object.entries(found.data ?? {}).map(([name, { id }]) => ({ name, containerId: id })),
    containerId: own.data?.id ?? null,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
