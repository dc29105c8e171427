import { setTimeout as delay } from 'node:timers/promises'

/** A job that is cancelled has ten seconds. https://docs.github.com/actions/managing-workflow-runs/canceling-a-workflow */
const GRACE_MS = 5_000

/** Waits for work that the end of the job may overtake; null where it failed or was overtaken. Never rejects. */
export async function withinGrace<T>(work: Promise<T>): Promise<T | null> {
  return await Promise.race([work.catch(() => null), delay(GRACE_MS, null, { ref: false })])
}
