import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import {
  appendHistory,
  EMPTY_HISTORY,
  joinHistories,
  MAX_RUNS,
  readHistory,
} from '../../../src/stages/record/history.ts'
import { toRunDigest } from '../../../src/stages/record/run-digest.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { exampleRun, ORPHANS } from './example-run.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'))
  file = join(folder, 'history.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

async function nextRun(): Promise<RunRecord> {
  return buildRunRecord(
    exampleRun([{ name: 'owners', rows: 13 }], { issues: [ORPHANS] }),
    await readHistory(file),
  )
}

it('is empty where there is no file', async () => {
  expect(await readHistory(file)).toEqual({ runs: [], notes: [] })
})

it('gives back what was appended, oldest first', async () => {
  const first = await nextRun()
  await appendHistory(file, first)
  const second = await nextRun()
  await appendHistory(file, second)
  expect(await readHistory(file)).toEqual({ runs: [toRunDigest(first), toRunDigest(second)], notes: [] })
  expect(second.run.number).toBe(2)
  expect(second.issues[0]).toMatchObject({ state: 'remaining', firstSeenRun: 1 })
})

it('counts on from no number that is the last there is', async () => {
  const first = await nextRun()
  await appendHistory(file, { ...first, run: { ...first.run, number: Number.MAX_SAFE_INTEGER } })
  expect((await readHistory(file)).notes).toEqual([expect.stringContaining('line 1 is not a run')])
  expect((await nextRun()).run.number).toBe(1)
  await writeFile(file, JSON.stringify({ ...toRunDigest(first), run: { ...first.run, number: 2 ** 53 - 2 } }))
  const last = await nextRun()
  await appendHistory(file, last)
  expect((await nextRun()).run.number).toBe(last.run.number)
})

it('knows the first run behind a byte order mark', async () => {
  const first = await nextRun()
  await writeFile(file, `\uFEFF${JSON.stringify(toRunDigest(first))}\r\n`)
  expect((await nextRun()).issues[0]?.state).toBe('remaining')
  await appendHistory(file, await nextRun())
  expect((await readHistory(file)).runs.map(({ run }) => run.number)).toEqual([1, 2])
})

it('joins histories to one: each run once, in its order, of whichever database', async () => {
  const record = await nextRun()
  const at = (startedAt: string, path: string) =>
    toRunDigest({ ...record, run: { ...record.run, startedAt }, source: { ...record.source, path } })
  const first = at('2026-09-01T02:00:00.000Z', 'shop.db')
  const beside = at('2026-09-01T02:00:00.000Z', 'blog.db')
  const second = at('2026-09-02T02:00:00.000Z', 'shop.db')
  expect(
    joinHistories([
      [first, second],
      [first, beside],
    ]),
  ).toEqual([first, beside, second])
})

it('reads lines that were written before they named the database, issues their columns and types, and the summary waivers', async () => {
  const digest = toRunDigest(await nextRun())
  const issues = digest.issues.map(({ column, declaredType, targetType, ...issue }) => issue)
  const { waived, ...counts } = digest.summary.issues
  const { source, tables, ...before } = digest
  const old = { ...before, issues, summary: { ...digest.summary, issues: counts } }
  await writeFile(file, `${JSON.stringify(old)}\n`)
  const { runs, notes } = await readHistory(file)
  expect(notes).toEqual([])
  expect(runs[0]?.issues[0]).toMatchObject({ column: null, declaredType: null, targetType: null })
  expect(await nextRun()).toMatchObject({ run: { number: 2 }, issues: [{ state: 'remaining' }] })
})

it('keeps the column of an issue and its types', async () => {
  const columnTypes = [{ table: 'owners', column: 'name', declared: 'VARCHAR(20)', target: 'text' }]
  const found = { ...ORPHANS, table: 'owners', column: 'name' }
  const facts = exampleRun([{ name: 'owners', rows: 13 }], { issues: [found], columnTypes })
  await appendHistory(file, buildRunRecord(facts, await readHistory(file)))
  expect((await readHistory(file)).runs[0]?.issues[0]).toMatchObject({
    column: 'name',
    declaredType: 'VARCHAR(20)',
    targetType: 'text',
  })
})

it('keeps examples and keys out of the digest', async () => {
  await appendHistory(file, await nextRun())
  expect(await readFile(file, 'utf8')).not.toContain('9001')
})

it('makes the folder and leaves nothing but the file', async () => {
  const deep = join(folder, 'a', 'b', 'history.jsonl')
  await appendHistory(deep, await nextRun())
  expect(await readdir(join(folder, 'a', 'b'))).toEqual(['history.jsonl'])
})

it('survives a torn last line and goes on after it', async () => {
  await appendHistory(file, await nextRun())
  await appendFile(file, '{"schemaVersion":1,"run":{"num')
  const torn = await readHistory(file)
  expect(torn.runs).toHaveLength(1)
  expect(torn.notes).toEqual([
    expect.stringContaining('line 2 is not a run; the write may have been cut off'),
  ])

  await appendHistory(file, await nextRun())
  const { runs, notes } = await readHistory(file)
  expect(runs.map(({ run }) => run.number)).toEqual([1, 2])
  expect(notes).toEqual([expect.stringContaining('line 2 is not a run that this version knows')])
})

it('keeps lines of another version where they are', async () => {
  const foreign = '{"schemaVersion":7,"from":"the future"}'
  await writeFile(file, `${foreign}\n`)
  await appendHistory(file, await nextRun())
  expect(await readFile(file, 'utf8')).toContain(`${foreign}\n`)
})

it('drops the oldest runs when there are too many', async () => {
  const digest = toRunDigest(await nextRun())
  const many = Array.from({ length: MAX_RUNS }, (_, index) =>
    JSON.stringify({ ...digest, run: { ...digest.run, number: index + 1 } }),
  )
  await writeFile(file, `${many.join('\n')}\n`)
  await appendHistory(file, await nextRun())
  const { runs } = await readHistory(file)
  expect(runs.map(({ run }) => run.number)).toEqual(Array.from({ length: MAX_RUNS }, (_, index) => index + 2))
})

it('refuses a history that is a folder', async () => {
  await mkdir(file)
  await expect(readHistory(file)).rejects.toMatchObject({ code: 'record-unreadable' })
})

it('leaves the old history as it was when it cannot be replaced', async () => {
  await appendHistory(file, await nextRun())
  const before = await readFile(file, 'utf8')
  const record = await nextRun()
  const blocked = join(file, 'history.jsonl')
  await expect(appendHistory(blocked, record)).rejects.toMatchObject({ name: 'RehearsalError' })
  expect(await readFile(file, 'utf8')).toBe(before)
})

describe('databases that share a history', () => {
  const run = async (sourcePath: string, ...tables: readonly string[]) => {
    const named = tables.map((name) => ({ name, rows: 13 }))
    const facts = exampleRun(named, { sourcePath, issues: [{ ...ORPHANS, table: tables[0] ?? '' }] })
    const record = buildRunRecord(facts, await readHistory(file))
    await appendHistory(file, record)
    return { number: record.run.number, ...record.summary.issues, trend: record.trend.length }
  }

  it('have runs of their own in it, and resolve nothing of each other', async () => {
    expect(await run('shop.db', 'orders', 'users', 'items')).toMatchObject({ number: 1, new: 1 })
    const other = { number: 1, new: 1, remaining: 0, resolved: 0, trend: 1 }
    expect(await run('blog.db', 'posts', 'users', 'tags', 'links')).toMatchObject(other)
    const again = { number: 2, new: 0, remaining: 1, resolved: 0, trend: 2 }
    expect(await run('shop.db', 'orders', 'users', 'items')).toMatchObject(again)
  })

  it('are one by half of their tables, whatever tonight’s snapshot is called', async () => {
    await run('monday.db', 'orders', 'users')
    expect(await run('tuesday.db', 'orders', 'people', 'stock')).toMatchObject({ number: 2, remaining: 1 })
  })

  it('are one by their path, whatever becomes of the tables', async () => {
    await run('shop.db', 'orders')
    expect(await run('shop.db', 'bestellungen')).toMatchObject({ number: 2, resolved: 1 })
  })

  it('are known by a hundred tables of many', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `t${index}`)
    await run('monday.db', ...many)
    expect(
      toRunDigest(buildRunRecord(exampleRun(many.map((name) => ({ name, rows: 1 }))), EMPTY_HISTORY)).tables,
    ).toHaveLength(100)
    expect(await run('tuesday.db', ...many.toReversed())).toMatchObject({ number: 2 })
  })
})
