import { expect, test } from 'vitest'
import { recordOf, runAction } from '../support/run-action.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { MAJORS, postgresImage } from './build-images.ts'
import { docker, dockerEnvironment, jobServices, NOTES, ownContainers, startContainer } from './docker.ts'

test.each(MAJORS)('an image of PostgreSQL %i is started, used and removed', async (major) => {
  const run = await runAction({
    inputs: { snapshot: await sqliteFromSql(NOTES), 'postgres-image': postgresImage(major) },
    environment: dockerEnvironment(),
  })
  expect(run.exitCode, run.stdout).toBe(0)
  const { target, result } = await recordOf(run)
  expect({ ...target, result }).toMatchObject({ provision: 'docker', result: 'complete' })
  expect(target.version).toMatch(new RegExp(`^${major}\\.`))
  expect(run.summary).toContain(`PostgreSQL ${target.version} (docker)`)
  expect(ownContainers()).toEqual([])
  expect(docker('volume', 'ls', '--quiet')).toBe('')
})

test('a step with nothing but a snapshot takes the official image of the version', async () => {
  docker('tag', postgresImage(14), 'postgres:14')
  const run = await runAction({
    inputs: { snapshot: await sqliteFromSql(NOTES), 'postgres-version': '14' },
    environment: dockerEnvironment(),
  })
  expect(run.exitCode, run.stdout).toBe(0)
  expect((await recordOf(run)).target).toMatchObject({
    provision: 'docker',
    version: expect.stringMatching(/^14\./),
  })
})

test('an image of another version than the one that was asked for is refused, and its container removed', async () => {
  const run = await runAction({
    inputs: {
      snapshot: await sqliteFromSql(NOTES),
      'postgres-image': postgresImage(14),
      'postgres-version': '18',
    },
    environment: dockerEnvironment(),
  })
  expect(run.exitCode, run.stdout).toBe(4)
  expect((await recordOf(run)).run.error?.code).toBe('postgres-unsupported')
  expect(ownContainers()).toEqual([])
})

test.each([
  ['at the port that it publishes', ['--publish', '127.0.0.1::5432']],
  ['in its network, where it publishes none', []],
])('a service is found by the credentials of its container, %s', async (_, options) => {
  const login = [
    '--env',
    'POSTGRES_USER=anna',
    '--env',
    'POSTGRES_PASSWORD=pass=word',
    '--env',
    'POSTGRES_DB=shop',
  ]
  const other = startContainer('pg-rehearsal-test/job:1')
  const id = startContainer(...options, ...login, postgresImage(18))
  const run = await runAction({
    inputs: {
      snapshot: await sqliteFromSql(NOTES),
      'job-services': jobServices({ cache: other, db: id }),
      'job-container': '{"network":"n"}',
    },
    environment: dockerEnvironment(),
  })
  expect(run.exitCode, run.stdout).toBe(0)
  expect((await recordOf(run)).target).toMatchObject({
    provision: 'service',
    version: expect.stringMatching(/^18\./),
  })
  expect(docker('inspect', '--format', '{{.State.Running}}', id)).toBe('true')
})

test('a service of another version than the one that was asked for is passed over, and that is told', async () => {
  const id = startContainer('--env', 'POSTGRES_PASSWORD=password', postgresImage(18))
  docker('tag', postgresImage(14), 'postgres:14')
  const run = await runAction({
    inputs: {
      snapshot: await sqliteFromSql(NOTES),
      'postgres-version': '14',
      'job-services': jobServices({ db: id }),
    },
    environment: dockerEnvironment(),
  })
  expect(run.exitCode, run.stdout).toBe(0)
  expect((await recordOf(run)).target.provision).toBe('docker')
  expect(run.stdout).toContain('The service db is PostgreSQL 18')
})
