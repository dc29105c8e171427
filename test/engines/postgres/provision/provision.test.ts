import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dockerEndpoints } from '../../../../src/engines/postgres/provision/docker/docker-endpoint.ts'
import { memoryFolder } from '../../../../src/engines/postgres/provision/docker/memory-folder.ts'
import { findInstalledPrograms } from '../../../../src/engines/postgres/provision/installed-programs.ts'
import { withPostgres } from '../../../../src/engines/postgres/provision/provision.ts'
import { findServerPackage } from '../../../../src/engines/postgres/provision/server-package.ts'
import {
  NO_SURROUNDINGS,
  type Surroundings,
  type Way,
} from '../../../../src/engines/postgres/provision/surroundings.ts'
import { temporaryDirectory } from '../../../support/sqlite.ts'
import { rejection } from '../rejection.ts'

const NEVER = new AbortController().signal
const NO_DOCKER = { DOCKER_HOST: 'unix:///nowhere/docker.sock' }

function around(order: readonly Way[], environment: Surroundings['environment'] = NO_DOCKER): Surroundings {
  return { ...NO_SURROUNDINGS, order, environment }
}

function find(surroundings: Surroundings, options: { version?: number; image?: string } = {}) {
  const notes: string[] = []
  const { version = null, image = null } = options
  const wanted = { url: null, version, image, surroundings, note: (message: string) => notes.push(message) }
  return withPostgres(wanted, NEVER, async ({ provision, majorVersion }) => ({
    provision,
    majorVersion,
    notes,
  }))
}

describe('a server that nobody has named', () => {
  it('is the first that the surroundings offer', async () => {
    const environment = { ...NO_DOCKER, PGBIN: join(findServerPackage(18).native, 'bin') }
    const order = ['service', 'docker', 'installed', 'embedded'] as const
    expect(await find(around(order, environment), { version: 18 })).toMatchObject({
      provision: 'installed',
      majorVersion: 18,
      notes: [],
    })
    expect(await find(around(['embedded', 'installed', 'docker'], environment))).toMatchObject({
      provision: 'embedded',
    })
  })

  it('is an installed one where no other is there, of the version that was asked for', async () => {
    const environment = { ...NO_DOCKER, PGBIN: join(findServerPackage(17).native, 'bin') }
    expect(await find(around(['docker', 'installed'], environment), { version: 17 })).toMatchObject({
      provision: 'installed',
      majorVersion: 17,
    })
  })

  it('is explained with the workflow to copy where a job offers none', async () => {
    const error = await rejection(find(around(['service', 'docker']), {}))
    expect(error).toMatchObject({ code: 'postgres-not-installed', exitCode: 4 })
    expect(error.message).toContain(
      '- service: There is no service to use: the job has no service containers.',
    )
    expect(error.message).toContain(
      '- docker: Docker does not answer at /nowhere/docker.sock: there is no such socket.',
    )
    expect(error).toMatchObject({ hint: expect.stringContaining("        ports: ['5432:5432']\n") })
  })

  it('is explained with all that could be done where a terminal offers none', async () => {
    const error = await rejection(
      find(around(['installed', 'docker'], { ...NO_DOCKER, PATH: '' }), { version: 13 }),
    )
    expect(error).toMatchObject({
      code: 'postgres-not-installed',
      hint: expect.stringMatching(/^Install .*\nStart docker/),
    })
  })
})

it('an image that was asked for is not replaced by another server', async () => {
  const error = await rejection(find(around(['embedded']), { image: 'postgres:18' }))
  expect(error).toMatchObject({ code: 'docker-unavailable', exitCode: 4 })
})

it.each(['ssh://me@host', 'nonsense'])('DOCKER_HOST=%s is refused', async (DOCKER_HOST) => {
  const error = await rejection(find(around([], { DOCKER_HOST }), { image: 'postgres:18' }))
  expect(error).toMatchObject({ code: 'docker-unavailable', message: expect.stringContaining('DOCKER_HOST') })
})

it('docker is looked for where DOCKER_HOST says, otherwise at the usual places', () => {
  expect(dockerEndpoints({ DOCKER_HOST: 'tcp://dind:2376' })).toEqual([
    { kind: 'tcp', host: 'dind', port: 2376 },
  ])
  expect(dockerEndpoints({ DOCKER_HOST: 'tcp://dind' })).toEqual([{ kind: 'tcp', host: 'dind', port: 2375 }])
  expect(dockerEndpoints({ DOCKER_HOST: 'unix:///a.sock' })).toEqual([{ kind: 'socket', path: '/a.sock' }])
  if (process.platform === 'win32') return
  expect(dockerEndpoints({ HOME: '/h', XDG_RUNTIME_DIR: '/r' })).toEqual(
    [
      '/var/run/docker.sock',
      '/r/docker.sock',
      '/r/podman/podman.sock',
      '/h/.docker/run/docker.sock',
      '/h/.colima/default/docker.sock',
    ].map((path) => ({ kind: 'socket', path })),
  )
})

it('installed programs are found by their real place, the newest first', async () => {
  const folder = await temporaryDirectory()
  const [older, newer] = [findServerPackage(15).native, findServerPackage(18).native]
  for (const name of ['initdb', 'postgres']) await symlink(join(older, 'bin', name), join(folder, name))
  const found = await findInstalledPrograms({ PATH: folder, PGBIN: join(newer, 'bin') }, [])
  expect(found.map(({ majorVersion, postgres }) => [majorVersion, postgres])).toEqual([
    [18, join(newer, 'bin', 'postgres')],
    [15, join(older, 'bin', 'postgres')],
  ])
})

const GIB = 1024 ** 3

it.each([
  [
    'up to version 17',
    '/var/lib/postgresql/data',
    ['/var/lib/postgresql/data'],
    0,
    '/var/lib/postgresql/data',
  ],
  ['from version 18 on', '/var/lib/postgresql/18/docker', ['/var/lib/postgresql'], 0, '/var/lib/postgresql'],
  ['without a volume', '/data', [], 0, '/data'],
  ['of a folder that only begins alike', '/database', ['/data'], 0, '/database'],
  ['of a source that could fill the memory', '/data', ['/data'], 2 * GIB, null],
  ['of an image that does not tell', undefined, ['/data'], 0, null],
])('the data %s are in memory where they fit', (_, data, volumes, sourceBytes, expected) => {
  const environment = new Map(data === undefined ? [] : [['PGDATA', data]])
  expect(memoryFolder({ environment, volumes }, sourceBytes, 8 * GIB)).toBe(expected)
})
