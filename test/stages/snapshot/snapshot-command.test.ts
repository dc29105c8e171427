import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'
import { crashedDatabase, folderState, query, quiet, refusal, take } from './sources.ts'

describe('A snapshot command', () => {
  it('writes a database to $SNAPSHOT_PATH, and the report does not show where that was', async () => {
    const original = await sqliteFromSql('create table t (a); insert into t values (1)')
    await take(command(`echo noise; cp '${original}' "$SNAPSHOT_PATH"`), async (snapshot) => {
      expect(query(snapshot, 'select count(*) from t')).toEqual([[1n]])
      expect(snapshot.sourcePath).toBe('$SNAPSHOT_PATH')
      expect(await folderState(original)).toEqual([`source.sqlite ${snapshot.sha256}`])
    })
  })

  it('may write a script', async () => {
    const source = command('echo "create table t (a); insert into t values (1), (2)" > "$SNAPSHOT_PATH"')
    await take(source, (snapshot) => expect(query(snapshot, 'select count(*) from t')).toEqual([[2n]]))
  })

  it('that fails is quoted with its status and the end of its standard error, where values are shown', async () => {
    const error = await refusal(shown('for n in 1 2 3 4 5 6 7; do echo "line $n" >&2; done; exit 9'))
    expect(error).toMatchObject({
      code: 'snapshot-command-failed',
      exitCode: 3,
      message: 'The snapshot command ended with exit status 9.',
      hint: 'It said:\nline 3\nline 4\nline 5\nline 6\nline 7',
    })
  })

  it('that fails cannot send escape sequences to the terminal', async () => {
    const error = await refusal(shown("printf '\\033[2J\\033]0;owned\\007bad' >&2; exit 1"))
    expect(error.hint).toBe('It said:\nbad')
  })

  it('that fails is not quoted elsewhere: it may say rows', async () => {
    const error = await refusal(command('echo "near ada@secret.example" >&2; exit 9'))
    expect(error).toMatchObject({
      message: 'The snapshot command ended with exit status 9.',
      hint: 'What it said may quote rows, so only show-values shows it. Or run it by hand, with SNAPSHOT_PATH set to a file that does not exist.',
    })
  })

  it('that is not installed is named', async () => {
    const error = await refusal(command('cd / && no-such-litestream restore'))
    expect(error.message).toBe(
      'The snapshot command ended with exit status 127 (a program was not found: no-such-litestream).',
    )
  })

  it('that does not end is stopped with all that it started, and the setting is named', async () => {
    const folder = await temporaryDirectory()
    const error = await refusal({
      ...command(`trap '' TERM; (sleep 4; touch '${folder}/alive') & sleep 60`),
      commands: { timeoutMs: 1000, showValues: false },
    })
    expect(error).toMatchObject({
      code: 'snapshot-command-failed',
      message:
        'The snapshot command ended with a time-out: it was stopped after 1 second (command-timeout gives it longer).',
    })
    await pause(2500)
    expect(await readdir(folder)).toEqual([])
  })

  it('that dies of a signal says which', async () => {
    const error = await refusal(command('kill -KILL $$'))
    expect(error.message).toBe('The snapshot command ended with signal SIGKILL.')
  })

  it('that writes nothing, or not a database, is refused', async () => {
    expect(await refusal(command('true'))).toMatchObject({
      code: 'snapshot-command-failed',
      message: 'The snapshot command wrote no file to $SNAPSHOT_PATH.',
    })
    for (const nothing of [':', 'cat']) {
      expect(await refusal(command(`${nothing} > "$SNAPSHOT_PATH"`))).toMatchObject({
        code: 'snapshot-empty',
        message: 'The snapshot command wrote nothing into $SNAPSHOT_PATH.',
        hint: expect.stringContaining('it has no standard input'),
      })
    }
    expect(await refusal(command('mkdir "$SNAPSHOT_PATH"'))).toMatchObject({ code: 'snapshot-is-directory' })
  })

  it('is stopped with all that it started when the run is cancelled', async () => {
    const folder = await temporaryDirectory()
    const cancel = new AbortController()
    const running = refusal(command(`(sleep 1; touch '${folder}/alive') & touch '${folder}/started'; wait`), {
      ...quiet,
      signal: cancel.signal,
    })
    while ((await readdir(folder)).length === 0) await pause(20)
    cancel.abort(new Error('cancelled'))
    expect((await running).message).toBe('cancelled')
    await pause(1500)
    expect(await readdir(folder)).toEqual(['started'])
  })
})

const WAL = 'pragma journal_mode = wal; create table t (a); insert into t values (1), (2), (3)'
const WAL_AND_FILE = `${WAL}; pragma wal_checkpoint; insert into t values (4)`
const UNFINISHED = `
  pragma cache_size = 5;
  create table t (id integer primary key, a);
  with n (i) as (values (1) union all select i + 1 from n where i < 2000)
  insert into t select i, 'before' || hex(zeroblob(40)) from n;
  begin;
  update t set a = 'after' || hex(zeroblob(40))`

describe('The live database stays as it is when a snapshot command', () => {
  it.each([
    ['links to it', WAL, 'ln -s DB "$SNAPSHOT_PATH"', 3n],
    ['makes a hard link to it', WAL_AND_FILE, 'ln DB "$SNAPSHOT_PATH"', 3n],
    [
      'makes hard links to it and to its -wal',
      WAL,
      'ln DB "$SNAPSHOT_PATH"; ln DB-wal "$SNAPSHOT_PATH-wal"',
      3n,
    ],
    [
      'copies it, and links to its -wal',
      WAL,
      'cp DB "$SNAPSHOT_PATH"; ln -s DB-wal "$SNAPSHOT_PATH-wal"',
      3n,
    ],
    [
      'copies it, and makes a hard link to its -wal',
      WAL,
      'cp DB "$SNAPSHOT_PATH"; ln DB-wal "$SNAPSHOT_PATH-wal"',
      3n,
    ],
    [
      'puts a link to its folder in the place of that of the snapshot',
      WAL,
      'd="$(dirname "$SNAPSHOT_PATH")"; rmdir "$d"; ln -s "$(dirname DB)" "$d"; ln DB "$SNAPSHOT_PATH"; ln DB-wal "$SNAPSHOT_PATH-wal"',
      3n,
    ],
    ['links to it while its journal is hot', UNFINISHED, 'ln -s DB "$SNAPSHOT_PATH"', 2000n],
    [
      'makes hard links to it and to its hot journal',
      UNFINISHED,
      'ln DB "$SNAPSHOT_PATH"; ln DB-journal "$SNAPSHOT_PATH-journal"',
      2000n,
    ],
    [
      'copies it, and links to its hot journal',
      UNFINISHED,
      'cp DB "$SNAPSHOT_PATH"; ln -s DB-journal "$SNAPSHOT_PATH-journal"',
      2000n,
    ],
  ])('%s', async (_, statements, shell, rows) => {
    const live = await crashedDatabase(statements)
    const before = await folderState(live)
    await take(command(shell.replaceAll('DB', live)), (snapshot) => {
      expect(query(snapshot, "select count(*) from t where a not like 'after%'")).toEqual([[rows]])
    })
    // where the command has put a link beside it, that one is more
    expect(await folderState(live)).toEqual(expect.arrayContaining([...before]))
  })
})

function command(snapshotCommand: string) {
  return { snapshotCommand }
}

function shown(snapshotCommand: string) {
  return { snapshotCommand, commands: { timeoutMs: 60_000, showValues: true } }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
