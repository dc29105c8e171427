import { hasMarker } from '../../stages/report/comment/comment-document.ts'
import type { Github } from '../github/open-github.ts'

/** A comment of ours. */
export interface OwnComment {
  readonly id: number
  readonly body: string
  readonly url: string
  /** Who has written it. */
  readonly login: string
}

/**
 * Whose comments are ours. One with our marker that somebody else has written is not: they could change it afterwards,
 * and it would speak in our name.
 *
 * GitHub is asked for the login of the token. Some tokens of apps are kept from asking, and then it is not known before
 * GitHub has taken a comment of ours. Until then an app is believed: only who administers the repository can let one
 * write there, so that no stranger speaks as one, and a token of a person may always ask. What the token may not change
 * was another app's.
 */
export class Authorship {
  #login: Promise<string | null> | null = null
  readonly #others = new Set<string>()
  readonly #github: Github

  constructor(github: Github) {
    this.#github = github
  }

  /** GitHub has taken a new comment as this one's. */
  isKnownAs(login: string): void {
    this.#login = Promise.resolve(login)
  }

  /** The token may not change what this one has written; false where that can be no mistake in whose it is. */
  async isAnother(login: string): Promise<boolean> {
    if ((await this.#login) !== null) return false
    this.#others.add(login)
    return true
  }

  /**
   * Those of the comments that are ours. GitHub is asked only where there is one that could be, because the answer
   * holds up what is written after it:
   * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
   *
   * @param marked comments with our marker, oldest first
   */
  async ownOf(marked: readonly MarkedComment[]): Promise<readonly MarkedComment[]> {
    if (marked.length === 0) return []
    this.#login ??= loginOf(this.#github)
    const login = (await this.#login) ?? this.#likely(marked)
    return marked.filter((comment) => comment.login === login)
  }

  #likely(marked: readonly MarkedComment[]): string | null {
    return marked.find(({ isApp, login }) => isApp && !this.#others.has(login))?.login ?? null
  }
}

interface MarkedComment extends OwnComment {
  readonly isApp: boolean
}

/** null for a token that may not ask. */
async function loginOf({ api }: Github): Promise<string | null> {
  try {
    const { viewer } = await api.graphql<{ viewer: { login: string } }>('query { viewer { login } }')
    return viewer.login
  } catch {
    return null
  }
}

/** All comments of the pull request that are ours and have this key, oldest first. */
export async function findOwnComments(
  { api, repository }: Github,
  pull: number,
  key: string,
  authorship: Authorship,
): Promise<readonly OwnComment[]> {
  const all = await api.paginate(api.rest.issues.listComments, {
    ...repository,
    issue_number: pull,
    per_page: 100,
  })
  const marked = all
    .filter(({ body = '' }) => hasMarker(body, key))
    .map(({ id, body = '', html_url: url, user }) => ({
      ...{ id, body, url },
      login: user?.login ?? '',
      isApp: user?.type === 'Bot',
    }))
  return authorship.ownOf(marked.toSorted((a, b) => a.id - b.id))
}
