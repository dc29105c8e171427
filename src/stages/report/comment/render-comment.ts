import { formatCount } from '../../../progress/amount.ts'
import { escapeHtml, escapeMarkdown } from '../escape-markdown.ts'
import { formatSeconds } from '../figures.ts'
import { markdownTable } from '../markdown-table.ts'
import { verdictWords } from '../verdict.ts'
import { type CommentSection, commentMarker, newestSections, renderMarked } from './comment-document.ts'
import { LADDER_STEPS, renderSection, renderShortSection, type SectionInput } from './render-section.ts'
import { byPrecedence, placeNames } from './section-place.ts'
import { type SectionState, sectionState, severityOf, smallState } from './section-state.ts'

/** GitHub refuses a comment of more than 65,536 characters. */
export const MAX_CHARACTERS = 65_000

/**
 * The comment with the sections of `others` and that of this run. When all of it is too long, this run says less, then
 * the others say no more than their verdict, then those that went well leave: whole blocks go, nothing is cut.
 *
 * @param key tells this comment from others of the same pull request
 */
export function renderComment(key: string, input: SectionInput, others: readonly CommentSection[]): string {
  return renderSections(key, [input], others)
}

/** The same for several runs at once. */
export function renderSections(
  key: string,
  inputs: readonly SectionInput[],
  others: readonly CommentSection[],
): string {
  const ladder = ladderOf(inputs, others)
  let fitting: string | null = null
  let [low, high] = [0, ladder.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const comment = renderDocument(key, newestSections(ladder[middle]?.() ?? []), 0)
    if (comment.length <= MAX_CHARACTERS) [fitting, high] = [comment, middle]
    else low = middle + 1
  }
  return fitting ?? crowded(key, inputs, others)
}

/** Ways to say it, each shorter than the one before. */
function ladderOf(
  inputs: readonly SectionInput[],
  others: readonly CommentSection[],
): readonly (() => readonly CommentSection[])[] {
  const states = inputs.map((input) => ({ input, state: stateOf(input) }))
  const own = (step: number) =>
    states.map(({ input, state }) => ({ state, body: renderSection(input, step) }))
  const short = ({ state }: Pick<CommentSection, 'state'>) => ({ state, body: renderShortSection(state) })
  return [
    ...Array.from({ length: LADDER_STEPS }, (_, step) => () => [...others, ...own(step)]),
    () => [...others.map(short), ...own(LADDER_STEPS - 1)],
    () => [...others, ...states].map(short),
  ]
}

function stateOf({ record, origin, previous }: SectionInput): SectionState {
  return sectionState(record, origin, previous)
}

/** More legs than a comment holds: those that went best are only counted. */
function crowded(key: string, inputs: readonly SectionInput[], others: readonly CommentSection[]): string {
  const own = inputs.map((input) => ({ state: stateOf(input), body: '' }))
  const worstFirst = newestSections([...others, ...own])
    .map(({ state }) => ({ state: smallState(state), body: '' }))
    .toSorted((a, b) => severityOf(a.state) - severityOf(b.state))
  const isOlder = olderThanNewest(worstFirst)
  // what is of an older commit decides nothing, and leaves first
  const inOrder = worstFirst.toSorted((a, b) => Number(isOlder(a.state)) - Number(isOlder(b.state)))
  const first = (many: number) =>
    renderDocument(key, newestSections(inOrder.slice(0, many)), worstFirst.length - many)
  let fits = 0
  let tooMany = worstFirst.length + 1
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    if (first(middle).length <= MAX_CHARACTERS) fits = middle
    else tooMany = middle
  }
  return first(fits)
}

const OLDER = ' (older commit)'

type IsOlder = (state: SectionState) => boolean

/** What a section is called beside the others of its comment. */
interface Among {
  readonly nameOf: ReturnType<typeof placeNames>
  readonly isOlder: IsOlder
}

/** Tells what is of another commit than the latest run. */
function olderThanNewest(sections: readonly CommentSection[]): IsOlder {
  const [newest] = sections.map(({ state }) => state).toSorted(byPrecedence)
  return ({ sha }) => newest !== undefined && sha !== newest.sha
}

function renderDocument(key: string, sections: readonly CommentSection[], uncounted: number): string {
  const [only] = sections
  const isOlder = olderThanNewest(sections)
  const isAlone = sections.length === 1 && only !== undefined && only.state.leg === ''
  const nameOf = placeNames(sections.map(({ state }) => state))
  const content = isAlone
    ? [`## ${headline(only.state)}`, renderMarked(only)]
    : [
        overviewHeadline(sections, isOlder),
        overview(sections, { nameOf, isOlder }, uncounted),
        ...sections.map((section) => foldedSection(section, { nameOf, isOlder })),
      ]
  return `${[commentMarker(key), ...content].join('\n\n')}\n`
}

function headline({ result, status, gateHolds }: SectionState): string {
  const { symbol, words } = verdictWords(result, status, gateHolds)
  return `${symbol} Migration rehearsal: ${words}`
}

/** The verdict on the newest commit: what is of an older one was not rehearsed since, or is no more. */
function overviewHeadline(sections: readonly CommentSection[], isOlder: IsOlder): string {
  const current = sections.filter(({ state }) => !isOlder(state))
  const worst = current.toSorted((a, b) => severityOf(a.state) - severityOf(b.state))[0]
  if (worst === undefined) return '## Migration rehearsal'
  if (sections.length === 1) return `## ${headline(worst.state)}`
  const same = current.filter(({ state }) => severityOf(state) === severityOf(worst.state)).length
  const older = sections.length - current.length
  const rest = older === 0 ? '' : `; ${older} ${older === 1 ? 'is' : 'are'} of an older commit`
  return `## ${headline(worst.state)} in ${same} of ${current.length}${rest}`
}

function overview(
  sections: readonly CommentSection[],
  { nameOf, isOlder }: Among,
  uncounted: number,
): string {
  const table = markdownTable(
    ['', 'Verdict', 'Tables:', 'Rows loaded:', 'Rejected:', 'Open issues:', 'Duration:'],
    sections.map(({ state }) => {
      const { symbol, words } = verdictWords(state.result, state.status, state.gateHolds)
      return [
        `${symbol} ${escapeMarkdown(nameOf(state))}${isOlder(state) ? OLDER : ''}`,
        words,
        `${state.tables[0]}/${state.tables[1]}`,
        formatCount(state.rows[0]),
        formatCount(state.rows[1]),
        formatCount(state.openIssues),
        formatSeconds(state.durationMs),
      ]
    }),
  )
  return uncounted === 0
    ? table
    : `${table}\n\n… and ${uncounted} more, none of them worse${sections.some(({ state }) => isOlder(state)) ? ' on this commit' : ''}.`
}

/** The fold is inside of the marks, and not part of the body: a body is kept when there is one section again. */
function foldedSection({ state, body }: CommentSection, { nameOf, isOlder }: Among): string {
  const { symbol, words } = verdictWords(state.result, state.status, state.gateHolds)
  if (body === '') return renderMarked({ state, body })
  const isBad = state.result === 'failure' || state.result === 'error' || !state.gateHolds
  const open = isBad && !isOlder(state) ? ' open' : ''
  return [
    `<details${open}><summary>${symbol} <b>${escapeHtml(nameOf(state))}</b>${isOlder(state) ? OLDER : ''}: ${words}</summary>\n`,
    renderMarked({ state, body }),
    '\n</details>',
  ].join('\n')
}
