import { STAGES } from './context.ts'
import { escapeTerminal } from './escape-terminal.ts'
import type { Clock, ProgressDisplay } from './progress-display.ts'
import { describeFinish, describeMeter, type StageMeter, StageMeters } from './stage-meter.ts'

/** The part of a terminal that the bars need. */
export interface Screen {
  readonly write: (text: string) => unknown
  /** In characters; 0 or undefined where it is not known. */
  readonly columns?: number | undefined
}

/** Ten pictures a second look smooth and cost nothing. */
const INTERVAL_MS = 100
const BAR_WIDTH = 24
const LABEL_WIDTH = Math.max(...STAGES.map((stage) => stage.length)) + 2

// https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ : EL, erase in line
const ERASE_LINE = '\r\u001b[2K'

/** Progress as a bar for the stage that began last, in one line that is drawn again; finished stages stay above it. */
export function progressBars(screen: Screen, now: Clock): ProgressDisplay {
  const meters = new StageMeters()
  let drawnAt = 0

  const clip = (text: string) => text.slice(0, Math.max(20, (screen.columns || 80) - 1))
  const keep = (text: string) => screen.write(`${ERASE_LINE}${text}\n`)
  const draw = () => {
    const meter = meters.latest
    if (meter === null) return
    screen.write(ERASE_LINE + clip(renderBar(meter, now())))
    drawnAt = now()
  }
  return {
    emit(event) {
      if (event.type === 'stage-finished') {
        const finish = describeFinish(meters.rowsOf(event.stage), event.durationMs)
        keep(clip(`${event.stage.padEnd(LABEL_WIDTH)}${finish}`))
      }
      meters.advance(event, now())
      if (event.type === 'note') keep(escapeTerminal(event.message))
      if (event.type !== 'rows-done' || now() - drawnAt >= INTERVAL_MS) draw()
    },
    close() {
      if (meters.latest !== null) screen.write(ERASE_LINE)
    },
  }
}

function renderBar(meter: StageMeter, now: number): string {
  const label = meter.stage.padEnd(LABEL_WIDTH)
  const text = describeMeter(meter, now)
  if (text === null) return `${label}…`
  if (meter.totalRows === null) return `${label}${text}`
  const done = meter.totalRows === 0 ? 1 : Math.min(1, meter.rows / meter.totalRows)
  const filled = Math.floor(done * BAR_WIDTH)
  return `${label}${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}  ${text}`
}
