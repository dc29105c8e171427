import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Environment } from '../settings/check-values.ts'

/** https://docs.github.com/webhooks/webhook-events-and-payloads#pull_request */
const pullRequestEvent = z.object({ pull_request: z.object({ head: z.object({ sha: z.string() }) }) })

/** The commit that is rehearsed: the head of a pull request, not the merge commit that GitHub makes of it. */
export async function rehearsedCommit(environment: Environment): Promise<string | null> {
  const { GITHUB_EVENT_PATH: path, GITHUB_SHA: sha = null } = environment
  const event = pullRequestEvent.safeParse(await readEvent(path))
  return event.success ? event.data.pull_request.head.sha : sha
}

async function readEvent(path: string | undefined): Promise<unknown> {
  try {
    return path === undefined ? null : JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}
