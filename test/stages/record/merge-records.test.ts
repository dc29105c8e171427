import { describe, expect, test } from 'vitest'
import { issue } from '../../../src/issues/issue.ts'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import type { NamedRecord } from '../../../src/stages/record/merge/named-record.ts'
import { mergeRecords } from '../../../src/stages/record/merge-records.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { expectValidRecord } from '../../support/valid-record.ts'
import { exampleRun, ORPHANS, VARCHAR_OVERFLOW, VIEW_LOST, WRONG_CLASS } from './example-run.ts'

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

/** The records of shards of 9 and 1 tables of 1000 cells each; the lone one has lost rows, and the owner accepts it. */
function tenTables(rejected: number, waived = true): readonly [RunRecord, RunRecord] {
  const whole = Array.from({ length: 9 }, (_, index) => ({ name: `t${index}`, rows: 250 }))
  const issues = [{ ...WRONG_CLASS, table: 'ill' }]
  const waivers = waived ? [{ issue: '*', reason: 'known', owner: null, expires: '2027-01-01' }] : []
  return [record(whole), record([{ name: 'ill', rows: 250, rejected }], { issues, waivers })]
}

describe('the criteria of success', () => {
  test.each<[string, readonly RunRecord[], RunRecord['result']]>([
    ['9 of 10 tables, over 95 % of the cells, waived', tenTables(20), 'partial'],
    ['9 of 10 tables, 94 % of the cells, waived', tenTables(150), 'failure'],
    ['9 of 10 tables, not waived', tenTables(20, false), 'failure'],
    ['all tables', [record([A]), record([{ name: 'players', rows: 302 }])], 'complete'],
  ])('are applied to all tables of the shards: %s', (_, records, result) => {
    expect(merge(...records).result).toBe(result)
  })

  test('are those of a single run over the same tables', () => {
    const [whole, ill] = tenTables(20)
    expect(ill.result).toBe('failure')
    const single = record(
      [
        ...Array.from({ length: 9 }, (_, index) => ({ name: `t${index}`, rows: 250 })),
        { name: 'ill', rows: 250, rejected: 20 },
      ],
      {
        issues: [{ ...WRONG_CLASS, table: 'ill' }],
        waivers: [{ issue: '*', reason: 'known', owner: null, expires: '2027-01-01' }],
      },
    )
    const merged = merge(whole, ill)
    expect(merged.result).toBe(single.result)
    expect(merged.summary).toEqual(single.summary)
    expect(merged.metrics.filter(({ id }) => id !== 'availability')).toEqual(
      single.metrics.filter(({ id }) => id !== 'availability'),
    )
    expect(merged.nextActions).toEqual(single.nextActions)
  })

  test('of legs make none of them better: each is a migration of its own', () => {
    const [whole, ill] = tenTables(20)
    expect(merge(on('16.9', whole), on('17.6', ill)).result).toBe('failure')
  })

  test('cannot be applied to records that do not say how many columns there are, and the worst stands', () => {
    const [whole, ill] = tenTables(20)
    const old = { ...ill, tables: ill.tables.map((table) => ({ ...table, columns: 0 })) }
    expect(merge(whole, old).result).toBe('failure')
  })
})

describe('the speed of the queries', () => {
  const query = (name: string, grade: 'acceptable' | 'failed' | 'too-fast', ratio: number | null) => ({
    ...{ name, grade, ratio, source: 'derived', results: 'equal', reason: null, rows: 1, runs: 8, plan: [] },
    ...{ sqliteMs: 1, postgresMs: 1, executionMs: 1 },
    ...{ sqliteInterval: null, postgresInterval: null, ratioInterval: null },
  })
  const measured = (table: string, verdict: 'acceptable' | 'failed', queries: readonly unknown[]) =>
    ({
      ...record([{ name: table, rows: 10 }]),
      performance: { status: 'measured', verdict, medianRatio: 9, roundTripMs: 1, floorMs: 1, queries },
    }) as RunRecord
  const slow = measured('a', 'failed', [query('one', 'failed', 9)])
  const fast = measured('b', 'acceptable', [query('two', 'acceptable', 0.5), query('three', 'too-fast', 0.1)])

  test('is that of the median query of all shards', () => {
    const { performance, result } = merge(slow, fast)
    expect(performance).toMatchObject({ status: 'measured', verdict: 'acceptable', medianRatio: 1 })
    expect(performance.queries.map(({ name }) => name)).toEqual(['one', 'two', 'three'])
    expect(result).toBe('complete')
  })

  test('is that of the slowest leg, whose queries bear its name', () => {
    const { performance } = merge(on('16.9', slow), on('17.6', fast))
    expect(performance).toMatchObject({ verdict: 'failed', medianRatio: 9 })
    expect(performance.queries.map(({ name }) => name)).toEqual(['leg0/one', 'leg1/two', 'leg1/three'])
  })

  test('is measured though a shard with empty tables had no query, and not where one did not look', () => {
    const nothing = { ...slow.performance, status: 'not-measured', verdict: null, queries: [] } as const
    const without = (performance: number) => {
      const empty = record([{ name: 'empty', rows: 0 }])
      return { ...empty, performance: nothing, timings: { ...empty.timings, performance } }
    }
    expect(merge(slow, without(12)).performance.status).toBe('measured')
    expect(merge(slow, without(0)).performance.status).toBe('not-measured')
    expect(merge(without(12), without(12)).performance.status).toBe('not-measured')
  })

  test('is not known where every query was too fast to grade', () => {
    const quick = measured('c', 'acceptable', [query('four', 'too-fast', null)])
    const other = measured('d', 'acceptable', [query('five', 'too-fast', null)])
    expect(merge(quick, other).performance).toMatchObject({ verdict: null, medianRatio: null })
  })
})

describe('the move of the production database', () => {
  const taking = (table: string, seconds: number) => {
    const base = record([{ name: table, rows: 10 }])
    const projection = {
      ...{
        rehearsedBytes: 1000,
        productionBytes: 10_000,
        bytesPerSecond: 500,
        rowsPerSecond: 5,
        durable: true,
      },
      ...{ seconds, leastSeconds: seconds / 2, mostSeconds: seconds * 2, windowSeconds: 100 },
    }
    const item = {
      id: 'time-window',
      group: 'performance',
      title: 'T',
      status: 'pass',
      evidence: 'e',
    } as const
    return { ...base, projection, readiness: { verdict: 'ready', items: [item] } } as RunRecord
  }
  const windowOf = (...seconds: readonly number[]) => {
    const { projection, readiness } = merge(...seconds.map((one, index) => taking(`t${index}`, one)))
    return [
      projection?.seconds,
      readiness.items.find(({ id }) => id === 'time-window')?.status,
      readiness.verdict,
    ]
  }

  test.each([
    [
      [20, 20],
      [40, 'pass', 'ready'],
    ],
    [
      [40, 40],
      [80, 'unverified', 'not-ready'],
    ],
    [
      [45, 45, 45, 45, 45],
      [225, 'fail', 'not-ready'],
    ],
  ])('takes the time of all shards together: %j', (seconds, expected) => {
    expect(windowOf(...seconds)).toEqual(expected)
  })

  test('and so does the metric of availability', () => {
    const merged = merge(taking('a', 2000), taking('b', 3000))
    expect(merged.metrics.find(({ id }) => id === 'availability')).toMatchObject({
      measured: expect.stringContaining('83.3 minutes (41.7 to 166.7)'),
      met: null,
    })
  })

  test.each([
    [60, 'unverified'],
    [250, 'fail'],
  ])('a window that each may exceed is exceeded by all: %i s', (seconds, status) => {
    const close = (name: string) => {
      const one = taking(name, seconds)
      const items = one.readiness.items.map((item) => ({ ...item, status: 'unverified' as const }))
      return { ...one, readiness: { ...one.readiness, items } } as RunRecord
    }
    expect(merge(close('a'), close('b')).readiness.items[0]?.status).toBe(status)
  })

  test('has the throughput of all together', () => {
    expect(merge(taking('a', 2), taking('b', 2)).projection).toMatchObject({
      bytesPerSecond: 250,
      rowsPerSecond: 5,
    })
  })

  test('is that of the leg with the least time left', () => {
    const merged = merge(on('16.9', taking('a', 10)), on('17.6', taking('a', 30)))
    expect(merged.projection?.seconds).toBe(30)
  })

  test('is not known when one shard has not measured it', () => {
    expect(merge(taking('a', 2), record([A])).projection).toBeNull()
  })
})

describe('what is said of nothing', () => {
  const UNUSED = issue('waiver-unused', { object: 'quality/*', message: 'It matches no issue' })
  const withUnused = (table: string) => record([{ name: table, rows: 1 }], { issues: [UNUSED] })

  test('holds when all shards say it', () => {
    expect(merge(withUnused('a'), withUnused('b')).issues).toHaveLength(1)
    expect(merge(withUnused('a'), record([A])).issues).toEqual([])
  })

  test('and a waiver holds only where every shard has it', () => {
    const waivers = [{ issue: '*', reason: 'known', owner: null, expires: '2027-01-01' }]
    const merged = merge(record([A], { issues: [VIEW_LOST], waivers }), record([B], { issues: [VIEW_LOST] }))
    expect(merged.issues.find(({ code }) => code === VIEW_LOST.code)?.waived).toBeNull()
  })

  test('and what one shard still finds is not resolved', () => {
    const [shard] = [record([A], { issues: [VIEW_LOST] })]
    const resolved = shard.issues.map(({ id, category, message }) => ({ id, category, message, fix: 'f' }))
    expect(merge(shard, { ...record([B]), resolvedIssues: resolved }).resolvedIssues).toEqual([])
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

describe('a matrix of shards and versions', () => {
  const [whole, ill] = tenTables(20)
  const both = (version: string) => [on(version, whole), on(version, ill)]

  test('has the shards of each version as one leg', () => {
    const merged = merge(...both('16.9'), ...both('17.6'))
    expect([whole.result, ill.result, merged.result]).toEqual(['complete', 'failure', 'partial'])
    expect(merged.tables.map(({ name }) => name)).toContain('leg0 + leg1/t0')
    expect(merged.summary.tablesTotal).toBe(20)
  })

  test('keeps what has rehearsed nothing apart, and its verdict', () => {
    const none = { ...record([]), result: 'error' } as const
    const merged = merge(on('16.9', whole), on('16.9', ill), on('16.9', none))
    expect(merged.result).toBe('error')
    expect(merged.tables.map(({ name }) => name)).toContain('leg0 + leg1/ill')
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
    const with_ = (status: 'pass' | 'fail' | 'unverified' | 'not-applicable') => ({
      ...complete,
      readiness: { verdict: 'ready', items: [{ ...item, status }] } as const,
    })
    const status = (...records: readonly RunRecord[]) =>
      merge(...records).readiness.items.find(({ id }) => id === 'x')?.status
    expect(status(with_('pass'), with_('pass'))).toBe('pass')
    expect(status(with_('pass'), with_('unverified'))).toBe('unverified')
    expect(status(with_('not-applicable'), with_('not-applicable'))).toBe('not-applicable')
    expect(status(with_('not-applicable'), with_('pass'))).toBe('pass')
    expect(status(with_('pass'), with_('fail'), with_('unverified'))).toBe('fail')
    expect(status(with_('pass'), { ...complete, readiness: { verdict: 'ready', items: [] } })).toBe(
      'unverified',
    )
  })
})

describe('what people say', () => {
  const saying = (table: string, met: boolean | null, measured: string) => {
    const base = record([{ name: table, rows: 1 }])
    const metrics = base.metrics.map((one) => (one.id === 'confidence' ? { ...one, met, measured } : one))
    return { ...base, metrics }
  }

  test.each([
    [[true, true], true, 'Marit; Jan'],
    [[true, null], null, 'Jan'],
    [[null, false], false, 'Jan'],
  ] as const)('%j is said of all as %s', (met, of, by) => {
    const [a, b] = [saying('a', met[0], 'Marit;'), saying('b', met[1], 'Jan')]
    const metric = merge(a, b).metrics.find(({ id }) => id === 'confidence')
    expect(metric).toMatchObject({ met: of, measured: by })
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
