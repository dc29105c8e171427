import { describe, expect, it } from 'vitest'
import { assessWindow } from '../../../src/stages/readiness/assess-window.ts'
import { type DowntimeFacts, projectDowntime } from '../../../src/stages/readiness/project-downtime.ts'

const FACTS: DowntimeFacts = {
  rehearsedBytes: 1e9,
  productionBytes: null,
  rows: 5_000_000,
  elapsedMs: 100_000,
  durable: true,
  windowSeconds: 3600,
}

describe('the projection of the downtime', () => {
  it('is what was measured where the snapshot has the size of production', () => {
    expect(projectDowntime(FACTS)).toEqual({
      rehearsedBytes: 1e9,
      productionBytes: 1e9,
      bytesPerSecond: 10_000_000,
      rowsPerSecond: 50_000,
      seconds: 100,
      leastSeconds: 80,
      mostSeconds: 125,
      durable: true,
      windowSeconds: 3600,
    })
  })

  it('grows with the size of production, and its range with the step', () => {
    const projection = projectDowntime({ ...FACTS, productionBytes: 1e10 })
    expect(projection).toMatchObject({ seconds: 1000, leastSeconds: 615.4, mostSeconds: 1625 })
  })

  it('has a wider range where what was measured is short', () => {
    const projection = projectDowntime({ ...FACTS, elapsedMs: 1000 })
    expect(projection).toMatchObject({ seconds: 1, leastSeconds: 0.6, mostSeconds: 1.6 })
  })

  it.each([
    ['no row', { rows: 0 }],
    ['no time', { elapsedMs: 0 }],
    ['no byte', { rehearsedBytes: 0 }],
  ])('is none where there was %s', (_, changes) => {
    expect(projectDowntime({ ...FACTS, ...changes })).toBeNull()
  })
})

describe('the line about the time window', () => {
  it.each([
    [
      'passes where the whole range lies within',
      {},
      'pass',
      /1\.0 GB: 2 min \(80 s to 2 min; measured 10 MB\/s/,
    ],
    ['fails where the whole range lies beyond', { windowSeconds: 70 }, 'fail', /The window is 70 s\.$/],
    ['fails on a fast server too', { windowSeconds: 70, durable: false }, 'fail', /The window is 70 s\.$/],
    [
      'tells nothing where the window is within the range',
      { windowSeconds: 100 },
      'unverified',
      /too close to tell/,
    ],
    [
      'tells nothing on a server that may lose its data',
      { durable: false },
      'unverified',
      /may lose its data/,
    ],
    [
      'tells nothing of a snapshot that is too small',
      { productionBytes: 200e9, windowSeconds: 1e6 },
      'unverified',
      /200 GB: 5\.6 h .*too small to tell/,
    ],
    [
      'tells nothing of a production that is smaller than its snapshot',
      { productionBytes: 1e6 },
      'unverified',
      /production-size is less than the snapshot that was rehearsed: look at its unit\.$/,
    ],
    ['takes a size that is rounded', { productionBytes: 0.95e9 }, 'pass', /950 MB: /],
    ['shows a window below a second as it is', { windowSeconds: 0.25 }, 'fail', /The window is 0\.25 s\.$/],
  ])('%s', (_, changes, status, evidence) => {
    expect(assessWindow(projectDowntime({ ...FACTS, ...changes }), false)).toEqual({
      status,
      evidence: expect.stringMatching(evidence),
    })
  })

  it('advises `durable` only where the run starts the server', () => {
    const projection = projectDowntime({ ...FACTS, durable: false })
    expect(assessWindow(projection, false).evidence).toMatch(/`durable` measures with one that may not\.$/)
    expect(assessWindow(projection, true).evidence).toMatch(/with fsync and full_page_writes on\./)
  })

  it('is open where nothing was measured', () => {
    expect(assessWindow(null, false)).toMatchObject({ status: 'unverified' })
  })
})
