import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { describeRunRecord } from '../../../src/stages/record/describe-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import { parseRunRecord } from '../../../src/stages/record/parse-run-record.ts'
import { writeRunRecord } from '../../../src/stages/record/write-run-record.ts'
import { exampleRun, ORPHANS } from './example-run.ts'

const RECORD = buildRunRecord(
  exampleRun([{ name: 'owners', rows: 13 }], { issues: [ORPHANS] }),
  EMPTY_HISTORY,
)

describe('a record on disk', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'record-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is written whole, and read back the same', async () => {
    const path = await writeRunRecord(join(folder, 'out'), RECORD)
    expect(path).toBe(join(folder, 'out', 'record.json'))
    expect(parseRunRecord(await readFile(path, 'utf8'))).toEqual(RECORD)
    expect(await readdir(join(folder, 'out'))).toEqual(['record.json'])
  })

  it('is refused with the place and the reason where it cannot be written', async () => {
    const blocked = join(folder, 'file')
    await writeFile(blocked, '')
    await expect(writeRunRecord(blocked, RECORD)).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringMatching(/Cannot write .*file.record\.json: E[A-Z]+/),
    })
  })
})

describe('parseRunRecord', () => {
  it('ignores fields that it does not know', () => {
    const future = { ...RECORD, mood: 'good', run: { ...RECORD.run, weather: 'dry' } }
    expect(parseRunRecord(JSON.stringify(future))).toEqual(RECORD)
  })

  it('reads a record that was written before there were waivers, remedies and warnings', () => {
    const { remedies, warnings, ...rest } = RECORD
    const issues = RECORD.issues.map(({ declaredType, targetType, ...issue }) => issue)
    const { waived, ...counts } = RECORD.summary.issues
    const old = { ...rest, issues, summary: { ...RECORD.summary, issues: counts } }
    expect(parseRunRecord(JSON.stringify(old))).toEqual(RECORD)
  })

  it.each([
    ['text that is no JSON', 'secret {', 'is not JSON'],
    ['a cut record', JSON.stringify(RECORD).slice(0, 500), 'is not JSON'],
    ['JSON of something else', '{"name":"pg-rehearsal"}', 'it has no schemaVersion'],
    ['a list', '[]', 'it has no schemaVersion'],
    ['a newer version', '{"schemaVersion":2}', 'schema version 2; this pg-rehearsal reads version 1'],
    ['a wrong result', JSON.stringify({ ...RECORD, result: 'great' }), 'at result'],
    ['a missing part', JSON.stringify({ ...RECORD, summary: undefined }), 'at summary'],
  ])('refuses %s', (_, text, message) => {
    const refusal = expect.objectContaining({
      code: 'record-unreadable',
      message: expect.stringContaining(message),
      hint: expect.stringMatching(/./),
    })
    expect(() => parseRunRecord(text)).toThrow(refusal)
  })

  it('does not quote the text that it cannot read', () => {
    expect(() => parseRunRecord('secret {')).not.toThrow(/secret/)
  })
})

describe('describeRunRecord', () => {
  it('says something of every field', () => {
    const rows = describeRunRecord().split('\n').slice(2)
    expect(rows.length).toBeGreaterThan(80)
    for (const row of rows) expect(row).toMatch(/^\| `[\w.[\]]+` \| .+ \| .{4,} \|$/)
  })
})
