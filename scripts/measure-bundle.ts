import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

// `node scripts/measure-bundle.ts` prints what docs/decisions/bundle.md states: how large dist/ is, and how much processor
// time it takes until there is something to see. Processor time, because the clock of a busy machine says nothing.

const DIST = fileURLToPath(new URL('../dist', import.meta.url))
const RUNS = 9

/** Writes the processor time that was used when the first text is printed, in milliseconds, to standard error. */
const AT_FIRST_LINE = `
  const write = process.stdout.write.bind(process.stdout)
  let isFirst = true
  process.stdout.write = (...given) => {
    const { user, system } = process.cpuUsage()
    if (isFirst) process.stderr.write('<cpu ' + (user + system) / 1000 + '>')
    isFirst = false
    return write(...given)
  }`

const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .map((name) => join(DIST, name))
  .filter((path) => statSync(path).isFile())
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const size = (paths: readonly string[]) => paths.reduce((sum, path) => sum + statSync(path).size, 0)
const packed = (paths: readonly string[]) =>
  paths.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0)

for (const [title, ends] of [
  ['JavaScript', '.js'],
  ['SQLite, for seven platforms', '.node'],
  ['all of it', ''],
] as const) {
  const chosen = files.filter((path) => path.endsWith(ends))
  console.log(`${title}: ${megabytes(size(chosen))}, packed ${megabytes(packed(chosen))}`)
}

const folder = mkdtempSync(join(tmpdir(), 'pg-rehearsal-measure-'))
const node = processorTime(['--eval', 'console.log(1)'])
console.log(`node alone: ${node} ms`)
for (const [title, args] of [
  ['cli.js --version', [join(DIST, 'cli.js'), '--version']],
  ['action.js, until its first line', [join(DIST, 'action.js')]],
] as const) {
  const taken = processorTime(args)
  console.log(`${title}: ${taken} ms, ${(taken / node).toFixed(1)} times node alone`)
}
rmSync(folder, { recursive: true })

/** The median of some runs, in milliseconds. */
function processorTime(args: readonly string[]): number {
  const preload = ['--import', `data:text/javascript,${encodeURIComponent(AT_FIRST_LINE)}`]
  const taken = Array.from({ length: RUNS }, () => {
    const { stderr } = spawnSync(process.execPath, [...preload, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, INPUT_SNAPSHOT: 'none.db' },
    })
    return Number(/<cpu ([\d.]+)>/.exec(stderr)?.[1])
  })
  return Math.round(taken.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN)
}
