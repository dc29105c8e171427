import { decimalLimits } from '../../sql/declared-type.ts'
import { arePlausibleSeconds, isLikeSeconds, isOutermost } from '../../sql/epoch.ts'
import { isOfDecimals, MOST_EXACT_DIGITS } from '../../sql/fits.ts'
import { declaresMoments, TWO_53 } from './column-measures.ts'
import type { ColumnProfile } from './column-profile.ts'
import { larger, smaller } from './merge-profiles.ts'
import type { ColumnStructure } from './table-structure.ts'

type IntegerCounts = Pick<
  ColumnProfile,
  | 'integers'
  | 'integerMin'
  | 'integerMax'
  | 'integersBoolean'
  | 'integersBeyondDouble'
  | 'momentMin'
  | 'momentMax'
  | 'integersLikeSeconds'
>

type RealCounts = Pick<
  ColumnProfile,
  'reals' | 'realMin' | 'realMax' | 'realsInfinite' | 'realsBeyondDouble' | 'realsLikeSeconds' | 'realsWhole'
>

/** Measures the integers of a column. */
export class IntegerTally {
  readonly #areMoments: boolean
  #count = 0
  readonly #all = new Bounds()
  readonly #moments = new Bounds()
  #booleans = 0
  #likeSeconds = 0
  #beyondDouble = 0
  #largeMin: bigint | null = null
  #largeMax: bigint | null = null

  constructor(column: ColumnStructure) {
    this.#areMoments = declaresMoments(column)
  }

  /** @param integer within 2^53 */
  take(integer: number): void {
    this.#count += 1
    this.#all.take(integer)
    if (integer === 0 || integer === 1) this.#booleans += 1
    if (!this.#areMoments) return
    if (isLikeSeconds(integer)) this.#likeSeconds += 1
    if (!isOutermost(integer)) this.#moments.take(integer)
  }

  /** @param integer beyond 2^53 */
  takeLarge(integer: bigint): void {
    this.#count += 1
    this.#beyondDouble += 1
    this.#largeMin = smaller(this.#largeMin, integer)
    this.#largeMax = larger(this.#largeMax, integer)
  }

  get counts(): IntegerCounts {
    const large = { min: this.#largeMin, max: this.#largeMax }
    const moments = this.#areMoments ? large : { min: null, max: null }
    return {
      integers: this.#count,
      integerMin: smaller(this.#all.min, large.min),
      integerMax: larger(this.#all.max, large.max),
      integersBoolean: this.#booleans,
      integersBeyondDouble: this.#beyondDouble,
      momentMin: smaller(this.#moments.min, moments.min),
      momentMax: larger(this.#moments.max, moments.max),
      integersLikeSeconds: this.#likeSeconds,
    }
  }
}

/** The least and the greatest of whole numbers within 2^53. */
class Bounds {
  #min = Number.POSITIVE_INFINITY
  #max = Number.NEGATIVE_INFINITY

  take(integer: number): void {
    if (integer < this.#min) this.#min = integer
    if (integer > this.#max) this.#max = integer
  }

  get min(): bigint | null {
    return this.#min === Number.POSITIVE_INFINITY ? null : BigInt(this.#min)
  }

  get max(): bigint | null {
    return this.#max === Number.NEGATIVE_INFINITY ? null : BigInt(this.#max)
  }
}

/** Measures the doubles of a column. */
export class RealTally {
  readonly #areMoments: boolean
  readonly #areReferring: boolean
  #count = 0
  #min = Number.POSITIVE_INFINITY
  #max = Number.NEGATIVE_INFINITY
  #infinite = 0
  #beyondDouble = 0
  #likeSeconds = 0
  #whole = 0

  constructor(column: ColumnStructure) {
    this.#areMoments = declaresMoments(column)
    this.#areReferring = column.isReferring === true
  }

  take(real: number): void {
    this.#count += 1
    if (!Number.isFinite(real)) {
      this.#infinite += 1
      return
    }
    if (real < this.#min) this.#min = real
    if (real > this.#max) this.#max = real
    if (Math.abs(real) > LAST_EXACT) this.#beyondDouble += 1
    if (this.#areMoments && arePlausibleSeconds(real) && isOfDecimals(6, real)) this.#likeSeconds += 1
    if (this.#areReferring && isWhole(real)) this.#whole += 1
  }

  get counts(): RealCounts {
    const isEmpty = this.#count === this.#infinite
    return {
      reals: this.#count,
      realMin: isEmpty ? null : this.#min,
      realMax: isEmpty ? null : this.#max,
      realsInfinite: this.#infinite,
      realsBeyondDouble: this.#beyondDouble,
      realsLikeSeconds: this.#likeSeconds,
      realsWhole: this.#whole,
    }
  }
}

/** A whole number of 64 bits, but for -0.0, whose sign an integer would lose. */
function isWhole(real: number): boolean {
  return Number.isInteger(real) && real >= -TWO_63 && real < TWO_63 && !Object.is(real, -0)
}

const TWO_63 = 2 ** 63
const LAST_EXACT = Number(TWO_53)

/** Counts the numbers that do not fit the precision and scale of the declared type, as `fits` in sql/fits.ts has it. */
export class DecimalTally {
  readonly #limits: ReturnType<typeof decimalLimits>
  readonly #bound: number
  #misfits = 0

  constructor({ declaredType }: ColumnStructure) {
    this.#limits = decimalLimits(declaredType)
    this.#bound = this.#limits === null ? 0 : 10 ** (this.#limits.precision - this.#limits.scale)
  }

  /** @returns whether it was taken; false where the declared type has more digits than a double can tell */
  take(number: number, isReal: boolean): boolean {
    const limits = this.#limits
    if (limits === null) return true
    if (limits.precision > MOST_EXACT_DIGITS) return false
    const isWithin = number > -this.#bound && number < this.#bound
    if (!isWithin || (isReal && !isOfDecimals(limits.scale, number))) this.#misfits += 1
    return true
  }

  /** @returns whether an integer beyond 2^53 was taken */
  takeLarge(): boolean {
    return this.#limits === null
  }

  get counts(): Pick<ColumnProfile, 'decimalMisfits'> {
    return { decimalMisfits: this.#misfits }
  }
}
