import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { recordOf, runAction } from '../support/run-action.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { JOB_IMAGE } from './build-images.ts'
import { docker, dockerEnvironment, NOTES, ownContainers } from './docker.ts'

/** A registry on the loopback device, where docker speaks HTTP. */
async function startRegistry(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close().closeAllConnections())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('a registry without a port')
  return `127.0.0.1:${address.port}`
}

function refusing(status: number, code: string, message: string): RequestListener {
  return ({ url }, response) => {
    if (url === '/v2/') response.writeHead(200).end()
    else
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ errors: [{ code, message }] }))
  }
}

async function rehearseOn(image: string) {
  return await runAction({
    inputs: { snapshot: await sqliteFromSql(NOTES), 'postgres-image': image },
    environment: dockerEnvironment(),
  })
}

/** An image whose start does this. */
function makeImage(name: string, command: string): string {
  const id = docker('create', JOB_IMAGE)
  docker('commit', '--change', `ENTRYPOINT ["sh", "-c", ${JSON.stringify(command)}]`, id, name)
  docker('rm', id)
  return name
}

test.each([
  [
    'that refuses',
    refusing(403, 'DENIED', 'requested access to the resource is denied'),
    0,
    'log in to its registry',
  ],
  [
    'without the image',
    refusing(404, 'MANIFEST_UNKNOWN', 'manifest unknown'),
    0,
    'Check the name and the tag',
  ],
  [
    'that has had enough',
    refusing(429, 'TOOMANYREQUESTS', 'You have reached your pull rate limit'),
    2,
    'docker/login-action',
  ],
])('a registry %s is explained', async (_, answer, retries, hint) => {
  const run = await rehearseOn(`${await startRegistry(answer)}/octo/postgres:18`)
  expect(run.exitCode, run.stdout).toBe(4)
  const { error } = (await recordOf(run)).run
  expect(error).toMatchObject({ code: 'postgres-image-unavailable', hint: expect.stringContaining(hint) })
  expect(run.stdout.match(/trying again/g) ?? []).toHaveLength(retries)
})

test('a registry that nobody reaches is asked three times', async () => {
  const run = await rehearseOn('127.0.0.1:1/octo/postgres:18')
  expect(run.exitCode, run.stdout).toBe(4)
  expect((await recordOf(run)).run.error).toMatchObject({
    code: 'postgres-image-unavailable',
    hint: expect.stringContaining('mirror'),
  })
  expect(run.stdout.match(/trying again/g)).toHaveLength(2)
})

test('a container that dies at its start leaves the end of its log, and nothing else', async () => {
  const run = await rehearseOn(makeImage('pg-rehearsal-test/dies:1', 'echo "no room for data" >&2; exit 3'))
  expect(run.exitCode, run.stdout).toBe(4)
  const { error } = (await recordOf(run)).run
  expect(error?.code).toBe('postgres-start-failed')
  expect(error?.message).toContain('it ended with status 3; the last lines of its log:\nno room for data')
  expect(ownContainers()).toEqual([])
})

test('an image without a server is refused in the words of docker', async () => {
  const run = await rehearseOn(JOB_IMAGE)
  expect(run.exitCode, run.stdout).toBe(4)
  expect((await recordOf(run)).run.error).toMatchObject({
    code: 'postgres-start-failed',
    message: expect.stringContaining('"postgres": executable file not found'),
  })
  expect(ownContainers()).toEqual([])
})

test('a run that is cancelled while an image is loaded ends at once', async () => {
  const image = `${await startRegistry(() => {})}/octo/postgres:18`
  const run = await runAction({
    inputs: { snapshot: await sqliteFromSql(NOTES), 'postgres-image': image },
    environment: dockerEnvironment(),
    // the image is asked for before the source is read, and only then there is something to put into a record
    signalWhen: (printed) =>
      printed.includes('Loading the image') && printed.includes('catalog: finished') ? 'SIGINT' : null,
  })
  expect(run.exitCode, run.stdout).toBe(130)
  expect((await recordOf(run)).run.status).toBe('cancelled')
})

test('a run that is cancelled while its container starts removes it', async () => {
  const image = makeImage('pg-rehearsal-test/waits:1', 'exec sleep 600')
  const run = await runAction({
    inputs: { snapshot: await sqliteFromSql(NOTES), 'postgres-image': image },
    environment: dockerEnvironment(),
    signalOnce: { signal: 'SIGINT', when: () => ownContainers().length > 0 },
  })
  expect(run.exitCode, run.stdout).toBe(130)
  expect(ownContainers()).toEqual([])
})
