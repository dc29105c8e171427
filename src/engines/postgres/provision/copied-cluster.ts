import { constants } from 'node:fs'
import { chown, copyFile, mkdir, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { connect } from '../connect.ts'
import type { PostgresServer } from '../server.ts'
import type { ServerAddress } from '../server-address.ts'
import { withServerOn } from './embedded.ts'
import { CLUSTER_FOLDER } from './own-server.ts'
import type { ServerHome } from './server-home.ts'
import { findServerPackage } from './server-package.ts'
import { secureCluster, type TlsCluster } from './tls-server.ts'

/** Files of a running server that are not part of its data. */
const NOT_DATA = ['postmaster.pid', 'postmaster.opts']

export interface CopiedCluster {
  readonly server: PostgresServer
  /** The same over the network, which takes nothing but TLS there. */
  readonly tlsAddress: ServerAddress
  /** Milliseconds. */
  readonly copied: number
  readonly started: number
}

/**
 * Copies the files of an embedded server, starts a second server on them, and lends that one. It recovers as after a
 * crash. Nobody may write to the first one meanwhile: it keeps too little of its log for an online backup.
 * https://www.postgresql.org/docs/current/backup-file.html
 *
 * @throws RehearsalError `postgres-start-failed`
 */
export async function withCopiedCluster<T>(
  original: PostgresServer,
  signal: AbortSignal,
  use: (cluster: CopiedCluster) => Promise<T>,
): Promise<T> {
  const folder = await settledFolder(original)
  const begun = performance.now()
  const made = Promise.withResolvers<TlsCluster & { readonly copiedAt: number }>()
  const make = async (_: unknown, home: ServerHome) => {
    await copyCluster(folder, join(home.serverFolder, CLUSTER_FOLDER), home)
    const copiedAt = performance.now()
    const tls = await secureCluster({ password: original.address.password ?? '', settings: {} }, home)
    made.resolve({ ...tls, copiedAt })
    return tls.cluster
  }
  return await withServerOn(findServerPackage(original.majorVersion), signal, make, async (server) => {
    const { addressOf, copiedAt } = await made.promise
    const started = performance.now() - copiedAt
    return await use({ server, tlsAddress: addressOf(server), copied: copiedAt - begun, started })
  })
}

/** The data folder, once all of it is in its files. */
async function settledFolder({ address }: PostgresServer): Promise<string> {
  const connection = await connect(address)
  try {
    await connection.query('checkpoint')
    const { rows } = await connection.query(`select current_setting('data_directory') as folder`)
    return rows[0]?.folder ?? ''
  } finally {
    await connection.close()
  }
}

async function copyCluster(from: string, to: string, { user }: ServerHome): Promise<void> {
  const give = async (path: string) => {
    if (user !== null) await chown(path, user.uid, user.gid)
  }
  await mkdir(to, { mode: 0o700 })
  await give(to)
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (NOT_DATA.includes(entry.name)) continue
    const source = join(entry.parentPath, entry.name)
    const target = join(to, relative(from, source))
    if (entry.isDirectory()) await mkdir(target, { mode: 0o700 })
    else if (!(await copied(source, target))) continue
    await give(target)
  }
}

/** False where the file is gone, as those are in which a query sorts. pg_basebackup passes over them too. */
async function copied(source: string, target: string): Promise<boolean> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
