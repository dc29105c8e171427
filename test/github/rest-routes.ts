import type { Exchange } from './exchange.ts'
import { paged } from './exchange.ts'
import type { FakeArtifact, FakePull, FakeRun, FakeState, Permission } from './fake-state.ts'

type Route = readonly [
  method: string,
  path: RegExp,
  needs: Permission | null,
  answer: (state: FakeState, exchange: Exchange, parts: readonly string[]) => void,
]

const MAX_BODY = 65_536
const FORBIDDEN = { message: 'Resource not accessible by integration', status: '403' }
const NOT_FOUND = { message: 'Not Found', status: '404' }

/** What of REST and GraphQL the action uses, below `/repos/{owner}/{repo}`. */
const ROUTES: readonly Route[] = [
  ['GET', /^\/issues\/(\d+)\/comments$/, 'pull-requests', listComments],
  ['POST', /^\/issues\/(\d+)\/comments$/, 'pull-requests', createComment],
  ['GET', /^\/issues\/comments\/(\d+)$/, 'pull-requests', getComment],
  ['PATCH', /^\/issues\/comments\/(\d+)$/, 'pull-requests', updateComment],
  ['DELETE', /^\/issues\/comments\/(\d+)$/, 'pull-requests', deleteComment],
  ['GET', /^\/commits\/(\w+)\/pulls$/, 'pull-requests', listPullsOfCommit],
  ['GET', /^\/pulls$/, 'pull-requests', listPulls],
  ['GET', /^\/pulls\/(\d+)$/, 'pull-requests', getPull],
  ['GET', /^\/actions\/artifacts$/, 'actions', listArtifacts],
  ['GET', /^\/actions\/runs$/, 'actions', listRuns],
  ['GET', /^\/actions\/runs\/(\d+)$/, 'actions', getRun],
  ['GET', /^\/actions\/runs\/(\d+)\/artifacts$/, 'actions', listArtifactsOfRun],
  ['GET', /^\/actions\/artifacts\/(\d+)\/zip$/, 'actions', downloadArtifact],
]

/** Answers a request to the API; false for one that is none. */
export function answerRest(state: FakeState, exchange: Exchange): boolean {
  const { method, path } = exchange.request
  if (method === 'POST' && path === '/graphql') {
    exchange.json(200, { data: { viewer: { login: state.login } } })
    return true
  }
  const prefix = `/repos/${state.repository}`
  if (!path.startsWith(`${prefix}/`)) return false
  for (const [wanted, pattern, needs, answer] of ROUTES) {
    const parts = method === wanted ? pattern.exec(path.slice(prefix.length)) : null
    if (parts === null) continue
    if (isAllowed(state, needs, method)) answer(state, exchange, parts.slice(1))
    else exchange.json(403, FORBIDDEN)
    return true
  }
  exchange.json(404, NOT_FOUND)
  return true
}

function isAllowed({ permissions }: FakeState, needs: Permission | null, method: string): boolean {
  if (needs === null) return true
  return method === 'GET' ? permissions[needs] !== 'none' : permissions[needs] === 'write'
}

function listComments({ comments }: FakeState, exchange: Exchange, [issue]: readonly string[]): void {
  const all = comments.filter((comment) => comment.issue === Number(issue))
  const { items, headers } = paged(all, exchange)
  exchange.json(200, items.map(commentOf), headers)
}

function createComment(state: FakeState, exchange: Exchange, [issue]: readonly string[]): void {
  const { body } = JSON.parse(exchange.request.body)
  if (isTooLong(body, exchange)) return
  exchange.json(201, commentOf(state.addComment(Number(issue), body)))
}

function getComment({ comments }: FakeState, exchange: Exchange, [id]: readonly string[]): void {
  const comment = comments.find((one) => one.id === Number(id))
  if (comment === undefined) exchange.json(404, NOT_FOUND)
  else exchange.json(200, commentOf(comment))
}

function updateComment({ comments }: FakeState, exchange: Exchange, [id]: readonly string[]): void {
  const comment = comments.find((one) => one.id === Number(id))
  const { body } = JSON.parse(exchange.request.body)
  if (comment === undefined) {
    exchange.json(404, NOT_FOUND)
    return
  }
  if (isTooLong(body, exchange)) return
  comment.body = body
  comment.edits++
  exchange.json(200, commentOf(comment))
}

function deleteComment({ comments }: FakeState, exchange: Exchange, [id]: readonly string[]): void {
  const index = comments.findIndex((one) => one.id === Number(id))
  if (index === -1) {
    exchange.json(404, NOT_FOUND)
    return
  }
  comments.splice(index, 1)
  exchange.raw(204, '')
}

function isTooLong(body: string, exchange: Exchange): boolean {
  if (body.length <= MAX_BODY) return false
  exchange.json(422, { message: `Body is too long (maximum is ${MAX_BODY} characters)` })
  return true
}

function commentOf({ id, user, body, issue }: FakeState['comments'][number]): object {
  return {
    id,
    node_id: `IC_${id}`,
    user,
    body,
    html_url: `https://github.com/octo/demo/pull/${issue}#issuecomment-${id}`,
  }
}

function listPullsOfCommit({ pulls }: FakeState, exchange: Exchange, [sha]: readonly string[]): void {
  exchange.json(200, pulls.filter(({ head }) => head.sha === sha).map(pullOf))
}

function listPulls({ pulls }: FakeState, exchange: Exchange): void {
  const { head } = exchange.request.query
  const open = pulls.filter(({ state }) => state === 'open')
  const of = (pull: FakePull) => `${pull.head.repository.split('/')[0]}:${pull.head.ref}`
  exchange.json(200, open.filter((pull) => head === undefined || of(pull) === head).map(pullOf))
}

function getPull({ pulls }: FakeState, exchange: Exchange, [number]: readonly string[]): void {
  const pull = pulls.find((one) => one.number === Number(number))
  if (pull === undefined) exchange.json(404, NOT_FOUND)
  else exchange.json(200, pullOf(pull))
}

function pullOf({ number, state, head }: FakePull): object {
  const repo = { full_name: head.repository }
  return {
    number,
    state,
    head: { sha: head.sha, ref: head.ref, repo },
    base: { repo: { full_name: 'octo/demo' } },
  }
}

function listRuns({ runs }: FakeState, exchange: Exchange): void {
  const { head_sha: sha } = exchange.request.query
  const found = runs.filter((run) => sha === undefined || run.head_sha === sha)
  const { items, headers } = paged(found, exchange)
  exchange.json(200, { total_count: found.length, workflow_runs: items.map(runOf) }, headers)
}

function getRun({ runs }: FakeState, exchange: Exchange, [id]: readonly string[]): void {
  const run = runs.find((one) => one.id === Number(id))
  if (run === undefined) exchange.json(404, NOT_FOUND)
  else exchange.json(200, runOf(run))
}

function runOf({ head_repository, head_repository_id, ...run }: FakeRun): object {
  return { ...run, head_repository: { id: head_repository_id, full_name: head_repository } }
}

function listArtifacts(state: FakeState, exchange: Exchange): void {
  answerArtifacts(state, exchange, state.artifacts)
}

function listArtifactsOfRun(state: FakeState, exchange: Exchange, [run]: readonly string[]): void {
  answerArtifacts(
    state,
    exchange,
    state.artifacts.filter((artifact) => artifact.run === Number(run)),
  )
}

/** Newest first, as GitHub does. */
function answerArtifacts(state: FakeState, exchange: Exchange, artifacts: readonly FakeArtifact[]): void {
  const { name } = exchange.request.query
  const found = artifacts.filter((artifact) => name === undefined || artifact.name === name).toReversed()
  const { items, headers } = paged(found, exchange)
  const shown = items.map((artifact) => artifactOf(state, artifact, exchange.origin))
  exchange.json(200, { total_count: found.length, artifacts: shown }, headers)
}

function artifactOf({ runs, repositoryId }: FakeState, artifact: FakeArtifact, origin: string): object {
  const run = runs.find(({ id }) => id === artifact.run)
  return {
    id: artifact.id,
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    expired: artifact.expired,
    created_at: artifact.createdAt,
    digest: artifact.digest,
    archive_download_url: `${origin}/repos/octo/demo/actions/artifacts/${artifact.id}/zip`,
    workflow_run: {
      id: artifact.run,
      repository_id: repositoryId,
      head_repository_id: run?.head_repository_id ?? repositoryId,
      head_branch: run?.head_branch ?? 'main',
      head_sha: run?.head_sha ?? '',
    },
  }
}

function downloadArtifact({ artifacts }: FakeState, exchange: Exchange, [id]: readonly string[]): void {
  const artifact = artifacts.find((one) => one.id === Number(id))
  if (artifact === undefined) {
    exchange.json(404, NOT_FOUND)
    return
  }
  if (artifact.expired) {
    exchange.json(410, { message: 'Artifact has expired' })
    return
  }
  exchange.raw(302, '', { location: `${exchange.origin}/download/${artifact.id}?sig=secret` })
}
