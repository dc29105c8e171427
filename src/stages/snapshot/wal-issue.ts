import { type Issue, issue } from '../../issues/issue.ts'
import { amount } from '../../progress/amount.ts'
import { type WalWalk, walkWal } from './walk-wal.ts'

/** LOW, because most such files are whole: the last connection that closes removes the -wal file. */
export function walMissing(): Issue {
  return issue('wal-missing', {
    priority: 'LOW',
    message:
      'The database is in WAL mode and has no -wal file beside it. That is so after a clean shutdown, and also when ' +
      'the file was copied from a running application without its -wal: the newest transactions would be missing ' +
      'then, and the file alone cannot tell.',
  })
}

/**
 * Committed transactions that SQLite passes over without a word, because something before them in the `-wal` is damaged. Null
 * where nothing is lost: an unfinished transaction at the end is what every crash leaves.
 *
 * @param path of the database, before SQLite has opened it
 */
export async function walDamage(path: string, pageSize: number, signal: AbortSignal): Promise<Issue | null> {
  const walk = await walkWal(`${path}-wal`, pageSize, signal)
  if (walk === null || (walk.passedOver === 0 && !walk.isCut)) return null
  const { transactions } = walk
  const lost = walk.passedOver === 0 ? 'those' : `at least ${walk.passedOver}`
  return issue('source-corrupt', {
    object: '-wal',
    message:
      `The -wal file beside the database is damaged: ${placeOf(walk)}. SQLite reads ${amount(transactions, 'transaction')} ` +
      `of it, and passes over ${lost} after the damage without an error: what they have committed is missing here, or mixed ` +
      'with older pages.',
    remedy:
      'Copy the database again, with its -wal, while the application stands still; or let SQLite copy it where it ' +
      'runs: `sqlite3 app.db ".backup copy.db"`. If the original is damaged too, the transactions are in a backup only.',
  })
}

function placeOf({ isHeaderWhole, validFrames, frames, passedOver }: WalWalk): string {
  if (passedOver === 0) return `it ends in the middle of a frame, after ${amount(frames, 'whole frame')}`
  if (!isHeaderWhole) return `its header does not hold, and ${amount(frames, 'frame')} follow it`
  return `frame ${validFrames + 1} of ${frames} is not as it was written`
}
