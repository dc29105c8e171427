import type { Octokit } from '@octokit/core'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import type { GithubRun } from '../github-run.ts'
import type { Messages } from '../messages.ts'

/**
 * A request that takes longer has failed, and is tried again. GitHub itself gives up after ten seconds.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
const REQUEST_MS = 11_000
/** A limit that is lifted later than this is not waited for: the rehearsal is done, and the job costs money. */
const LONGEST_WAIT_S = 60
const MAX_RETRIES = 3

type Client = ReturnType<typeof import('@actions/github').getOctokit>

/** The API of GitHub, for one repository. */
export interface Github {
  readonly api: Client
  readonly repository: { readonly owner: string; readonly repo: string }
}

/**
 * Opens the API with the token of the job. Requests that fail by accident are done again (5xx, 409, time-outs), limits
 * are waited for when they are short; what is refused is not asked for twice.
 *
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 *
 * @param signal ends what is being asked
 */
export async function openGithub(
  token: string,
  run: GithubRun,
  { info }: Messages,
  signal: AbortSignal,
): Promise<Github> {
  // Not before it is needed: it reads the payload of the event when it is loaded, and refuses a broken one.
  const { getOctokit } = await import('@actions/github')
  const { defaults } = await import('@actions/github/lib/utils')
  const fetchInTime: typeof fetch = (url, options) =>
    (defaults.request?.fetch ?? fetch)(url, {
      ...options,
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]),
    })
  const wait = (kind: string) => (seconds: number, options: object, _: Octokit, retries: number) => {
    const { method = '', url = '' } = options as { readonly method?: string; readonly url?: string }
    const waits = seconds <= LONGEST_WAIT_S && retries < MAX_RETRIES
    info(`${method} ${url}: ${kind}; ${waits ? `waiting for ${seconds} s` : 'not waited for'}.`)
    return waits
  }
  const api = getOctokit(
    token,
    {
      request: { ...defaults.request, fetch: fetchInTime },
      retry: { retries: MAX_RETRIES },
      throttle: { onRateLimit: wait('rate limit'), onSecondaryRateLimit: wait('secondary rate limit') },
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    },
    retry,
    throttling,
  )
  return { api, repository: { owner: run.owner, repo: run.repo } }
}
