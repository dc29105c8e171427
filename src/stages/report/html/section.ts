import { formatCount } from '../../../progress/amount.ts'
import { type Child, type Html, html } from './html.ts'

export interface Section {
  readonly id: string
  readonly title: string
  /** In the navigation, where it is shorter than the title. */
  readonly link?: string
  /** How many things it lists; null where it is no list. */
  readonly count: number | null
  readonly content: Child
}

export function renderSection({ id, title, count, content }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${countOf(count)}</h2>
${content}
</section>
`
}

/** Links to all sections. */
export function renderNavigation(sections: readonly Section[]): Html {
  const links = sections.map(
    ({ id, title, link = title, count }) => html`<li><a href="#${id}">${link}${countOf(count)}</a></li>`,
  )
  return html`<nav aria-label="Sections"><ul>${links}</ul></nav>`
}

function countOf(count: number | null): Html | null {
  return count === null ? null : html` <span class="count">${formatCount(count)}</span>`
}
