import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import { symbolAt } from './table-references.ts'

/** How far two values of a result may lie apart and still be the same. */
export interface Tolerance {
  /** Of the larger of two doubles, where one engine reckoned otherwise. */
  readonly share: number
  /** In the unit of the values; 0 where nothing but the share counts. */
  readonly difference: number
  /**
   * Whether a cell counts as what the migration has made of it, which the validation has compared: the text `007` as the
   * number 7, bytes as the text that they spell. To an application these are different values.
   */
  readonly asMigrated: boolean
}

/**
 * Sixteen units in the last place. Measured at most 4: quotients, averages and roundings of a numeric, roots, powers and
 * logarithms of one beside those of a double. Of a Julian day these are 0.6 ms.
 */
export const LAST_PLACES: Tolerance = { share: 16 * 2 ** -52, difference: 0, asMigrated: false }

/**
 * PostgreSQL adds doubles one to the other, in any order; SQLite compensates what is lost
 * (https://www.sqlite.org/lang_aggfunc.html#sumunc). Measured of 1,000,000 equal prices: 1.7e-11.
 */
const OF_SUMS = 1e-10
/** Measured of the average of as many Julian days: 1.2e-14. It is a fifth of a second of one. */
const OF_SUMS_OF_DAYS = 1e-12
const SUMS =
  /^(sum|total|avg|median|corr|(stddev|var|covar)(_pop|_samp)?|variance|regr_\w+|percentile(_\w+)?)$/

/** Days. Two Julian days are rounded before one is taken from the other; measured 4.4e-10, which is 38 µs. */
const OF_DAYS = 1e-9
const SECONDS_OF_A_DAY = 86_400

/**
 * The tolerance for the results of a query. It is wider only where the text tells that many doubles are added, or that Julian
 * days are taken from each other: a constant for all would hide moments.
 *
 * @param views the texts of the views that it reads
 * @param asMigrated as in {@link Tolerance}: true for a query that asks for nothing but migrated cells
 */
export function toleranceFor(
  queries: readonly { readonly sql: string }[],
  views: readonly string[],
  asMigrated: boolean,
): Tolerance {
  const texts = [...queries.map(({ sql }) => sql), ...views].map(lexSqlite)
  const calls = (name: RegExp) =>
    texts.some((tokens) =>
      tokens.some((_, at) => name.test(symbolAt(tokens, at)) && symbolAt(tokens, at + 1) === '('),
    )
  const factors = texts.flatMap((tokens) =>
    tokens.flatMap(({ kind, value }, at) => {
      const isFactor = [at - 1, at + 1].some((beside) => symbolAt(tokens, beside) === '*')
      return kind === 'number' && isFactor ? Math.max(1, Number(value)) : []
    }),
  )
  const unit = Math.min(
    SECONDS_OF_A_DAY,
    factors.reduce((product, factor) => product * factor, 1),
  )
  return {
    share: calls(SUMS) ? OF_SUMS : LAST_PLACES.share,
    difference: calls(/^julianday$/) ? OF_DAYS * unit : 0,
    asMigrated,
  }
}

/** Whether two doubles are the same within a tolerance; no number is near to infinity. */
export function isNear(a: number, b: number, { share, difference }: Tolerance): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  const size = Math.max(Math.abs(a), Math.abs(b))
  const isDay = isJulianDay(a) || isJulianDay(b)
  const ofShare = size * (isDay ? Math.min(share, OF_SUMS_OF_DAYS) : share)
  return Math.abs(a - b) <= Math.max(ofShare, isDay ? 0 : difference)
}

/** Of the years 1858 to 2132. */
function isJulianDay(value: number): boolean {
  return value > 2_400_000 && value < 2_500_000
}
