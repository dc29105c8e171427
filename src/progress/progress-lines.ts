import { formatCount } from './amount.ts'
import { escapeTerminal } from './escape-terminal.ts'
import type { Clock, ProgressDisplay } from './progress-display.ts'
import { describeFinish, describeMeter, StageMeters } from './stage-meter.ts'

/** A log of a workflow wants a sign of life, not a flood. */
const INTERVAL_MS = 5000

/** Progress as plain lines: one when a stage starts, one when it is finished, and in between one in five seconds. */
export function progressLines(write: (text: string) => void, now: Clock): ProgressDisplay {
  const meters = new StageMeters()
  let writtenAt = 0

  const line = (text: string) => {
    write(`${escapeTerminal(text)}\n`)
    writtenAt = now()
  }
  return {
    emit(event) {
      if (event.type === 'stage-started') {
        const total = event.totalRows === null ? '' : `, ${formatCount(event.totalRows)} rows`
        line(`${event.stage}: started${total}`)
      }
      if (event.type === 'stage-finished') {
        line(`${event.stage}: finished ${describeFinish(meters.rowsOf(event.stage), event.durationMs)}`)
      }
      meters.advance(event, now())
      const { latest } = meters
      if (event.type === 'rows-done' && latest !== null && now() - writtenAt >= INTERVAL_MS) {
        line(`${latest.stage}: ${describeMeter(latest, now())}`)
      }
      if (event.type === 'note') line(event.message)
    },
    close() {},
  }
}
