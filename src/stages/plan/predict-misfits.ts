import { issue, type Priority } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import { decimalText } from '../../sql/decimal-text.ts'
import { isNull, textHasNul, textIsInvalidUtf8 } from '../../sql/fits.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { hasForm, TIMESTAMP_FORMS } from '../../sql/value-forms.ts'
import type { Catalog, Column } from '../catalog/catalog.ts'
import type { PlannedIssue, TargetColumn, TargetSchema, TargetType } from '../target/target-schema.ts'
import type { ColumnPlan, MigrationPlan } from './migration-plan.ts'

/**
 * The issues of the values that the columns of a given schema cannot take unchanged: those that PostgreSQL refuses, and
 * those that it would take and change, which are rejected all the same. Each misfit is told by the first of the kinds
 * that it is of. A derived schema tells its own.
 */
export function predictMisfits(
  catalog: Catalog,
  schema: TargetSchema,
  plan: MigrationPlan,
): readonly PlannedIssue[] {
  if (schema.origin === 'derived') return []
  return plan.tables.flatMap((table) => {
    const source = catalog.tables.find(({ name }) => name === table.source)
    const target = schema.tables.find(({ source: name }) => name === table.source)
    return table.columns.flatMap((column) => {
      const own = source?.columns.find(({ name }) => name === column.source)
      const wanted = target?.columns.find(({ source: name }) => name === column.source)
      return own === undefined || wanted === undefined ? [] : judgeColumn(table.source, own, column, wanted)
    })
  })
}

/** What a misfit can be: the first test that is true of it counts. */
interface Kind {
  readonly code: IssueCode
  readonly test: string
  /** Completes "values …". */
  readonly what: string
  readonly priority?: Priority
}

function judgeColumn(
  table: string,
  column: Column,
  { misfit, type, conversion }: ColumnPlan,
  target: TargetColumn,
): readonly PlannedIssue[] {
  const value = quoteIdentifier(column.name)
  const place = { table, column: column.name }
  const kinds = misfit === null ? [] : misfitKinds(type, conversion.kind, column, target, value)
  const refused = kinds.map(({ code, test, what, priority = 'HIGH' }, index): PlannedIssue => {
    const others = kinds.slice(0, index).map((earlier) => ` and not ${earlier.test}`)
    return {
      issue: issue(code, { ...place, priority, message: `Values ${what}; the target is ${typeName(type)}` }),
      rowsWhere: `(${misfit} and ${test}${others.join('')})`,
    }
  })
  return [
    ...refused,
    ...changes(type, conversion.kind, column, value).map((kind) => noted(kind, place, misfit)),
  ]
}

/** Of values that do fit, but that the owner must know about. */
function noted(
  { code, test, what, priority }: Kind,
  place: { readonly table: string; readonly column: string },
  misfit: string | null,
): PlannedIssue {
  const details = { ...place, message: `Values ${what}`, ...(priority === undefined ? {} : { priority }) }
  return { issue: issue(code, details), rowsWhere: misfit === null ? test : `(${test} and not ${misfit})` }
}

function misfitKinds(
  type: TargetType,
  conversion: ColumnPlan['conversion']['kind'],
  column: Column,
  target: TargetColumn,
  value: string,
): readonly Kind[] {
  const nulls: Kind = { code: 'null-in-not-null', test: isNull(value), what: 'are NULL in a NOT NULL column' }
  return [...(target.notNull ? [nulls] : []), ...otherKinds()]

  function otherKinds(): readonly Kind[] {
    if (conversion === 'epoch') return epochKinds(value)
    if (conversion !== 'duration') return kindsOf(type, column, value)
    return [{ code: 'integer-out-of-range', test: 'true', what: 'are beyond the range of the type' }]
  }
}

/** Where most values count from an epoch: the others do not, or their milliseconds do not fit. */
function epochKinds(value: string): readonly Kind[] {
  return [
    {
      code: 'date-encodings-mixed',
      test: `typeof(${value}) <> 'integer'`,
      what: 'are of another encoding than most, which count from an epoch',
    },
    {
      code: 'sub-microsecond',
      test: `(abs(${value}) < 253402300800000 and ${value} % 1000 <> 0)`,
      what: 'have more decimals of a second',
    },
    { code: 'invalid-date', test: 'true', what: 'are beyond the calendar' },
  ]
}

function kindsOf(type: TargetType, { profile }: Column, value: string): readonly Kind[] {
  const invalidTexts: readonly Kind[] =
    profile.textsInvalidUtf8 === 0
      ? []
      : [{ code: 'invalid-utf8', test: textIsInvalidUtf8(value), what: 'are not valid UTF-8' }]
  const unsound: readonly Kind[] = [
    ...(profile.textsWithNul === 0
      ? []
      : [{ code: 'nul-in-text', test: textHasNul(value), what: 'hold the character U+0000' } as const]),
    ...invalidTexts,
  ]
  const texts: readonly Kind[] = [
    ...unsound,
    { code: 'blob-in-text', test: `typeof(${value}) = 'blob'`, what: 'are blobs that are no text' },
  ]
  const numbersAmongDates: Kind = {
    code: profile.texts > 0 ? 'date-encodings-mixed' : 'date-encoding-unknown',
    test: `typeof(${value}) in ('integer', 'real')`,
    what: 'are numbers that could count anything',
  }
  const rest = (code: IssueCode, what: string): Kind => ({ code, test: 'true', what })
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
        { code: 'fraction-in-integer', test: `typeof(${value}) = 'real'`, what: 'are stored as REAL' },
        rest('integer-out-of-range', 'are beyond the range of the type'),
      ]
    case 'real':
    case 'double precision':
      return [
        { code: 'wrong-storage-class', test: isTextOrBlob(value), what: 'are text or binary' },
        rest('float-precision-lost', 'would be rounded'),
      ]
    case 'numeric':
      return [
        { code: 'wrong-storage-class', test: isNoNumber(value), what: 'are no numbers' },
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
      return [numbersAmongDates, rest('invalid-date', 'are no time in ISO form')]
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
      return [...unsound, rest('invalid-json', 'are not JSON')]
    case 'jsonb':
      return [
        ...unsound,
        {
          code: 'json-not-jsonb',
          test: `iif(typeof(${value}) = 'text', json_valid(${value}), 0)`,
          what: 'are JSON that jsonb refuses or changes',
        },
        rest('invalid-json', 'are not JSON'),
      ]
    case 'uuid':
      return [rest('invalid-uuid', 'are no UUID')]
    case 'other':
      return [
        ...texts,
        type.name === 'money'
          ? rest('decimal-overflow', 'have more than two decimals, or too many digits')
          : { ...numbersAmongDates, code: 'wrong-storage-class' },
      ]
    default:
      return type satisfies never
  }
}

/** What PostgreSQL and the rehearsal do with values that fit. */
function changes(
  type: TargetType,
  conversion: ColumnPlan['conversion']['kind'],
  { profile }: Column,
  value: string,
): readonly Kind[] {
  const naive = profile.textForms.timestamp + profile.textForms.date
  const kinds: Kind[] = []
  if (type.kind === 'timestamptz' && naive > 0 && conversion === 'timestamptz') {
    const what = 'have no offset and are taken as UTC'
    kinds.push({ code: 'time-zone-assumed', test: hasForm(value, ['timestamp', 'date']), what })
  }
  if (conversion === 'epoch') {
    const what = 'are numbers that are taken as a count since 1970-01-01 UTC'
    kinds.push({ code: 'date-encoding', test: `typeof(${value}) = 'integer'`, what })
  }
  if (conversion === 'duration') {
    const what = 'are numbers that are taken as microseconds, as Django writes them'
    kinds.push({ code: 'interval-from-number', test: `typeof(${value}) = 'integer'`, what })
  }
  if (conversion === 'respelled-uuid') {
    const what = 'are UUIDs in capitals or without hyphens'
    kinds.push({ code: 'uuid-respelled', test: `not ${hasForm(value, ['uuid'])}`, what })
  }
  if (type.kind === 'char' && profile.texts > 0) {
    const what = `are shorter than ${type.length} characters and are padded with blanks`
    const test = `(typeof(${value}) = 'text' and length(${value}) < ${type.length})`
    kinds.push({ code: 'char-padded', test, what })
  }
  if (type.kind === 'bytea' && profile.texts > 0) {
    kinds.push({
      code: 'text-in-blob',
      test: `typeof(${value}) = 'text'`,
      what: 'are texts, and arrive as their bytes',
    })
  }
  return kinds.map((kind) => ({ ...kind, test: `(not ${isNull(value)} and ${kind.test})` }))
}

function isTextOrBlob(value: string): string {
  return `typeof(${value}) in ('text', 'blob')`
}

/** Blobs, and texts with anything but digits, a sign and one point. */
function isNoNumber(value: string): string {
  const digits = `ltrim(${value}, '-')`
  return `(typeof(${value}) = 'blob' or typeof(${value}) = 'text' and (${digits} glob '*[^0-9.]*' or ${digits} not glob '*[0-9]*' or ${digits} glob '*.*.*'))`
}

function typeName(type: TargetType): string {
  switch (type.kind) {
    case 'varchar':
    case 'char':
      return `${type.kind}(${type.length})`
    case 'numeric':
      return type.precision === null ? 'numeric' : `numeric(${type.precision},${type.scale ?? 0})`
    case 'enum':
    case 'other':
      return type.name
    default:
      return type.kind
  }
}
