import type { ListedArtifact } from '../artifacts/list-artifacts.ts'
import type { Github } from '../github/open-github.ts'
import { TRUSTED_EVENTS } from '../github-run.ts'

/**
 * The newest artifact that code of a branch of this repository has made, and nobody else: the commit comes from the
 * repository itself (a fork may call its branch `main`), from one of these branches, and the run was not started by a
 * pull request.
 */
export async function newestTrusted(
  github: Github,
  artifacts: readonly ListedArtifact[],
  branches: readonly string[],
): Promise<ListedArtifact | null> {
  const candidates = artifacts.filter(
    ({ expired, isOwn, branch, runId }) =>
      !expired && isOwn && runId !== null && branch !== null && branches.includes(branch),
  )
  // the own branch comes before the default one
  const inOrder = branches.flatMap((branch) => candidates.filter((one) => one.branch === branch).slice(0, 3))
  for (const candidate of inOrder) {
    if (candidate.runId !== null && (await isTrustedRun(github, candidate.runId))) return candidate
  }
  return null
}

async function isTrustedRun({ api, repository }: Github, runId: number): Promise<boolean> {
  const { data } = await api.rest.actions.getWorkflowRun({ ...repository, run_id: runId })
  return TRUSTED_EVENTS.includes(data.event)
}
