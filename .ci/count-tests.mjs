import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Prints `N passed, N failed` over all results of vitest in a folder: https://vitest.dev/guide/reporters#json-reporter

const folder = process.argv[2] ?? '.'
const runs = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
const files = runs.flatMap(({ testResults }) => testResults)
const tests = files.flatMap(({ assertionResults }) => assertionResults)
const passed = tests.filter(({ status }) => status === 'passed').length
const failed = tests.filter(({ status }) => status === 'failed').length
// A file that cannot even be loaded has no tests, and counts as one failure.
const broken = files.filter(({ status, assertionResults }) => {
  return status === 'failed' && assertionResults.every((test) => test.status !== 'failed')
}).length
process.stdout.write(`${passed} passed, ${failed + broken} failed\n`)
