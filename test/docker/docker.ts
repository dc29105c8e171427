import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'

export const NOTES =
  "create table notes (id integer primary key, body text not null); insert into notes values (1, 'a')"

/** Where the program under test finds the daemon of the tests, and nobody's login. */
export function dockerEnvironment(): Readonly<Record<string, string>> {
  return { DOCKER_HOST: `unix://${inject('dockerSocket')}`, DOCKER_CONFIG: '/nonexistent' }
}

/** Runs the `docker` command, which shares no code with the program. */
export function docker(...args: readonly string[]): string {
  const env = { ...process.env, ...dockerEnvironment() }
  return execFileSync('docker', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** The names of our own containers, also of those that have ended. */
export function ownContainers(): readonly string[] {
  const names = docker('ps', '--all', '--filter', 'label=pg-rehearsal', '--format', '{{.Names}}')
  return names.split('\n').filter((name) => name !== '')
}

/** Starts a container; it is removed with the test. Gives its id. */
export function startContainer(...args: readonly string[]): string {
  const id = docker('run', '--detach', ...args)
  onTestFinished(() => void docker('rm', '--force', '--volumes', id))
  return id
}

/**
 * A network of a job. Make it before the containers in it. Where another docker daemon lives, the machine forwards
 * nothing that no rule allows, not even inside of a bridge; the daemon of the tests makes no rules.
 */
export function makeNetwork(): string {
  const name = `github_network_${randomUUID()}`
  const bridge = `pgr${randomUUID().slice(0, 8)}`
  const rule = ['FORWARD', '-i', bridge, '-o', bridge, '-j', 'ACCEPT']
  docker('network', 'create', '--opt', `com.docker.network.bridge.name=${bridge}`, name)
  execFileSync('iptables', ['--wait', '-I', ...rule])
  onTestFinished(() => {
    execFileSync('iptables', ['--wait', '-D', ...rule])
    docker('network', 'rm', name)
  })
  return name
}

/** `job.services`, as the runner fills it in. */
export function jobServices(services: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(services).map(([name, id]) => [name, { id, ports: {}, network: 'n' }])),
  )
}

export async function folderOfTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-rehearsal-docker-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
