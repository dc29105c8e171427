import { intervalDecimals, isIntervalType } from '../../sql/interval-text.ts'
import { isZonedTime } from '../../sql/named-type-fits.ts'
import { isZonedTimeType, mostBytes } from './fit-of-named.ts'
import type { MisfitKind } from './misfit-kind.ts'

/** Kinds that other types have as well. */
export interface SharedKinds {
  /** Texts that no type of PostgreSQL can hold. */
  readonly unsound: readonly MisfitKind[]
  /** Those, and blobs that are no texts. */
  readonly texts: readonly MisfitKind[]
  readonly blobs: MisfitKind
  readonly numbersAmongDates: MisfitKind
}

/** What the values can be that do not fit a type which PostgreSQL reads from their texts, the most telling first. Pure. */
export function namedKinds(name: string, value: string, shared: SharedKinds): readonly MisfitKind[] {
  const { unsound, texts, blobs, numbersAmongDates } = shared
  if (isIntervalType(name))
    return [
      ...intervalKinds(name, value),
      ...unsound,
      blobs,
      { ...numbersAmongDates, code: 'wrong-storage-class' },
    ]
  if (isZonedTimeType(name))
    return [
      ...unsound,
      numbersAmongDates,
      { code: 'sub-microsecond', test: isZonedTime(value, ['time', 'time-nano']), what: MORE_DECIMALS },
      { code: 'invalid-date', test: '1', what: 'are no time in ISO form' },
    ]
  switch (name) {
    case 'money':
      return [
        ...unsound,
        blobs,
        { code: 'decimal-overflow', test: '1', what: 'have more than two decimals, or too many digits' },
      ]
    case 'oid':
    case 'xid':
    case 'cid':
      return [
        {
          code: 'wrong-storage-class',
          test: `(typeof(${value}) <> 'integer' and not ${value} glob '-[1-9]*')`,
          what: 'are no whole numbers',
        },
        { code: 'integer-out-of-range', test: '1', what: 'are beyond the range of the type' },
      ]
    default: {
      const bytes = mostBytes(name)
      const long = `are longer than ${bytes === 1 ? '1 byte' : `${bytes} bytes`}`
      return bytes === null ? texts : [...texts, { code: 'varchar-overflow', test: '1', what: long }]
    }
  }
}

/** Numbers of microseconds that the decimals of the type cannot say. Pure. */
export function durationKinds(name: string, value: string): readonly MisfitKind[] {
  const decimals = intervalDecimals(name)
  if (decimals === null) return []
  return [{ code: 'sub-microsecond', test: `${value} % ${10 ** (6 - decimals)} <> 0`, what: MORE_DECIMALS }]
}

const MORE_DECIMALS = 'have more decimals of a second'

/** Of texts alone: PostgreSQL reads what they do not say into them. */
function intervalKinds(name: string, value: string): readonly MisfitKind[] {
  const isLike = (pattern: string) => `(typeof(${value}) = 'text' and ${value} glob '${pattern}')`
  const isFiner = intervalDecimals(name) === null ? '' : ` or is_interval(${value}, 6)`
  return [
    {
      code: 'timespan-text',
      test: isLike('*[0-9].[0-9][0-9]:[0-9]*'),
      what: 'are TimeSpans of .NET with days, which PostgreSQL would read as something else',
    },
    {
      code: 'sub-microsecond',
      test: `(${isLike('*.[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*')}${isFiner})`,
      what: MORE_DECIMALS,
    },
    {
      code: 'interval-unclear',
      test: `typeof(${value}) = 'text'`,
      what: 'are texts that do not say their unit',
    },
  ]
}
