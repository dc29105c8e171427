import { formatCount } from '../../../progress/amount.ts'
import { escapeHtml, escapeMarkdown } from '../escape-markdown.ts'
import { formatSeconds } from '../figures.ts'
import { markdownTable } from '../markdown-table.ts'
import { verdictWords } from '../verdict.ts'
import { type CommentSection, commentMarker, newestSections, renderMarked } from './comment-document.ts'
import { LADDER_STEPS, renderSection, renderShortSection, type SectionInput } from './render-section.ts'
import { placeNames } from './section-place.ts'
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
  const states = inputs.map((input) => ({ input, state: sectionState(input.record, input.origin) }))
  const own = (step: number) =>
    states.map(({ input, state }) => ({ state, body: renderSection(input, step) }))
  const short = ({ state }: Pick<CommentSection, 'state'>) => ({ state, body: renderShortSection(state) })
  return [
    ...Array.from({ length: LADDER_STEPS }, (_, step) => () => [...others, ...own(step)]),
    () => [...others.map(short), ...own(LADDER_STEPS - 1)],
    () => [...others, ...states].map(short),
  ]
}

/** More legs than a comment holds: those that went best are only counted. */
function crowded(key: string, inputs: readonly SectionInput[], others: readonly CommentSection[]): string {
  const own = inputs.map(({ record, origin }) => ({ state: sectionState(record, origin), body: '' }))
  const worstFirst = newestSections([...others, ...own])
    .map(({ state }) => ({ state: smallState(state), body: '' }))
    .toSorted((a, b) => severityOf(a.state) - severityOf(b.state))
  const first = (many: number) =>
    renderDocument(key, newestSections(worstFirst.slice(0, many)), worstFirst.length - many)
  let fits = 0
  let tooMany = worstFirst.length + 1
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    if (first(middle).length <= MAX_CHARACTERS) fits = middle
    else tooMany = middle
  }
  return first(fits)
}

type NameOf = ReturnType<typeof placeNames>

function renderDocument(key: string, sections: readonly CommentSection[], uncounted: number): string {
  const [only] = sections
  const isAlone = sections.length === 1 && only !== undefined && only.state.leg === ''
  const nameOf = placeNames(sections.map(({ state }) => state))
  const content = isAlone
    ? [`## ${headline(only.state)}`, renderMarked(only)]
    : [
        overviewHeadline(sections),
        overview(sections, nameOf, uncounted),
        ...sections.map((section) => foldedSection(section, nameOf)),
      ]
  return `${[commentMarker(key), ...content].join('\n\n')}\n`
}

function headline({ result, status }: SectionState): string {
  const { symbol, words } = verdictWords(result, status)
  return `${symbol} Migration rehearsal: ${words}`
}

function overviewHeadline(sections: readonly CommentSection[]): string {
  const worst = sections.toSorted((a, b) => severityOf(a.state) - severityOf(b.state))[0]
  if (worst === undefined) return '## Migration rehearsal'
  if (sections.length === 1) return `## ${headline(worst.state)}`
  const same = sections.filter(({ state }) => state.result === worst.state.result).length
  return `## ${headline(worst.state)} in ${same} of ${sections.length}`
}

function overview(sections: readonly CommentSection[], nameOf: NameOf, uncounted: number): string {
  const table = markdownTable(
    ['', 'Verdict', 'Tables:', 'Rows loaded:', 'Rejected:', 'Open issues:', 'Duration:'],
    sections.map(({ state }) => {
      const { symbol, words } = verdictWords(state.result, state.status)
      return [
        `${symbol} ${escapeMarkdown(nameOf(state))}`,
        words,
        `${state.tables[0]}/${state.tables[1]}`,
        formatCount(state.rows[0]),
        formatCount(state.rows[1]),
        formatCount(state.openIssues),
        formatSeconds(state.durationMs),
      ]
    }),
  )
  return uncounted === 0 ? table : `${table}\n\n… and ${uncounted} more, none of them worse.`
}

/** The fold is inside of the marks, and not part of the body: a body is kept when there is one section again. */
function foldedSection({ state, body }: CommentSection, nameOf: NameOf): string {
  const { symbol, words } = verdictWords(state.result, state.status)
  if (body === '') return renderMarked({ state, body })
  const open = state.result === 'failure' || state.result === 'error' ? ' open' : ''
  return [
    `<details${open}><summary>${symbol} <b>${escapeHtml(nameOf(state))}</b>: ${words}</summary>\n`,
    renderMarked({ state, body }),
    '\n</details>',
  ].join('\n')
}
