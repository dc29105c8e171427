import { amount, formatCount } from '../../progress/amount.ts'
import type { RunRecord } from '../record/run-record.ts'
import { decisionsOf } from './decisions.ts'
import { lossesOf } from './losses.ts'
import { formatRatio } from './query-figures.ts'

export interface Verdict extends Pick<VerdictWords, 'symbol'> {
  /** Whose colours it has. */
  readonly shownAs: RunRecord['result']
  /** `Migration rehearsal: failure, not safe to deploy` */
  readonly headline: string
  /** Why, in one or two sentences; may hold text of a stranger. */
  readonly explanation: string
  /** The same, where an error has a list in its message a line each. */
  readonly lines: readonly string[]
}

/** A verdict without its reasons: `❌`, `failure, not safe to deploy`. */
export interface VerdictWords {
  readonly symbol: '✅' | '⚠️' | '❌' | '⛔'
  readonly words: string
}

/** The verdict of a run in words. */
export function verdictOf(record: RunRecord): Verdict {
  const { result, run, gate } = record
  const { symbol, words } = verdictWords(result, run.status, gate?.holds ?? true)
  const lines = explanationOf(record)
  return {
    symbol,
    shownAs: symbol === '⚠️' ? 'partial' : result,
    headline: `Migration rehearsal: ${words}`,
    explanation: lines.join('\n'),
    lines,
  }
}

/** Why the gate does not hold, as a sentence; empty where it does. May hold text of a stranger. */
export function gateText(gate: RunRecord['gate']): string {
  return gate === null || gate.holds
    ? ''
    : `The gate does not hold (fail-on: ${gate.failOn}): ${gate.reason ?? 'it does not say why'}.`
}

/** For a run of which no more is known than how it ended. A failure needs no gate to be one. */
export function verdictWords(
  result: RunRecord['result'],
  status: RunRecord['run']['status'],
  gateHolds: boolean,
): VerdictWords {
  const unless = gateHolds ? '' : ', but the gate does not hold'
  switch (result) {
    case 'complete':
      return { symbol: gateHolds ? '✅' : '⚠️', words: `complete success${unless}` }
    case 'partial':
      return { symbol: '⚠️', words: `partial success${unless}` }
    case 'failure':
      return { symbol: '❌', words: 'failure, not safe to deploy' }
    case 'error':
      return { symbol: '⛔', words: status === 'cancelled' ? 'cancelled' : 'could not finish' }
    default:
      return result satisfies never
  }
}

/** What was decided, and what was switched off, is said: silence is not to be taken for a pass. */
function explanationOf(record: RunRecord): readonly string[] {
  if (record.result === 'error') return earlyEnd(record)
  const outcome = record.result === 'complete' ? arrived(record) : losses(record)
  const facts = [outcome, decisionsOf(record), notMeasured(record)]
  const gate = gateText(record.gate)
  // of a failure its losses are the news; of a success that is not enough, what it lacks
  const sentences = record.result === 'failure' ? [...facts, gate] : [gate, ...facts]
  return [sentences.filter((sentence) => sentence !== '').join(' ')]
}

function arrived({ summary }: RunRecord): string {
  const rows = amount(summary.rowsLoaded, 'row')
  const tables = amount(summary.tablesTotal, 'table')
  return `${rows} of ${tables} arrived, and ${amount(summary.cellsCompared, 'cell was', 'cells were')} compared: all are equal.`
}

function losses(record: RunRecord): string {
  const { issues, summary, performance } = record
  const { rows, differences } = lossesOf(record)
  const high = issues.filter(({ priority, waived }) => priority === 'HIGH' && waived === null).length
  const lost = [
    high > 0 ? `${amount(high, 'issue')} of priority HIGH` : null,
    ...rows,
    slowness(performance),
    differences > 0 ? `${amount(differences, 'difference')} in loaded data` : null,
    `${formatCount(summary.tablesMigrated)} of ${amount(summary.tablesTotal, 'table')} migrated`,
  ].filter((part) => part !== null)
  return `${lost.join(', ')}.`
}

function slowness({ verdict, medianRatio }: RunRecord['performance']): string | null {
  if (medianRatio === null || verdict === null || verdict === 'acceptable') return null
  return `queries take ${formatRatio(medianRatio)} the time of SQLite`
}

function notMeasured({ performance, readiness }: RunRecord): string {
  const gaps = [
    performance.status === 'not-measured' ? 'Query performance: not measured.' : null,
    openLines(readiness),
  ]
  return gaps.filter((gap) => gap !== null).join(' ')
}

function openLines({ items }: RunRecord['readiness']): string | null {
  const count = (wanted: string) => items.filter(({ status }) => status === wanted).length
  const [failed, unverified] = [count('fail'), count('unverified')]
  if (failed === 0 && unverified === 0) return null
  const lines = `of ${items.length} lines`
  if (failed === 0) return `Checklist: ${unverified} ${lines} unverified.`
  const verb = failed === 1 ? 'fails' : 'fail'
  return `Checklist: ${failed} ${lines} ${verb}${unverified === 0 ? '' : `, ${unverified} unverified`}.`
}

function earlyEnd({ run }: RunRecord): readonly string[] {
  if (run.status === 'cancelled') return ['What was found until then is below.']
  if (run.error === null) return ['']
  const { message, hint } = run.error
  // a list does not end in a full stop
  return `${message}${message.includes('\n') ? '\n' : ' '}${hint}`.split('\n')
}
