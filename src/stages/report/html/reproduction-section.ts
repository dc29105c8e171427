import type { RunRecord } from '../../record/run-record.ts'
import { formatSeconds } from '../figures.ts'
import { reproduction } from '../reproduction.ts'
import { type Html, html, NOTHING } from './html.ts'
import type { Section } from './section.ts'
import { cutText, sentence } from './stranger-text.ts'

const LONGEST_COMMAND = 2_000

/** How anyone can do this run again, and where its time went. */
export function reproductionSection(record: RunRecord): Section {
  const { commands, facts } = reproduction(record)
  return {
    id: 'reproduce',
    title: 'How to reproduce',
    link: 'Reproduce',
    count: null,
    content: html`<pre tabindex="0" aria-label="Commands"><code>${commands.map((command) => html`${cutText(command, LONGEST_COMMAND)}\n`)}</code></pre>
<ul class="facts-list">${facts.map((fact) => html`<li>${sentence(fact)}</li>`)}</ul>
${timings(record)}`,
  }
}

function timings({ timings }: RunRecord): Html {
  const stages = Object.entries(timings).filter(([, milliseconds]) => milliseconds > 0)
  if (stages.length === 0) return NOTHING
  const longest = Math.max(...stages.map(([, milliseconds]) => milliseconds))
  const rows = stages.map(
    ([stage, milliseconds]) =>
      html`<tr><th scope="row">${stage}</th><td class="number">${formatSeconds(milliseconds)}</td><td><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.max(1, Math.round((milliseconds / longest) * 100))}" height="8"/></svg></td></tr>`,
  )
  return html`<div class="table-box"><table class="timings"><caption>Where the time went</caption>
<thead><tr><th scope="col">Stage</th><th scope="col" class="number">Time</th><td></td></tr></thead>
<tbody>${rows}</tbody></table></div>`
}
