import { amount } from '../../progress/amount.ts'
import type { PerformanceResult } from '../performance/performance-result.ts'
import { type Finding, fail, inParts, list, pass, unverified } from './finding.ts'

/**
 * The line "Query performance acceptable": PostgreSQL takes every query of the owner, all gave equal results, and none is
 * over five times slower, nor the median over twice. Queries that are too fast to grade are fast enough. Those whose
 * results depend on the moment or on chance are named, and those without a row, of which only the time is known. Null
 * where none was compared.
 */
export function assessQueries(performance: PerformanceResult | null): Finding | null {
  if (performance === null) return null
  if (performance.workload === 'derived') return assessAsked(performance)
  const asked = performance.queries.filter(({ outOfScope }) => outOfScope.length === 0)
  const others = performance.queries.filter(({ outOfScope }) => outOfScope.length > 0)
  const names = (queries: PerformanceResult['queries']) => queries.map(({ query }) => query.name)
  return inParts(
    asked.length === 0 && others.length > 0 ? null : assessAsked({ ...performance, queries: asked }),
    { judged: names(asked), leftOut: names(others) },
    `Not asked, as this run leaves out tables that they read: ${list(names(others))}.`,
  )
}

function assessAsked(performance: PerformanceResult): Finding {
  const { queries, verdict, medianRatio, workload, floorMs } = performance
  const named = (chosen: PerformanceResult['queries']) => {
    const names = chosen.slice(0, 5).map(({ query }) => query.name)
    return names.join(', ') + (chosen.length > 5 ? ` and ${chosen.length - 5} more` : '')
  }
  const different = queries.filter(({ results }) => results === 'different')
  const failed = queries.filter(({ grade }) => grade === 'failed')
  // what the run has derived itself it may have derived wrongly
  const refused = queries.filter(({ isRefused, query }) => isRefused && query.source === 'settings')
  const notRun = queries.filter(({ grade, isLeftOut }) => grade === 'not-run' && !isLeftOut)
  const measured = queries.filter(({ grade }) => grade !== 'not-run')
  const leftOut = queries.filter(({ isLeftOut }) => isLeftOut)
  if (different.length > 0) return fail(`Other results in PostgreSQL: ${named(different)}.`)
  if (refused.length > 0) return fail(`PostgreSQL refuses: ${named(refused)}.`)
  if (failed.length > 0) return fail(`Over 5 times slower than in SQLite: ${named(failed)}.`)
  if (verdict !== null && verdict !== 'acceptable') {
    return fail(`The median query takes ${medianRatio?.toFixed(1)} times as long as in SQLite.`)
  }
  if (notRun.length > 0) return unverified(`Not measured: ${named(notRun)}.`)
  const byChance = measured.filter(({ results }) => results === 'not-compared')
  const chance = `as they depend on the moment or on chance: ${named(byChance)}.`
  if (byChance.length > 0 && byChance.length === measured.length) {
    return unverified(`No results were compared in full, ${chance}`)
  }
  if (queries.length > 0 && measured.length === 0) {
    return unverified(`No time to measure: ${named(leftOut)}.`)
  }
  if (queries.length === 0) return unverified('There was no query to measure.')
  const compared = measured.filter((query) => !byChance.includes(query))
  const empty = compared.filter(({ rows }) => rows === 0)
  if (empty.length === compared.length) {
    return unverified(
      `No query gave a row on either side, so no result was compared: ${named(empty)}. Give parameters that find rows.`,
    )
  }
  const origin = workload === 'derived' ? 'derived from the schema' : 'of the settings'
  const fast = queries.filter(({ grade }) => grade === 'too-fast').length
  const speed =
    medianRatio === null
      ? `PostgreSQL answers each in less than ${floorMs} ms`
      : `the median takes ${medianRatio.toFixed(1)} times as long as in SQLite, ${fast} ${fast === 1 ? 'is' : 'are'} too fast to grade`
  const unmeasured = leftOut.length === 0 ? '' : ` Not measured for lack of time: ${named(leftOut)}.`
  const uncompared =
    byChance.length === 0 ? '' : ` The results of others were not compared in full, ${chance}`
  const rowless = empty.length === 0 ? '' : ` No row on either side: ${named(empty)}.`
  const count = compared.length
  const equal = `${byChance.length === 0 && count > 1 ? 'All ' : ''}${amount(count, 'query', 'queries')}`
  return pass(`${equal} ${origin} gave equal results; ${speed}.${rowless}${uncompared}${unmeasured}`)
}
