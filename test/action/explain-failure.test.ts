import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getOctokit } from '@actions/github'
import { expect, onTestFinished, test } from 'vitest'
import { explainFailure } from '../../src/action/github/explain-failure.ts'

/** What the client throws. */
async function failureOf(token: string, baseUrl: string): Promise<unknown> {
  return await getOctokit(token, { baseUrl })
    .rest.issues.listComments({ owner: 'octo', repo: 'demo', issue_number: 5 })
    .then(
      () => null,
      (error: unknown) => error,
    )
}

async function serverThatAnswers(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end('{}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

test('a server that refuses the connection could not be reached', async () => {
  const error = await failureOf('token', await closedPort())
  expect(explainFailure(error, 'actions: read')).toBe('GitHub could not be reached (ECONNREFUSED).')
})

test('a port that no client asks could not be reached', async () => {
  const error = await failureOf('token', 'http://127.0.0.1:1')
  expect(explainFailure(error, 'actions: read')).toMatch(/^GitHub could not be reached \(\w+\)\.$/)
})

test.each(['a\nb', 'tökən'])('the token %j cannot be sent, and is not shown', async (token) => {
  const reason = explainFailure(await failureOf(token, await closedPort()), 'actions: read')
  expect(reason).toBe('the token holds characters that cannot be sent: look at github-token.')
})

test.each([
  [500, 'GitHub does not answer as it should (500).'],
  [418, 'GitHub does not answer as it should (418).'],
  [401, 'GitHub does not know this token (401): look at github-token.'],
  [403, 'the token may not do this (403). Add actions: read to the permissions of the job.'],
])('an answer with the status %i is one', async (status, reason) => {
  const error = await failureOf('token', await serverThatAnswers(status))
  expect(explainFailure(error, 'actions: read')).toBe(reason)
})
