import { formatCount } from '../../../progress/amount.ts'
import { beginningOf } from '../../../progress/part-of.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { badge } from './badge.ts'
import { dataTable } from './data-table.ts'
import { type Html, html } from './html.ts'
import type { Section } from './section.ts'
import { nameOf, sentence } from './stranger-text.ts'

const OBJECT_BYTES = 2_000_000
const LONGEST_SQL = 2_000

type LedgerObject = RunRecord['objects'][number]

const RANKS = { dropped: 0, changed: 1, unverified: 2, translated: 3, kept: 4 } as const satisfies Record<
  LedgerObject['status'],
  number
>

/** The ledger: what became of each rule of the source's schema; what was lost comes first. */
export function objectSection({ objects }: RunRecord): Section {
  return {
    id: 'objects',
    title: 'Objects',
    count: objects.length,
    content:
      objects.length === 0
        ? html`<p>The run ended before the rules of the schema were made, or there is none.</p>`
        : html`<p class="soft">Each key, index, constraint, default, view and trigger of the source, once.</p>${dataTable(
            {
              subject: 'objects',
              caption: 'Ledger of objects, what was lost first',
              maxBytes: OBJECT_BYTES,
              rows: objects.toSorted((a, b) => RANKS[a.status] - RANKS[b.status]),
              facets: [
                { name: 'status', title: 'Status', of: ({ status }) => [status] },
                { name: 'type', title: 'Type', of: ({ type }) => [type] },
              ],
              columns: [
                { title: 'Status', cell: ({ status }) => badge(status), key: ({ status }) => RANKS[status] },
                { title: 'Type', cell: ({ type }) => type },
                { title: 'Table', cell: ({ table }) => (table === null ? '' : nameOf(table)) },
                { title: 'Object', cell: objectName },
                { title: 'Why', cell: ({ reason }) => (reason === null ? '' : sentence(reason)) },
              ],
            },
          )}`,
  }
}

function objectName({ name, sql }: LedgerObject): Html {
  if (sql === '') return nameOf(name)
  return html`${nameOf(name)}<details><summary>SQL</summary><pre class="sql">${sqlLines(sql)}</pre></details>`
}

/** A definition keeps its lines; all else that cannot be seen is shown as in any other text. */
function sqlLines(sql: string): readonly Html[] {
  const lines = beginningOf(sql, LONGEST_SQL).split(/\r?\n/)
  const shown = lines.map((line) => html`${line.replaceAll('\t', '    ')}\n`)
  if (sql.length <= LONGEST_SQL) return shown
  return [...shown, html`… (cut, ${formatCount(sql.length)} characters in all)\n`]
}
