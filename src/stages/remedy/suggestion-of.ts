import type { Issue } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import { isCoreDataTable } from '../../sql/core-data.ts'
import { mixedEpochs } from '../../sql/epoch.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { TargetSchema, TargetType } from '../target/target-schema.ts'
import { castOfNumbers, likelyCast } from './cast-of-numbers.ts'
import { declaresCast } from './declare-casts.ts'
import { quoted } from './quoted.ts'
import { subjectOf } from './subject-of.ts'
import { suggestForOrphans } from './suggest-for-orphans.ts'
import { asked, castTo, misfit, open, type Suggestion } from './suggestion.ts'
import { typeInTarget } from './type-in-target.ts'

/** Issues that a waiver settles: what they are about is for the application to do, not for the rows. */
export const WAIVED_CODES: ReadonlySet<IssueCode> = new Set<IssueCode>([
  'view-not-migrated',
  'trigger-not-migrated',
  'virtual-table-not-migrated',
  'nocase-collation',
  'rtrim-collation',
  'custom-collation',
  'check-not-translated',
  'index-not-translated',
  'on-conflict-clause',
  'default-not-translated',
  'generated-column-not-translated',
])

/** They change no value: a generated column can have them. */
const WITHOUT_VALUES: ReadonlySet<string> = new Set(['do: drop-row', 'do: rename', 'do: skip'])

/**
 * What could be done about an issue; null where no remedy is known. A generated column is computed from others: the
 * remedy is for those. Pure.
 */
export function suggestionOf(found: Issue, catalog: Catalog, schema: TargetSchema): Suggestion | null {
  const { table, column } = subjectOf(found, catalog)
  const suggestion = suggestionFor(found, catalog, table, column, schema)
  const isComputed = column !== undefined && column.generated !== null
  return isComputed && !WITHOUT_VALUES.has(suggestion?.lines[0] ?? '') ? null : suggestion
}

function suggestionFor(
  found: Issue,
  catalog: Catalog,
  table: Table | undefined,
  column: Column | undefined,
  schema: TargetSchema,
): Suggestion | null {
  const type = typeInTarget(schema, found.table, found.column)
  switch (found.code) {
    case 'foreign-key-orphans':
      return suggestForOrphans(found, table, column, catalog)
    case 'duplicate-key':
      return open('drop-row', 'drops all equal rows but the first: choose, or mend them in the source')
    case 'check-violated':
    case 'null-in-primary-key':
      return open('drop-row', 'drops the rows')
    case 'null-in-not-null':
      return column?.defaultText == null
        ? open('drop-row', 'drops the rows; the column has no DEFAULT that could fill them')
        : asked('default', 'fills the rows with the DEFAULT of the column')
    case 'varchar-overflow':
      return open('truncate', 'cuts the texts at the declared length: the rest is lost')
    case 'sub-microsecond':
      return found.priority === 'LOW'
        ? null
        : open('truncate', 'cuts the decimals after the sixth: they are lost')
    case 'nul-in-text':
      return ofNul(column, type)
    case 'invalid-utf8':
      return open('strip', 'removes the bytes that are no UTF-8: letters of another encoding are lost')
    case 'boolean-spelling':
      return column === undefined || mayBeTruth(column)
        ? castTo('boolean', READS_WORDS)
        : misfit(column, type)
    case 'invalid-uuid':
      return column === undefined ? null : ofUuids(column)
    case 'uuid-bytes':
      if (found.priority === 'HIGH') return open('cast, from: uuid-bytes', READS_UUID_BYTES)
      return column !== undefined && DECLARED_UUID.test(column.declaredType) ? ofUuids(column) : null
    case 'date-encoding':
    case 'date-encoding-unknown':
      if (table !== undefined && isCoreDataTable(table)) return open(CORE_DATA_CAST, READS_CORE_DATA)
      if (column !== undefined && DECLARED_TIME.test(column.declaredType)) return ofNumbersInTime(column)
      // what is known to count from an epoch arrives as moments, and a cast would change what is written for the numbers
      return column === undefined || found.code === 'date-encoding' ? null : ofNumbers(column)
    case 'date-encodings-mixed':
      if (column === undefined) return null
      // a count since 1970 is no time of the day, and would make moments of the column
      if (DECLARED_TIME.test(column.declaredType)) return misfit(column, type)
      return ofMixedEpochs(column) ?? ofNumbers(column)
    case 'declared-type-not-followed':
      return column === undefined || found.rows === 0 ? null : ofDeclared(column, type)
    case 'wrong-storage-class':
      return column !== undefined && column.profile.texts > 0 && declaresCast('number', column)
        ? castTo('number', READS_NUMBERS)
        : misfit(column, type)
    case 'invalid-date':
      return (column === undefined ? null : ofTime(column)) ?? misfit(column, type)
    case 'blob-in-text':
      return found.priority === 'HIGH' || column === undefined ? misfit(column, type) : ofTextualBlobs(column)
    case 'invalid-json':
    case 'binary-in-text':
      return misfit(column, type)
    case 'text-in-blob':
      return open('cast, from: hex', 'reads the texts as hexadecimal digits (or, from: base64)')
    case 'decimal-overflow':
    case 'non-finite-number':
    case 'integer-beyond-64-bits':
      return open('clamp', 'takes the nearest number that the column holds')
    case 'reserved-column-name':
    case 'identifier-too-long':
    case 'empty-identifier':
      return found.object === null ? ofName(found, schema) : null
    case 'foreign-key-parent-missing':
    case 'foreign-key-parent-not-unique':
    case 'foreign-key-type-mismatch':
      return open('skip', 'leaves the foreign key out: its rule is gone')
    default:
      return null
  }
}

const CORE_DATA_CAST = 'cast, from: core-data-seconds'
const READS_CORE_DATA = 'reads the numbers as seconds since 2001, as Core Data counts, to the microsecond'
const READS_WORDS = 'reads yes and no, on and off, and other words as true and false'
const READS_UUID_BYTES = 'reads 16 bytes as a UUID, in the order of RFC 9562; .NET has another'
const READS_NUMBERS = 'reads texts like 1,234.50 as numbers; what is none is left'

function ofNumbers({ profile }: Column): Suggestion {
  const from = castOfNumbers(profile)
  const likely = likelyCast(profile)
  return from === null
    ? open(
        `cast, from: ${likely}`,
        `reads the numbers as ${likely.slice('epoch-'.length)} since 1970; or as what they are`,
      )
    : castTo(from, `reads the numbers as ${from}`)
}

const DECLARED_TIME = /^time(?![\s_]*stamp)/i

/** They may be moments, where all of them look like it; of what else they are, no cast knows. */
function ofNumbersInTime({ profile }: Column): Suggestion | null {
  const from = castOfNumbers(profile)
  const does = 'reads the numbers as moments, each with its day, and the column is one of moments then'
  return from === null ? null : open(`cast, from: ${from}`, does)
}

/** The rows of the issue are those of the other count. What a whole number of seconds cannot say is left. */
function ofMixedEpochs({ name, profile }: Column): Suggestion | null {
  const mixed = mixedEpochs(profile)
  if (mixed === null || profile.texts + profile.reals > 0) return null
  const value = quoteIdentifier(name)
  const toSeconds = mixed.majority === 'seconds'
  const expression = toSeconds ? `iif(${value} % 1000 = 0, ${value} / 1000, ${value})` : `${value} * 1000`
  return {
    lines: ['do: sql', `expression: ${quoted(expression)}`],
    does: toSeconds
      ? 'makes seconds of the milliseconds; those with a part of a second are left'
      : 'makes milliseconds of the seconds',
    open: true,
  }
}

/** They arrive as they are. A cast reads the bytes in the encoding of the database. */
function ofTextualBlobs({ name }: Column): Suggestion {
  const value = quoteIdentifier(name)
  const expression = `iif(typeof(${value}) = 'blob', cast(${value} as text), ${value})`
  return {
    lines: ['do: sql', `expression: ${quoted(expression)}`],
    does: 'makes texts of the blobs, where the source is in UTF-8; without it they arrive as texts too',
    open: true,
  }
}

/** Bytes can hold U+0000. Without characters to remove, `strip` removes invalid bytes too, which could be letters. */
function ofNul(column: Column | undefined, type: TargetType | null) {
  if (type?.kind === 'bytea' && column?.affinity !== 'TEXT') return null
  return column !== undefined && column.profile.textsInvalidUtf8 > 0
    ? open('strip', 'removes U+0000 and the bytes that are no UTF-8: letters of another encoding are lost')
    : asked('strip', 'removes U+0000, which no text of PostgreSQL can hold; every other character stays')
}

/** Whether some values could be words for true and false that PostgreSQL would not take as they are. */
function mayBeTruth({ profile }: Column): boolean {
  return profile.texts + profile.blobs + profile.reals > 0 || profile.integerMin === -1n
}

/** Elsewhere bytes may be meant as such, and arrive. */
const DECLARED_UUID = /uuid|guid|uniqueidentifier/i

/** Nothing reads blobs of other lengths as UUIDs, and among them texts would not help the column. */
function ofUuids({ profile }: Column): Suggestion | null {
  const { texts, blobs, longestBlobBytes, textForms } = profile
  if (blobs > 0 && longestBlobBytes === 16) return open('cast, from: uuid-bytes', READS_UUID_BYTES)
  return blobs === 0 && texts > textForms.uuid
    ? castTo('uuid', 'gives every spelling of a UUID the canonical form')
    : null
}

/** Rails writes the day 2000-01-01 before each time. */
function ofTime({ name, declaredType, profile }: Column): Suggestion | null {
  if (!DECLARED_TIME.test(declaredType) || profile.textForms.timestamp === 0) return null
  const expression = quoted(`substr(${quoteIdentifier(name)}, 12)`)
  return {
    lines: ['do: sql', `expression: ${expression}`],
    does: 'keeps the time without the day that stands before it',
    open: true,
  }
}

/**
 * What the declaration asks for, where a cast can bring texts to it: none makes JSON, or dates of moments. A target that is
 * no text has read the values already.
 */
function ofDeclared(column: Column, type: TargetType | null): Suggestion | null {
  const { texts, textForms } = column.profile
  if (texts === 0 || type?.kind !== 'text') return null
  if (declaresCast('boolean', column)) return castTo('boolean', READS_WORDS)
  if (declaresCast('day-first-date', column))
    return textForms.other === 0
      ? null
      : open('cast, from: day-first-date', 'reads 31/12/2020 as a date (or, from: month-first-date)')
  return declaresCast('number', column) ? castTo('number', READS_NUMBERS) : null
}

/** The name that the rehearsal has chosen, for the owner to agree with or to change. */
function ofName({ table, column }: Issue, schema: TargetSchema): Suggestion | null {
  const target = schema.tables.find(({ source }) => source === table)
  const name = column === null ? target?.name : target?.columns.find(({ source }) => source === column)?.name
  if (name === undefined) return null
  return {
    lines: ['do: rename', `to: ${quoted(name)}`],
    does: 'gives it this name in the target',
    open: false,
  }
}
