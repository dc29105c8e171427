import { expect, test } from 'vitest'
import { readActionInputs } from '../../src/action/action-inputs.ts'
import {
  historyArtifactName,
  isRecordArtifact,
  recordArtifactName,
} from '../../src/action/artifacts/artifact-names.ts'
import { readGithubRun } from '../../src/action/github-run.ts'

const read = (given: Readonly<Record<string, string>>) => readActionInputs((name) => given[name] ?? '')
const settings = (given: Readonly<Record<string, string>>) => read(given).github
const run = await readGithubRun({ GITHUB_REPOSITORY: 'octo/demo', GITHUB_JOB: 'rehearse' })

test('nothing given is a rehearsal with a comment', () => {
  expect(read({})).toEqual({
    github: {
      mode: 'rehearse',
      comment: 'always',
      commentKey: null,
      token: null,
      artifactName: null,
      uploads: true,
      retentionDays: null,
      maxAgeHours: 168,
      leg: '',
      checkRunId: null,
    },
    mistakes: [],
  })
})

test.each([
  ['mode', 'deploy'],
  ['comment', 'sometimes'],
  ['artifact-name', 'a/b'],
  ['artifact-name', 'x'.repeat(101)],
  ['retention-days', '0'],
  ['retention-days', '401'],
  ['retention-days', '1.5'],
  ['max-age', 'old'],
])('%s: %s is a mistake', (name, value) => {
  expect(read({ [name]: value }).mistakes).toEqual([
    { where: `input ${name}`, message: expect.stringContaining('expected ') },
  ])
})

test('every mistake is found at once', () => {
  expect(read({ mode: 'x', comment: 'y', 'max-age': 'z' }).mistakes).toHaveLength(3)
})

test.each([
  ['null', ''],
  ['', ''],
  ['[1]', ''],
  ['{"postgres":16}', 'postgres: 16'],
  ['{"postgres":16,"database":"shop"}', 'database: shop, postgres: 16'],
  ['{"database":"shop","postgres":16}', 'database: shop, postgres: 16'],
  ['{"x":{"a":1}}', 'x: {"a":1}'],
])('the matrix %s is the leg "%s"', (matrix, leg) => {
  expect(settings({ matrix }).leg).toBe(leg)
})

test.each([
  [{}, 'pg-rehearsal-rehearse', 'pg-rehearsal-rehearse--history'],
  [
    { matrix: '{"postgres":16}' },
    'pg-rehearsal-rehearse-postgres-16',
    'pg-rehearsal-rehearse--history-postgres-16',
  ],
  [{ 'artifact-name': 'app' }, 'app', 'app--history'],
  [
    { 'artifact-name': 'purchase-history', matrix: '{"database":"order-history"}' },
    'purchase-history-database-order-history',
    'purchase-history--history-database-order-history',
  ],
  [{ 'artifact-name': 'my--history.html' }, 'my--history.html', 'my--history.html--history'],
  [
    { matrix: '{"x":"a--history"}' },
    'pg-rehearsal-rehearse-x-a-history-23f33124',
    'pg-rehearsal-rehearse--history-x-a-history-23f33124',
  ],
])('the artifacts for %j are %s and %s', (given, record, history) => {
  expect(recordArtifactName(run, settings(given))).toBe(record)
  expect(historyArtifactName(run, settings(given))).toBe(history)
  expect(isRecordArtifact(record, settings(given))).toBe(true)
  expect(isRecordArtifact(history, settings(given))).toBe(false)
})

test('legs that differ in what cannot stand in a name have different artifacts', () => {
  const names = ['a/b', 'a:b', 'a b', 'a-b', '☃', '⛄'].map((x) =>
    recordArtifactName(run, settings({ matrix: JSON.stringify({ x }) })),
  )
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[\w.-]+$/)
})

test('artifacts of others are not ours', () => {
  expect(isRecordArtifact('coverage', settings({}))).toBe(false)
  expect(isRecordArtifact('application', settings({ 'artifact-name': 'app' }))).toBe(false)
})
