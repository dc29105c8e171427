import type { Github } from '../github/open-github.ts'
import type { TriggeringRun } from '../github-run.ts'

/**
 * The open pull request whose head is the commit of a run; null when there is none any more. GitHub says which, never
 * the artifact of the run: the payload names no pull request of a fork.
 *
 * @throws what the API throws
 */
export async function pullOfRun({ api, repository }: Github, run: TriggeringRun): Promise<number | null> {
  const home = `${repository.owner}/${repository.repo}`
  const { data: ofCommit } = await api.rest.repos.listPullRequestsAssociatedWithCommit({
    ...repository,
    commit_sha: run.head_sha,
  })
  const candidates: readonly Candidate[] =
    ofCommit.length > 0 ? ofCommit : await ofBranch({ api, repository }, run)
  const pull = candidates.find(
    ({ state, head, base }) =>
      state === 'open' &&
      head.sha === run.head_sha &&
      head.repo?.full_name === run.head_repository?.full_name &&
      base.repo.full_name === home,
  )
  return pull?.number ?? null
}

interface Candidate {
  readonly number: number
  readonly state: string
  readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null }
  readonly base: { readonly repo: { readonly full_name: string } }
}

/** For commits that GitHub has not indexed: those of forks. */
async function ofBranch({ api, repository }: Github, run: TriggeringRun): Promise<readonly Candidate[]> {
  const owner = run.head_repository?.full_name.split('/')[0]
  if (owner === undefined || run.head_branch === null) return []
  const { data } = await api.rest.pulls.list({
    ...repository,
    state: 'open',
    head: `${owner}:${run.head_branch}`,
  })
  return data
}
