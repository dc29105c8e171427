import { setTimeout as pause } from 'node:timers/promises'
import {
  type CommentSection,
  newestSections,
  parseSections,
} from '../../stages/report/comment/comment-document.ts'
import { renderSections } from '../../stages/report/comment/render-comment.ts'
import type { SectionInput } from '../../stages/report/comment/render-section.ts'
import { isLater } from '../../stages/report/comment/run-origin.ts'
import { findPlace, isSamePlace } from '../../stages/report/comment/section-place.ts'
import { type SectionState, sectionState, severityOf } from '../../stages/report/comment/section-state.ts'
import { isLimit, statusOf } from '../github/explain-failure.ts'
import type { Github } from '../github/open-github.ts'
import { Authorship, findOwnComments, type OwnComment } from './own-comments.ts'

export interface CommentTask {
  readonly pull: number
  readonly key: string
  /** The runs that this step has to tell of; each knows the run before it once the comment is read. */
  readonly sections: readonly SectionInput[]
  /** Whether these are all that their run has to tell, so that what it does not tell of is no more. */
  readonly isWholeRun: boolean
  /** Whether one of them is to be told of, given what the comment says of its leg, and whether of nothing else. */
  readonly wants: (section: SectionInput, said: SectionState | null, isAlone: boolean) => boolean
}

export type CommentOutcome =
  | { readonly kind: 'posted' | 'unchanged' | 'outdated'; readonly url: string }
  /** There was nothing to say, and there is no comment. */
  | { readonly kind: 'silent' }

/** Two jobs that write at the same time see it after at most so many turns. */
const MAX_TURNS = 12
const SHORTEST_PAUSE_MS = 400
const LONGEST_PAUSE_MS = 4_000
const PAUSE_SPREAD_MS = 800

/**
 * Brings the one comment of the pull request up to date. GitHub has no lock for it, so jobs that race converge: the
 * oldest comment stays, every writer looks again after a moment of its own, merges what it finds, and removes the
 * duplicates. A section of a later run is never replaced, and no writer begins more than one comment.
 *
 * @throws what the API throws, once its retries are used up
 */
export async function syncComment(github: Github, task: CommentTask): Promise<CommentOutcome> {
  const authorship = new Authorship(github)
  let written = false
  // whether what this step has to tell was written once; what others say is merged also where it has nothing to tell
  let told = false
  let begun = false
  let url: string | null = null
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const readAt = performance.now()
    const comments = await findOwnComments(github, task.pull, task.key, authorship)
    const found = newestSections(comments.flatMap(({ body }) => parseSections(body)))
    const present = task.isWholeRun ? withoutGone(found, task.sections) : found
    const isOutdated = present.length < found.length
    const due = dueSections(task, present, told || isOutdated)
    const [canonical, ...duplicates] = comments
    url = canonical?.url ?? url
    if (due.kind === 'none' && duplicates.length === 0 && !isOutdated) {
      if (url === null) return { kind: 'silent' }
      return { kind: written ? 'posted' : due.reason, url }
    }
    const body = renderSections(task.key, due.sections, present)
    const isThere = canonical?.body.replaceAll('\r\n', '\n').trimEnd() === body.trimEnd()
    if (isThere && duplicates.length === 0 && url !== null)
      return { kind: written ? 'posted' : 'unchanged', url }
    if (canonical === undefined) {
      // it was begun, and is not there: somebody does not want it
      if (begun) break
      const comment = await begin(github, task.pull, body)
      begun = true
      url = comment.url
      if (comment.login !== null) authorship.isKnownAs(comment.login)
    } else if (!isThere && !(await change(github, canonical, body, authorship))) {
      continue
    }
    // not before all that they say stands in the oldest
    await removeAll(github, duplicates)
    written = true
    told ||= due.kind === 'some'
    await pause(pauseAfter(performance.now() - readAt))
  }
  return url === null ? { kind: 'silent' } : { kind: 'posted', url }
}

/**
 * How long to wait before looking again. Another writer that read the comment before this turn wrote it takes about as
 * long as this turn did, in milliseconds, and is to have written by then.
 */
function pauseAfter(turnMs: number): number {
  const shortest = Math.min(Math.max(SHORTEST_PAUSE_MS, 2 * turnMs), LONGEST_PAUSE_MS)
  return shortest + Math.random() * PAUSE_SPREAD_MS
}

type Due =
  | { readonly kind: 'some'; readonly sections: readonly SectionInput[] }
  | { readonly kind: 'none'; readonly reason: 'unchanged' | 'outdated'; readonly sections: readonly [] }

function dueSections(
  { sections, wants }: CommentTask,
  present: readonly CommentSection[],
  told: boolean,
): Due {
  const saidOf = ({ record, origin }: SectionInput) =>
    findPlace(present, sectionState(record, origin))?.state ?? null
  const current = sections.filter((input) => {
    const said = saidOf(input)
    return said === null || !isLater(said, input.origin)
  })
  if (current.length === 0) return { kind: 'none', reason: 'outdated', sections: [] }
  const wanted = current.filter((input) => {
    const said = saidOf(input)
    // after it was written it is due only when another writer has removed it
    return isSaid(input, said) ? false : told || wants(input, said, present.length === 1)
  })
  if (wanted.length === 0) return { kind: 'none', reason: 'unchanged', sections: [] }
  return {
    kind: 'some',
    sections: wanted.map((input) => ({ ...input, previous: saidOf(input) ?? input.previous })),
  }
}

/**
 * Without what a run no longer has, all of whose sections are these: legs that were removed or renamed since. What
 * another run says of the same commit stays, and everything where there is a later run.
 */
function withoutGone(
  present: readonly CommentSection[],
  sections: readonly SectionInput[],
): readonly CommentSection[] {
  const [first] = sections
  if (first === undefined || present.some(({ state }) => isLater(state, first.origin))) return present
  const { runId, sha } = first.origin
  const own = sections.map(({ record, origin }) => sectionState(record, origin))
  return present.filter(
    ({ state }) =>
      own.some((place) => isSamePlace(place, state)) || (state.runId !== runId && state.sha === sha),
  )
}

/** Whether this run has said it; of two steps that cannot be told apart the worse is what is said. */
function isSaid({ record, origin }: SectionInput, said: SectionState | null): boolean {
  if (said === null || said.runId !== origin.runId || said.attempt !== origin.attempt) return false
  const own = sectionState(record, origin)
  return said.findings === own.findings || severityOf(said) <= severityOf(own)
}

async function begin(
  { api, repository }: Github,
  pull: number,
  body: string,
): Promise<{ readonly url: string; readonly login: string | null }> {
  const { data } = await api.rest.issues.createComment({ ...repository, issue_number: pull, body })
  return { url: data.html_url, login: data.user?.login ?? null }
}

/** False where there is nothing to change any more: the comment is gone, or was never ours. */
async function change(
  { api, repository }: Github,
  { id, login }: OwnComment,
  body: string,
  authorship: Authorship,
): Promise<boolean> {
  try {
    await api.rest.issues.updateComment({ ...repository, comment_id: id, body })
    return true
  } catch (error) {
    // somebody has deleted it since it was read
    if (statusOf(error) === 404) return false
    const isRefused = statusOf(error) === 403 && !isLimit(error)
    if (isRefused && (await authorship.isAnother(login))) return false
    throw error
  }
}

async function removeAll({ api, repository }: Github, comments: readonly OwnComment[]): Promise<void> {
  for (const { id } of comments) {
    await api.rest.issues.deleteComment({ ...repository, comment_id: id }).catch((error: unknown) => {
      // the other job has removed it too
      if (statusOf(error) !== 404) throw error
    })
  }
}
