import { byPlace, byPrecedence, isSamePlace } from './section-place.ts'
import { packState, type SectionState, unpackState } from './section-state.ts'

/** What one leg has to say, and what is remembered of it. */
export interface CommentSection {
  readonly state: SectionState
  /** Markdown, whole blocks. */
  readonly body: string
}

const NAME = 'pg-rehearsal'
const BEGIN = `<!-- ${NAME}:section`
const END = `<!-- /${NAME}:section -->`
const SECTION = new RegExp(`^${BEGIN} ([A-Za-z0-9+/=]+) -->\\n([\\s\\S]*?)\\n?^${END}$`, 'gm')

/**
 * The first line of every comment with this key. It is hidden, and it comes first, so that a quotation of the comment
 * is not taken for it. Any text is a key; no key is the beginning of another one's line.
 */
export function commentMarker(key: string): string {
  return `<!-- ${NAME}:comment key=${encodeURIComponent(key)} -->`
}

/** Whether a comment is the one with this key. Who has written it is another question. */
export function hasMarker(body: string, key: string): boolean {
  return body.split(/\r?\n/, 1)[0] === commentMarker(key)
}

/** The sections of a comment, in their order; what cannot be read is left out. GitHub may give it with CRLF. */
export function parseSections(body: string): readonly CommentSection[] {
  return [...body.replaceAll('\r\n', '\n').matchAll(SECTION)].flatMap(([, packed = '', content = '']) => {
    const state = unpackState(packed)
    return state === null ? [] : [{ state, body: content }]
  })
}

/** A section between its marks. `frame` puts around the body what is not part of it. */
export function renderMarked({ state, body }: CommentSection): string {
  return `${BEGIN} ${packState(state)} -->\n${disarmed(body)}\n${END}`
}

/** No text of a stranger, not even in a fence, can end a section or begin one. */
function disarmed(body: string): string {
  return body.replaceAll(/<!-- (\/?)(?=pg-rehearsal:)/g, '<!--  $1')
}

/** The newest section of each place, in the order of their names. */
export function newestSections(sections: readonly CommentSection[]): readonly CommentSection[] {
  const newest: CommentSection[] = []
  for (const section of sections.toSorted((a, b) => byPrecedence(a.state, b.state))) {
    if (!newest.some(({ state }) => isSamePlace(state, section.state))) newest.push(section)
  }
  return newest.toSorted((a, b) => byPlace(a.state, b.state))
}
