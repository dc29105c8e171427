import { expect, test } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { CLIENT_IMAGE, postgresImage } from './build-images.ts'
import { docker, jobServices, makeNetwork, ownContainers, startContainer } from './docker.ts'
import { runInJobContainer } from './job-container.ts'

// In a job container, where no pg_dump is installed.

const SETTINGS = { 'rehearsal.yml': 'checklist: { backup-restore: {} }\n' }

function backupOf({ readiness }: RunRecord) {
  return readiness.items.find(({ id }) => id === 'backup-restore')
}

/** The image with a program of this text in the place of one of its own. */
function imageWith(program: string, text: string): string {
  const id = docker('create', '--entrypoint', 'sh', CLIENT_IMAGE, '-c', text)
  docker('start', '--attach', id)
  const name = `pg-rehearsal-test/${program}:1`
  docker(
    'commit',
    '--change',
    'ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]',
    '--change',
    'CMD ["postgres"]',
    id,
    name,
  )
  docker('rm', '--volumes', id)
  return name
}

/** The shell of the image writes it over the one in the PATH. */
const replaced = (name: string, text: string) =>
  `printf '#!/bin/sh\\n${text}\\n' > /usr/local/bin/${name} && chmod 755 /usr/local/bin/${name}`

test('the target is dumped and restored by the programs in a container of our own', async () => {
  const record = await runInJobContainer(makeNetwork(), { 'postgres-image': CLIENT_IMAGE }, SETTINGS)
  expect(record.target.provision).toBe('docker')
  expect(backupOf(record)?.evidence).toMatch(
    /^Backed up with pg_dump and pg_restore \d+\.\d+ in the container of the server .* 2 cells were compared with the target/,
  )
  expect(backupOf(record)?.status).toBe('pass')
  expect(ownContainers()).toEqual([])
})

test('the target is dumped and restored by the programs in a service container, which keeps nothing', async () => {
  const network = makeNetwork()
  const login = ['--env', 'POSTGRES_PASSWORD=pass', '--env', 'POSTGRES_USER=anna']
  const id = startContainer('--network', network, ...login, CLIENT_IMAGE)
  const inputs = { 'job-services': jobServices({ db: id }) }
  const record = await runInJobContainer(network, inputs, SETTINGS)
  expect(record.target.provision).toBe('service')
  expect(backupOf(record)).toMatchObject({
    status: 'pass',
    evidence: expect.stringContaining('in the container of the server'),
  })
  expect(docker('exec', id, 'sh', '-c', 'echo /tmp/*')).toBe('/tmp/*')
})

test.each([
  ['restores nothing', 'pg_restore', 'exit 0', /: the table notes cannot be read, lost or changed/],
  [
    'cannot restore',
    'pg_restore',
    'echo "pg_restore: error: no room" >&2; exit 1',
    /could not be restored: exit status 1: pg_restore: error: no room/,
  ],
])('a container that %s fails', async (_, program, text, evidence) => {
  const image = imageWith(program, replaced(program, text))
  const record = await runInJobContainer(makeNetwork(), { 'postgres-image': image }, SETTINGS)
  expect(backupOf(record)?.evidence).toMatch(evidence)
  expect(backupOf(record)?.status).toBe('fail')
})

test('a container without pg_dump leaves the line open', async () => {
  const record = await runInJobContainer(makeNetwork(), { 'postgres-image': postgresImage(18) }, SETTINGS)
  expect(backupOf(record)).toMatchObject({
    status: 'unverified',
    evidence: expect.stringContaining('There is no pg_dump of version 18'),
  })
})
