import { type ColumnProfile, TEXT_FORMS, type TextForm } from './column-profile.ts'

/** The profile of no rows at all. */
export const EMPTY_PROFILE: ColumnProfile = {
  nulls: 0,
  integers: 0,
  reals: 0,
  texts: 0,
  blobs: 0,
  integerMin: null,
  integerMax: null,
  integersBoolean: 0,
  integersBeyondDouble: 0,
  momentMin: null,
  momentMax: null,
  integersLikeSeconds: 0,
  realsLikeSeconds: 0,
  realsWhole: 0,
  midnights: 0,
  realMin: null,
  realMax: null,
  realsInfinite: 0,
  realsBeyondDouble: 0,
  decimalMisfits: 0,
  longestText: 0,
  longestTextBytes: 0,
  textCharacters: 0,
  longestBlobBytes: 0,
  totalBytes: 0,
  textsWithNul: 0,
  textsInvalidUtf8: 0,
  textsNonAscii: 0,
  textsPlain: true,
  textsTf: 0,
  blobsUtf8: 0,
  jsons: 0,
  textForms: {
    date: 0,
    timestamp: 0,
    'timestamp-utc': 0,
    'timestamp-offset': 0,
    'timestamp-nano': 0,
    'timestamp-nano-utc': 0,
    'timestamp-nano-offset': 0,
    time: 0,
    'time-offset': 0,
    'time-nano': 0,
    boolean: 0,
    uuid: 0,
    other: 0,
  },
}

/** The profile of two sets of rows of the same column. */
export function mergeProfiles(one: ColumnProfile, other: ColumnProfile): ColumnProfile {
  return {
    nulls: one.nulls + other.nulls,
    integers: one.integers + other.integers,
    reals: one.reals + other.reals,
    texts: one.texts + other.texts,
    blobs: one.blobs + other.blobs,
    integerMin: smaller(one.integerMin, other.integerMin),
    integerMax: larger(one.integerMax, other.integerMax),
    integersBoolean: one.integersBoolean + other.integersBoolean,
    integersBeyondDouble: one.integersBeyondDouble + other.integersBeyondDouble,
    momentMin: smaller(one.momentMin, other.momentMin),
    momentMax: larger(one.momentMax, other.momentMax),
    integersLikeSeconds: one.integersLikeSeconds + other.integersLikeSeconds,
    realsLikeSeconds: one.realsLikeSeconds + other.realsLikeSeconds,
    realsWhole: one.realsWhole + other.realsWhole,
    midnights: one.midnights + other.midnights,
    realMin: smaller(one.realMin, other.realMin),
    realMax: larger(one.realMax, other.realMax),
    realsInfinite: one.realsInfinite + other.realsInfinite,
    realsBeyondDouble: one.realsBeyondDouble + other.realsBeyondDouble,
    decimalMisfits: one.decimalMisfits + other.decimalMisfits,
    longestText: Math.max(one.longestText, other.longestText),
    longestTextBytes: Math.max(one.longestTextBytes, other.longestTextBytes),
    textCharacters: bothOf(one.textCharacters, other.textCharacters),
    longestBlobBytes: Math.max(one.longestBlobBytes, other.longestBlobBytes),
    totalBytes: one.totalBytes + other.totalBytes,
    textsWithNul: one.textsWithNul + other.textsWithNul,
    textsInvalidUtf8: one.textsInvalidUtf8 + other.textsInvalidUtf8,
    textsNonAscii: one.textsNonAscii + other.textsNonAscii,
    textsPlain: one.textsPlain && other.textsPlain,
    textsTf: one.textsTf + other.textsTf,
    blobsUtf8: one.blobsUtf8 + other.blobsUtf8,
    jsons: one.jsons + other.jsons,
    textForms: addForms(one.textForms, other.textForms),
  }
}

function addForms(
  one: Readonly<Record<TextForm, number>>,
  other: Readonly<Record<TextForm, number>>,
): Readonly<Record<TextForm, number>> {
  const sums = { ...one }
  for (const form of TEXT_FORMS) sums[form] += other[form]
  return sums
}

/** Null where one of them is not known. */
function bothOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other
}

/** Null for none. */
export function smaller<T extends bigint | number>(one: T | null, other: T | null): T | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/** Null for none. */
export function larger<T extends bigint | number>(one: T | null, other: T | null): T | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}
