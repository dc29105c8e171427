import { quoteIdentifier, quoteLiteral } from '../../../sql/quote.ts'
import type { ColumnPlan } from '../../plan/migration-plan.ts'
import type { TargetType } from '../../target/target-schema.ts'
import { restoredTime, restoredZonedTime } from './restored-time.ts'
import { hasNumericAffinity, isZonedTime, type Known, type Spelling } from './spelling.ts'
import type { UuidForm } from './usual-form.ts'

/**
 * How the values of a column come back, as two expressions: PostgreSQL prints a literal, and SQLite reads it.
 * They share nothing with the loader: this is the road of a rollback, and it has to find its own way.
 */
export interface RestoredColumn {
  readonly printed: string
  /** The literal is a text, whatever it looks like; else it is a number. */
  readonly isText: boolean
  /** @param literal a column of literals @returns the value that they stand for */
  readonly read: (literal: string) => string
  /** The same without SQLite, where it can be done; null where it has to read the literal. */
  readonly stored: StoredColumn | null
}

/** What PostgreSQL sends of a value, and what of it goes into a record. */
export interface StoredColumn {
  readonly sent: string
  readonly kind:
    | 'integer' // of 64 bits
    | 'number' // as digits
    | 'text'
    | 'blob'
    | 'truth'
  /** For a truth: what stands for each of the two. */
  readonly truths?: Spelling['truths']
}

export function restoredColumn(
  { target, type, conversion }: ColumnPlan,
  known: Known,
  { storageClass, truths, shapes, uuid, decimals, isCompact }: Spelling,
): RestoredColumn {
  const isMoney = type.kind === 'other' && conversion.kind === 'decimal'
  const value = `${quoteIdentifier(target)}${isMoney ? '::numeric' : ''}`
  const text = (printed: string, read = asItIs) => ({
    printed,
    isText: true,
    read,
    stored: read === asItIs ? ({ sent: `(${printed})::text`, kind: 'text' } as const) : null,
  })
  const figure = (printed: string, read = asItIs) => ({
    printed,
    isText: false,
    read,
    stored: read === asItIs ? ({ sent: `(${printed})::text`, kind: 'number' } as const) : null,
  })
  // what makes of 2.0 what it makes of 2
  const isNumeric = hasNumericAffinity(known)
  const asUsual = storageClass === 'integer' ? asItIs : (literal: string) => `cast(${literal} as real)`
  switch (conversion.kind) {
    case 'integer':
      return {
        ...figure(value),
        stored: INTEGERS.has(type.kind) ? { sent: `${value}::int8`, kind: 'integer' } : null,
      }
    case 'numeral':
      return storageClass === 'text' ? text(value) : figure(value, isNumeric ? asItIs : asUsual)
    case 'epoch':
      return figure(counted(value, conversion.unit))
    case 'duration':
      return figure(counted(value, 'microseconds'))
    case 'float':
      return figure(doubleLiteral(`${value}::double precision`), isNumeric ? asItIs : asUsual)
    case 'spelled-float':
      return storageClass === 'text'
        ? text(withDecimals(`${value}::double precision::text::numeric`, decimals))
        : figure(doubleLiteral(`${value}::double precision`), isNumeric ? asItIs : asUsual)
    case 'decimal':
      // a numeric without a scale keeps 2.0 apart from 2
      if (isNumeric || (storageClass !== 'text' && keepsScale(type)))
        return figure(decimalLiteral(value, type))
      if (storageClass === 'text')
        return text(keepsScale(type) ? `${value}::text` : withDecimals(value, decimals))
      return figure(decimalLiteral(`trim_scale(${value})`, type), asUsual)
    case 'text':
    case 'rendered':
    case 'uuid':
    case 'date':
      if (isZonedTime(type)) return text(restoredZonedTime(value, shapes))
      // PostgreSQL prints the blanks at the end of a char(n), and its text has none
      return text(type.kind === 'char' ? `${value}::text` : value)
    case 'json':
      return text(value, isCompact ? compactJson : asItIs)
    case 'respelled-uuid':
      return text(restoredUuid(value, uuid))
    case 'bytes':
      // a cast to text would take the bytes for those of the database's own encoding
      return {
        ...text(`encode(${value}, 'hex')`, (hex) =>
          storageClass === 'text' ? `text_of_utf8(unhex(${hex}))` : `unhex(${hex})`,
        ),
        stored: storageClass === 'text' ? null : { sent: value, kind: 'blob' },
      }
    case 'boolean':
      return {
        ...text(
          value,
          (truth) =>
            `case ${truth} when 't' then ${literalOf(truths.t)} when 'f' then ${literalOf(truths.f)} end`,
        ),
        stored: { sent: `${value}::boolean`, kind: 'truth', truths },
      }
    case 'midnight':
      return text(restoredTime(`${value}::timestamp`, 'timestamp', shapes))
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return text(restoredTime(value, conversion.kind, shapes))
    default:
      return conversion satisfies never
  }
}

const INTEGERS: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint'])

const asItIs = (literal: string) => literal

/** SQLite reads no document that is nested deeper than a thousand times. https://www.sqlite.org/json1.html#jmini */
const compactJson = (literal: string) => `iif(json_valid(${literal}), json(${literal}), ${literal})`

function keepsScale(type: TargetType): boolean {
  return type.kind === 'numeric' && type.scale === null
}

/** All digits that count, and as many zeros as the texts of the column have. */
function withDecimals(value: string, decimals: number): string {
  if (decimals === 0) return `trim_scale(${value})`
  return `round(${value}, greatest(min_scale(${value}), ${decimals}))`
}

function restoredUuid(value: string, { hasHyphens, hasCapitals }: UuidForm): string {
  const digits = hasHyphens ? `${value}::text` : `replace(${value}::text, '-', '')`
  return hasCapitals ? `upper(${digits} collate "C")` : digits
}

const PER_SECOND = { seconds: 1, milliseconds: 1000, microseconds: 1_000_000 }

function counted(value: string, unit: keyof typeof PER_SECOND): string {
  return `trim_scale(extract(epoch from ${value}) * ${PER_SECOND[unit]})`
}

/** SQLite has no word for the infinite, and its 0 has no sign. https://www.sqlite.org/lang_expr.html#literal_values_constants_ */
function doubleLiteral(value: string): string {
  return `case
    when ${value} = 'Infinity' then '9e999'
    when ${value} = '-Infinity' then '-9e999'
    when ${value} = 'NaN' then null
    when ${value} = 0 and left((${value})::text, 1) = '-' then '-0.0'
    else (${value})::text
  end`
}

/**
 * Only a numeric without a precision can be infinite, and only what is neither that nor NaN has a scale.
 * https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL
 */
function decimalLiteral(value: string, type: TargetType): string {
  if (type.kind === 'numeric' && type.precision !== null) return `nullif(${value}, 'NaN')`
  return `case
    when scale(${value}) is not null then (${value})::text
    when ${value} = 'Infinity' then '9e999'
    when ${value} = '-Infinity' then '-9e999'
  end`
}

function literalOf(value: string | bigint): string {
  return typeof value === 'string' ? quoteLiteral(value) : String(value)
}
