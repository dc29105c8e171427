import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Environment } from '../settings/check-values.ts'
import type { RunOrigin } from '../stages/report/comment/run-origin.ts'
import type { GithubSettings } from './action-inputs.ts'
import { NOWHERE, type Places } from './outputs.ts'

const repository = z.object({ full_name: z.string() }).nullable()

/** What is needed of the payloads of events. https://docs.github.com/webhooks/webhook-events-and-payloads */
const eventSchema = z.object({
  repository: z.object({ default_branch: z.string() }).optional().catch(undefined),
  pull_request: z
    .object({
      number: z.int().optional(),
      head: z.object({ sha: z.string(), repo: repository.optional() }),
      base: z.object({ ref: z.string() }).optional(),
    })
    .optional()
    .catch(undefined),
  issue: z.object({ number: z.int(), pull_request: z.unknown().optional() }).optional().catch(undefined),
  merge_group: z.object({ base_ref: z.string(), head_sha: z.string() }).optional().catch(undefined),
  workflow_run: z
    .object({
      id: z.int(),
      run_attempt: z.int().default(1),
      event: z.string(),
      head_sha: z.string(),
      head_branch: z.string().nullable(),
      head_repository: repository,
      pull_requests: z.array(z.object({ number: z.int() })).default([]),
    })
    .optional()
    .catch(undefined),
})

export type TriggeringRun = NonNullable<z.infer<typeof eventSchema>['workflow_run']>

/** Where and why this step runs. */
export interface GithubRun {
  readonly owner: string
  readonly repo: string
  readonly repositoryId: number | null
  /** `https://github.com` */
  readonly serverUrl: string
  readonly event: string
  readonly runId: number
  readonly attempt: number
  /** `ci.yml/rehearse` */
  readonly job: string
  readonly jobId: string
  /** The `id` of the step, else the name of the action with a number from the second on. */
  readonly step: string
  /** The commit that is rehearsed: the head of a pull request, not the merge commit that GitHub makes of it. */
  readonly sha: string | null
  readonly pull: number | null
  /**
   * Whether the token can only read and there are no secrets: a fork, or Dependabot, which is treated like one.
   * `pull_request_target` has the rights of the repository for a fork, but not for Dependabot:
   * https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions#restrictions-when-dependabot-triggers-events
   */
  readonly isFork: boolean
  /** Whose runs this one is compared with: the base of a pull request, else the own branch and then the default one. */
  readonly baseBranches: readonly string[]
  /** Whether the next runs may be compared with this one. */
  readonly isBaseline: boolean
  readonly triggeredBy: TriggeringRun | null
}

/** Events whose code and workflow come from a branch of the repository itself. */
export const TRUSTED_EVENTS: readonly string[] = ['push', 'schedule', 'workflow_dispatch', 'merge_group']

/** Reads the environment and the payload of the event. Never rejects: what is not there is null or empty. */
export async function readGithubRun(environment: Environment): Promise<GithubRun> {
  const event = eventSchema.safeParse(await readEvent(environment.GITHUB_EVENT_PATH)).data ?? {}
  const full = environment.GITHUB_REPOSITORY ?? ''
  const [owner = '', repo = ''] = full.split('/')
  const { pull_request: pull, issue, merge_group: group, repository: home } = event
  const name = environment.GITHUB_EVENT_NAME ?? ''
  const branch = environment.GITHUB_REF_NAME ?? ''
  const base = pull?.base?.ref ?? group?.base_ref.replace(/^refs\/heads\//, '')
  const head = pull?.head.repo
  return {
    owner,
    repo,
    repositoryId: toNumber(environment.GITHUB_REPOSITORY_ID),
    serverUrl: environment.GITHUB_SERVER_URL ?? 'https://github.com',
    event: name,
    runId: toNumber(environment.GITHUB_RUN_ID) ?? 0,
    attempt: toNumber(environment.GITHUB_RUN_ATTEMPT) ?? 1,
    job: `${workflowFile(environment)}/${environment.GITHUB_JOB ?? 'job'}`,
    jobId: environment.GITHUB_JOB ?? 'job',
    step: environment.GITHUB_ACTION ?? '',
    sha: pull?.head.sha ?? group?.head_sha ?? environment.GITHUB_SHA ?? null,
    pull: pull?.number ?? (issue?.pull_request === undefined ? null : issue.number),
    isFork:
      pull !== undefined &&
      ((name !== 'pull_request_target' && head !== undefined && head?.full_name !== full) ||
        environment.GITHUB_ACTOR === 'dependabot[bot]'),
    baseBranches: [...new Set(base === undefined ? [branch, home?.default_branch ?? branch] : [base])].filter(
      (one) => one !== '',
    ),
    isBaseline:
      TRUSTED_EVENTS.includes(name) && name !== 'merge_group' && environment.GITHUB_REF_TYPE !== 'tag',
    triggeredBy: event.workflow_run ?? null,
  }
}

/** `ci.yml` of `octo/demo/.github/workflows/ci.yml@refs/heads/main`. */
function workflowFile({
  GITHUB_WORKFLOW_REF: ref = '',
  GITHUB_WORKFLOW: name = 'workflow',
}: Environment): string {
  return /([^/@]+)@/.exec(ref)?.[1] ?? name
}

function toNumber(text: string | undefined): number | null {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : null
}

async function readEvent(path: string | undefined): Promise<unknown> {
  try {
    return path === undefined ? null : JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}

export function runUrl({ serverUrl, owner, repo }: GithubRun, runId: number): string {
  return `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`
}

/** How the reports name this run. */
export function originOf(
  run: GithubRun,
  { leg, checkRunId }: GithubSettings,
  { artifactUrl, pageUrl }: Pick<Places, 'artifactUrl' | 'pageUrl'> = NOWHERE,
): RunOrigin {
  const url = run.runId === 0 ? null : runUrl(run, run.runId)
  return {
    runId: run.runId,
    attempt: run.attempt,
    job: run.job,
    step: run.step,
    leg,
    sha: run.sha,
    runUrl: url,
    jobUrl: url === null || checkRunId === null ? null : `${url}/job/${checkRunId}`,
    artifactUrl: artifactUrl || null,
    pageUrl: pageUrl || null,
  }
}
