const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const cleanUps = new Set<() => void>()

/**
 * Runs `cleanUp`, which must be synchronous, when this process ends in any way that it can notice: by itself, by an
 * error that nobody caught, or by a signal. Gives the function that takes it back.
 */
export function onProcessEnd(cleanUp: () => void): () => void {
  if (cleanUps.size === 0) listen()
  cleanUps.add(cleanUp)
  return () => {
    cleanUps.delete(cleanUp)
    if (cleanUps.size === 0) stopListening()
  }
}

function listen(): void {
  process.on('exit', runAll)
  for (const signal of SIGNALS) process.on(signal, onSignal)
}

function stopListening(): void {
  process.off('exit', runAll)
  for (const signal of SIGNALS) process.off(signal, onSignal)
}

/** Who listens too will unwind and end the process; alone, we must end it as if nobody had listened. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return
  runAll()
  stopListening()
  process.kill(process.pid, signal)
}

function runAll(): void {
  for (const cleanUp of cleanUps) {
    try {
      cleanUp()
    } catch {
      // The others must have their turn; what is left the next run removes.
    }
  }
  cleanUps.clear()
}
