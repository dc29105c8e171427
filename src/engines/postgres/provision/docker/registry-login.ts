import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { readRegularFile } from '../../../../shell/read-given-file.ts'
import type { Surroundings } from '../surroundings.ts'

/** https://docs.docker.com/reference/cli/docker/login/ */
const configuration = z.object({
  auths: z
    .record(z.string(), z.object({ auth: z.string().optional(), identitytoken: z.string().optional() }))
    .optional(),
  credsStore: z.string().optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
})

const helperAnswer = z.object({ Username: z.string(), Secret: z.string() })

/** The name under which `docker login` keeps the login of Docker Hub. */
const DOCKER_HUB = 'https://index.docker.io/v1/'

/**
 * The header that lets the daemon load an image as whoever has done `docker login`; null when nobody has. It holds a
 * password: never print it. https://docs.docker.com/reference/api/engine/#section/Authentication
 */
export async function registryLogin(
  image: string,
  environment: Surroundings['environment'],
): Promise<string | null> {
  const { DOCKER_CONFIG, HOME = homedir() } = environment
  const path = join(DOCKER_CONFIG || join(HOME, '.docker'), 'config.json')
  const parsed = configuration.safeParse(await readJson(path))
  if (!parsed.success) return null
  const { auths = {}, credsStore, credHelpers = {} } = parsed.data
  const registry = registryOf(image)
  const helper = credHelpers[registry] ?? credsStore
  const asked = helper === undefined ? null : await askHelper(helper, registry, environment)
  const login = asked ?? storedLogin(auths[registry] ?? auths[`https://${registry}`])
  return login === null
    ? null
    : Buffer.from(JSON.stringify({ ...login, serveraddress: registry })).toString('base64url')
}

/** `ghcr.io` in `ghcr.io/octo/postgres:18`. Docker Hub is meant where the first part is no host. */
function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/')
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  return isHost && first !== 'docker.io' ? first : DOCKER_HUB
}

function storedLogin(stored: { auth?: string | undefined; identitytoken?: string | undefined } | undefined) {
  if (stored?.identitytoken) return { identitytoken: stored.identitytoken }
  const [, username, password] = /^([^:]*):(.*)$/s.exec(decode(stored?.auth ?? '')) ?? []
  return username === undefined || password === undefined ? null : { username, password }
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8').replaceAll('\0', '')
}

/** https://github.com/docker/docker-credential-helpers */
async function askHelper(name: string, registry: string, environment: Surroundings['environment']) {
  const child = spawn(`docker-credential-${name}`, ['get'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...environment },
  })
  child.stdin.on('error', () => {}).end(registry)
  const failed = new Promise<never>((_, reject) => child.on('error', reject))
  try {
    const { Username, Secret } = helperAnswer.parse(
      JSON.parse(await Promise.race([text(child.stdout), failed])),
    )
    return Username === '<token>' ? { identitytoken: Secret } : { username: Username, password: Secret }
  } catch {
    return null
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(String(await readRegularFile(path)))
  } catch {
    return null
  }
}
