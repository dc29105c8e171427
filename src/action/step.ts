import type { Environment } from '../settings/check-values.ts'
import type { Mistake } from '../settings/mistake.ts'
import type { GithubSettings } from './action-inputs.ts'
import { type Github, openGithub } from './github/open-github.ts'
import type { GithubRun } from './github-run.ts'
import type { Messages } from './messages.ts'
import type { StepLog } from './step-log.ts'

/** What the action may know of the process that runs it. */
export interface Runner {
  readonly environment: Environment
  /** The workspace of the job. */
  readonly directory: string
  /** How many workers this machine can run at once. */
  readonly parallelism: number
  readonly log: StepLog
  /** Asks for the end of the run; its reason is a RehearsalError. */
  readonly signal: AbortSignal
}

/** What every mode begins with. */
export interface Step {
  readonly runner: Runner
  readonly run: GithubRun
  readonly settings: GithubSettings
  /** What is wrong with the inputs that only a workflow has; reported with the mistakes of the others. */
  readonly mistakes: readonly Mistake[]
}

/** The API of GitHub, where there is a token for it and a repository. Never rejects: a failure is said. */
export async function githubOf({ run, settings, runner }: Step, messages: Messages): Promise<Github | null> {
  if (settings.token === null || run.owner === '' || run.repo === '') return null
  try {
    return await openGithub(settings.token, run, messages, runner.signal)
  } catch (error) {
    messages.notice(
      `GitHub is not asked for anything: its client does not start (${error instanceof Error ? error.name : 'unknown'}).`,
    )
    return null
  }
}
