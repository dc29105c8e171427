/** A comment of a pull request, as REST gives it. https://docs.github.com/rest/issues/comments */
export interface FakeComment {
  readonly id: number
  readonly issue: number
  readonly user: { readonly login: string; readonly type: string }
  body: string
  /** How often the body was written after the first time. */
  edits: number
}

/** A workflow run. https://docs.github.com/rest/actions/workflow-runs */
export interface FakeRun {
  readonly id: number
  readonly event: string
  readonly head_branch: string
  readonly head_sha: string
  readonly path: string
  readonly workflow_id: number
  readonly status: string
  readonly conclusion: string | null
  /** The repository that the commit comes from; another one for a fork. */
  readonly head_repository_id: number
  readonly head_repository: string
}

/** https://docs.github.com/rest/pulls/pulls */
export interface FakePull {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly head: { readonly sha: string; readonly ref: string; readonly repository: string }
}

export interface FakeArtifact {
  readonly id: number
  readonly name: string
  readonly run: number
  readonly createdAt: string
  /** The archive; the file itself where it is none. */
  readonly zip: Buffer
  readonly mimeType: string
  readonly digest: string | null
  readonly expired: boolean
}

export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** What the server answers instead of what is asked, while `times` is not used up. */
export interface FakeFault {
  /** Matches `PATCH /repos/octo/demo/issues/comments/7`. */
  readonly on: RegExp
  /** And its body matches this. */
  readonly saying: RegExp
  times: number
  readonly meanwhile: () => void
  /** `hang` answers after the client has lost its patience. */
  readonly answer:
    | { readonly status: number; readonly headers?: Record<string, string>; readonly message?: string }
    | 'hang'
}

export type Permission = 'pull-requests' | 'actions'

/** Only apps have names in this form. https://docs.github.com/rest/users/users#get-a-user */
function typeOf(login: string): string {
  return login.endsWith('[bot]') ? 'Bot' : 'User'
}

/** Everything that the server knows; tests read and change it. */
export class FakeState {
  readonly repository = 'octo/demo'
  readonly repositoryId = 1
  /** Who the token belongs to. */
  login = 'github-actions[bot]'
  /** What the token may do. */
  permissions: Record<Permission, 'write' | 'read' | 'none'> = { 'pull-requests': 'write', actions: 'read' }
  readonly comments: FakeComment[] = []
  readonly runs: FakeRun[] = []
  readonly pulls: FakePull[] = []
  readonly artifacts: FakeArtifact[] = []
  readonly requests: FakeRequest[] = []
  readonly faults: FakeFault[] = []
  #nextId = 1000

  nextId(): number {
    this.#nextId++
    return this.#nextId
  }

  addComment(issue: number, body: string, login = this.login): FakeComment {
    const comment = { id: this.nextId(), issue, user: { login, type: typeOf(login) }, body, edits: 0 }
    this.comments.push(comment)
    return comment
  }

  addRun(changes: Partial<FakeRun> = {}): FakeRun {
    const run = {
      id: this.nextId(),
      event: 'push',
      head_branch: 'main',
      head_sha: 'c'.repeat(40),
      path: '.github/workflows/ci.yml',
      workflow_id: 1,
      status: 'completed',
      conclusion: 'success',
      head_repository_id: this.repositoryId,
      head_repository: this.repository,
      ...changes,
    }
    this.runs.push(run)
    return run
  }

  addPull(changes: Partial<FakePull> = {}): FakePull {
    const head = { sha: 'b'.repeat(40), ref: 'feature', repository: this.repository }
    const pull = { number: 5, state: 'open' as const, head, ...changes }
    this.pulls.push(pull)
    return pull
  }

  addArtifact(
    artifact: Pick<FakeArtifact, 'name' | 'run' | 'zip' | 'digest'> & Partial<FakeArtifact>,
  ): FakeArtifact {
    const id = this.nextId()
    const usual = { createdAt: new Date().toISOString(), expired: false, mimeType: 'application/zip' }
    const added = { id, ...usual, ...artifact }
    this.artifacts.push(added)
    return added
  }

  /** The next `times` requests that match get this answer; `meanwhile` is what else happens then. */
  fail(
    on: RegExp,
    answer: FakeFault['answer'],
    times = 1,
    meanwhile: () => void = () => {},
    saying = /(?:)/,
  ): void {
    this.faults.push({ on, answer, times, meanwhile, saying })
  }

  /** `['POST /repos/octo/demo/issues/5/comments', …]` */
  requestsTo(pattern: RegExp): readonly FakeRequest[] {
    return this.requests.filter(({ method, path }) => pattern.test(`${method} ${path}`))
  }
}
