import { hasMarker } from '../../stages/report/comment/comment-document.ts'
import type { Github } from '../github/open-github.ts'

/** A comment of ours. */
export interface OwnComment {
  readonly id: number
  readonly body: string
  readonly url: string
}

/** Who the token of a job speaks as. */
const DEFAULT_LOGIN = 'github-actions[bot]'

/**
 * The login that the token belongs to. A comment with our marker that somebody else has written is not ours: they
 * could change it afterwards, and it would speak in our name.
 */
export async function ownLogin({ api }: Github): Promise<string> {
  try {
    const { viewer } = await api.graphql<{ viewer: { login: string } }>('query { viewer { login } }')
    return viewer.login
  } catch {
    // An installation token may be kept from GraphQL, and the token of a job never belongs to a person.
    return DEFAULT_LOGIN
  }
}

/**
 * All comments of the pull request that are ours and have this key, oldest first.
 *
 * @param login who we are; asked only where there is a comment that could be ours, because the answer holds up what is
 * written after it: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
 */
export async function findOwnComments(
  { api, repository }: Github,
  pull: number,
  key: string,
  login: () => Promise<string>,
): Promise<readonly OwnComment[]> {
  const all = await api.paginate(api.rest.issues.listComments, {
    ...repository,
    issue_number: pull,
    per_page: 100,
  })
  const marked = all.filter(({ body = '' }) => hasMarker(body, key))
  const own = marked.length === 0 ? null : await login()
  return marked
    .filter(({ user }) => user?.login === own)
    .map(({ id, body = '', html_url: url }) => ({ id, body, url }))
    .toSorted((a, b) => a.id - b.id)
}
