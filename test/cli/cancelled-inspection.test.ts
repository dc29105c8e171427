import { truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { startCli } from '../support/run-cli.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

test('an inspection that is cancelled while it hashes a large file ends at once, and speaks of no record', async () => {
  const source = await sqliteFromSql('create table t (a)')
  // it takes half a minute to read, and no room on the disk
  await truncate(source, 64 * 2 ** 30)
  const { child, finished, says } = startCli(['inspect', source], { cwd: dirname(source) })
  await says(/catalog: finished/)
  child.kill('SIGTERM')
  expect(await finished).toMatchObject({
    exitCode: 143,
    signal: null,
    stdout: '',
    stderr: expect.stringMatching(/error: Cancelled by SIGTERM\.\nhint: Run the command again\.\n$/),
  })
}, 20_000)
