// biome-ignore-all lint/suspicious/noTemplateCurlyInString: workflows hold expressions
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILES = ['.github/workflows', 'docs/workflows'].flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`).map((name) => `${folder}/${name}`),
)
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8')
const manifest = parse(read('action.yml'))

/** What GitHub's own parser has against a workflow: unknown keys, wrong types, expressions that cannot be. */
function complaintsAbout(name: string, content: string): readonly string[] {
  const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  return context.errors.getErrors().map(({ message }) => message)
}

/** What a feature of the action asks for, and nothing else. */
const NEEDED = { contents: ['read'], actions: ['read'], 'pull-requests': ['write'] }

interface Job {
  readonly 'timeout-minutes'?: number
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps?: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[]
}

function jobsOf(path: string): readonly (readonly [string, Job])[] {
  return Object.entries<Job>(parse(read(path)).jobs)
}

function isOurs(uses: string | undefined): boolean {
  return uses === './' || uses?.startsWith('your-organisation/pg-rehearsal@') === true
}

/** A copy of production is rehearsed at night, where there is no pull request. */
function comments(given: Readonly<Record<string, unknown>>): boolean {
  return given.mode !== 'gate' && given.comment !== 'off' && given['snapshot-command'] === undefined
}

/** The steps that use this action, with what their job may do. */
const OUR_STEPS = FILES.flatMap((path) =>
  jobsOf(path).flatMap(([job, { permissions = {}, steps = [] }]) =>
    steps
      .filter(({ uses }) => isOurs(uses))
      .map((step) => ({ title: `${path}, ${job}`, permissions, given: step.with ?? {} })),
  ),
)

test('there are examples of each kind', () => {
  expect(FILES.filter((path) => path.startsWith('docs/'))).toEqual(
    ['deploy-gate', 'fork-companion', 'matrix', 'nightly', 'pull-request'].map(
      (name) => `docs/workflows/${name}.yml`,
    ),
  )
  expect(OUR_STEPS.length).toBeGreaterThanOrEqual(8)
})

describe('a workflow', () => {
  test.each(FILES)('is one that the parser of GitHub takes: %s', (path) => {
    expect(complaintsAbout(path, read(path))).toEqual([])
  })

  test.each([
    ['an unknown key', 'on: push\njobs:\n  a:\n    runs-on: x\n    stepz: []\n'],
    [
      'an expression that is none',
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${{ 1 + }}\n',
    ],
    ['an event that there is not', 'on: pull\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: x }]\n'],
  ])('is refused by it for %s', (_, content) => {
    expect(complaintsAbout('x.yml', content)).not.toEqual([])
  })

  test.each(FILES)('gives every job no more than it names: %s', (path) => {
    expect(parse(read(path)).permissions).toEqual({ contents: 'read' })
  })
})

describe('a job', () => {
  const jobs = FILES.flatMap((path) =>
    jobsOf(path).map(([name, job]) => ({ title: `${path}, ${name}`, job })),
  )

  test.each(jobs)('does not run for hours when something hangs: $title', ({ job }) => {
    expect(job['timeout-minutes']).toBeLessThanOrEqual(120)
  })

  test.each(jobs)('has no permission beyond what the features of the action ask for: $title', ({ job }) => {
    const { permissions = {}, steps = [] } = job
    for (const [name, level] of Object.entries(permissions)) {
      expect(NEEDED[name as keyof typeof NEEDED], name).toContain(level)
    }
    const writes = steps.some(({ uses, with: given = {} }) => isOurs(uses) && comments(given))
    expect(permissions['pull-requests']).toBe(writes ? 'write' : undefined)
  })

  test.each(jobs)('leaves no token of the checkout behind: $title', ({ job }) => {
    const checkouts = job.steps?.filter(({ uses }) => uses?.startsWith('actions/checkout@')) ?? []
    for (const { with: given } of checkouts) expect(given).toMatchObject({ 'persist-credentials': false })
  })
})

test.each(FILES)('%s says what happens to runs at the same time', (path) => {
  expect(parse(read(path)).concurrency).toBeDefined()
})

describe('a step that uses the action', () => {
  test.each(OUR_STEPS)('knows its inputs: $title', ({ given }) => {
    expect(Object.keys(given).filter((name) => manifest.inputs[name] === undefined)).toEqual([])
  })

  test.each(OUR_STEPS)('may do what its mode needs: $title', ({ given, permissions }) => {
    if (Object.keys(permissions).length === 0) throw new Error('the job names no permissions')
    expect(permissions.actions).toBe('read')
    if (comments(given)) expect(permissions['pull-requests']).toBe('write')
  })
})
