import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderPages } from './pages/render-pages.ts'

// `npm run docs` writes the pages that are made from the code; with `--check` it only says which are stale.

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const stale = [...renderPages()].filter(([path, content]) => readPage(path) !== content)

if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`stale: ${path}`)
  if (stale.length > 0) console.error('Run npm run docs and commit what it writes.')
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const [path, content] of stale) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), content)
    console.log(`written: ${path}`)
  }
}

function readPage(path: string): string | null {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return null
  }
}
