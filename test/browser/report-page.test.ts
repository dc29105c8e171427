import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { renderHtml } from '../../src/stages/report/render-html.ts'
import { hostileRecord } from '../stages/report/hostile-record.ts'
import { largeRecord } from '../stages/report/large-record.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { manyRuns } from './example-records.ts'
import { openHtml, openReport } from './open-page.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
const PHONE = { width: 375, height: 812 }

const RECORDS: readonly [string, RunRecord][] = [
  ['many runs', manyRuns()],
  ['hostile names', hostileRecord()],
]

test('the page that a rehearsal writes opens from the disk, with its trend', async () => {
  const settings = await testSettings(join(import.meta.dirname, '../../fixtures/league.sql'))
  const run = () => rehearse(settings, quietContext(), { commit: null })
  await run()
  await run()
  const { page, requests, console } = await openHtml(
    readFileSync(join(settings.output.directory, 'report.html'), 'utf8'),
  )
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
    'Migration rehearsal: failure, not safe to deploy',
  )
  expect(await page.getByRole('img', { name: /^Trend of 2 runs: run 2/ }).isVisible()).toBe(true)
  expect({ requests, console }).toEqual({ requests: [], console: [] })
})

describe.each(RECORDS)('with %s', (_, record) => {
  test('no request leaves, and the console stays empty', async () => {
    const { page, requests, console } = await openReport(record)
    await page.waitForTimeout(200)
    expect({ requests, console }).toEqual({ requests: [], console: [] })
  })

  test.each(['light', 'dark'] as const)('axe finds no fault in it, %s', async (colorScheme) => {
    const { page } = await openReport(record, { colorScheme })
    expect(await faults(page)).toEqual([])
  })

  test('axe finds no fault in it on a phone, with all details open', async () => {
    const { page } = await openReport(record, { viewport: PHONE })
    await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
    expect(await faults(page)).toEqual([])
  })

  test.each([true, false])('nothing is wider than a phone, script: %s', async (javaScriptEnabled) => {
    const { page } = await openReport(record, { viewport: PHONE, javaScriptEnabled })
    await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
    expect(await page.evaluate(TOO_WIDE)).toEqual([])
  })

  test('without its script it shows all rows, and no control that does nothing', async () => {
    const { page } = await openReport(record, { javaScriptEnabled: false })
    for (const [id, rows] of [
      ['issues', record.issues],
      ['tables', record.tables],
      ['objects', record.objects],
    ] as const) {
      expect(await page.locator(`#${id} tbody tr:visible`).count()).toBe(rows.length)
    }
    expect(await page.locator('button, input, select').count()).toBe(0)
  })
})

describe('the policy', () => {
  /** A page into which somebody has put what asks a real server for something, and does harm. */
  async function openInjected(policy: 'kept' | 'removed') {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const injected = `<img src="${address}/image" onerror="document.title = 'pwned'">
      <script>document.title = 'pwned'</script><script src="${address}/script"></script>
      <style>body { display: none }</style><iframe src="${address}/frame"></iframe>`
    const page = renderHtml(manyRuns(2)).replace('<main>', `<main>${injected}`)
    const meta = policy === 'kept' ? '' : /<meta http-equiv="Content-Security-Policy"[^>]*>/
    return { ...(await openHtml(page.replace(meta, ''))), asked }
  }

  test('blocks scripts, styles, images and frames that were put into the page', async () => {
    const { page, console, asked } = await openInjected('kept')
    expect(await page.title()).toContain('Migration rehearsal')
    expect(await page.locator('body').isVisible()).toBe(true)
    expect(asked).toEqual([])
    const blocked = console.join('\n')
    for (const kind of ['script-src', 'style-src', 'img-src', 'frame']) expect(blocked).toContain(kind)
  })

  test('is what blocks them', async () => {
    const { page, asked } = await openInjected('removed')
    expect(await page.title()).toBe('pwned')
    expect(await page.locator('body').isVisible()).toBe(false)
    expect(asked.toSorted()).toEqual(['/frame', '/image', '/script'])
  })

  test('lets a script of the console make no markup', async () => {
    const opened = await openReport(manyRuns(2))
    const write = opened.page.evaluate(`document.querySelector('main').innerHTML = '<b>x</b>'`)
    await expect(write).rejects.toThrow(/TrustedHTML/)
  })
})

describe('filters', () => {
  const record = manyRuns()
  const high = record.issues.filter(({ priority }) => priority === 'HIGH').length

  test('show the rows that match, and count them', async () => {
    const { page } = await openReport(record)
    const issues = page.locator('#issues')
    expect(high).toBeGreaterThan(0)
    expect(await issues.getByRole('status').innerText()).toBe(
      `${record.issues.length} of ${record.issues.length} issues`,
    )
    await issues.getByLabel('Priority').selectOption(`HIGH`)
    expect(await issues.locator('tbody tr:visible').count()).toBe(high)
    expect(await issues.getByRole('status').innerText()).toBe(`${high} of ${record.issues.length} issues`)
    await issues.getByLabel('Search').fill('JERSEY text')
    expect(await issues.locator('tbody tr:visible .place').allInnerTexts()).toEqual(['players.jersey'])
    await issues.getByLabel('Search').fill('nowhere')
    expect(await issues.getByRole('status').innerText()).toBe(
      `None of ${record.issues.length} issues matches`,
    )
    await issues.getByRole('button', { name: 'Reset' }).click()
    expect(await issues.locator('tbody tr:visible').count()).toBe(record.issues.length)
  })

  test('find the issues that are waived among those of every state', async () => {
    const { page } = await openReport(record)
    await page.locator('#issues').getByLabel('State').selectOption('waived')
    const waived = record.issues.filter((issue) => issue.waived !== null)
    expect(waived.length).toBeGreaterThan(0)
    expect(await page.locator('#issues tbody tr:visible').count()).toBe(waived.length)
  })

  test('choose tables by their status', async () => {
    const { page } = await openReport(record)
    await page.locator('#tables').getByLabel('Status').selectOption('failed')
    expect(await page.locator('#tables tbody tr:visible .place').allInnerTexts()).toEqual(['reactions'])
  })
})

describe('sorting', () => {
  const record = manyRuns()

  test('by a number begins with the greatest, turns round, and ends in the order of the report', async () => {
    const { page } = await openReport(record)
    const tables = page.locator('#tables')
    const title = tables.getByRole('columnheader', { name: 'Source' })
    const sources = async () =>
      (await tables.locator('tbody td:nth-child(3)').allInnerTexts()).map((text) =>
        Number(text.replace(',', '')),
      )
    const before = await sources()
    await title.getByRole('button').click()
    expect(await sources()).toEqual(before.toSorted((a, b) => b - a))
    expect(await title.getAttribute('aria-sort')).toBe('descending')
    await title.getByRole('button').click()
    expect(await sources()).toEqual(before.toSorted((a, b) => a - b))
    await title.getByRole('button').click()
    expect(await sources()).toEqual(before)
    expect(await title.getAttribute('aria-sort')).toBeNull()
  })

  test('works with the keyboard alone, also on a phone', async () => {
    const { page } = await openReport(record, { viewport: PHONE })
    await page.locator('#issues').getByRole('button', { name: 'Issue' }).focus()
    await page.keyboard.press('Enter')
    const places = await page.locator('#issues tbody .place').allInnerTexts()
    expect(places).toEqual(
      places.toSorted(new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare),
    )
  })
})

test('thousands of rows are shown by the hundred, and a filter goes through all of them', {
  timeout: 120_000,
}, async () => {
  const { page } = await openReport(largeRecord({ tables: 2_000, issues: 2_000, name: 'orders' }))
  const issues = page.locator('#issues')
  expect(await issues.locator('tbody tr:visible').count()).toBe(100)
  await issues.getByRole('button', { name: 'Show 500 more of 2,000' }).click()
  expect(await issues.locator('tbody tr:visible').count()).toBe(600)
  const started = performance.now()
  await issues.getByLabel('Search').fill('orders_1999')
  expect(await issues.locator('tbody tr:visible').count()).toBe(1)
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('paper gets every detail, and no control', async () => {
  const { page } = await openReport(manyRuns())
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
  expect(await page.getByText('id = 41', { exact: true }).isVisible()).toBe(true)
  expect(await page.locator('.controls:visible, nav:visible').count()).toBe(0)
  expect(await page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--panel")')).toBe(
    '#ffffff',
  )
  await page.evaluate(`dispatchEvent(new Event('afterprint'))`)
  expect(await page.locator('details[open]').count()).toBe(0)
})

/** Whatever a reader could not bring into view on a phone: it lies outside and nothing around it scrolls. */
const TOO_WIDE = `[...document.querySelectorAll('main *, header *')].filter((node) => {
  const box = node.getBoundingClientRect()
  const head = node.closest('thead')
  if (head !== null && getComputedStyle(head).clipPath !== 'none') return false
  if (box.width === 0 || box.right <= 376 || node.closest('caption, .table-box table:not([data-facets])')) return false
  return true
}).map((node) => node.tagName + '.' + node.className)`

async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  const { violations } = (await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
  }
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  )
}
