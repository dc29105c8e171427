import { isNull, textIsInvalidUtf8 } from '../../../sql/fits.ts'
import { isStrictJsonb } from '../../../sql/json-predicates.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { Column } from '../../catalog/catalog.ts'
import { counted, type Finding } from './finding.ts'

const UUID_NAME = /uuid|guid|uniqueidentifier/i
/** So many blobs of 16 bytes look like UUIDs by chance once in four hundred times. */
const CONVINCING_UUIDS = 4

/** What blobs of a column seem to be. All of it is looked up in the rows; where there is none, nothing is said. */
export function byteHints(table: string, column: Column, subject: string): readonly Finding[] {
  const { blobs, longestBlobBytes } = column.profile
  if (blobs === 0) return []
  const from = quoteIdentifier(table)
  return [
    ...(longestBlobBytes >= 16 ? uuidHints(from, column, subject) : []),
    ...(longestBlobBytes >= 8 ? [geometryHint(subject)] : []),
    ...(longestBlobBytes > 2 ? [jsonbHint(from, subject)] : []),
  ]
}

/** The name of the column counts: without it, a hash can look like a UUID. */
function uuidHints(from: string, { name, declaredType }: Column, subject: string): readonly Finding[] {
  const isUuid = isUuidBytes(subject)
  const isNamed = UUID_NAME.test(`${name} ${declaredType}`)
  const all = `(select count(*) >= ${CONVINCING_UUIDS} and min(${isUuid}) from ${from} where typeof(${subject}) = 'blob')`
  const bytes = finding(
    'uuid-bytes',
    isNamed ? isUuid : `${isUuid} and ${all}`,
    'blob of 16 bytes is a UUID whose byte order must be known',
    'blobs of 16 bytes are UUIDs whose byte order must be known',
  )
  if (!isNamed || UUID_NAME.test(declaredType)) return [bytes]
  const others = `not ${isNull(subject)} and not ${isUuid} and exists (select 1 from ${from} where ${isUuid})`
  return [
    bytes,
    finding('invalid-uuid', others, 'value is no UUID of 16 bytes', 'values are no UUIDs of 16 bytes'),
  ]
}

/** A finding about the declaration of a column of bytes, without the blobs that an issue of their own tells of. */
export function unlessHinted(table: string, column: Column, subject: string, told: Finding): Finding {
  switch (told.code) {
    case 'wrong-storage-class':
      return unlessUuids(table, column, subject, told)
    case 'invalid-json':
      return unlessJsonb(table, column, subject, told)
    case 'invalid-uuid':
      return unlessUuidBytes(column, subject, told)
    default:
      return told
  }
}

/** Of a column that is declared as one of UUIDs. */
function unlessUuidBytes({ profile }: Column, subject: string, told: Finding): Finding {
  if (profile.longestBlobBytes < 16 || told.where === null) return told
  const where = `${told.where} and not ${isUuidBytes(subject)}`
  const message = (rows: number) =>
    `${counted(rows, 'value is not the text of a UUID', 'values are not texts of UUIDs')}; the target is bytea`
  return { ...told, rows: 0, where, counted: message }
}

/**
 * Blobs that are no numbers, of a column whose name says that they are UUIDs: where some are, their bytes and the other
 * values are told by issues of their own.
 */
function unlessUuids(table: string, { name, profile }: Column, subject: string, told: Finding): Finding {
  if (!UUID_NAME.test(name) || profile.longestBlobBytes < 16 || told.where === null) return told
  const areUuids = `exists (select 1 from ${quoteIdentifier(table)} where ${isUuidBytes(subject)})`
  return { ...told, rows: 0, where: `${told.where} and not ${areUuids}`, counted: () => told.message }
}

function unlessJsonb(table: string, { profile }: Column, subject: string, told: Finding): Finding {
  if (profile.longestBlobBytes <= 2 || told.where === null) return told
  const { where } = jsonbHint(quoteIdentifier(table), subject)
  const message = (rows: number) => `${counted(rows, 'value is', 'values are')} not JSON; the target is bytea`
  return { ...told, rows: 0, where: `${told.where} and not (${where})`, counted: message }
}

/**
 * Version and variant where RFC 9562 has them, or where the mixed order of .NET has them.
 * https://www.rfc-editor.org/rfc/rfc9562#section-4
 */
function isUuidBytes(subject: string): string {
  const versions = [7, 8].map((byte) => `hex(substr(${subject}, ${byte}, 1)) glob '[1-8]*'`)
  const isMarked = `hex(substr(${subject}, 9, 1)) glob '[89AB]*' and (${versions.join(' or ')})`
  return `(typeof(${subject}) = 'blob' and iif(octet_length(${subject}) = 16, ${isMarked}, false))`
}

/**
 * The headers of GeoPackage (http://www.geopackage.org/spec/#gpb_format) and of SpatiaLite
 * (https://www.gaia-gis.it/gaia-sins/BLOB-Geometry.html).
 */
function geometryHint(subject: string): Finding {
  const isGeoPackage = `substr(${subject}, 1, 3) = x'475000'`
  const isSpatiaLite = `substr(${subject}, 1, 2) in (x'0000', x'0001') and substr(${subject}, 39, 1) = x'7c' and substr(${subject}, -1) = x'fe'`
  const where = `typeof(${subject}) = 'blob' and octet_length(${subject}) >= 8 and (${isGeoPackage} or ${isSpatiaLite})`
  return finding('geometry-blob', where, 'blob is a geometry', 'blobs are geometries')
}

/**
 * https://www.sqlite.org/jsonb.html; strictly valid ones, where most blobs of the column are. One of them at least must be a
 * document besides: of random bytes, as tokens and row versions are, 1.3 % of 4 bytes and 1.1 % of 8 are strictly valid for
 * SQLite, which does not read into texts, but only 0.18 % and 0.014 % give a document (measured with 400 000 each).
 */
function jsonbHint(from: string, subject: string): Finding {
  const isJsonb = isStrictJsonb(subject)
  const text = `json(${subject})`
  const isDocument = `iif(${isJsonb} and octet_length(${subject}) > 2, json_valid(${text}) and not ${textIsInvalidUtf8(text)}, 0)`
  const most = `(select sum(${isJsonb}) * 2 > count(*) and max(${isDocument}) from ${from} where typeof(${subject}) = 'blob')`
  const where = `${isJsonb} and ${most}`
  return finding('sqlite-jsonb', where, 'blob is JSONB of SQLite', 'blobs are JSONB of SQLite')
}

function finding(code: Finding['code'], where: string, one: string, many: string): Finding {
  return { code, rows: 0, where, message: '', counted: (rows) => counted(rows, one, many) }
}
