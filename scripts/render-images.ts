import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { marked } from 'marked'
import { chromium, type Page } from 'playwright-core'

// `npm run images` photographs what a user sees: a comment and a job summary out of the golden files of the tests, as they
// look on GitHub, and the page of a rehearsal of fixtures/league.sql. It needs Chromium: apt-get install chromium, or
// CHROMIUM=/path/to/it.

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const IMAGES = join(ROOT, 'docs/images')
const GOLDEN = join(ROOT, 'test/stages/report/golden')
const STYLE = createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css')
const SCHEMES = ['light', 'dark'] as const

const folder = mkdtempSync(join(tmpdir(), 'pg-rehearsal-images-'))
try {
  rehearse()
  rehearse()
  mkdirSync(IMAGES, { recursive: true })
  await photograph({
    comment: asOnGitHub('comment'),
    summary: asOnGitHub('summary'),
    page: join(folder, 'report.html'),
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Twice, so that the issues have a history. */
function rehearse(): void {
  const options = ['--out', folder, '--history', join(folder, 'history.jsonl'), '--fail-on', 'never']
  const command = [join(ROOT, 'src/cli/entry.ts'), 'rehearse', 'fixtures/league.sql', ...options]
  execFileSync(process.execPath, command, { cwd: ROOT, stdio: 'ignore' })
}

/**
 * The page of a golden file with the style of GitHub, which renders the same dialect of Markdown.
 * https://github.github.com/gfm/
 */
function asOnGitHub(kind: 'comment' | 'summary'): string {
  const markdown = readFileSync(join(GOLDEN, kind, 'second-push.md'), 'utf8')
  const path = join(folder, `${kind}.html`)
  writeFileSync(
    path,
    `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<style>${readFileSync(STYLE, 'utf8')}
body { margin: 0; } .markdown-body { min-height: 100vh; box-sizing: border-box; max-width: 920px; padding: 32px; }
li:has(> input[type='checkbox']) { list-style: none; } li > input[type='checkbox'] { margin: 0 .3em .25em -1.4em; vertical-align: middle; }</style>
<article class="markdown-body">${marked.parse(markdown, { gfm: true, async: false })}</article>`,
  )
  return path
}

async function photograph(files: Readonly<Record<string, string>>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    for (const [name, file] of Object.entries(files)) {
      for (const colorScheme of SCHEMES) {
        const width = name === 'page' ? 1200 : 920
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 1000 } })
        await page.goto(pathToFileURL(file).href)
        await save(page, join(IMAGES, `${name}-${colorScheme}.png`))
      }
    }
  } finally {
    await browser.close()
  }
}

async function save(page: Page, path: string): Promise<void> {
  await page.screenshot({ path })
  console.log(`written: ${path.slice(ROOT.length)}`)
}
