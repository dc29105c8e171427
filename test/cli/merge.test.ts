import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { parseRunRecord } from '../../src/stages/record/parse-run-record.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryDirectory } from '../support/sqlite.ts'
import { savedRecord } from './saved-record.ts'

let cwd: string

beforeEach(async () => {
  cwd = await temporaryDirectory()
})

function save(folder: string, changes: Partial<RunRecord> = {}): string {
  mkdirSync(join(cwd, folder))
  writeFileSync(join(cwd, folder, 'record.json'), JSON.stringify(savedRecord(changes)))
  return `${folder}/record.json`
}

test('writes one record and its report, prints it, and asks the gate', async () => {
  const paths = [save('a'), save('b', { result: 'failure' })]
  const run = await runCli(['merge', ...paths, '--out', 'merged', '--format', 'json'], { cwd })
  expect(run, run.stderr).toMatchObject({
    exitCode: 1,
    stderr: 'The gate does not hold (fail-on: failure): the result is failure.\n',
  })
  const merged = parseRunRecord(readFileSync(join(cwd, 'merged', 'record.json'), 'utf8'))
  expect(JSON.parse(run.stdout)).toEqual(merged)
  expect(merged.result).toBe('failure')
  expect(merged.gate).toEqual({ failOn: 'failure', holds: false, reason: 'the result is failure' })
  expect(readFileSync(join(cwd, 'merged', 'report.md'), 'utf8')).toContain('failure, not safe to deploy')
})

test('asks its own gate, whatever the records were asked', async () => {
  const gate = { failOn: 'not-ready', holds: false, reason: 'the checklist is not ready' } as const
  const paths = [save('a', { gate }), save('b', { gate })]
  const run = await runCli(['merge', ...paths, '--format', 'json'], { cwd })
  expect(run.exitCode, run.stderr).toBe(0)
  expect(parseRunRecord(run.stdout).gate).toEqual({ failOn: 'failure', holds: true, reason: null })
})

test('removes what an earlier run has left in its folder, and keeps its history', async () => {
  const paths = [save('a'), save('b')]
  save('merged')
  for (const name of ['ddl.sql', 'history.jsonl']) writeFileSync(join(cwd, 'merged', name), 'x')
  expect((await runCli(['merge', ...paths, '--out', 'merged'], { cwd })).exitCode).toBe(0)
  const own = readdirSync(join(cwd, 'merged')).filter((name) => !name.startsWith('.'))
  expect(own).toEqual(['history.jsonl', 'record.json', 'report.html', 'report.md'])
})

test.each([
  ['a record that it reads', 'a', /would write .*record\.json, where the record is/],
  ["somebody else's report", 'mine', /holds report\.md, and no record of an earlier run/],
])('does not write over %s', async (_, out, message) => {
  const paths = [save('a'), save('b')]
  mkdirSync(join(cwd, 'mine'))
  writeFileSync(join(cwd, 'mine', 'report.md'), 'my own')
  const before = readFileSync(join(cwd, 'a', 'record.json'), 'utf8')
  const run = await runCli(['merge', ...paths, '--out', out], { cwd })
  expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(message) })
  // merge has no such option
  expect(run.stderr).not.toContain('--history')
  expect(readFileSync(join(cwd, 'mine', 'report.md'), 'utf8')).toBe('my own')
  expect(readFileSync(join(cwd, 'a', 'record.json'), 'utf8')).toBe(before)
})

test('names the legs by their folders', async () => {
  const warnings = ['Beware']
  const paths = [save('first', { warnings }), save('second', { warnings })]
  const run = await runCli(['merge', ...paths, '--format', 'json'], { cwd })
  expect(run.exitCode, run.stderr).toBe(0)
  expect(JSON.parse(run.stdout).warnings).toEqual(['first: Beware', 'second: Beware'])
})

test.each([
  ['one record', ['a/record.json'], /name two records or more/],
  [
    'a record that is not there',
    ['a/record.json', 'c/record.json'],
    /Cannot read the record c\/record\.json \(ENOENT\)\./,
  ],
  [
    'a record that is none',
    ['a/record.json', 'b/notes.json'],
    /error: b\/notes\.json: The record is not JSON/,
  ],
  ['an unknown option', ['a/record.json', 'b/record.json', '--jobs', '2'], /--jobs: unknown option/],
])('refuses %s with exit code 2', async (_, args, message) => {
  save('a')
  save('b')
  writeFileSync(join(cwd, 'b', 'notes.json'), 'notes')
  const run = await runCli(['merge', ...args], { cwd })
  expect(run).toMatchObject({ exitCode: 2, stdout: '' })
  expect(run.stderr).toMatch(message)
})
