// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of GitHub
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { OUTPUTS } from '../../src/action/outputs.ts'
import { optionsOf } from '../../src/settings/options.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const manifest = parse(read('action.yml'))

test('action.yml has every option of a rehearsal that makes sense in a workflow, and every output', () => {
  const inputs = optionsOf('rehearse').filter((name) => name !== 'format' && name !== 'keep')
  expect(Object.keys(manifest.inputs)).toEqual([...inputs, 'job-services', 'job-container'])
  expect(Object.keys(manifest.outputs)).toEqual(Object.keys(OUTPUTS))
})

test('action.yml has nothing that the runner would refuse or take for a given value', () => {
  const { 'job-services': services, 'job-container': container, ...inputs } = manifest.inputs
  const entries = [...Object.values<object>(inputs), ...Object.values<object>(manifest.outputs)]
  expect([services.default, container.default]).toEqual([
    '${{ toJSON(job.services) }}',
    '${{ toJSON(job.container) }}',
  ])
  expect(new Set(entries.flatMap((entry) => Object.keys(entry)))).toEqual(new Set(['description']))
  expect(manifest.runs).toEqual({
    using: 'node24',
    main: 'dist/action.js',
    post: 'dist/post.js',
    'post-if': 'always()',
  })
})

test('action.yml starts a file that is there', () => {
  expect(read(manifest.runs.main)).not.toBe('')
  expect(read(manifest.runs.post)).not.toBe('')
})
