import { spawnSync } from 'node:child_process'
import { mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, test } from 'vitest'
import { crashedDatabase, quiet, refusal, take } from '../stages/snapshot/sources.ts'
import { runCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

/** A temporary folder of our own, so that everything that is left in it can be seen. */
let temporary: string
beforeEach(async () => {
  const outside = process.env.TMPDIR
  temporary = await temporaryDirectory()
  process.env.TMPDIR = temporary
  return () => {
    if (outside === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = outside
  }
})

describe('The private directory of a snapshot', () => {
  it('can be entered by this user only, and is gone at the end', async () => {
    const path = await walDatabase()
    await take(path, async (snapshot) => {
      const directory = dirname(snapshot.path)
      expect(dirname(directory)).toBe(temporary)
      expect((await stat(directory)).mode & 0o777).toBe(0o700)
      expect((await stat(snapshot.path)).mode & 0o777).toBe(0o600)
    })
    expect(await ourDirectories()).toEqual([])
  })

  it('is gone after an error of the work, of the source and after a cancellation', async () => {
    const path = await walDatabase()
    const failed = take(path, () => Promise.reject(new Error('the work failed')))
    await expect(failed).rejects.toThrow('the work failed')
    await refusal(join(temporary, 'missing'))
    const cancel = new AbortController()
    const cancelled = take(
      path,
      () => {
        cancel.abort(new Error('cancelled'))
        cancel.signal.throwIfAborted()
      },
      { ...quiet, signal: cancel.signal },
    )
    await expect(cancelled).rejects.toThrow('cancelled')
    expect(await ourDirectories()).toEqual([])
  })

  it('of a run that was killed is removed by the next run; those of runs that go on are not', async () => {
    const own = await take(await walDatabase(), (snapshot) => basename(dirname(snapshot.path)))
    const named = (pid: number) => own.replace(`-${process.pid}-`, `-${pid}-`)
    const killed = named(spawnSync('true').pid)
    const running = named(process.ppid)
    const link = `${killed}link`
    const keep = join(temporary, 'keep')
    for (const name of [killed, running, 'keep', 'pg-rehearsal-snapshot-other-host-1-x']) {
      await mkdir(join(temporary, name))
      await writeFile(join(temporary, name, 'database'), 'x')
    }
    await symlink(keep, join(temporary, link))
    await take(await walDatabase(), async () => {
      expect(await ourDirectories()).not.toContain(killed)
      expect(await ourDirectories()).toEqual(
        expect.arrayContaining([running, link, 'pg-rehearsal-snapshot-other-host-1-x']),
      )
    })
    expect(await readdir(keep)).toEqual(['database'])
  })
})

test('a temporary folder that is not there is named', async () => {
  const folder = join(await temporaryDirectory(), 'gone')
  const { exitCode: code, stderr } = await runCli(['inspect', await sqliteFromSql('create table a (b)')], {
    cwd: await temporaryDirectory(),
    environment: { TMPDIR: folder },
  })
  expect(stderr).toContain(`The temporary folder ${folder} cannot be written to.`)
  expect(code).toBe(2)
})

function walDatabase(): Promise<string> {
  return crashedDatabase('pragma journal_mode = wal; create table t (a); insert into t values (1)')
}

async function ourDirectories(): Promise<string[]> {
  return (await readdir(temporary)).filter((name) => name.startsWith('pg-rehearsal-snapshot-'))
}
