import type { RunRecord } from '../record/run-record.ts'
import { decisionsOf } from './decisions.ts'
import { formatAmount, formatCount } from './figures.ts'
import { formatRatio } from './query-figures.ts'

export interface Verdict {
  readonly symbol: '✅' | '⚠️' | '❌' | '⛔'
  /** `Migration rehearsal: failure, not safe to deploy` */
  readonly headline: string
  /** Why, in one or two sentences; may hold text of a stranger. */
  readonly explanation: string
}

/** The verdict of a run in words. */
export function verdictOf(record: RunRecord): Verdict {
  switch (record.result) {
    case 'complete':
      return verdict('✅', 'complete success', arrived(record), record)
    case 'partial':
      return verdict('⚠️', 'partial success', losses(record), record)
    case 'failure':
      return verdict('❌', 'failure, not safe to deploy', losses(record), record)
    case 'error':
      return earlyEnd(record)
    default:
      return record.result satisfies never
  }
}

/** What was decided, and what was switched off, is said: silence is not to be taken for a pass. */
function verdict(
  symbol: Verdict['symbol'],
  words: string,
  explanation: string,
  record: RunRecord | null = null,
): Verdict {
  const reservations = record === null ? [] : [decisionsOf(record), notMeasured(record)]
  const sentences = [explanation, ...reservations].filter((sentence) => sentence !== '')
  return { symbol, headline: `Migration rehearsal: ${words}`, explanation: sentences.join(' ') }
}

function arrived({ summary }: RunRecord): string {
  const rows = formatAmount(summary.rowsLoaded, 'row')
  const tables = formatAmount(summary.tablesTotal, 'table')
  return `${rows} of ${tables} arrived, and ${formatAmount(summary.cellsCompared, 'cell')} were compared: all are equal.`
}

function losses({ issues, summary, performance }: RunRecord): string {
  const high = issues.filter(({ priority, waived }) => priority === 'HIGH' && waived === null).length
  const lost = [
    high > 0 ? `${formatAmount(high, 'issue')} of priority HIGH` : null,
    summary.rowsRejected > 0 ? `${formatAmount(summary.rowsRejected, 'row')} rejected` : null,
    slowness(performance),
    summary.mismatches > 0 ? `${formatAmount(summary.mismatches, 'difference')} in loaded data` : null,
    `${formatCount(summary.tablesMigrated)} of ${formatAmount(summary.tablesTotal, 'table')} migrated`,
  ].filter((part) => part !== null)
  return `${lost.join(', ')}.`
}

function slowness({ verdict, medianRatio }: RunRecord['performance']): string | null {
  if (medianRatio === null || verdict === null || verdict === 'acceptable') return null
  return `queries take ${formatRatio(medianRatio)} the time of SQLite`
}

function notMeasured({ performance, readiness }: RunRecord): string {
  const unverified = readiness.items.filter(({ status }) => status === 'unverified').length
  const gaps = [
    performance.status === 'not-measured' ? 'Query performance: not measured.' : null,
    unverified > 0 ? `Checklist: ${unverified} of ${readiness.items.length} lines unverified.` : null,
  ]
  return gaps.filter((gap) => gap !== null).join(' ')
}

function earlyEnd({ run }: RunRecord): Verdict {
  if (run.status === 'cancelled') return verdict('⛔', 'cancelled', 'What was found until then is below.')
  return verdict('⛔', 'could not finish', run.error === null ? '' : `${run.error.message} ${run.error.hint}`)
}
