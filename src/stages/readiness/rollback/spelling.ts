import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { Catalog, Column } from '../../catalog/catalog.ts'
import type { ColumnPlan, TablePlan } from '../../plan/migration-plan.ts'
import type { TargetType } from '../../target/target-schema.ts'
import {
  CANONICAL_UUID,
  isUsuallyCompact,
  type UuidForm,
  usualDecimals,
  usualUuidForm,
} from './usual-form.ts'

/** How the source spells the values of one column, where the target no longer knows: by the habit of most values. */
export interface Spelling {
  /** The storage class of most values. */
  readonly storageClass: 'integer' | 'real' | 'text' | 'blob'
  /** For booleans: what stands for each of the two. */
  readonly truths: { readonly t: string | bigint; readonly f: string | bigint }
  /** For times: `9999-99-99 99:99:99.999Z`, of values with decimals of a second and of those without. */
  readonly shapes: { readonly whole: string | null; readonly decimal: string | null }
  readonly uuid: UuidForm
  /** Of numbers that are texts: the decimals that each has at least. */
  readonly decimals: number
  /** Of JSON that the target holds as jsonb: it has no blanks. */
  readonly isCompact: boolean
}

/** What the catalog knows of a column. */
export type Known = Pick<Column, 'affinity' | 'profile'>

export function knownOf({ tables }: Catalog, { source }: TablePlan): ReadonlyMap<string, Known> {
  const columns = tables.find(({ name }) => name === source)?.columns ?? []
  return new Map(columns.map(({ name, affinity, profile }) => [name, { affinity, profile }]))
}

/** How the source spells the values of a column. What the profile has counted is not counted again. */
export function readSpelling(
  source: SqliteDatabase,
  table: TablePlan,
  column: ColumnPlan,
  known: Known,
): Spelling {
  const { profile } = known
  const value = quoteIdentifier(column.source)
  const from = `from main.${quoteIdentifier(table.source)}`
  const asked = { source, table: table.source, column: column.source }
  const rows = (sql: string) => source.prepare<[], Found>(sql).all()
  const isSpelled = column.conversion.kind === 'boolean' && profile.texts > 0
  return {
    storageClass: usualClass(profile),
    truths: isSpelled ? readTruths(rows, value, from) : { t: 1n, f: 0n },
    shapes:
      TIMED.has(column.conversion.kind) || isZonedTime(column.type)
        ? readShapes(rows, value, from)
        : { whole: null, decimal: null },
    uuid: column.conversion.kind === 'respelled-uuid' ? usualUuidForm(asked) : CANONICAL_UUID,
    decimals: isTextOfDigits(column, known) ? usualDecimals(asked) : 0,
    isCompact: column.type.kind === 'jsonb' && isUsuallyCompact(asked),
  }
}

/** Whether texts that are numbers become numbers. */
export function hasNumericAffinity({ affinity }: Known): boolean {
  return affinity !== 'TEXT' && affinity !== 'BLOB'
}

function isTextOfDigits({ conversion }: ColumnPlan, known: Known): boolean {
  return (
    (conversion.kind === 'decimal' || conversion.kind === 'spelled-float') &&
    usualClass(known.profile) === 'text' &&
    !hasNumericAffinity(known)
  )
}

interface Found {
  readonly value: string | bigint | number | null
}

type Rows = (sql: string) => readonly Found[]

/** A time with an offset, with a limit to its decimals or without. */
export function isZonedTime(type: TargetType): boolean {
  return type.kind === 'other' && /^time(?:\(\d\))? with time zone$/.test(type.name)
}

const TIMED: ReadonlySet<string> = new Set(['time', 'timestamp', 'timestamptz', 'midnight'])

function usualClass({ integers, reals, texts, blobs }: Known['profile']): Spelling['storageClass'] {
  const most = Math.max(integers, reals, texts, blobs)
  if (texts === most) return 'text'
  if (integers === most) return 'integer'
  return reals === most ? 'real' : 'blob'
}

function readTruths(rows: Rows, value: string, from: string): Spelling['truths'] {
  const most = (words: string) =>
    rows(
      `select ${value} as value, count(*) as n ${from} where lower(${value}) in (${words}) group by typeof(${value}), ${value} collate binary order by 2 desc limit 1`,
    )[0]?.value
  const spelled = (found: Found['value'] | undefined, usual: bigint) =>
    typeof found === 'string' || typeof found === 'bigint' ? found : usual
  return { t: spelled(most(`'1', 't', 'true'`), 1n), f: spelled(most(`'0', 'f', 'false'`), 0n) }
}

/** Every digit becomes a 9: what is left is the form. */
function readShapes(rows: Rows, value: string, from: string): Spelling['shapes'] {
  const shape = [...'012345678'].reduce((text, digit) => `replace(${text}, '${digit}', '9')`, value)
  const isText = `typeof(${value}) = 'text'`
  const first = rows(`select ${shape} as value ${from} where ${isText} limit 1`)[0]?.value
  if (typeof first !== 'string') return { whole: null, decimal: null }
  if (isOnlyShape(rows, value, from, first)) return { whole: first, decimal: first }
  const decimals = `ltrim(substr(${value}, instr(${value}, '.') + 1), '0')`
  const hasDecimals = `(instr(${value}, '.') > 0 and ${decimals} glob '[1-9]*')`
  const most = (where: string) =>
    rows(
      `select ${shape} as value, count(*) as n ${from} where ${isText} and ${where} group by 1 order by 2 desc limit 1`,
    )[0]?.value
  const text = (found: Found['value'] | undefined) => (typeof found === 'string' ? found : null)
  return { whole: text(most(`not ${hasDecimals}`)), decimal: text(most(hasDecimals)) }
}

/** Nearly always, and to see that takes an eighth of the time in which shapes are counted (measured). */
function isOnlyShape(rows: Rows, value: string, from: string, shape: string): boolean {
  const pattern = shape.replaceAll('9', '[0-9]')
  return (
    rows(
      `select 1 as value ${from} where typeof(${value}) = 'text' and ${value} not glob '${pattern}' limit 1`,
    ).length === 0
  )
}
