// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of GitHub
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ACTION_INPUT_NAMES, ACTION_INPUTS } from '../../src/action/action-inputs.ts'
import { OUTPUTS, outputsOf, outputsWithoutRecord } from '../../src/action/outputs.ts'
import { optionsOf } from '../../src/settings/options.ts'
import { savedRecord } from '../cli/saved-record.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const manifest = parse(read('action.yml'))

test('action.yml has every option of a rehearsal that makes sense in a workflow, the inputs of its own, and every output', () => {
  const inputs = optionsOf('rehearse').filter((name) => name !== 'format' && name !== 'keep')
  expect(Object.keys(manifest.inputs)).toEqual([...inputs, ...ACTION_INPUT_NAMES])
  expect(Object.keys(manifest.outputs)).toEqual(Object.keys(OUTPUTS))
})

test('action.yml has nothing that the runner would refuse or take for a given value', () => {
  const entries = Object.entries<object>({ ...manifest.inputs, ...manifest.outputs })
  for (const [name, entry] of entries) {
    const fillsItselfIn = Object.entries(ACTION_INPUTS).some(
      ([own, { value }]) => own === name && value !== null,
    )
    expect(Object.keys(entry), name).toEqual(fillsItselfIn ? ['description', 'default'] : ['description'])
  }
  expect(manifest.runs).toEqual({
    using: 'node24',
    main: 'dist/action.js',
    post: 'dist/post.js',
    'post-if': 'always()',
  })
})

test('what fills itself in uses only what the runner allows in a default', () => {
  const expressions = Object.values(ACTION_INPUTS).flatMap(({ value }) => value ?? [])
  expect(expressions.length).toBeGreaterThan(2)
  for (const expression of expressions)
    expect(expression).toMatch(/^\$\{\{ .*\b(github|matrix|job)\b.* \}\}$/)
})

test.each(['README.md', 'docs/action.md', 'action.yml'])(
  '%s names no input and no output that does not exist',
  (path) => {
    const known = [...Object.keys(manifest.inputs), ...Object.keys(manifest.outputs)]
    const page = read(path)
    const steps = [...page.matchAll(/with:\n((?: {10,}[\w-]+:.*\n)+)/g)].flatMap(([, block = '']) =>
      block.split('\n'),
    )
    const named = steps.flatMap((line) => /^\s+([\w-]+):/.exec(line)?.[1] ?? [])
    expect(named.filter((name) => !known.includes(name))).toEqual([])
  },
)

test('docs/action.md explains every input and every output', () => {
  const page = read('docs/action.md')
  for (const name of [...Object.keys(manifest.inputs), ...Object.keys(manifest.outputs)]) {
    expect(page).toContain(`\n| \`${name}\` |`)
  }
})

test('every output is set, whether there is a record or not', () => {
  const none = outputsWithoutRecord()
  const all = outputsOf({
    record: savedRecord(),
    directory: '.',
    artifactUrl: 'a',
    pageUrl: 'p',
    commentUrl: 'b',
  })
  expect([...none.keys()]).toEqual(Object.keys(OUTPUTS))
  expect([...all.keys()]).toEqual(Object.keys(OUTPUTS))
  expect(none.get('result')).toBe('error')
})

test('action.yml starts a file that is there', () => {
  expect(read(manifest.runs.main)).not.toBe('')
  expect(read(manifest.runs.post)).not.toBe('')
})
