/** What a run has measured, and what it is measured against. */
export interface DowntimeFacts {
  /** Of the database that was rehearsed. */
  readonly rehearsedBytes: number
  /** Of the database in production; null where the settings do not say, and the rehearsed one stands for it. */
  readonly productionBytes: number | null
  /** Rows that were read. */
  readonly rows: number
  /** To load the rows with their rules and to compare them. */
  readonly elapsedMs: number
  /** The server writes what it has promised to disk: its times are those of a server that keeps its data. */
  readonly durable: boolean
  readonly windowSeconds: number
}

/** How long the move of the production database would take: to load it, and to compare every cell of it. */
export interface Projection {
  readonly rehearsedBytes: number
  readonly productionBytes: number
  readonly bytesPerSecond: number
  readonly rowsPerSecond: number
  readonly seconds: number
  /** The ends of the range in which it is expected. */
  readonly leastSeconds: number
  readonly mostSeconds: number
  readonly durable: boolean
  readonly windowSeconds: number
}

/** Two runs on the same machine differ by so much (measured). */
const NOISE = 1.25
/** What a start costs weighs more in a short time than in a long one. */
const SHORT_SECONDS = 10
const SHORT = 1.25
/** For each tenfold of the size: indexes and sorts outgrow the rows, and caches do not grow along. */
const PER_TENFOLD = 1.3

/**
 * Projects the measured throughput on the size of the production database. Times grow with the rows; the range says how
 * far they may miss: by the noise of a machine, and by the more the larger the step is. Null where nothing was measured.
 */
export function projectDowntime(facts: DowntimeFacts): Projection | null {
  const { rehearsedBytes, rows, durable, windowSeconds } = facts
  const measured = facts.elapsedMs / 1000
  if (measured <= 0 || rehearsedBytes <= 0 || rows === 0) return null
  const productionBytes = facts.productionBytes ?? rehearsedBytes
  const factor = productionBytes / rehearsedBytes
  const tenfolds = Math.abs(Math.log10(factor))
  const spread = NOISE * (measured < SHORT_SECONDS ? SHORT : 1) * PER_TENFOLD ** tenfolds
  const seconds = measured * factor
  return {
    rehearsedBytes,
    productionBytes,
    bytesPerSecond: Math.round(rehearsedBytes / measured),
    rowsPerSecond: Math.round(rows / measured),
    seconds: round(seconds),
    leastSeconds: round(seconds / spread),
    mostSeconds: round(seconds * spread),
    durable,
    windowSeconds,
  }
}

/** A hundredth says more than was measured. */
function round(seconds: number): number {
  return Math.round(seconds * 10) / 10
}
