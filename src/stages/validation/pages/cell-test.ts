import type { BinaryRowReader } from '../../../engines/postgres/binary-row-reader.ts'
import type { RowCursor } from '../../../engines/sqlite/pages/row-cursor.ts'
import {
  isShortInteger,
  isText,
  SERIAL_TYPES,
  shortInteger,
} from '../../../engines/sqlite/pages/serial-types.ts'
import type { Conversion } from '../../plan/conversion.ts'
import type { ColumnPlan } from '../../plan/migration-plan.ts'
import type { TargetType } from '../../target/target-schema.ts'
import { equalsNumeric } from './equal-numeric.ts'
import { MomentReader } from './moment-reader.ts'

/**
 * Whether the field at hand of a row of the source is that of a row of the target; neither is NULL. False too for what is
 * equal in a way that the test does not know.
 *
 * @param at where the value of the target begins in the row
 * @param length of it, in bytes
 */
export type CellTest = (source: RowCursor, target: BinaryRowReader, at: number, length: number) => boolean

/** The test for a column; null for one whose values have to be spelled to be compared. */
export function cellTest({ conversion, type, misfit, generated }: ColumnPlan): CellTest | null {
  if (misfit !== null || generated) return null
  switch (conversion.kind) {
    case 'integer':
      return INTEGERS.has(type.kind) ? equalsInteger : null
    case 'float':
      return type.kind === 'double precision' || type.kind === 'real' ? equalsFloat : null
    case 'decimal':
      return type.kind === 'numeric' ? equalsDecimal : null
    case 'text':
      return type.kind === 'text' || type.kind === 'varchar' ? equalsBytes : null
    case 'bytes':
      return type.kind === 'bytea' ? equalsBytes : null
    case 'json':
      return type.kind === 'json' ? equalsJson : null
    case 'boolean':
      return type.kind === 'boolean' ? equalsBoolean : null
    case 'date':
      return type.kind === 'date' ? equalsDate() : null
    case 'timestamp':
      return type.kind === 'timestamp' ? equalsTimestamp() : null
    case 'timestamptz':
      return type.kind === 'timestamptz' ? equalsTimestamp() : null
    case 'epoch':
      return type.kind === 'timestamp' || type.kind === 'timestamptz' ? equalsEpoch(conversion) : null
    case 'uuid':
      return type.kind === 'uuid' ? equalsUuid : null
    case 'numeral':
    case 'spelled-float':
    case 'rendered':
    case 'midnight':
    case 'time':
    case 'duration':
    case 'respelled-uuid':
      return null
    default:
      return conversion satisfies never
  }
}

const INTEGERS: ReadonlySet<TargetType['kind']> = new Set(['smallint', 'integer', 'bigint'])

/** Whether an integer of the target, of two, four or eight bytes, is a whole number within 2^53. */
export function isInteger(view: DataView, at: number, length: number, integer: number): boolean {
  switch (length) {
    case 8:
      return view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4) === integer
    case 4:
      return view.getInt32(at) === integer
    case 2:
      return view.getInt16(at) === integer
    default:
      return false
  }
}

function equalsInteger(source: RowCursor, { view }: BinaryRowReader, at: number, length: number): boolean {
  const { serialType } = source
  if (isShortInteger(serialType))
    return isInteger(view, at, length, shortInteger(source.view, source.at, serialType))
  return (
    serialType === SERIAL_TYPES.longInteger &&
    length === 8 &&
    source.view.getInt32(source.at) === view.getInt32(at) &&
    source.view.getInt32(source.at + 4) === view.getInt32(at + 4)
  )
}

/** The sign of a zero counts. */
function equalsFloat(source: RowCursor, { view }: BinaryRowReader, at: number, length: number): boolean {
  return Object.is(numberOf(source), length === 8 ? view.getFloat64(at) : view.getFloat32(at))
}

function equalsDecimal(source: RowCursor, { view }: BinaryRowReader, at: number): boolean {
  const number = numberOf(source)
  return number !== null && equalsNumeric(view, at, number)
}

/** A double, or an integer that is one; null for all else. */
function numberOf({ serialType, view, at }: RowCursor): number | null {
  if (serialType === SERIAL_TYPES.double) return view.getFloat64(at)
  return isShortInteger(serialType) ? shortInteger(view, at, serialType) : null
}

/** Texts and blobs. */
function equalsBytes(source: RowCursor, { bytes }: BinaryRowReader, at: number, length: number): boolean {
  if (source.serialType < SERIAL_TYPES.blob || source.size !== length) return false
  if (length > SHORT) return source.bytes.compare(bytes, at, at + length, source.at, source.at + length) === 0
  const { bytes: own, at: from } = source
  for (let place = 0; place < length; place += 1) if (own[from + place] !== bytes[at + place]) return false
  return true
}

/** So many bytes are compared here before native code could be called. */
const SHORT = 48

/** The text stays the same; a number is spelled. */
function equalsJson(source: RowCursor, target: BinaryRowReader, at: number, length: number): boolean {
  return isText(source.serialType) && equalsBytes(source, target, at, length)
}

/** 0 and 1; booleans may be texts, too. */
function equalsBoolean(
  { serialType, view, at: from }: RowCursor,
  { bytes }: BinaryRowReader,
  at: number,
): boolean {
  return isShortInteger(serialType) && shortInteger(view, from, serialType) === bytes[at]
}

function equalsDate(): CellTest {
  const moment = new MomentReader()
  return ({ serialType, bytes, at: from, size }, { view }, at) =>
    isText(serialType) &&
    size === DATE_LENGTH &&
    moment.readText(bytes, from, size, false) &&
    moment.day === view.getInt32(at)
}

const DATE_LENGTH = 10

/** Without an offset, or of UTC: the others are taken off. */
function equalsTimestamp(): CellTest {
  const moment = new MomentReader()
  return ({ serialType, bytes, at: from, size }, { view }, at) =>
    isText(serialType) && moment.readText(bytes, from, size, true) && moment.isTimestamp(view, at)
}

function equalsEpoch({ unit }: Extract<Conversion, { readonly kind: 'epoch' }>): CellTest {
  const moment = new MomentReader()
  return ({ serialType, view: own, at: from }, { view }, at) => {
    if (!isShortInteger(serialType)) return false
    moment.readEpoch(shortInteger(own, from, serialType), unit === 'seconds' ? 1 : 1000)
    return moment.isTimestamp(view, at)
  }
}

/** Of the source 36 letters, of the target 16 bytes. */
function equalsUuid(
  { serialType, bytes: own, at: from, size }: RowCursor,
  { bytes }: BinaryRowReader,
  at: number,
): boolean {
  if (!isText(serialType) || size !== UUID_LENGTH) return false
  let letter = from
  for (let place = 0; place < 16; place += 1) {
    if (place === 4 || place === 6 || place === 8 || place === 10) letter += 1
    if (hexDigit(own[letter]) * 16 + hexDigit(own[letter + 1]) !== bytes[at + place]) return false
    letter += 2
  }
  return true
}

const UUID_LENGTH = 36

/** NaN where it is none in small letters. */
function hexDigit(byte = 0): number {
  if (byte >= ZERO && byte <= NINE) return byte - ZERO
  return byte >= SMALL_A && byte <= SMALL_F ? byte - SMALL_A + 10 : Number.NaN
}

const ZERO = 48
const NINE = 57
const SMALL_A = 97
const SMALL_F = 102
