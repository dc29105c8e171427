import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, writeFile } from 'node:fs/promises'
import { connect as connectTo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../../src/engines/postgres/provision/endpoint.ts'
import { unprivilegedUser } from '../../src/engines/postgres/provision/unprivileged-user.ts'
import { testServer } from './postgres.ts'
import { temporaryDirectory } from './sqlite.ts'

const HOST = '127.0.0.1'

/** Starts a PgBouncer in transaction mode before the server of the tests, lends its URL, and ends it. */
export async function withPgbouncer(
  settings: Readonly<Record<string, string>>,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const { address } = testServer()
  const folder = await temporaryDirectory()
  const user = await unprivilegedUser()
  const port = await freePort(HOST)
  const lines = Object.entries({
    listen_addr: HOST,
    listen_port: String(port),
    unix_socket_dir: '',
    pool_mode: 'transaction',
    auth_type: 'scram-sha-256',
    auth_file: join(folder, 'users.txt'),
    ...settings,
  })
  const files = {
    'users.txt': `"${address.user}" "${address.password}"\n`,
    'pgbouncer.ini': [
      '[databases]',
      `* = host=${address.host} port=${address.port}`,
      '[pgbouncer]',
      ...lines.map(([name, value]) => `${name} = ${value}`),
      '',
    ].join('\n'),
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await chmod(folder, 0o755)
  if (user !== null) await chown(folder, user.uid, user.gid)
  const child = spawn('pgbouncer', [join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` },
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  try {
    await once(child, 'spawn')
    await untilListening(
      port,
      () => child.exitCode !== null,
      () => said,
    )
    await use(`postgres://${address.user}:${address.password}@${HOST}:${port}/postgres`)
  } finally {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
}

async function untilListening(port: number, ended: () => boolean, said: () => string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (ended()) throw new Error(`pgbouncer ended:\n${said()}`)
    const socket = connectTo(port, HOST)
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (open) return
    await delay(20)
  }
  throw new Error(`pgbouncer does not listen:\n${said()}`)
}
