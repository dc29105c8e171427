import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './build/bundle.ts'

// `npm run build` bundles the program into dist/; with `--check` it only says which files there are stale.

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DIST = join(ROOT, 'dist')

const fresh = mkdtempSync(join(tmpdir(), 'pg-rehearsal-dist-'))
try {
  await bundle(ROOT, fresh)
  if (process.argv.includes('--check')) check()
  else replace()
} finally {
  rmSync(fresh, { recursive: true, force: true })
}

function check(): void {
  const stale = differences(fresh, DIST)
  for (const path of stale) console.error(`stale: dist/${path}`)
  if (stale.length > 0) console.error('Run npm run build and commit what it writes.')
  process.exitCode = stale.length > 0 ? 1 : 0
}

function replace(): void {
  rmSync(DIST, { recursive: true, force: true })
  cpSync(fresh, DIST, { recursive: true })
  console.log(`written: ${filesIn(DIST).length} files in dist/`)
}

/** Files that are in one folder only, or not the same byte for byte. */
function differences(left: string, right: string): readonly string[] {
  const paths = [...new Set([...filesIn(left), ...filesIn(right)])].toSorted()
  return paths.filter((path) => !isSame(join(left, path), join(right, path)))
}

function filesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
  } catch {
    return []
  }
}

function isSame(left: string, right: string): boolean {
  try {
    return readFileSync(left).equals(readFileSync(right))
  } catch {
    return false
  }
}
