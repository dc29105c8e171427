import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toPerformance } from '../src/settings/query-schema.ts'
import { SETTINGS_FILES } from '../src/settings/read-settings-file.ts'
import { renderTerminal } from '../src/stages/report/render-terminal.ts'
import { rehearseFile } from './support/rehearse.ts'

const ROOT = join(import.meta.dirname, '..')

/** Lines that differ from run to run. */
const CHANGING = /^(Date:|- Test Duration:)/

test('no settings of the repository itself change what the first command of the README prints', () => {
  expect(SETTINGS_FILES.filter((path) => existsSync(join(ROOT, path)))).toEqual([])
})

test('the report in the README is what a rehearsal of the fixture prints', async () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const excerpt = /```text\n([^`]+)```/.exec(readme)?.[1]?.trimEnd().split('\n') ?? []
  // on a busy machine too, no query of so few rows is to be graded
  const performance = toPerformance(undefined, { 'floor-ms': 1000 })
  const record = await rehearseFile(join(ROOT, 'fixtures/league.sql'), { performance })
  const report = renderTerminal(record, { color: false, width: 80 }).split('\n')
  expect(excerpt.length).toBeGreaterThan(20)
  let from = 0
  for (const line of excerpt.filter((text) => text !== '…' && !CHANGING.test(text))) {
    const at = report.indexOf(line, from)
    expect(at, `the report does not say, or not in this order: ${line}`).toBeGreaterThanOrEqual(from)
    from = at + (line === '' ? 0 : 1)
  }
})
