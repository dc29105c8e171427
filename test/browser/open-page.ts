import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { renderHtml } from '../../src/stages/report/render-html.ts'
import { temporaryDirectory } from '../support/sqlite.ts'

/** Chromium of the system, as Debian installs it; another one is named by CHROMIUM. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

let browser: Browser

beforeAll(async () => {
  // Chromium has no sandbox for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  browser = await chromium.launch({ executablePath: CHROMIUM, args })
})
afterAll(() => browser?.close())

export interface OpenedPage {
  readonly page: Page
  /** Addresses that the page has asked for, but for itself. */
  readonly requests: readonly string[]
  /** What the browser wrote to its console, errors of scripts too. */
  readonly console: readonly string[]
}

/** Opens the page of a record from the disk, in a real Chromium. */
export async function openReport(record: RunRecord, options?: BrowserContextOptions): Promise<OpenedPage> {
  return await openHtml(renderHtml(record), options)
}

export async function openHtml(text: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const file = join(await temporaryDirectory(), 'report.html')
  writeFileSync(file, text)
  const context = await browser.newContext(options)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const address = pathToFileURL(file).href
  const requests: string[] = []
  const console: string[] = []
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) requests.push(request.url())
  })
  page.on('console', (message) => console.push(message.text()))
  page.on('pageerror', (error) => console.push(error.message))
  await page.goto(address)
  return { page, requests, console }
}
