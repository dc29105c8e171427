import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { ArtifactRoutes } from './artifact-routes.ts'
import { type Exchange, readExchange } from './exchange.ts'
import { FakeState } from './fake-state.ts'
import { answerRest } from './rest-routes.ts'

export interface FakeGitHub {
  readonly state: FakeState
  /** What a runner of this server puts into the environment of a step of this run. */
  readonly environment: (run?: number) => Readonly<Record<string, string>>
}

/** Starts our own GitHub on a free port, for the time of a test. It keeps what it is told, and forgets it at the end. */
export async function startFakeGitHub(): Promise<FakeGitHub> {
  const state = new FakeState()
  const artifacts = new ArtifactRoutes(state)
  const server = createServer(async (incoming, response) => {
    const exchange = await readExchange(incoming, response)
    state.requests.push(exchange.request)
    if (
      !answerFault(state, exchange, response) &&
      !artifacts.answer(exchange) &&
      !answerRest(state, exchange)
    ) {
      exchange.json(404, { message: 'Not Found' })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    state,
    environment: (run = 77) => ({
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY_ID: String(state.repositoryId),
      GITHUB_RUN_ID: String(run),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_NUMBER: '7',
      GITHUB_JOB: 'rehearse',
      GITHUB_WORKFLOW: 'CI',
      GITHUB_WORKFLOW_REF: 'octo/demo/.github/workflows/ci.yml@refs/heads/main',
      GITHUB_RETENTION_DAYS: '90',
      ACTIONS_RESULTS_URL: url,
      ACTIONS_RUNTIME_TOKEN: runtimeToken(run),
      'INPUT_GITHUB-TOKEN': 'ghs_fakefakefakefakefakefakefakefakefake',
    }),
  }
}

/** Only decoded by the client, never checked: a JWT whose scope names the run and the job. */
function runtimeToken(run: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ scp: `Actions.Results:${run}:job` })}.signature`
}

function answerFault(state: FakeState, exchange: Exchange, response: ServerResponse): boolean {
  const { method, path, body } = exchange.request
  const fault = state.faults.find(
    ({ on, saying, times }) => times > 0 && on.test(`${method} ${path}`) && saying.test(body),
  )
  if (fault === undefined) return false
  fault.times--
  fault.meanwhile()
  const { answer } = fault
  if (answer === 'hang') setTimeout(() => response.destroy(), 120_000).unref()
  else exchange.json(answer.status, { message: answer.message ?? 'fault' }, answer.headers)
  return true
}
