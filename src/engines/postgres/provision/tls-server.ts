import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerAddress } from '../server-address.ts'
import { withServerOn } from './embedded.ts'
import { freePort } from './endpoint.ts'
import { CLUSTER_FOLDER, initialiseCluster } from './own-server.ts'
import { findServerPackage } from './server-package.ts'
import { makeAuthority } from './throw-away-authority.ts'

const HOST = '127.0.0.1'

/** Only the superuser's socket is left beside TLS, by which we see that the server is up. */
const RULES = `
hostssl all all ${HOST}/32 scram-sha-256
local   all all            scram-sha-256
`

/**
 * Starts a server that takes nothing but TLS over the network, with a certificate of an authority that is thrown away,
 * and lends the address at which a client reaches it that trusts this authority.
 *
 * @param rules of `pg_hba.conf`, to start one that is less strict
 * @throws RehearsalError `postgres-not-installed`, `postgres-start-failed`
 */
export async function withTlsServer<T>(
  version: number | null,
  signal: AbortSignal,
  use: (address: ServerAddress) => Promise<T>,
  rules = RULES,
): Promise<T> {
  const found = findServerPackage(version)
  const origin = { provision: 'embedded', majorVersion: found.majorVersion } as const
  const { authority, certificate, key } = makeAuthority()
  const port = await freePort(HOST)
  return await withServerOn(
    found,
    signal,
    async (programs, home) => {
      const cluster = await initialiseCluster(programs, origin, home, signal)
      const files = { 'server.crt': certificate, 'server.key': key, 'pg_hba.conf': rules }
      for (const [name, content] of Object.entries(files)) {
        const path = join(home.serverFolder, CLUSTER_FOLDER, name)
        await writeFile(path, content, { mode: 0o600 })
        if (home.user !== null) await chown(path, home.user.uid, home.user.gid)
      }
      const folder = home.serverFolder
      const listen = { unix_socket_directories: folder, listen_addresses: HOST, port: String(port) }
      return { ...cluster, settings: { ssl: 'on' }, endpoint: { host: folder, port, settings: listen } }
    },
    ({ address }) => use({ ...address, host: HOST, tls: { ca: authority } }),
  )
}
