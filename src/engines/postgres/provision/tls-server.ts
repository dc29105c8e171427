import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresServer } from '../server.ts'
import type { ServerAddress } from '../server-address.ts'
import { withServerOn } from './embedded.ts'
import { freePort } from './endpoint.ts'
import { CLUSTER_FOLDER, type Cluster, initialiseCluster } from './own-server.ts'
import type { ServerHome } from './server-home.ts'
import { findServerPackage } from './server-package.ts'
import { makeAuthority } from './throw-away-authority.ts'

const HOST = '127.0.0.1'

/** Only the superuser's socket is left beside TLS, by which we see that the server is up. */
const RULES = `
hostssl all all ${HOST}/32 scram-sha-256
local   all all            scram-sha-256
`

/** A cluster that takes nothing but TLS over the network. */
export interface TlsCluster {
  readonly cluster: Cluster
  /** At which a client reaches its server that trusts the authority of this run. */
  readonly addressOf: (server: PostgresServer) => ServerAddress
}

/**
 * Puts a certificate of an authority that is thrown away into the cluster in {@link CLUSTER_FOLDER}, and its rules.
 *
 * @param rules of `pg_hba.conf`
 */
export async function secureCluster(
  cluster: Cluster,
  home: ServerHome,
  rules: string = RULES,
): Promise<TlsCluster> {
  const { authority, certificate, key } = makeAuthority()
  const files = { 'server.crt': certificate, 'server.key': key, 'pg_hba.conf': rules }
  for (const [name, content] of Object.entries(files)) {
    const path = join(home.serverFolder, CLUSTER_FOLDER, name)
    await writeFile(path, content, { mode: 0o600 })
    if (home.user !== null) await chown(path, home.user.uid, home.user.gid)
  }
  const [folder, port] = [home.serverFolder, await freePort(HOST)]
  const listen = { unix_socket_directories: folder, listen_addresses: HOST, port: String(port) }
  const endpoint = { host: folder, port, settings: listen }
  return {
    cluster: { ...cluster, settings: { ...cluster.settings, ssl: 'on' }, endpoint },
    addressOf: ({ address }) => ({ ...address, host: HOST, tls: { ca: authority } }),
  }
}

/**
 * Starts an empty server that takes nothing but TLS over the network, and lends its address.
 *
 * @param rules of `pg_hba.conf`, to start one that is less strict
 * @throws RehearsalError `postgres-not-installed`, `postgres-start-failed`
 */
export async function withTlsServer<T>(
  version: number | null,
  signal: AbortSignal,
  use: (address: ServerAddress) => Promise<T>,
  rules: string = RULES,
): Promise<T> {
  const found = findServerPackage(version)
  const origin = { provision: 'embedded', majorVersion: found.majorVersion } as const
  const secured = Promise.withResolvers<TlsCluster>()
  return await withServerOn(
    found,
    signal,
    async (programs, home) => {
      const empty = await initialiseCluster(programs, origin, home, signal)
      const made = await secureCluster(empty, home, rules)
      secured.resolve(made)
      return made.cluster
    },
    async (server) => use((await secured.promise).addressOf(server)),
  )
}
