import type { RecordBuilder } from '../../../engines/sqlite/pages/record-builder.ts'
import type { Known } from './spelling.ts'

/** Adds a value to a record that is not NULL, out of its bytes. False where SQLite has to be asked what becomes of it. */
export type AddValue = (
  record: RecordBuilder,
  bytes: Buffer,
  view: DataView,
  at: number,
  size: number,
) => boolean

/**
 * What a column makes of numbers. https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 *
 * @returns null where it makes texts of them
 */
export function addNumber(affinity: Known['affinity']): AddValue | null {
  if (affinity === 'TEXT') return null
  return (record, bytes, _view, at, size) => {
    const digits = bytes.toString('latin1', at, at + size)
    const value = Number(digits)
    const staysReal = affinity === 'BLOB' && !WHOLE.test(digits)
    // -0.0 becomes a 0 that has no sign
    if (!staysReal && Number.isSafeInteger(value)) addInteger(record, value + 0, affinity)
    else if (staysReal || !Number.isInteger(value)) record.addDouble(value)
    else return false
    return true
  }
}

/** As PostgreSQL sends an `int8`. */
export function addLong(affinity: Known['affinity']): AddValue | null {
  if (affinity === 'TEXT') return null
  return (record, _bytes, view, at) => {
    const value = view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4)
    if (Number.isSafeInteger(value)) addInteger(record, value, affinity)
    else if (affinity === 'REAL') return false
    else record.addLong(view.getBigInt64(at))
    return true
  }
}

/** A text that looks like a number becomes one in a column of numbers. */
export function addText(affinity: Known['affinity']): AddValue {
  const staysText = affinity === 'TEXT' || affinity === 'BLOB'
  return (record, bytes, _view, at, size) => {
    if (!staysText && mayBeNumber(bytes, at, size)) return false
    record.addBytes(bytes, at, size, true)
    return true
  }
}

export const addBlob: AddValue = (record, bytes, _view, at, size) => {
  record.addBytes(bytes, at, size, false)
  return true
}

/** As PostgreSQL sends a `boolean`. */
export function addTruth(
  truths: { readonly t: string | bigint; readonly f: string | bigint },
  affinity: Known['affinity'],
): AddValue | null {
  const [whenTrue, whenFalse] = [constant(truths.t, affinity), constant(truths.f, affinity)]
  if (whenTrue === null || whenFalse === null) return null
  return (record, bytes, view, at, size) =>
    (bytes[at] === 0 ? whenFalse : whenTrue)(record, bytes, view, at, size)
}

function constant(value: string | bigint, affinity: Known['affinity']): AddValue | null {
  const bytes = Buffer.from(String(value))
  const add = typeof value === 'string' ? addText(affinity) : addNumber(affinity)
  return add === null ? null : (record, _bytes, view) => add(record, bytes, view, 0, bytes.length)
}

/** In a column of reals, one of at most 48 bits is in the file as an integer, and read as a real. */
function addInteger(record: RecordBuilder, value: number, affinity: Known['affinity']): void {
  if (affinity === 'REAL' && (value >= 2 ** 47 || value < -(2 ** 47))) record.addDouble(value)
  else record.addInteger(value)
}

/** Told by what no number has; of the rest by all of it. */
function mayBeNumber(bytes: Buffer, at: number, size: number): boolean {
  for (let place = at; place < at + size; place += 1) if (IN_NUMBERS[bytes[place] ?? 0] === 0) return false
  return NUMBER.test(bytes.toString('latin1', at, at + size))
}

const WHOLE = /^-?\d+$/
/** As SQLite reads one, with what it passes over. https://www.sqlite.org/datatype3.html#type_conversions_prior_to_comparison */
const NUMBER = /^[\t-\r ]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[\t-\r ]*$/
const IN_NUMBERS = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\d.eE+\-\t-\r ]/.test(String.fromCharCode(byte)) ? 1 : 0,
)
