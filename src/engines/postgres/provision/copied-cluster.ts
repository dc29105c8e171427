import { constants, type Dirent } from 'node:fs'
import { chown, copyFile, mkdir, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { errorCode } from '../../../errors/error-code.ts'
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

/**
 * Each table is read there once. With more than this, it would fill fresh memory with its pages, which costs more than all
 * else of the reading (measured).
 */
const COPY_SETTINGS = { shared_buffers: '8MB' }

export interface CopiedCluster {
  readonly server: PostgresServer
  /** The same over the network, which takes nothing but TLS there. */
  readonly tlsAddress: ServerAddress
  /** Milliseconds. */
  readonly copied: number
  readonly started: number
}

/**
 * Copies the files of one database of an embedded server and those that all databases share, starts a second server on
 * them, and lends that one. It recovers as after a crash. The other databases, of which no run has anything, stay behind:
 * they are most of all files. Nobody may write to the first one meanwhile: it keeps too little of its log for an online
 * backup. https://www.postgresql.org/docs/current/backup-file.html
 *
 * @throws RehearsalError `postgres-start-failed`
 */
export async function withCopiedCluster<T>(
  original: PostgresServer,
  database: string,
  signal: AbortSignal,
  use: (cluster: CopiedCluster) => Promise<T>,
): Promise<T> {
  const files = await settledFiles(original, database)
  const begun = performance.now()
  const made = Promise.withResolvers<TlsCluster & { readonly copiedAt: number }>()
  const make = async (_: unknown, home: ServerHome) => {
    await copyCluster(files, join(home.serverFolder, CLUSTER_FOLDER), home)
    const copiedAt = performance.now()
    const password = original.address.password ?? ''
    const tls = await secureCluster({ password, settings: COPY_SETTINGS, database }, home)
    made.resolve({ ...tls, copiedAt })
    return tls.cluster
  }
  return await withServerOn(findServerPackage(original.majorVersion), signal, make, async (server) => {
    const { addressOf, copiedAt } = await made.promise
    const started = performance.now() - copiedAt
    return await use({ server, tlsAddress: addressOf(server), copied: copiedAt - begun, started })
  })
}

/** The files of a cluster, and what of them is not copied. */
interface ClusterFiles {
  readonly folder: string
  /** Folders of other databases, below {@link folder}. */
  readonly others: readonly string[]
}

/** Once all of the data is in its files. https://www.postgresql.org/docs/current/storage-file-layout.html */
async function settledFiles({ address }: PostgresServer, database: string): Promise<ClusterFiles> {
  const connection = await connect(address)
  try {
    await connection.query('checkpoint')
    const sql = `select oid, current_setting('data_directory') as folder from pg_database where datname <> $1`
    const { rows } = await connection.query(sql, [database])
    const folder = rows[0]?.folder ?? ''
    return { folder, others: rows.map(({ oid }) => join(folder, 'base', oid ?? '')) }
  } finally {
    await connection.close()
  }
}

async function copyCluster(
  { folder: from, others }: ClusterFiles,
  to: string,
  { user }: ServerHome,
): Promise<void> {
  const give = async (path: string) => {
    if (user !== null) await chown(path, user.uid, user.gid)
  }
  const make = async (path: string) => {
    await mkdir(path, { mode: 0o700 })
    await give(path)
  }
  const targetOf = (entry: Dirent) => join(to, relative(from, join(entry.parentPath, entry.name)))
  await make(to)
  const found = await readdir(from, { recursive: true, withFileTypes: true })
  const isOfOthers = ({ parentPath, name }: Dirent) =>
    [parentPath, join(parentPath, name)].some((path) => others.includes(path))
  const wanted = found.filter((entry) => !isOfOthers(entry))
  for (const folder of wanted.filter((entry) => entry.isDirectory())) await make(targetOf(folder))
  const files = wanted.filter((entry) => !entry.isDirectory() && !NOT_DATA.includes(entry.name))
  for (const file of files.toSorted(controlFirst)) {
    const target = targetOf(file)
    if (await copied(join(file.parentPath, file.name), target)) await give(target)
  }
}

/**
 * `pg_control` names the last checkpoint, which the log must have: so it is copied before the log, for there may be another
 * checkpoint meanwhile. https://www.postgresql.org/docs/current/storage-file-layout.html
 */
function controlFirst(a: Dirent, b: Dirent): number {
  return Number(b.name === CONTROL) - Number(a.name === CONTROL)
}

const CONTROL = 'pg_control'

/** False where the file is gone, as those are in which a query sorts. pg_basebackup passes over them too. */
async function copied(source: string, target: string): Promise<boolean> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}
