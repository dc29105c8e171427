import { expect, inject, test } from 'vitest'
import { removeLater } from '../../src/engines/postgres/provision/docker/remove-later.ts'
import { runAction } from '../support/run-action.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { postgresImage } from './build-images.ts'
import { docker, dockerEnvironment, NOTES, ownContainers, startContainer } from './docker.ts'

/** A run that is killed in the middle of its load; its container is still there. */
async function killedRun() {
  const run = await runAction({
    inputs: {
      snapshot: await sqliteFromSql(NOTES),
      'postgres-image': postgresImage(18),
      'schema-command': 'sleep 60',
    },
    environment: dockerEnvironment(),
    signalOnce: {
      signal: 'SIGKILL',
      when: () => docker('ps', '--filter', 'label=pg-rehearsal', '--quiet') !== '',
    },
  })
  expect(run.exitCode).toBe(null)
  expect(ownContainers()).toEqual([run.state.container])
  return run
}

test('the step after the job removes the container of a run that was killed', async () => {
  const { state } = await killedRun()
  const post = await runAction({
    program: 'post.js',
    inputs: {},
    environment: { ...dockerEnvironment(), STATE_container: state.container },
  })
  expect(post.exitCode, post.stdout + post.stderr).toBe(0)
  expect(post.commands).toEqual([])
  expect(ownContainers()).toEqual([])
})

test('the step after the job says what it could not remove, and does not fail', async () => {
  const post = await runAction({
    program: 'post.js',
    inputs: {},
    environment: { DOCKER_HOST: 'unix:///nowhere.sock', STATE_container: 'pg-rehearsal-0' },
  })
  expect(post.exitCode).toBe(0)
  expect(post.commands).toContainEqual({
    name: 'warning',
    message: expect.stringContaining('pg-rehearsal-0 could not be removed'),
  })
})

test('a container is removed by a process that outlives us, when there is no time to wait', async () => {
  const id = docker('run', '--detach', '--label', 'pg-rehearsal=1', 'pg-rehearsal-test/job:1')
  removeLater({ kind: 'socket', path: inject('dockerSocket') }, id)
  await expect.poll(ownContainers, { timeout: 30_000 }).toEqual([])
})

test('the next run removes the container of one that was killed, and nobody else', async () => {
  await killedRun()
  const running = JSON.stringify({
    pid: 1,
    host: 'another-machine',
    started: '1',
    namespace: 'pid:[1]',
    container: null,
  })
  const other = startContainer(
    '--label',
    'pg-rehearsal=1',
    '--label',
    `pg-rehearsal.owner=${running}`,
    '--name',
    'of-another-machine',
    'pg-rehearsal-test/job:1',
  )
  const next = await runAction({
    inputs: { snapshot: await sqliteFromSql(NOTES), 'postgres-image': postgresImage(18) },
    environment: dockerEnvironment(),
  })
  expect(next.exitCode, next.stdout).toBe(0)
  expect(ownContainers()).toEqual(['of-another-machine'])
  expect(docker('inspect', '--format', '{{.State.Running}}', other)).toBe('true')
})
