import { issue } from '../../issues/issue.ts'
import type { PlannedIssue } from '../../issues/planned-issue.ts'
import { isCoreDataTable } from '../../sql/core-data.ts'
import { type EpochUnit, numbersUnit } from '../../sql/epoch.ts'
import { isNull } from '../../sql/fits.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { hasForm, TIMESTAMP_FORMS } from '../../sql/value-forms.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { TargetColumn, TargetSchema, TargetType } from '../target/target-schema.ts'
import { isZonedTimeType } from './fit-of-named.ts'
import type { ColumnPlan, MigrationPlan } from './migration-plan.ts'
import type { MisfitKind } from './misfit-kind.ts'
import { misfitKinds } from './misfit-kinds.ts'

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
  return givenColumns(catalog, schema, plan).flatMap(misfitsOf)
}

/** The issues of values that fit, and whose meaning the rehearsal had to assume or to spell otherwise. */
export function predictChanges(
  catalog: Catalog,
  schema: TargetSchema,
  plan: MigrationPlan,
): readonly PlannedIssue[] {
  return givenColumns(catalog, schema, plan).flatMap(changesOf)
}

interface GivenColumn {
  readonly table: string
  readonly own: Column
  readonly planned: ColumnPlan
  readonly target: TargetColumn
  /** What its numbers count since 1970; null where that is not known. */
  readonly unit: EpochUnit | null
}

function givenColumns(catalog: Catalog, schema: TargetSchema, plan: MigrationPlan): readonly GivenColumn[] {
  if (schema.origin === 'derived') return []
  return plan.tables.flatMap((table) => {
    const source = catalog.tables.find(({ name }) => name === table.source)
    const target = schema.tables.find(({ source: name }) => name === table.source)
    return table.columns.flatMap((planned) => {
      const own = source?.columns.find(({ name }) => name === planned.source)
      const wanted = target?.columns.find(({ source: name }) => name === planned.source)
      return own === undefined || wanted === undefined
        ? []
        : [{ table: table.source, own, planned, target: wanted, unit: unitOf(source, own) }]
    })
  })
}

/** Core Data does not count from 1970. */
function unitOf(table: Table | undefined, { profile }: Column): EpochUnit | null {
  return table === undefined || isCoreDataTable(table) ? null : numbersUnit(profile)
}

function misfitsOf({ table, own, planned, target, unit }: GivenColumn): readonly PlannedIssue[] {
  const { misfit, type, conversion } = planned
  if (misfit === null) return []
  const place = { table, column: own.name }
  const kinds = misfitKinds(type, conversion, own, target, quoteIdentifier(own.name), unit)
  return kinds.map(({ code, test, what, priority = 'HIGH', remedy }, index): PlannedIssue => {
    const others = kinds.slice(0, index).map((earlier) => ` and not ${earlier.test}`)
    const message = `Values ${what}; the target is ${typeName(type)}`
    const advice = remedy === undefined ? {} : { remedy }
    return {
      issue: issue(code, { ...place, priority, message, ...advice }),
      rowsWhere: `(${misfit} and ${test}${others.join('')})`,
    }
  })
}

function changesOf({
  table,
  own,
  planned: { misfit, type, conversion },
}: GivenColumn): readonly PlannedIssue[] {
  const kinds = changes(type, conversion.kind, own, quoteIdentifier(own.name))
  return kinds.map((kind) => noted(kind, { table, column: own.name }, misfit))
}

/** Of values that do fit, but that the owner must know about. */
function noted(
  { code, test, what, priority }: MisfitKind,
  place: { readonly table: string; readonly column: string },
  misfit: string | null,
): PlannedIssue {
  const details = { ...place, message: `Values ${what}`, ...(priority === undefined ? {} : { priority }) }
  return { issue: issue(code, details), rowsWhere: misfit === null ? test : `(${test} and not ${misfit})` }
}

/** What PostgreSQL and the rehearsal do with values that fit. */
function changes(
  type: TargetType,
  conversion: ColumnPlan['conversion']['kind'],
  own: Column,
  value: string,
): readonly MisfitKind[] {
  const { profile } = own
  const naive = profile.textForms.timestamp + profile.textForms.date
  const kinds: MisfitKind[] = []
  if (type.kind === 'timestamptz' && naive > 0 && conversion === 'timestamptz') {
    const what = 'have no offset and are taken as UTC'
    kinds.push({ code: 'time-zone-assumed', test: hasForm(value, ['timestamp', 'date']), what })
  }
  if (type.kind === 'other' && isZonedTimeType(type.name) && profile.textForms.time > 0) {
    const what = 'have no offset and are taken as UTC'
    kinds.push({ code: 'time-zone-assumed', test: hasForm(value, ['time']), what })
  }
  if (type.kind === 'timestamptz' && profile.textForms['timestamp-offset'] > 0) {
    const what = 'have an offset other than UTC, and timestamptz keeps the instant alone'
    kinds.push({ code: 'time-zone-normalised', test: hasForm(value, ['timestamp-offset']), what })
  }
  if (conversion === 'midnight') {
    const what = 'are midnights in a column of dates, and arrive as their days'
    kinds.push({
      code: 'declared-type-not-followed',
      test: hasForm(value, TIMESTAMP_FORMS),
      what,
      priority: 'LOW',
    })
  }
  if (conversion === 'epoch') {
    const what = 'are numbers that are taken as a count since 1970-01-01 UTC'
    kinds.push({ code: 'date-encoding', test: `typeof(${value}) in ('integer', 'real')`, what })
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
  if (TEXTUAL.has(conversion) && profile.blobs > 0) {
    const what = 'are blobs, and arrive as the texts that they hold'
    kinds.push({ code: 'blob-in-text', test: `typeof(${value}) = 'blob'`, what })
  }
  if (type.kind === 'text' || type.kind === 'varchar' || type.kind === 'char')
    kinds.push(...mixedClasses(own, value))
  if (type.kind === 'bytea' && profile.texts > 0) {
    kinds.push({
      code: 'text-in-blob',
      test: `typeof(${value}) = 'text'`,
      what: 'are texts, and arrive as their bytes',
    })
  }
  return kinds.map((kind) => ({ ...kind, test: `(not ${isNull(value)} and ${kind.test})` }))
}

/** Conversions by which a blob arrives as the text that it holds. */
const TEXTUAL: ReadonlySet<ColumnPlan['conversion']['kind']> = new Set(['json', 'text', 'rendered'])

/**
 * Numbers among texts, or the other way: what is fewer. Of a column for numbers, moments or truths a text says enough;
 * elsewhere the class tells the values apart.
 */
function mixedClasses({ profile, affinity, declaredType }: Column, value: string): readonly MisfitKind[] {
  const numbers = profile.integers + profile.reals
  const others = profile.texts + profile.blobs
  if (numbers === 0 || others === 0) return []
  const isNumber = `typeof(${value}) in ('integer', 'real')`
  const isOfNumbers =
    affinity === 'INTEGER' || affinity === 'REAL' || /NUM|DEC|MONEY|BOOL|DATE|TIME/i.test(declaredType)
  return [
    {
      code: 'mixed-storage-classes',
      test: numbers > others ? `not ${isNumber}` : isNumber,
      what:
        numbers > others
          ? 'are texts or binary among numbers, which become texts too'
          : 'are numbers among others, and become texts',
      priority: isOfNumbers ? 'MED' : 'HIGH',
    },
  ]
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
