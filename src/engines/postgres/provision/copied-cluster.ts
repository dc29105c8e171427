import { chownSync, constants, copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { connect } from '../connect.ts'
import type { PostgresServer } from '../server.ts'
import { withServerOn } from './embedded.ts'
import { CLUSTER_FOLDER } from './own-server.ts'
import type { ServerHome } from './server-home.ts'
import { findServerPackage } from './server-package.ts'

/** Files of a running server that are not part of its data. */
const NOT_DATA = ['postmaster.pid', 'postmaster.opts']

export interface CopiedCluster {
  readonly server: PostgresServer
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
  const started = performance.now()
  let copied = 0
  const make = async (_: unknown, home: ServerHome) => {
    const begun = performance.now()
    copyCluster(folder, join(home.serverFolder, CLUSTER_FOLDER), home)
    copied = performance.now() - begun
    return { password: original.address.password ?? '', settings: {} }
  }
  return await withServerOn(findServerPackage(original.majorVersion), signal, make, (server) =>
    use({ server, copied, started: performance.now() - started - copied }),
  )
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

function copyCluster(from: string, to: string, { user }: ServerHome): void {
  const give = (path: string) => user !== null && chownSync(path, user.uid, user.gid)
  mkdirSync(to, { mode: 0o700 })
  give(to)
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (NOT_DATA.includes(entry.name)) continue
    const source = join(entry.parentPath, entry.name)
    const target = join(to, relative(from, source))
    if (entry.isDirectory()) mkdirSync(target, { mode: 0o700 })
    else copyFileSync(source, target, constants.COPYFILE_FICLONE)
    give(target)
  }
}
