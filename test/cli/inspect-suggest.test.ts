import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { runCommand } from '../../src/cli/run-command.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const SOURCE = `create table t (id integer primary key, a text);
  insert into t values (1, 'x' || char(0)), (2, 'y'), (3, 'z')`

function sink(): { readonly stream: Writable; readonly text: () => string } {
  const pieces: string[] = []
  const write = (piece: Buffer, _: string, done: () => void) => {
    pieces.push(piece.toString())
    done()
  }
  return { stream: new Writable({ write }), text: () => pieces.join('') }
}

async function suggest(directory: string, ...more: readonly string[]) {
  const [stdout, stderr] = [sink(), sink()]
  const exitCode = await runCommand({
    arguments: ['inspect', join(directory, 'source.sqlite'), '--suggest', ...more],
    environment: {},
    directory,
    parallelism: 1,
    stdout: stdout.stream,
    stderr: stderr.stream,
    signal: new AbortController().signal,
  })
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() }
}

test('--suggest writes the settings file beside the inspection', async () => {
  const directory = dirname(await sqliteFromSql(SOURCE))
  const { exitCode, stdout, stderr } = await suggest(directory)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('-- Issues to expect: 1')
  expect(stderr).toContain('The proposed remedies are in rehearsal.yml')
  expect(await readFile(join(directory, 'rehearsal.yml'), 'utf8')).toContain('do: strip')
})

test.each(['rehearsal.yml', '.github/rehearsal.yml', 'own.yml'])('%s is never overwritten', async (name) => {
  const directory = dirname(await sqliteFromSql(SOURCE))
  await mkdir(join(directory, '.github'))
  await writeFile(join(directory, name), 'exclude: nothing')
  const { exitCode, stdout, stderr } = await suggest(
    directory,
    ...(name === 'own.yml' ? ['--config', name] : []),
  )
  expect(exitCode).toBe(0)
  expect(stdout).toContain('do: strip')
  expect(stdout).not.toContain('Issues to expect')
  expect(stderr).toContain(`${name} exists and stays as it is; the proposal went to standard output`)
  expect(await readFile(join(directory, name), 'utf8')).toBe('exclude: nothing')
})
