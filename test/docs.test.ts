import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { renderPages } from '../scripts/pages/render-pages.ts'
import { ISSUE_CODES } from '../src/issues/issue-codes.ts'
import { checklistSchema } from '../src/settings/checklist-schema.ts'
import { OPTION_NAMES, OPTIONS } from '../src/settings/options.ts'
import { keysAt } from '../src/settings/schema-place.ts'
import { CHECKLIST } from '../src/stages/readiness/checklist.ts'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')

test.each([...renderPages()])('%s is what npm run docs writes', (path, content) => {
  expect(read(path) === content, `${path} is stale: run npm run docs`).toBe(true)
})

test('docs/issues.md explains every code', () => {
  const page = read('docs/issues.md')
  expect(Object.keys(ISSUE_CODES).filter((code) => !page.includes(`\n### ${code}\n`))).toEqual([])
})

test.each(['README.md', 'docs/cli.md'])('%s names no option that does not exist', (path) => {
  const foreign = ['--help', '--version']
  const lines = read(path)
    .split('\n')
    .filter((line) => /pg-rehearsal|^\| `--/.test(line))
  const named = lines.flatMap((line) =>
    [...line.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option),
  )
  const known = [...OPTION_NAMES.map((name) => `--${name}`), ...foreign]
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((option) => !known.includes(option))).toEqual([])
})

test('the example in docs/cli.md is a settings file that its JSON Schema allows', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(read('docs/cli.md'))?.[1] ?? ''
  const validate = new Ajv2020({ formats: { date: /^\d{4}-\d\d-\d\d$/ } }).compile(
    JSON.parse(read('schema/settings.schema.json')),
  )
  expect(validate(parse(example)), JSON.stringify(validate.errors)).toBe(true)
})

test('docs/checklist.md lists the lines that take a statement, and those that do not', () => {
  const [, proved = '', spoken = ''] =
    /no statement replaces that: ([\s\S]*?) are no keys of `checklist`\. These are:([\s\S]*?)\. Each/.exec(
      read('docs/checklist.md'),
    ) ?? []
  const named = (text: string) => [...text.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id).toSorted()
  const keys = keysAt(checklistSchema, []).filter((key) => !key.startsWith('team-'))
  expect(named(spoken)).toEqual(keys.toSorted())
  const lines = CHECKLIST.map(({ id }): string => id)
  expect(named(proved)).toEqual(lines.filter((id) => !keys.includes(id)).toSorted())
})

test('the JSON Schema of the settings knows each key of the file and nothing else', () => {
  const { properties, additionalProperties } = JSON.parse(read('schema/settings.schema.json'))
  expect(Object.keys(properties)).toEqual(OPTION_NAMES.filter((name) => OPTIONS[name].inFile))
  expect(additionalProperties).toBe(false)
})
