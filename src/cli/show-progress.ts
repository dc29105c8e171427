import { progressBars } from '../progress/progress-bars.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { progressLines } from '../progress/progress-lines.ts'
import type { Terminal } from './terminal.ts'

/** Runs `work` while its progress is shown on standard error: bars on a terminal, lines anywhere else. */
export async function showProgress<T>(
  { stderr }: Terminal,
  work: (emit: ProgressDisplay['emit']) => Promise<T>,
): Promise<T> {
  const now = () => performance.now()
  const display =
    stderr.isTTY === true ? progressBars(stderr, now) : progressLines((text) => stderr.write(text), now)
  try {
    return await work(display.emit)
  } finally {
    display.close()
  }
}
