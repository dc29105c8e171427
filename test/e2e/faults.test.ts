import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseRunRecord } from '../../src/stages/record/parse-run-record.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer, withTestConnection } from '../support/postgres.ts'
import { isRunning, serversOf } from '../support/processes.ts'
import { serverUrl } from '../support/rehearse.ts'
import { type RunningCli, startCli } from '../support/run-cli.ts'
import { sqliteForFile } from '../support/sqlite.ts'

const run = promisify(execFile)

/** Milliseconds after the start of the load when its COPY is running, and far from its end. */
const ROWS_ON_THEIR_WAY = 400

/** Large enough that the load takes a second or more. */
const LARGE = `
  create table events (id integer primary key, kind text not null, payload text, at datetime);
  with recursive i(n) as (select 1 union all select n + 1 from i where n < 400000)
  insert into events
  select n, 'kind ' || n % 7, hex(n) || printf('%0200d', n), datetime(1700000000 + n, 'unixepoch') from i;`

/** No test may change it, and each proves that its program has not. */
const large = sqliteForFile(LARGE)

interface Stage {
  readonly folder: string
  readonly snapshot: string
  readonly fingerprint: string
}

async function setStage(): Promise<Stage> {
  const snapshot = large()
  const folder = await mkdtemp(join(tmpdir(), 'pg-rehearsal-faults-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { folder, snapshot, fingerprint: await fingerprintOf(snapshot) }
}

async function fingerprintOf(snapshot: string): Promise<string> {
  const bytes = createHash('sha256')
    .update(await readFile(snapshot))
    .digest('hex')
  return `${bytes} ${(await readdir(dirname(snapshot))).join(' ')}`
}

/** What must hold after every fault: an honest record, an untouched source, and nothing left running. */
async function expectCleanEnd(
  stage: Stage,
  program: RunningCli,
  servers: readonly number[],
): Promise<RunRecord> {
  expect(await fingerprintOf(stage.snapshot)).toBe(stage.fingerprint)
  expect(servers.filter(isRunning)).toEqual([])
  expect(serversOf(program.child.pid ?? 0)).toEqual([])
  return parseRunRecord(await readFile(join(stage.folder, '.rehearsal/record.json'), 'utf8'))
}

function startLoading(stage: Stage, options: readonly string[] = []): RunningCli {
  return startCli(['rehearse', stage.snapshot, ...options], { cwd: stage.folder })
}

describe('a fault in the middle of the load', () => {
  test('a killed server is an error that says so, with exit code 4', async () => {
    const stage = await setStage()
    const program = startLoading(stage)
    await program.says(/load: started/)
    await setTimeout(ROWS_ON_THEIR_WAY)
    const servers = serversOf(program.child.pid ?? 0)
    expect(servers).toHaveLength(1)
    for (const pid of servers) process.kill(pid, 'SIGKILL')
    const { exitCode, stderr } = await program.finished
    expect(exitCode).toBe(4)
    expect(stderr).toContain('hint:')
    expect(stderr).not.toMatch(/^\s+at /m)
    const record = await expectCleanEnd(stage, program, servers)
    expect(record.run.status).toBe('error')
    // one more session may just be opened
    expect(['postgres-connection-lost', 'postgres-unreachable']).toContain(record.run.error?.code)
    expect(record.result).toBe('error')
  })

  test('a closed connection is an error that says so, with exit code 4', async () => {
    const stage = await setStage()
    const program = startLoading(stage, ['--postgres-url', serverUrl(testServer())])
    await program.says(/load: started/)
    await withTestConnection(async (connection) => {
      const terminated = await connection.query(`
        select pg_terminate_backend(pid)
          from pg_stat_activity
         where query like 'copy "public"."events"%' or query like 'copy public.events%'`)
      expect(terminated.rowCount).toBeGreaterThan(0)
    })
    const { exitCode } = await program.finished
    expect(exitCode).toBe(4)
    const record = await expectCleanEnd(stage, program, [])
    expect(record.run).toMatchObject({ status: 'error', error: { code: 'postgres-connection-lost' } })
  })

  test.each([
    ['SIGHUP', 129, 'cancelled-sighup'],
    ['SIGINT', 130, 'cancelled-sigint'],
    ['SIGTERM', 143, 'cancelled-sigterm'],
  ] as const)(
    '%s cancels the run with exit code %i and a record of what was found',
    async (signal, code, error) => {
      const stage = await setStage()
      const program = startLoading(stage)
      await program.says(/load: started/)
      const servers = serversOf(program.child.pid ?? 0)
      program.child.kill(signal)
      const { exitCode } = await program.finished
      expect(exitCode).toBe(code)
      const record = await expectCleanEnd(stage, program, servers)
      expect(record.run).toMatchObject({ status: 'cancelled', error: { code: error } })
      expect(record.tables.map(({ name }) => name)).toEqual(['events'])
    },
  )

  test('a full disk is an error that says so, with exit code 4', async () => {
    const stage = await setStage()
    const disk = await mountTinyDisk()
    const program = startCli(['rehearse', stage.snapshot], {
      cwd: stage.folder,
      environment: { TMPDIR: disk },
    })
    const { exitCode, stderr } = await program.finished
    expect(stderr).toContain('disk')
    expect(exitCode).toBe(4)
    const record = await expectCleanEnd(stage, program, [])
    expect(record.run).toMatchObject({ status: 'error', error: { code: 'postgres-disk-full' } })
    expect(await readdir(disk)).toEqual([])
  })
})

/** A file system of 90 MB: enough for an empty cluster, too little for the rows. Needs root, or a sudo that does not ask. */
async function mountTinyDisk(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-rehearsal-disk-'))
  await asRoot('mount', ['-t', 'tmpfs', '-o', 'size=90m,mode=1777', 'tmpfs', folder])
  onTestFinished(async () => {
    await asRoot('umount', [folder])
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

async function asRoot(program: string, args: readonly string[]): Promise<void> {
  if (process.getuid?.() === 0) await run(program, [...args])
  else await run('sudo', ['-n', program, ...args])
}
