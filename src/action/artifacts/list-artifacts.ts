import { compare } from '../../stages/record/order.ts'
import type { Github } from '../github/open-github.ts'

/** An artifact as the API describes it. https://docs.github.com/rest/actions/artifacts */
export interface ListedArtifact {
  readonly id: number
  readonly name: string
  readonly bytes: number
  readonly expired: boolean
  readonly createdAt: string
  /** `sha256:…` of the archive. */
  readonly digest: string | null
  readonly runId: number | null
  readonly branch: string | null
  readonly sha: string | null
  /** Whether the commit of the run comes from the repository itself, and not from a fork. */
  readonly isOwn: boolean
}

/** A repository with more artifacts of one name than this has enough of them on the first pages. */
const MAX_PAGES = 3

/** The artifacts of the repository with exactly this name, newest first. */
export async function listByName(github: Github, name: string): Promise<readonly ListedArtifact[]> {
  const { api, repository } = github
  const found: ListedArtifact[] = []
  const request = { ...repository, name, per_page: 100 }
  let pages = 0
  for await (const { data } of api.paginate.iterator(api.rest.actions.listArtifactsForRepo, request)) {
    found.push(...data.map(toListed))
    pages++
    if (pages === MAX_PAGES) break
  }
  return newestFirst(found)
}

/** The artifacts of one run, newest first. */
export async function listOfRun(github: Github, runId: number): Promise<readonly ListedArtifact[]> {
  const { api, repository } = github
  const request = { ...repository, run_id: runId, per_page: 100 }
  const all = await api.paginate(api.rest.actions.listWorkflowRunArtifacts, request)
  return newestFirst(all.map(toListed))
}

type ApiArtifact = Awaited<
  ReturnType<Github['api']['rest']['actions']['listArtifactsForRepo']>
>['data']['artifacts'][number]

function toListed(artifact: ApiArtifact): ListedArtifact {
  const {
    id,
    name,
    size_in_bytes: bytes,
    expired,
    created_at: createdAt,
    digest,
    workflow_run: run,
  } = artifact
  return {
    id,
    name,
    bytes,
    expired,
    createdAt: createdAt ?? '',
    digest: digest ?? null,
    runId: run?.id ?? null,
    branch: run?.head_branch ?? null,
    sha: run?.head_sha ?? null,
    isOwn: run?.repository_id !== undefined && run.repository_id === run.head_repository_id,
  }
}

function newestFirst(artifacts: readonly ListedArtifact[]): readonly ListedArtifact[] {
  return artifacts.toSorted((a, b) => compare(b.createdAt, a.createdAt) || b.id - a.id)
}
