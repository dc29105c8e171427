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

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps?: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[]
}

function jobsOf(path: string): readonly (readonly [string, Job])[] {
  return Object.entries<Job>(parse(read(path)).jobs)
}

/** The steps that use this action, with what their job may do. */
const OUR_STEPS = FILES.flatMap((path) =>
  jobsOf(path).flatMap(([job, { permissions = {}, steps = [] }]) =>
    steps
      .filter(({ uses }) => uses === './' || uses?.startsWith('your-organisation/pg-rehearsal@') === true)
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

describe('a step that uses the action', () => {
  test.each(OUR_STEPS)('knows its inputs: $title', ({ given }) => {
    expect(Object.keys(given).filter((name) => manifest.inputs[name] === undefined)).toEqual([])
  })

  test.each(OUR_STEPS)('may do what its mode needs: $title', ({ given, permissions }) => {
    if (Object.keys(permissions).length === 0) throw new Error('the job names no permissions')
    expect(permissions.actions).toBe('read')
    const comments =
      given.mode !== 'gate' && given.comment !== 'off' && given['snapshot-command'] === undefined
    if (comments) expect(permissions['pull-requests']).toBe('write')
  })
})
