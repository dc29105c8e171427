import { expect, test } from 'vitest'
import fc, { PROPERTY_SEED } from '../support/fast-check.ts'
import { type RandomDatabase, randomDatabase } from './random-database.ts'
import type { Encoding } from './random-values.ts'

/** Of all databases together, over the encodings and the test files. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000)
/** Runs one case of a failure again: `PROPERTY_SEED=… PROPERTY_PATH=…`, as fast-check prints them. */
const PATH = process.env.PROPERTY_PATH

/**
 * Tests a property of random databases, and that as many were looked at as the title says.
 *
 * @param share the part of all runs that are made here
 */
export function testProperty(
  encoding: Encoding,
  share: number,
  claim: string,
  holds: (database: RandomDatabase) => Promise<void>,
): void {
  const numRuns = PATH === undefined ? Math.max(1, Math.round(RUNS * share)) : 1
  test(`${claim}: ${numRuns} random ${encoding} databases of seed ${PROPERTY_SEED}`, async () => {
    let runs = 0
    const property = fc.asyncProperty(randomDatabase(encoding), async (database) => {
      runs += 1
      await holds(database)
    })
    const replayed = PATH === undefined ? {} : { path: PATH, endOnFailure: true }
    await fc.assert(property, { numRuns, reporter: report, ...replayed })
    expect(runs).toBeGreaterThanOrEqual(numRuns)
  }, 1_800_000)
}

/** The script is what one wants to see of a database. */
function report(details: fc.RunDetails<[RandomDatabase]>): void {
  if (!details.failed) return
  const [database] = details.counterexample ?? []
  throw new Error(
    `run it again alone with PROPERTY_SEED=${details.seed} PROPERTY_PATH=${details.counterexamplePath}; ` +
      `after ${details.numRuns} runs and ${details.numShrinks} steps of shrinking\n${database?.sql}\n${details.errorInstance}`,
    { cause: details.errorInstance },
  )
}
