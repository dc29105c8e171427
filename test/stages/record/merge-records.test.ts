import { describe, expect, test } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import { mergeRecords, type NamedRecord } from '../../../src/stages/record/merge-records.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { expectValidRecord } from '../../support/valid-record.ts'
import { exampleRun, ORPHANS, VARCHAR_OVERFLOW, VIEW_LOST } from './example-run.ts'

const A = { name: 'owners', rows: 13 }
const B = { name: 'players', rows: 302, rejected: 2, columns: 12 }

function record(tables: Parameters<typeof exampleRun>[0], changes: Partial<RunFacts> = {}): RunRecord {
  return buildRunRecord(exampleRun(tables, changes), EMPTY_HISTORY)
}

function merge(...records: readonly RunRecord[]): RunRecord {
  const named = records.map((one, index) => ({ name: `leg${index}`, record: one }))
  const merged = mergeRecords(named)
  expectValidRecord(merged)
  expect(mergeRecords(named.toReversed())).toEqual(merged)
  return merged
}

/** The same record from another server. */
function on(version: string, run: RunRecord): RunRecord {
  return { ...run, target: { ...run.target, version } }
}

describe('the shards of a run', () => {
  const first = record([A], { issues: [VIEW_LOST] })
  const second = record([B], { issues: [VARCHAR_OVERFLOW, VIEW_LOST], durationMs: 9_000 })

  test('have all their tables together, and each issue once', () => {
    const merged = merge(first, second)
    expect(merged.tables.map(({ name }) => name)).toEqual(['owners', 'players'])
    expect(merged.issues.map(({ id }) => id).toSorted()).toEqual(
      [...new Set([...first.issues, ...second.issues].map(({ id }) => id))].toSorted(),
    )
    expect(merged.summary).toMatchObject({
      tablesTotal: 2,
      rowsSource: 315,
      rowsLoaded: 313,
      rowsRejected: 2,
      issues: { new: 2 },
    })
    expect(merged.result).toBe('failure')
    expect(merged.run.durationMs).toBe(9_000)
  })

  test('count a table where it was rehearsed, and not where it was skipped', () => {
    const skipped = { ...B, name: 'owners' }
    const other = record([B])
    const withSkipped = {
      ...other,
      tables: [
        {
          ...other.tables[0],
          name: skipped.name,
          status: 'skipped',
          rowsSource: 0,
          rowsLoaded: 0,
          rowsRejected: 0,
        },
        ...other.tables,
      ],
    } as RunRecord
    const merged = merge(withSkipped, first)
    expect(merged.tables.map(({ name, status }) => [name, status])).toEqual([
      ['owners', 'migrated'],
      ['players', 'partial'],
    ])
  })
})

describe('the legs of a matrix', () => {
  const good = on('16.9', record([A]))
  const bad = on('17.6', record([A, B], { issues: [ORPHANS, VARCHAR_OVERFLOW] }))

  test('keep their tables and issues apart by name', () => {
    const merged = merge(good, bad)
    expect(merged.tables.map(({ name }) => name)).toEqual(['leg0/owners', 'leg1/owners', 'leg1/players'])
    expect(merged.issues.map(({ id }) => id)).toContain('quality/varchar-overflow:leg1/owners.display_name')
    expect(merged.target.version).toBe('16.9, 17.6')
  })

  test('that rehearsed the same tables of the same source are no shards', () => {
    expect(merge(record([A]), record([A])).tables).toHaveLength(2)
  })
})

describe('the verdict of all', () => {
  const lost = { code: 'postgres-connection-lost', message: 'gone', hint: 'look' }
  const complete = record([A])
  const error = record([A], { status: 'error', error: lost, load: null, validation: null })

  test.each<[RunRecord['result'], readonly RunRecord['result'][]]>([
    ['complete', ['complete', 'complete']],
    ['partial', ['complete', 'partial']],
    ['failure', ['partial', 'failure', 'complete']],
    ['error', ['failure', 'error']],
  ])('is %s for %j', (worst, results) => {
    expect(merge(...results.map((result) => ({ ...complete, result }))).result).toBe(worst)
  })

  test('is not ready, and its validation has not run, when one is not', () => {
    const merged = merge({ ...complete, readiness: { verdict: 'ready', items: [] } }, error)
    expect(merged).toMatchObject({
      run: { status: 'error', error: lost },
      readiness: { verdict: 'not-ready' },
      summary: { validation: 'NOT RUN' },
    })
  })

  test('has a line of the checklist only where all have proved it', () => {
    const item = { id: 'x', group: 'data', title: 'X', evidence: 'e' } as const
    const with_ = (status: 'pass' | 'fail' | 'unverified') => ({
      ...complete,
      readiness: { verdict: 'ready', items: [{ ...item, status }] } as const,
    })
    const status = (...records: readonly RunRecord[]) =>
      merge(...records).readiness.items.find(({ id }) => id === 'x')?.status
    expect(status(with_('pass'), with_('pass'))).toBe('pass')
    expect(status(with_('pass'), with_('unverified'))).toBe('unverified')
    expect(status(with_('pass'), with_('fail'), with_('unverified'))).toBe('fail')
    expect(status(with_('pass'), { ...complete, readiness: { verdict: 'ready', items: [] } })).toBe(
      'unverified',
    )
  })
})

describe('what says nothing together', () => {
  test.each<[string, readonly NamedRecord[]]>([
    ['nothing', []],
    [
      'two commits',
      [
        { name: 'a', record: record([A], { commit: 'a' }) },
        { name: 'b', record: record([A], { commit: 'b' }) },
      ],
    ],
  ])('is refused: %s', (_, named) => {
    expect(() => mergeRecords(named)).toThrow(expect.objectContaining({ code: 'record-unreadable' }))
  })

  test('is one record alone, which stays as it is', () => {
    const alone = record([A])
    expect(mergeRecords([{ name: 'a', record: alone }])).toBe(alone)
  })
})
