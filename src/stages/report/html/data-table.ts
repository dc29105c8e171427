import { formatCount } from '../../../progress/amount.ts'
import { type Html, html, NOTHING } from './html.ts'

interface Column<Row> {
  readonly title: string
  /** Aligned to the right, and sorted from the greatest on. */
  readonly numeric?: true
  readonly cell: (row: Row) => Html | string
  /** By what the script sorts, where the text of the cell does not do. */
  readonly key?: (row: Row) => number
}

/** A property by which a reader can choose rows; a row can have several values of it. */
interface Facet<Row> {
  readonly name: string
  readonly title: string
  readonly of: (row: Row) => readonly string[]
}

interface DataTable<Row> {
  /** What the rows are, for the title, for example `issues`. */
  readonly subject: string
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly facets?: readonly Facet<Row>[]
  /** The most important first: those that do not fit are the last ones. */
  readonly rows: readonly Row[]
  /** How much of the page the rows may take. */
  readonly maxBytes: number
}

/**
 * A table that is complete without the script of the page, which makes its columns sortable and its rows filterable.
 * Rows that do not fit are counted, and the reader is sent to the record.
 */
export function dataTable<Row>(table: DataTable<Row>): Html {
  const { subject, caption, columns, facets = [], rows, maxBytes } = table
  if (rows.length === 0) return NOTHING
  const shown = fitRows(rows, (row) => renderRow(row, table), maxBytes)
  const facetList = JSON.stringify(facets.map(({ name, title }) => [name, title]))
  return html`<div class="table-box"><table data-subject="${subject}" data-facets="${facetList}">
<caption>${caption}</caption>
<thead><tr>${columns.map(renderTitle)}</tr></thead>
<tbody>
${shown}</tbody>
</table></div>${omission(subject, shown.length, rows.length)}`
}

function renderTitle<Row>({ title, numeric }: Column<Row>): Html {
  return html`<th scope="col"${numeric ? html` class="number"` : null}>${title}</th>`
}

function renderRow<Row>(row: Row, { columns, facets = [] }: DataTable<Row>): Html {
  const values = facets.map(({ name, of }) => html` data-${name}="${of(row).join(' ')}"`)
  return html`<tr${values}>${columns.map((column) => renderCell(row, column))}</tr>\n`
}

function renderCell<Row>(row: Row, { title, numeric, cell, key }: Column<Row>): Html {
  const sortKey = key === undefined ? null : html` data-key="${key(row)}"`
  return html`<td data-label="${title}"${numeric ? html` class="number"` : null}${sortKey}>${cell(row)}</td>`
}

/** As many rows as fit; always the first. */
function fitRows<Row>(rows: readonly Row[], render: (row: Row) => Html, maxBytes: number): readonly Html[] {
  const shown: Html[] = []
  let bytes = 0
  for (const row of rows) {
    const rendered = render(row)
    bytes += rendered.bytes
    if (bytes > maxBytes && shown.length > 0) break
    shown.push(rendered)
  }
  return shown
}

function omission(subject: string, shown: number, all: number): Html {
  if (shown === all) return NOTHING
  return html`<p class="omission">These are the first ${formatCount(shown)} of ${formatCount(all)} ${subject}. The other ${formatCount(all - shown)} did not fit on this page; all of them are in <code>record.json</code>.</p>`
}
