import { type MeasureName, TWO_53, VALUE_KINDS, type ValueKind } from './column-measures.ts'
import { type ColumnProfile, TEXT_FORMS, type TextForm } from './column-profile.ts'

/** What one query gave for one column, by the names of its measures. */
export type Measured = ReadonlyMap<MeasureName, unknown>

/** The kinds of values that were found. */
export function kindsOf(measured: Measured): readonly ValueKind[] {
  return VALUE_KINDS.filter((kind) => countOf(measured, kind) > 0)
}

/** Whether there were values of kinds that the query did not ask for. */
export function holdsOtherKinds(measured: Measured): boolean {
  const counted = VALUE_KINDS.reduce((sum, kind) => sum + countOf(measured, kind), 0)
  return counted !== numberOf(measured, 'values')
}

/** Whether there are numbers that are infinite or beyond 2^53. */
export function holdsLargeNumbers(measured: Measured): boolean {
  const bounds = [
    bigintOf(measured, 'integerMin'),
    bigintOf(measured, 'integerMax'),
    realOf(measured, 'realMin'),
    realOf(measured, 'realMax'),
  ]
  return bounds.some((bound) => bound !== null && (bound > TWO_53 || bound < -TWO_53))
}

/** The profile, but for what the encoding of texts decides: that is still 0. */
export function profileOf(measured: Measured, rows: number): ColumnProfile {
  const count = (name: MeasureName) => numberOf(measured, name)
  return {
    nulls: rows - count('values'),
    integers: count('integers'),
    reals: count('reals'),
    texts: TEXT_FORMS.reduce((sum, form) => sum + count(form), 0),
    blobs: count('blobs'),
    integerMin: bigintOf(measured, 'integerMin'),
    integerMax: bigintOf(measured, 'integerMax'),
    integersBoolean: count('integersBoolean'),
    integersBeyondDouble: count('integersBeyondDouble'),
    momentMin: bigintOf(measured, 'momentMin'),
    momentMax: bigintOf(measured, 'momentMax'),
    integersLikeSeconds: count('integersLikeSeconds'),
    realsLikeSeconds: count('realsLikeSeconds'),
    realsWhole: count('realsWhole'),
    midnights: count('midnights'),
    realMin: realOf(measured, 'realMin'),
    realMax: realOf(measured, 'realMax'),
    realsInfinite: count('realsInfinite'),
    realsBeyondDouble: count('realsBeyondDouble'),
    decimalMisfits: count('decimalMisfits'),
    longestText: 0,
    longestTextBytes: count('longestTextBytes'),
    textCharacters: 0,
    longestBlobBytes: count('longestBlobBytes'),
    totalBytes: count('textBytes') + count('blobBytes'),
    textsWithNul: 0,
    textsInvalidUtf8: 0,
    textsNonAscii: 0,
    textsPlain: true,
    textsTf: count('textsTf'),
    blobsUtf8: count('blobsUtf8'),
    jsons: count('jsons'),
    textForms: formsOf(measured),
  }
}

function countOf(measured: Measured, kind: ValueKind): number {
  switch (kind) {
    case 'integer':
      return numberOf(measured, 'integers')
    case 'real':
      return numberOf(measured, 'reals')
    case 'blob':
      return numberOf(measured, 'blobs')
    default:
      return numberOf(measured, kind)
  }
}

function formsOf(measured: Measured): Readonly<Record<TextForm, number>> {
  return {
    date: numberOf(measured, 'date'),
    timestamp: numberOf(measured, 'timestamp'),
    'timestamp-utc': numberOf(measured, 'timestamp-utc'),
    'timestamp-offset': numberOf(measured, 'timestamp-offset'),
    'timestamp-nano': numberOf(measured, 'timestamp-nano'),
    'timestamp-nano-utc': numberOf(measured, 'timestamp-nano-utc'),
    'timestamp-nano-offset': numberOf(measured, 'timestamp-nano-offset'),
    time: numberOf(measured, 'time'),
    'time-offset': numberOf(measured, 'time-offset'),
    'time-nano': numberOf(measured, 'time-nano'),
    boolean: numberOf(measured, 'boolean'),
    uuid: numberOf(measured, 'uuid'),
    other: numberOf(measured, 'other'),
  }
}

/** A measure that was not asked for, or that no row had, is 0. */
export function numberOf(measured: Measured, name: MeasureName): number {
  return Number(measured.get(name) ?? 0)
}

function bigintOf(measured: Measured, name: MeasureName): bigint | null {
  const value = measured.get(name)
  return typeof value === 'bigint' ? value : null
}

function realOf(measured: Measured, name: MeasureName): number | null {
  const value = measured.get(name)
  return typeof value === 'number' ? value : null
}
