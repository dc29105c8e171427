import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import * as z from 'zod'
import { identifyProcess, isRunning } from '../process-identity.ts'
import { type Container, inspectContainer } from './container.ts'
import type { DockerEngine } from './docker-engine.ts'

/** On every container of ours. */
export const MARK_LABEL = 'pg-rehearsal'
const OWNER_LABEL = 'pg-rehearsal.owner'

/** Milliseconds after which nobody can still be using a container: a job on GitHub lasts at most six hours. */
const LONGEST_RUN_MS = 24 * 60 * 60 * 1000

/** A process, and where its number means something: containers on one machine each count from 1. */
const ownerSchema = z.object({
  pid: z.number(),
  host: z.string(),
  started: z.string(),
  namespace: z.string(),
  container: z.string().nullable(),
})

/** @param own the id of the container that we run in; null on the machine itself */
export function ownerLabels(own: string | null): Readonly<Record<string, string>> {
  const identity = identifyProcess(process.pid)
  const owner = identity === null ? {} : { ...identity, namespace: namespaceOfProcesses(), container: own }
  return { [MARK_LABEL]: '1', [OWNER_LABEL]: JSON.stringify(owner) }
}

/** Whether the run that made this container has ended without removing it; in doubt it has not. */
export async function isLeftover(engine: DockerEngine, container: Container): Promise<boolean> {
  if (!container.labels.has(MARK_LABEL)) return false
  if (Date.now() - container.created > LONGEST_RUN_MS) return true
  const owner = ownerOf(container)
  if (owner === null) return false
  if (owner.host === hostname() && owner.namespace === namespaceOfProcesses()) return !isRunning(owner)
  if (owner.container === null) return false
  const home = await inspectContainer(engine, owner.container)
  return home === null || !home.running
}

function ownerOf(container: Container) {
  try {
    return ownerSchema.parse(JSON.parse(container.labels.get(OWNER_LABEL) ?? ''))
  } catch {
    return null
  }
}

/** https://man7.org/linux/man-pages/man7/pid_namespaces.7.html */
function namespaceOfProcesses(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return process.platform
  }
}
