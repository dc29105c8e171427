import type { CastSource } from '../../issues/remedy.ts'
import { readBase64, readHex } from './read-bytes.ts'
import { readCompactDate, readWrittenDate } from './read-date.ts'
import { readCoreData, readEpoch, readJulianDay, readMilliseconds } from './read-instant.ts'
import { readNumber } from './read-number.ts'
import { readTruth } from './read-truth.ts'
import { readUuid, readUuidBytes, readUuidText } from './read-uuid.ts'
import type { SqliteValue } from './sqlite-value.ts'

/** Every cast, each from a value to what it is; null where the value is none of these, or would lose a digit. */
export const READERS = {
  'epoch-seconds': (value) => readEpoch(value, 0),
  'epoch-milliseconds': readMilliseconds,
  'epoch-microseconds': (value) => readEpoch(value, 6),
  'epoch-nanoseconds': (value) => readEpoch(value, 9),
  'core-data-seconds': readCoreData,
  'julian-day': readJulianDay,
  'compact-date': readCompactDate,
  'day-first-date': (value) => readWrittenDate(value, 'day'),
  'month-first-date': (value) => readWrittenDate(value, 'month'),
  boolean: readTruth,
  number: readNumber,
  hex: readHex,
  base64: readBase64,
  uuid: readUuid,
  'uuid-bytes': readUuidBytes,
  'uuid-text': readUuidText,
} as const satisfies Record<CastSource, (value: SqliteValue) => SqliteValue>
