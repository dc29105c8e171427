import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { buildImages } from './build-images.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The socket of a docker daemon with our images. */
    readonly dockerSocket: string
  }
}

const START_TIMEOUT = 60_000

/**
 * Starts a docker daemon for the tests alone, with folders, a socket and a bridge of its own, so that it disturbs no
 * other one; without rules in the firewall, because ports on the loopback device need none. Needs root, `dockerd`,
 * `docker`, `ip` and `iptables`; whoever lacks them sees the tests fail.
 */
export default async function startDocker(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'pg-rehearsal-docker-'))
  const bridge = `pgr${process.pid}`
  const subnet = `10.${200 + (process.pid % 50)}.${process.pid % 250}.1/24`
  execFileSync('ip', ['link', 'add', bridge, 'type', 'bridge'])
  execFileSync('ip', ['addr', 'add', subnet, 'dev', bridge])
  execFileSync('ip', ['link', 'set', bridge, 'up'])
  const socket = join(folder, 'docker.sock')
  const log = openSync(join(folder, 'log'), 'w')
  const daemon = spawn(
    'dockerd',
    [
      ...['--host', `unix://${socket}`, '--bridge', bridge, '--pidfile', join(folder, 'pid')],
      ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
      ...['--iptables=false', '--ip6tables=false', '--ip-masq=false', '--shutdown-timeout=1'],
    ],
    { stdio: ['ignore', log, log] },
  )
  closeSync(log)
  const failed = once(daemon, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => {})
  const stop = async () => {
    if (daemon.exitCode === null && daemon.pid !== undefined) {
      const exited = once(daemon, 'exit')
      daemon.kill('SIGTERM')
      await exited
    }
    execFileSync('ip', ['link', 'delete', bridge])
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  try {
    const deadline = Date.now() + START_TIMEOUT
    while (!existsSync(socket) || !answers(socket)) {
      if (daemon.exitCode !== null || Date.now() > deadline)
        throw new Error(`dockerd did not start:\n${readFileSync(join(folder, 'log'), 'utf8').slice(-2000)}`)
      await Promise.race([delay(100), failed])
    }
    buildImages(`unix://${socket}`)
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
  project.provide('dockerSocket', socket)
  return stop
}

function answers(socket: string): boolean {
  try {
    execFileSync('docker', ['version'], {
      env: { ...process.env, DOCKER_HOST: `unix://${socket}` },
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}
