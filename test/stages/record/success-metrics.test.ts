import { describe, expect, it } from 'vitest'
import { projectDowntime } from '../../../src/stages/readiness/project-downtime.ts'
import { successMetrics } from '../../../src/stages/record/success-metrics.ts'

type Facts = Parameters<typeof successMetrics>[0]

const SUMMARY: Parameters<typeof successMetrics>[1] = {
  tablesTotal: 1,
  tablesMigrated: 1,
  rowsSource: 10,
  rowsLoaded: 10,
  rowsRejected: 0,
  cellsCompared: 20,
  mismatches: 0,
  validation: 'PASS',
  issues: { new: 0, remaining: 0, resolved: 0, regressed: 0, waived: 0 },
}

const MB = 1_000_000

function availability(facts: Partial<Facts>) {
  const none = { status: 'unverified', evidence: '' } as const
  const metrics = successMetrics(
    {
      status: 'finished',
      timings: { snapshot: 60_000, catalog: 0, load: 120_000 },
      readiness: {
        verdict: 'not-ready',
        items: [],
        people: { 'team-confidence': none, 'team-training': none },
      },
      ...facts,
    },
    SUMMARY,
  )
  return metrics.find(({ id }) => id === 'availability')
}

/** As 100 MB that were loaded in 60 s. */
function projection(changes: Partial<Parameters<typeof projectDowntime>[0]> = {}) {
  return projectDowntime({
    rehearsedBytes: 100 * MB,
    productionBytes: null,
    rows: 1000,
    elapsedMs: 60_000,
    durable: true,
    windowSeconds: 3600,
    ...changes,
  })
}

describe('the metric Availability', () => {
  it('is projected to the size of production, and says so', () => {
    expect(availability({ projection: projection({ productionBytes: 2000 * MB }) })).toMatchObject({
      measured:
        '20.0 minutes (11.4 to 35.2) to load and compare the production size of 2.0 GB, projected from 100.0 MB',
      met: true,
    })
  })

  it('says that it stands for the snapshot where the settings name no other size', () => {
    const found = availability({ projection: projection() })
    expect(found?.measured).toMatch(
      /^1\.0 minutes .* 100\.0 MB, the size of this snapshot \(the settings name no/,
    )
    expect(found?.met).toBe(true)
  })

  it('is missed where production takes longer, whatever this snapshot took', () => {
    expect(availability({ projection: projection({ productionBytes: 9900 * MB }) })).toMatchObject({
      met: null,
    })
    expect(availability({ projection: projection({ elapsedMs: 20 * 3_600_000 }) })).toMatchObject({
      met: false,
    })
  })

  it.each([
    ['the server may lose its data', { durable: false }],
    ['the step is too large', { productionBytes: 101 * 100 * MB, elapsedMs: 1000 }],
  ])('is neither met nor missed where %s', (_, changes) => {
    expect(availability({ projection: projection(changes) })?.met).toBeNull()
  })

  it('is the time of this snapshot where nothing could be projected', () => {
    expect(availability({ projection: null })).toMatchObject({
      measured: '3.0 minutes from the snapshot to the last constraint, with this snapshot on this machine',
      met: true,
    })
  })
})
