/**
 * The script of the page: filters, sorting, paging of long tables, and open details in print. It changes nothing that a
 * reader without it would miss, and never makes markup out of text. It runs in the browser, so it is a text here; the
 * tests run it in a real one.
 */
export const PAGE_SCRIPT = String.raw`'use strict'
const PAGE = 100
document.documentElement.classList.add('js')

function element(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children)
  return node
}

function labelled(text, control) {
  return element('label', {}, element('span', {}, text), control)
}

function enhance(table) {
  const body = table.tBodies[0]
  const subject = table.dataset.subject
  const facets = JSON.parse(table.dataset.facets)
  const rows = Array.from(body.rows, (row) => ({ row, text: row.textContent.toLowerCase() }))
  let order = rows
  let shown = PAGE

  const search = element('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' })
  const choices = facets.map(([name, title]) => ({ name, title, select: choice(name) })).filter(({ select }) => select !== null)
  const status = element('output', { 'aria-live': 'polite' })
  const reset = element('button', { type: 'button', class: 'reset' }, 'Reset')
  const more = element('button', { type: 'button', class: 'more' })
  const controls = element('div', { class: 'controls', role: 'group', 'aria-label': 'Filter ' + subject },
    labelled('Search', search), ...choices.map(({ title, select }) => labelled(title, select)), reset, status)

  function valuesOf(row, name) {
    return row.getAttribute('data-' + name).split(' ')
  }

  function choice(name) {
    const counts = new Map()
    for (const { row } of rows) {
      for (const value of valuesOf(row, name)) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    if (counts.size < 2) return null
    const options = Array.from(counts, ([value, count]) => element('option', { value }, value + ' (' + count.toLocaleString('en-US') + ')'))
    return element('select', {}, element('option', { value: '' }, 'all'), ...options)
  }

  function matches({ row, text }, words) {
    return choices.every(({ name, select }) => select.value === '' || valuesOf(row, name).includes(select.value)) &&
      words.every((word) => text.includes(word))
  }

  function update() {
    const words = search.value.toLowerCase().split(/\s+/).filter((word) => word !== '')
    let found = 0
    for (const entry of order) {
      const match = matches(entry, words)
      if (match) found += 1
      entry.row.hidden = !match
      entry.row.classList.toggle('beyond', match && found > shown)
    }
    const all = rows.length.toLocaleString('en-US')
    status.value = found === 0 ? 'None of ' + all + ' ' + subject + ' matches' : found.toLocaleString('en-US') + ' of ' + all + ' ' + subject
    more.hidden = found <= shown
    more.textContent = 'Show ' + Math.min(5 * PAGE, found - shown).toLocaleString('en-US') + ' more of ' + found.toLocaleString('en-US')
    reset.disabled = words.length === 0 && choices.every(({ select }) => select.value === '')
  }

  function filter() {
    shown = PAGE
    update()
  }

  search.addEventListener('input', filter)
  for (const { select } of choices) select.addEventListener('change', filter)
  reset.addEventListener('click', () => {
    search.value = ''
    for (const { select } of choices) select.value = ''
    filter()
    search.focus()
  })
  more.addEventListener('click', () => {
    shown += 5 * PAGE
    update()
  })
  sortable(table, rows, (sorted) => {
    order = sorted
    body.append(...sorted.map(({ row }) => row))
    update()
  })
  const box = table.parentElement
  if (rows.length > 8) box.before(controls)
  box.after(more)
  update()
}

function sortable(table, rows, apply) {
  const titles = Array.from(table.tHead.rows[0].cells)
  const text = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
  titles.forEach((title, column) => {
    const button = element('button', { type: 'button' }, title.textContent)
    title.replaceChildren(button)
    const first = title.classList.contains('number') ? 'descending' : 'ascending'
    const second = first === 'ascending' ? 'descending' : 'ascending'
    button.addEventListener('click', () => {
      const before = title.getAttribute('aria-sort')
      const now = before === null ? first : before === first ? second : null
      for (const other of titles) other.removeAttribute('aria-sort')
      if (now === null) return apply(rows)
      title.setAttribute('aria-sort', now)
      const sign = now === 'ascending' ? 1 : -1
      const key = ({ row }) => row.cells[column].dataset.key ?? row.cells[column].textContent
      apply(rows.toSorted((a, b) => sign * text.compare(key(a), key(b))))
    })
  })
}

for (const table of document.querySelectorAll('table[data-facets]')) enhance(table)

let opened = []
addEventListener('beforeprint', () => {
  opened = Array.from(document.querySelectorAll('details:not([open])'))
  for (const details of opened) details.open = true
})
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false
})
`
