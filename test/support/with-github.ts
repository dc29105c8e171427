import { startFakeGitHub } from '../github/fake-github.ts'
import type { FakeState } from '../github/fake-state.ts'
import { testServer } from './postgres.ts'
import { serverUrl } from './rehearse.ts'
import { type ActionOptions, type ActionRun, runAction } from './run-action.ts'

/** A repository on our own GitHub, in which steps can run. */
export interface TestRepository {
  readonly state: FakeState
  /** A step of the run with this number, in the same repository. */
  readonly step: (options: StepOptions) => Promise<ActionRun>
}

export interface StepOptions extends Omit<ActionOptions, 'inputs'> {
  readonly inputs?: Readonly<Record<string, string>>
  readonly run?: number
}

/** The payload of a pull request from a branch of the repository, or from a fork. */
export function pullRequest(sha = 'b'.repeat(40), head = 'octo/demo', number = 5): object {
  return {
    repository: { default_branch: 'main' },
    pull_request: { number, head: { sha, repo: { full_name: head } }, base: { ref: 'main' } },
  }
}

export const PUSH = { GITHUB_EVENT_NAME: 'push', GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' }

/** @param usual inputs of every rehearsal of this repository */
export async function testRepository(usual: Readonly<Record<string, string>> = {}): Promise<TestRepository> {
  const { state, environment } = await startFakeGitHub()
  return {
    state,
    step: ({ inputs = {}, run, event = pullRequest(), ...options }) =>
      runAction({
        ...options,
        event,
        inputs:
          inputs.mode === undefined
            ? { 'postgres-url': serverUrl(testServer()), ...usual, ...inputs }
            : inputs,
        environment: { ...environment(run), ...given(inputs), ...options.environment },
      }),
  }
}

export function messagesOf(
  { commands }: ActionRun,
  level: 'notice' | 'warning' | 'error',
): readonly string[] {
  return commands.filter(({ name }) => name === level).map(({ message }) => message)
}

/** The fake gives a token; a test can take it away. */
function given({
  'github-token': token,
}: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return token === undefined ? {} : { 'INPUT_GITHUB-TOKEN': token }
}
