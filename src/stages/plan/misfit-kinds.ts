import type { IssueCode } from '../../issues/issue-codes.ts'
import { decimalText } from '../../sql/decimal-text.ts'
import { type EpochUnit, plausibleSeconds } from '../../sql/epoch.ts'
import { fits, isNull, textHasNul, textIsInvalidUtf8 } from '../../sql/fits.ts'
import { isJson, isJsonBlob, isUnreadableJsonb } from '../../sql/json-predicates.ts'
import { isTextualBlob } from '../../sql/textual-blob.ts'
import { hasForm, TIMESTAMP_FORMS } from '../../sql/value-forms.ts'
import type { Column } from '../catalog/catalog.ts'
import type { TargetColumn, TargetType } from '../target/target-schema.ts'
import type { Conversion } from './conversion.ts'
import type { MisfitKind } from './misfit-kind.ts'
import { durationKinds, namedKinds } from './named-misfits.ts'

/**
 * What the values can be that do not fit a type of a given schema, the most telling first. Pure.
 *
 * @param unit what the numbers of the column count since 1970, where that is known
 */
export function misfitKinds(
  type: TargetType,
  conversion: Conversion,
  column: Column,
  target: TargetColumn,
  value: string,
  unit: EpochUnit | null,
): readonly MisfitKind[] {
  const nulls: MisfitKind = {
    code: 'null-in-not-null',
    test: isNull(value),
    what: 'are NULL in a NOT NULL column',
  }
  return [...(target.notNull ? [nulls] : []), ...valueKinds(type, conversion, column, value, unit)]
}

function valueKinds(
  type: TargetType,
  conversion: Conversion,
  column: Column,
  value: string,
  unit: EpochUnit | null,
): readonly MisfitKind[] {
  switch (conversion.kind) {
    case 'epoch':
      return epochKinds(conversion.unit, type, value)
    case 'duration':
      return [
        ...(type.kind === 'other' ? durationKinds(type.name, value) : []),
        { code: 'integer-out-of-range', test: '1', what: 'are beyond the range of the type' },
      ]
    default:
      return kindsOf(type, column, value, unit)
  }
}

/** Where most values count from an epoch: the others do not, or what they count is finer than the type. */
function epochKinds(unit: EpochUnit, type: TargetType, value: string): readonly MisfitKind[] {
  const isReal = `typeof(${value}) = 'real' and ${plausibleSeconds(value)}`
  const isCount = `(typeof(${value}) = 'integer'${unit === 'seconds' ? ` or ${isReal}` : ''})`
  // numbers of a known unit are within the calendar
  const time: MisfitKind = { code: 'time-part-lost', test: isCount, what: 'have a time' }
  const decimals: MisfitKind = {
    code: 'sub-microsecond',
    test: `(${isCount} and (typeof(${value}) = 'real' or abs(${value}) < 253402300800000 and ${value} % 1000 <> 0))`,
    what: 'have more decimals of a second',
  }
  return [
    {
      code: 'date-encodings-mixed',
      test: `(typeof(${value}) in ('integer', 'real') and not ${isCount} or ${hasForm(value, ['date', ...TIMESTAMP_FORMS])})`,
      what: 'are of another encoding than most, which count from an epoch',
      remedy: castFrom(unit),
    },
    type.kind === 'date' ? time : decimals,
    { code: 'invalid-date', test: '1', what: 'are beyond the calendar, or no moments at all' },
  ]
}

/** A count since 1970 is no time of the day. */
const HOLDS_DAYS: ReadonlySet<TargetType['kind']> = new Set(['date', 'timestamp', 'timestamptz'])

function castFrom(unit: EpochUnit): string {
  return `The remedy \`do: cast\` with \`from: epoch-${unit}\` writes the numbers as dates in ISO form, so that numbers and texts are read alike.`
}

function kindsOf(
  type: TargetType,
  { profile }: Column,
  value: string,
  unit: EpochUnit | null,
): readonly MisfitKind[] {
  const invalidTexts: readonly MisfitKind[] =
    profile.textsInvalidUtf8 === 0
      ? []
      : [{ code: 'invalid-utf8', test: textIsInvalidUtf8(value), what: 'are not valid UTF-8' }]
  const unsound: readonly MisfitKind[] = [
    ...(profile.textsWithNul === 0
      ? []
      : [{ code: 'nul-in-text', test: textHasNul(value), what: 'hold the character U+0000' } as const]),
    ...invalidTexts,
  ]
  const texts: readonly MisfitKind[] = [
    ...unsound,
    {
      code: 'binary-in-text',
      test: `(typeof(${value}) = 'blob' and not ${isTextualBlob(value)})`,
      what: 'are blobs that are not valid UTF-8 or hold U+0000',
    },
  ]
  const blobs: MisfitKind = {
    code: 'wrong-storage-class',
    test: `typeof(${value}) = 'blob'`,
    what: 'are binary',
  }
  const numbersAmongDates: MisfitKind = {
    code: profile.texts > 0 ? 'date-encodings-mixed' : 'date-encoding-unknown',
    test: `typeof(${value}) in ('integer', 'real')`,
    what: 'are numbers that could count anything',
    ...(unit !== null && profile.texts > 0 && HOLDS_DAYS.has(type.kind) ? { remedy: castFrom(unit) } : {}),
  }
  const rest = (code: IssueCode, what: string): MisfitKind => ({ code, test: '1', what })
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return [
        { code: 'wrong-storage-class', test: isTextOrBlob(value), what: 'are text or binary' },
        {
          code: 'integer-beyond-64-bits',
          test: `(typeof(${value}) = 'real' and abs(${value}) >= 9223372036854775808.0)`,
          what: 'are too large for 64 bits and rounded already',
        },
        {
          code: 'fraction-in-integer',
          test: `(typeof(${value}) = 'real' and (${value} <> cast(${value} as integer) or ${value} = 0))`,
          what: 'would lose a fraction, or the sign of a zero',
        },
        rest('integer-out-of-range', 'are beyond the range of the type'),
      ]
    case 'real':
    case 'double precision':
      return [
        {
          code: 'wrong-storage-class',
          test: isTextOrBlob(value),
          what: 'are binary, or texts that do not come back digit for digit',
        },
        rest('float-precision-lost', 'would be rounded'),
      ]
    case 'numeric':
      return [
        {
          code: 'wrong-storage-class',
          test: isNoDecimal(value),
          what: 'are no numbers, or texts that do not come back as they are spelled',
        },
        ...(type.precision === null ? [] : [infinite(value)]),
        rest('decimal-overflow', 'do not fit the precision and scale, or would be rounded'),
      ]
    case 'text':
      return texts
    case 'varchar':
    case 'char':
      return [
        ...texts,
        {
          code: 'varchar-overflow',
          test: `length(${decimalText(value)}) > ${type.length}`,
          what: `are longer than ${type.length} characters`,
        },
        rest('trailing-blanks-lost', 'end in blanks'),
      ]
    case 'enum':
      return [...unsound, rest('enum-label-unknown', 'are no label of the enum')]
    case 'bytea':
      return [...invalidTexts, rest('wrong-storage-class', 'are numbers')]
    case 'boolean':
      return [rest('boolean-spelling', 'are no boolean')]
    case 'date':
      return [
        numbersAmongDates,
        { code: 'time-part-lost', test: hasForm(value, TIMESTAMP_FORMS), what: 'have a time' },
        rest('invalid-date', 'are no date in ISO form'),
      ]
    case 'time':
      return [
        numbersAmongDates,
        {
          code: 'sub-microsecond',
          test: hasForm(value, ['time', 'time-nano']),
          what: 'have more decimals of a second',
        },
        rest('invalid-date', 'are no time in ISO form'),
      ]
    case 'timestamp':
      return [
        numbersAmongDates,
        {
          code: 'time-zone-lost',
          test: hasForm(value, ['timestamp-offset', 'timestamp-nano-offset']),
          what: 'have an offset',
        },
        {
          code: 'sub-microsecond',
          test: hasForm(value, TIMESTAMP_FORMS),
          what: 'have more decimals of a second',
        },
        rest('invalid-date', 'are no timestamp in ISO form'),
      ]
    case 'timestamptz':
      return [
        numbersAmongDates,
        {
          code: 'sub-microsecond',
          test: hasForm(value, TIMESTAMP_FORMS),
          what: 'have more decimals of a second',
        },
        rest('invalid-date', 'are no timestamp in ISO form'),
      ]
    case 'json':
      return [...unsound, sqliteJsonb(value), rest('invalid-json', 'are not JSON')]
    case 'jsonb':
      return [
        ...unsound,
        {
          code: 'json-not-jsonb',
          test: `iif(typeof(${value}) = 'text', ${isJson(value)}, ${isJsonBlob(value)})`,
          what: 'are JSON that jsonb refuses or changes',
        },
        sqliteJsonb(value),
        rest('invalid-json', 'are not JSON'),
      ]
    case 'uuid':
      return [
        {
          code: 'uuid-bytes',
          test: `iif(typeof(${value}) = 'blob', octet_length(${value}) = 16, 0)`,
          what: 'are blobs of 16 bytes, UUIDs whose byte order must be known',
        },
        rest('invalid-uuid', 'are no UUID'),
      ]
    case 'other':
      return namedKinds(type.name, value, { unsound, texts, blobs, numbersAmongDates })
    default:
      return type satisfies never
  }
}

/** No limited numeric takes them. */
function infinite(value: string): MisfitKind {
  const test = `(typeof(${value}) = 'real' and abs(${value}) = 9e999)`
  return { code: 'non-finite-number', test, what: 'are infinite' }
}

function sqliteJsonb(value: string): MisfitKind {
  return {
    code: 'sqlite-jsonb',
    test: isUnreadableJsonb(value),
    what: 'are blobs in the JSONB form of SQLite',
  }
}

function isTextOrBlob(value: string): string {
  return `typeof(${value}) in ('text', 'blob')`
}

/** Blobs, and texts that no decimal is printed as, however many digits it may have: `1e5`, `007`, `-0`, `.5`. */
function isNoDecimal(value: string): string {
  return `(${isTextOrBlob(value)} and not ${fits({ kind: 'decimal', precision: null, scale: null, spelled: true }, value)})`
}
