import { formatCount } from '../../progress/amount.ts'
/** What is held in memory of one result, so that it can be compared: larger ones are not compared. */
export const MOST_ROWS = 50_000
/** Of the texts and blobs in it. */
export const MOST_BYTES = 16 * 2 ** 20

/** The reason why a result is not compared. */
export function tooLarge(limit: 'rows' | 'bytes'): string {
  return limit === 'rows'
    ? `it gives over ${formatCount(MOST_ROWS)} rows`
    : `it gives over ${MOST_BYTES / 2 ** 20} MiB of texts and blobs`
}
