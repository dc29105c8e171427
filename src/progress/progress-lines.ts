import { formatCount } from './amount.ts'
import { escapeTerminal } from './escape-terminal.ts'
import type { Clock, ProgressDisplay } from './progress-display.ts'
import { advance, describeFinish, describeMeter, type StageMeter } from './stage-meter.ts'

/** A log of a workflow wants a sign of life, not a flood. */
const INTERVAL_MS = 5000

/** Progress as plain lines: one when a stage starts, one when it is finished, and in between one in five seconds. */
export function progressLines(write: (text: string) => void, now: Clock): ProgressDisplay {
  let meter: StageMeter | null = null
  let writtenAt = 0

  const line = (text: string) => {
    write(`${escapeTerminal(text)}\n`)
    writtenAt = now()
  }
  return {
    emit(event) {
      const before = meter
      meter = advance(meter, event, now())
      if (event.type === 'stage-started') {
        const total = event.totalRows === null ? '' : `, ${formatCount(event.totalRows)} rows`
        line(`${event.stage}: started${total}`)
      }
      if (event.type === 'stage-finished') {
        line(`${event.stage}: finished ${describeFinish(before?.rows ?? 0, event.durationMs)}`)
      }
      if (event.type === 'rows-done' && meter !== null && now() - writtenAt >= INTERVAL_MS) {
        line(`${event.stage}: ${describeMeter(meter, now())}`)
      }
      if (event.type === 'note') line(event.message)
    },
    close() {},
  }
}
