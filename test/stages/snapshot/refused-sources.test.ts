import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../src/errors/rehearsal-error.ts'
import { explainSourceError } from '../../../src/stages/snapshot/explain-error.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'
import { folderState, refusal } from './sources.ts'

const TABLE = "create table t (a); insert into t values (hex(zeroblob(20000))), ('x')"

const CASES: readonly {
  readonly title: string
  readonly content: () => Promise<Buffer | string> | Buffer | string
  readonly code: ErrorCode
  readonly message: RegExp
  readonly hint?: RegExp
}[] = [
  { title: 'an empty file', content: () => '', code: 'snapshot-empty', message: /is empty\.$/ },
  {
    title: 'text that is no SQL',
    content: () => 'Dear reader,\nthis is a letter; it creates no table.\n',
    code: 'snapshot-not-sqlite',
    message: /is text, but not a SQL script\.$/,
  },
  {
    title: 'binary data of another kind',
    content: () => Buffer.alloc(5000, 'ab\0\x01'),
    code: 'snapshot-not-sqlite',
    message: /the header of SQLite is missing\.$/,
  },
  {
    title: 'random bytes in whole pages, which is what SQLCipher writes',
    content: () => randomBytes(8192),
    code: 'snapshot-encrypted',
    message: /looks encrypted/,
  },
  {
    title: 'random bytes of another size, which are just unknown',
    content: () => randomBytes(8191),
    code: 'snapshot-not-sqlite',
    message: /the header of SQLite is missing\.$/,
  },
  {
    title: 'a database that is cut off between pages',
    content: async () => (await databaseBytes()).subarray(0, 8192),
    code: 'snapshot-truncated',
    message: /has 8192 of the \d+ bytes that its header promises\.$/,
  },
  {
    title: 'a database that is cut off in its header',
    content: async () => (await databaseBytes()).subarray(0, 40),
    code: 'snapshot-truncated',
    message: /is cut off: it has 40 bytes, and the header of a database alone 100\.$/,
  },
  {
    title: 'a database whose page size is nonsense',
    content: async () => damaged(16, [0x12, 0x34]),
    code: 'snapshot-corrupt',
    message: /cannot be opened as a SQLite database: file is not a database\.$/,
  },
  {
    title: 'a database whose first page is damaged',
    content: async () =>
      damaged(
        100,
        Array.from({ length: 200 }, () => 0xff),
      ),
    code: 'snapshot-corrupt',
    message: /cannot be opened as a SQLite database: .*malformed/,
  },
  {
    title: 'a database whose schema is damaged',
    content: async () => {
      const bytes = await databaseBytes()
      bytes.write('CREATE TABEL', bytes.indexOf('CREATE TABLE'))
      return bytes
    },
    code: 'snapshot-corrupt',
    message: /malformed database schema/,
  },
  {
    title: 'a script with a mistake, by its line',
    content: () => 'create table t (a);\ncreate tabel u (a);\n',
    code: 'snapshot-script-failed',
    message: /, line 2: syntax error\.$/,
  },
  {
    title: 'a script that creates nothing',
    content: () => '-- only a comment\nselect 1;',
    code: 'snapshot-script-failed',
    message: /, it created nothing\.$/,
  },
  {
    title: 'the dump of a damaged database',
    content: () => 'begin; create table t (a); insert into t values (1); ROLLBACK; -- due to errors\n',
    code: 'snapshot-script-failed',
    message: /, it ends in ROLLBACK due to errors: it is the dump of a damaged database\.$/,
    hint: /^Replace that ROLLBACK by COMMIT .* sqlite3 damaged\.db \.recover > script\.sql\.$/,
  },
  {
    title: 'the dump of a damaged database behind that of another, which alone would pass',
    content: () =>
      'begin; create table t (a); COMMIT;\nbegin; create table u (a); /****** CORRUPTION ERROR *******/\nROLLBACK; -- due to errors\n',
    code: 'snapshot-script-failed',
    message: /due to errors: it is the dump of a damaged database\.$/,
    hint: /COMMIT/,
  },
  {
    title: 'a script that takes all back',
    content: () => 'begin; create table t (a); rollback;\n',
    code: 'snapshot-script-failed',
    message: /, it ends in ROLLBACK, and so created nothing\.$/,
    hint: /^Replace ROLLBACK by COMMIT/,
  },
  {
    title: 'a zip archive',
    content: () => 'PK\x03\x04...',
    code: 'snapshot-not-sqlite',
    message: /is a zip archive/,
  },
  {
    title: 'a tar archive',
    content: () => Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\x0000'), Buffer.alloc(500)]),
    code: 'snapshot-not-sqlite',
    message: /is a tar archive/,
  },
  {
    title: 'a pointer of Git LFS',
    content: () => 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
    code: 'snapshot-not-sqlite',
    message: /pointer of Git LFS/,
  },
  {
    title: 'a script in UTF-16, as PowerShell writes it',
    content: () => Buffer.from('\uFEFFcreate table t (a);', 'utf16le'),
    code: 'snapshot-not-sqlite',
    message: /is UTF-16 text/,
  },
]

describe('withSnapshot refuses', () => {
  for (const { title, content, code, message, hint = /./ } of CASES) {
    it(title, async () => {
      const path = await fileWith(await content())
      const before = await folderState(path)
      const error = await refusal(path)
      expect(error).toMatchObject({ code, exitCode: 3, message: expect.stringMatching(message) })
      expect(error.message).toContain(path)
      expect(error.hint).toMatch(hint)
      expect(await folderState(path)).toEqual(before)
    })
  }

  it('a path that does not exist, also below a file', async () => {
    const path = await fileWith('x')
    for (const missing of [`${path}.missing`, join(path, 'below')]) {
      expect(await refusal(missing)).toMatchObject({ code: 'snapshot-missing', exitCode: 3 })
    }
  })

  it('a directory', async () => {
    expect(await refusal(await temporaryDirectory())).toMatchObject({ code: 'snapshot-is-directory' })
  })

  it('a pipe, without waiting for a writer', async () => {
    const path = join(await temporaryDirectory(), 'pipe')
    execFileSync('mkfifo', [path])
    expect(await refusal(path)).toMatchObject({
      code: 'snapshot-not-sqlite',
      message: `${path} is not a regular file.`,
      hint: expect.stringContaining('cat > copy.db'),
    })
  })

  it('a file that the user may not read', async () => {
    const path = await sqliteFromSql('create table t (a)')
    await chmod(join(path, '..'), 0o755)
    await chmod(path, 0)
    expect(await codeAsOrdinaryUser(path)).toBe('snapshot-no-permission')
  })

  it('neither a path nor a command, and both', async () => {
    for (const source of [{ snapshot: null }, { snapshot: 'x', snapshotCommand: 'true' }]) {
      expect(await refusal(source)).toMatchObject({ code: 'usage-invalid', exitCode: 2 })
    }
  })
})

describe('explainSourceError', () => {
  const EXPLAINED: readonly (readonly [error: Error, code: ErrorCode])[] = [
    [Object.assign(new Error(), { code: 'ENOSPC' }), 'disk-full'],
    [Object.assign(new Error(), { code: 'EIO' }), 'snapshot-corrupt'],
    [Object.assign(new Error(), { code: 'ELOOP' }), 'snapshot-missing'],
    [new Database.SqliteError('x', 'SQLITE_FULL'), 'disk-full'],
    [new Database.SqliteError('x', 'SQLITE_IOERR_SHORT_READ'), 'snapshot-truncated'],
    [new Database.SqliteError('x', 'SQLITE_IOERR_READ'), 'snapshot-corrupt'],
    [new Database.SqliteError('x', 'SQLITE_CANTOPEN'), 'snapshot-no-permission'],
    [new Database.SqliteError('x', 'SQLITE_BUSY'), 'snapshot-in-use'],
    [new Database.SqliteError('something new', 'SQLITE_INTERNAL'), 'snapshot-corrupt'],
  ]
  for (const [error, code] of EXPLAINED) {
    it(`calls ${(error as NodeJS.ErrnoException).code} ${code}`, () => {
      expect(explainSourceError(error, 'app.db')).toMatchObject({ code, cause: error })
    })
  }

  it('leaves a bug of ours as it is', () => {
    const bug = new TypeError('x is not a function')
    expect(explainSourceError(bug, 'app.db')).toBe(bug)
  })
})

async function fileWith(content: Buffer | string): Promise<string> {
  const path = join(await temporaryDirectory(), 'given')
  await writeFile(path, typeof content === 'string' ? Buffer.from(content, 'latin1') : content)
  return path
}

async function databaseBytes(): Promise<Buffer> {
  return readFile(await sqliteFromSql(TABLE))
}

async function damaged(at: number, bytes: readonly number[]): Promise<Buffer> {
  const database = await databaseBytes()
  database.set(bytes, at)
  return database
}

/** Permissions do not apply to root, so the test becomes nobody then. */
async function codeAsOrdinaryUser(path: string): Promise<string> {
  const temporary = join(path, '..', 'tmp')
  await mkdir(temporary)
  await chmod(temporary, 0o777)
  const modules = ['src/stages/snapshot/with-snapshot.ts', 'test/support/snapshot-options.ts'].map(
    (path) => new URL(`../../../${path}`, import.meta.url).href,
  )
  const program = `
    const { withSnapshot } = await import('${modules[0]}')
    const { DEFAULT_SNAPSHOT_OPTIONS } = await import('${modules[1]}')
    const options = { ...DEFAULT_SNAPSHOT_OPTIONS, snapshot: ${JSON.stringify(path)} }
    const context = { emit() {}, signal: new AbortController().signal }
    console.log(await withSnapshot(options, context, () => 'opened').catch(({ code }) => code))`
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    ...asNobody,
    env: { TMPDIR: temporary },
  })
  return stdout.trim()
}

it.each([
  ['-wal', (path: string) => mkdir(path)],
  ['-journal', (path: string) => mkdir(path)],
  ['-journal', (path: string) => promisify(execFile)('mkfifo', [path])],
] as const)(
  'withSnapshot refuses a database beside which no file has the name of its %s',
  async (suffix, make) => {
    const path = await sqliteFromSql(TABLE)
    await make(`${path}${suffix}`)
    expect(await refusal(path)).toMatchObject({
      code: 'snapshot-not-sqlite',
      message: `${path}${suffix} is not a regular file.`,
    })
  },
)
