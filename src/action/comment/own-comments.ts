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

/** All comments of the pull request that are ours and have this key, oldest first. */
export async function findOwnComments(
  { api, repository }: Github,
  pull: number,
  key: string,
  login: string,
): Promise<readonly OwnComment[]> {
  const all = await api.paginate(api.rest.issues.listComments, {
    ...repository,
    issue_number: pull,
    per_page: 100,
  })
  return all
    .filter(({ user, body = '' }) => user?.login === login && hasMarker(body, key))
    .map(({ id, body = '', html_url: url }) => ({ id, body, url }))
    .toSorted((a, b) => a.id - b.id)
}
