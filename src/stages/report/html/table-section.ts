import { amount, formatCount } from '../../../progress/amount.ts'
import type { RunRecord, TableRecord } from '../../record/run-record.ts'
import { lossColumns } from '../losses.ts'
import { formatKey } from '../row-key.ts'
import { badge } from './badge.ts'
import { dataTable } from './data-table.ts'
import { type Html, html } from './html.ts'
import type { Section } from './section.ts'
import { nameOf, sentence } from './stranger-text.ts'

const TABLE_BYTES = 1_500_000
const MISMATCH_BYTES = 500_000

const RANKS = { failed: 0, partial: 1, skipped: 2, migrated: 3 } as const satisfies Record<
  TableRecord['status'],
  number
>

/** Every table of the source; those with a problem come first, the others keep their order. */
export function tableSection(record: RunRecord): Section {
  const { tables, summary, target } = record
  const { title: lostTitle, lost, differing } = lossColumns(record)
  const figure = (title: string, of: (table: TableRecord) => number) =>
    ({ title, numeric: true, cell: (table: TableRecord) => formatCount(of(table)), key: of }) as const
  const rejected =
    summary.rowsRejected === 0 || target.schema === 'given'
      ? null
      : html`<p class="soft">Each rejected row is in <code>rejects/</code>, with its key and the reason.</p>`
  return {
    id: 'tables',
    title: 'Tables',
    count: tables.length,
    content:
      tables.length === 0
        ? html`<p>The run ended before the tables were read, or there is none.</p>`
        : html`${rejected}${dataTable({
            subject: 'tables',
            caption: 'Tables of the source, those with a problem first',
            maxBytes: TABLE_BYTES,
            rows: tables.toSorted((a, b) => RANKS[a.status] - RANKS[b.status]),
            facets: [
              { name: 'status', title: 'Status', of: ({ status }) => [status] },
              { name: 'core', title: 'Core', of: ({ core }) => [core ? 'core' : 'other'] },
            ],
            columns: [
              { title: 'Table', cell: tableName },
              { title: 'Status', cell: ({ status }) => badge(status), key: ({ status }) => RANKS[status] },
              figure('Source', ({ rowsSource }) => rowsSource),
              figure('Loaded', ({ rowsLoaded }) => rowsLoaded),
              figure(lostTitle, lost),
              figure('Target', ({ rowsTarget }) => rowsTarget),
              figure('Cells compared', ({ cellsCompared }) => cellsCompared),
              figure('Differ', differing),
            ],
          })}`,
  }
}

function tableName({ name, target, reason }: TableRecord): Html {
  const renamed =
    target === null || target === `public.${name}`
      ? null
      : html`<p class="facts"><span>→ ${nameOf(target)}</span></p>`
  return html`<p class="place">${nameOf(name)}</p>${reason === null ? null : html`<p>${sentence(reason)}</p>`}${renamed}`
}

/** Loaded data that is not what was promised. */
export function mismatchSection({ mismatches, summary }: RunRecord): Section {
  const compared = `${amount(summary.cellsCompared, 'cell was', 'cells were')} compared`
  const none =
    summary.validation === 'NOT RUN'
      ? 'The validation did not run: nothing was compared.'
      : `None: ${compared}, and all are equal.`
  return {
    id: 'differences',
    title: 'Differences in loaded data',
    link: 'Differences',
    count: summary.mismatches,
    content:
      mismatches.length === 0 && summary.mismatches === 0
        ? html`<p>${none}</p>`
        : html`<p>${formatCount(summary.mismatches)} cells or rows are not what they were in the source; ${compared}. The record names at most 100 of a kind a table.</p>${dataTable(
            {
              subject: 'differences',
              caption: 'Cells and rows that differ, by their key',
              maxBytes: MISMATCH_BYTES,
              rows: mismatches,
              facets: [{ name: 'kind', title: 'Kind', of: ({ kind }) => [kind] }],
              columns: [
                { title: 'Table', cell: ({ table }) => nameOf(table) },
                { title: 'Row', cell: ({ key }) => nameOf(formatKey(key)) },
                {
                  title: 'Column',
                  cell: ({ column }) => (column === null ? 'the whole row' : nameOf(column)),
                },
                { title: 'Kind', cell: ({ kind }) => kind },
              ],
            },
          )}`,
  }
}
