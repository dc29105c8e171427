import { issue } from '../../../issues/issue.ts'
import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { definedNames } from '../../../sql/defined-names.ts'
import { isNull } from '../../../sql/fits.ts'
import { formatIdentifier } from '../../../sql/format-identifier.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import { ROWID_NAMES } from '../../../sql/rowid-names.ts'
import { foldName } from '../../../sql/same-name.ts'
import type { TermType } from '../../../sql/translation/term.ts'
import {
  type ExpressionName,
  type Translation,
  translateValue,
} from '../../../sql/translation/translate-expression.ts'
import type { Column } from '../../catalog/catalog.ts'
import { defaultClause } from '../defaults/default-clause.ts'
import { translateDefault } from '../defaults/translate-default.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { NameRegistry } from '../names/name-registry.ts'
import { renderType, typeWord } from '../render-type.ts'
import { onConflict, type SchemaPart } from '../schema-part.ts'
import type { ColumnDefinition, TargetColumn, TargetType } from '../target-schema.ts'
import { counted } from '../types/finding.ts'
import type { Clause } from './clause.ts'
import { deriveIdentity } from './derive-identity.ts'
import {
  type DerivedColumn,
  type DerivedTable,
  primaryKeyColumns,
  primaryKeyHasNull,
} from './derived-table.ts'
import { expressionColumns, isAssignable } from './expression-columns.ts'
import { lostCollation } from './lost-collation.ts'

/** One column of CREATE TABLE. */
export interface ColumnPart {
  readonly target: TargetColumn
  readonly definition: ColumnDefinition
  readonly parts: readonly SchemaPart[]
}

const NO_CLAUSE: Clause = { sql: '', part: {} }

/**
 * What an expression of an index can name: all columns of the source, in their order, and behind them those that the
 * settings leave out.
 */
export function namedColumns(table: DerivedTable): readonly ExpressionName[] {
  const columns = expressionColumns(table.columns).map((named, at) => {
    return { ...named, isReal: table.columns[at]?.column.affinity === 'REAL' }
  })
  const known = new Set(columns.map(({ source }) => foldName(source)))
  const leftOut = definedNames(table.table.sql)
    .filter((source) => !known.has(foldName(source)))
    .map((source) => ({ source, missing: 'the expression names a column that is not in the target' }))
  return [...columns, ...leftOut]
}

/** What a CHECK and the WHERE of an index can name: the rowid too, as far as its names are no columns. */
export function namedInRows(table: DerivedTable): readonly ExpressionName[] {
  const columns = namedColumns(table)
  if (table.table.withoutRowid) return columns
  const alias = columns.find(({ source }) => source === table.table.rowidAlias)
  const missing = 'the expression names the rowid, which is not in the target'
  const rowids = ROWID_NAMES.map((source) =>
    alias === undefined ? { source, missing } : { ...alias, source },
  )
  return [...columns, ...rowids]
}

/** What the expression of a generated column can name; in PostgreSQL that is no other generated column. */
function namedByGenerated(table: DerivedTable): readonly ExpressionName[] {
  const missing = 'the expression names another generated column, which PostgreSQL does not allow'
  return namedColumns(table).map((named, at) => {
    const isGenerated = (table.columns[at]?.column.generated ?? null) !== null
    return isGenerated ? { source: named.source, missing } : named
  })
}

export function deriveColumn(
  table: DerivedTable,
  column: DerivedColumn,
  relations: NameRegistry,
): ColumnPart {
  const isRowid = table.table.rowidAlias === column.column.name
  const identity = isRowid ? deriveIdentity(table, column, relations) : NO_CLAUSE
  const initial = deriveDefault(table, column)
  const generated = deriveGenerated(table, column)
  const notNull = deriveNotNull(table, column)
  const clauses = [identity, initial, generated, notNull]
  return {
    target: {
      source: column.column.name,
      name: column.name,
      type: column.type,
      notNull: notNull.sql !== '',
      generated: generated.sql !== '',
      identity: isRowid,
    },
    definition: {
      source: column.column.name,
      line: lineOf(column, clauses),
      ordinaryLine: generated.sql === '' ? null : lineOf(column, [notNull]),
    },
    parts: [
      { issues: [...column.issues, ...lostCollation(table.table.name, column.column, column.type)] },
      ...clauses.map(({ part }) => part),
    ],
  }
}

function lineOf({ name, type }: DerivedColumn, clauses: readonly Clause[]): string {
  const written = clauses.map(({ sql }) => sql).filter((sql) => sql !== '')
  return [`${formatIdentifier(name)} ${renderType(type)}`, ...written].join(' ')
}

/** An identity column has no DEFAULT; SQLite too ignores the one of a rowid. */
function deriveDefault(table: DerivedTable, { column, type }: DerivedColumn): Clause {
  if (column.defaultText === null || column.generated !== null) return NO_CLAUSE
  const sql = defaultClause(column.defaultText)
  const translated = translateDefault(column.defaultText, column, type)
  const { status, reason } = translated
  const ledger = [columnEntry(table, column.name, 'default', { status, sql, reason })]
  if (table.table.rowidAlias === column.name) return { sql: '', part: { ledger } }
  if (translated.status !== 'dropped') {
    const local = translated.local === true ? [localDefault(table, column.name, sql)] : []
    return {
      sql: translated.sql === null ? '' : `DEFAULT ${translated.sql}`,
      part: { ledger, issues: local },
    }
  }
  const place = { table: table.table.name, column: column.name }
  const message = `${sql} is not in the target: ${translated.reason}`
  const issues = [
    isRequired(table, column)
      ? planned('default-not-translated', {
          ...place,
          priority: 'HIGH',
          message: `${message}; the column is NOT NULL, so an INSERT without it fails`,
        })
      : planned('default-not-translated', { ...place, message }),
  ]
  return { sql: '', part: { ledger, issues } }
}

/** The primary key of PostgreSQL takes no NULL, whatever SQLite does. */
function isRequired({ table }: DerivedTable, { name, notNull, profile }: Column): boolean {
  const isKey = table.primaryKey?.parts.some(({ column }) => column === name) ?? false
  return (notNull || isKey) && profile.nulls === 0
}

/** https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT */
function localDefault(table: DerivedTable, column: string, sql: string): PlannedIssue {
  const message = `${sql} is local time: in the target that of the session's time zone`
  return planned('default-in-local-time', { table: table.table.name, column, message })
}

/** A virtual column becomes a stored one: PostgreSQL has virtual ones only since version 18. */
function deriveGenerated(table: DerivedTable, { column, type }: DerivedColumn): Clause {
  if (column.generated === null) return NO_CLAUSE
  const { expression, stored } = column.generated
  const sql = `GENERATED ALWAYS AS (${expression}) ${stored ? 'STORED' : 'VIRTUAL'}`
  const value = translateValue(expression, namedByGenerated(table))
  const translation = asAssignable(value, type)
  const overflow = value.ok ? overflowOf(value.type, column, table) : null
  if (translation.ok && isAssignable(translation.type, type) && overflow === null) {
    const fate = stored
      ? ({ status: 'translated', sql, reason: null } as const)
      : ({ status: 'changed', sql, reason: 'the column is stored' } as const)
    const ledger = [columnEntry(table, column.name, 'generated', fate)]
    return {
      sql: `GENERATED ALWAYS AS (${withoutNegativeZero(translation.sql, column, type)}) STORED`,
      part: { ledger },
    }
  }
  const untranslated = translation.ok ? `the expression gives no ${typeWord(type)}` : translation.reason
  const reason = overflow ?? untranslated
  const message = `The target has an ordinary column: ${reason}`
  const place = { table: table.table.name, column: column.name }
  return {
    sql: '',
    part: {
      ledger: [columnEntry(table, column.name, 'generated', { status: 'dropped', sql, reason })],
      issues: [planned('generated-column-not-translated', { ...place, message })],
    },
  }
}

/**
 * Where PostgreSQL stops with an error, SQLite goes on; null where no value tells of it. What is computed of an infinite
 * number is infinite in both.
 */
function overflowOf(type: TermType, { profile }: Column, { table }: DerivedTable): string | null {
  if (type === 'integer' && profile.reals > 0) return 'its integers overflow, where SQLite goes on with REAL'
  const isGiven = table.columns.some(
    ({ generated, profile: { realsInfinite } }) => generated === null && realsInfinite > 0,
  )
  return type === 'float' && profile.realsInfinite > 0 && !isGiven
    ? 'its numbers overflow, where SQLite goes on with Infinity'
    : null
}

/** True is 1 in SQLite, and stands so in a column of numbers. https://www.sqlite.org/datatype3.html#boolean_datatype */
function asAssignable(translation: Translation, type: TargetType): Translation {
  if (!translation.ok || translation.type !== 'boolean') return translation
  const isNumber = !isAssignable('boolean', type) && isAssignable('integer', type)
  return isNumber ? { ...translation, type: 'integer', sql: `(${translation.sql})::integer` } : translation
}

/**
 * In a column of numbers SQLite makes 0.0 of the double -0.0: https://www.sqlite.org/datatype3.html#storage_classes_and_datatypes
 * PostgreSQL keeps the sign, which a sum with 0 takes away.
 */
function withoutNegativeZero(sql: string, { affinity }: Column, type: TargetType): string {
  const mayBeNegative = type.kind === 'double precision' && affinity !== 'BLOB' && /[-*/]/.test(sql)
  return mayBeNegative ? `(${sql} + 0)` : sql
}

/** A column of the primary key is NOT NULL in PostgreSQL, also where the source does not say so. */
function deriveNotNull(table: DerivedTable, derived: DerivedColumn): Clause {
  const { column } = derived
  const { nulls } = column.profile
  const inKey = primaryKeyColumns(table).includes(derived) && !primaryKeyHasNull(table)
  const sql = inKey || (column.notNull && nulls === 0) ? 'NOT NULL' : ''
  if (!column.notNull) return { sql, part: {} }

  const action = column.notNullOnConflict
  const entry = columnEntry(table, column.name, 'not-null', {
    status: nulls > 0 ? 'dropped' : action === null ? 'kept' : 'changed',
    sql: action === null ? 'NOT NULL' : `NOT NULL ON CONFLICT ${action}`,
    reason: nulls > 0 ? `${counted(nulls, 'row is', 'rows are')} NULL` : action && 'ON CONFLICT is gone',
  })
  const place = { table: table.table.name, column: column.name }
  const message = `${counted(nulls, 'row is', 'rows are')} NULL in a NOT NULL column; the target allows NULL`
  const broken = {
    issue: issue('null-in-not-null', { ...place, rows: nulls, message }),
    rowsWhere: isNull(quoteIdentifier(column.name)),
  }
  const conflict = onConflict(action, table.table.name, 'NOT NULL', column.name)
  return { sql, part: { ledger: [entry], issues: [...(nulls > 0 ? [broken] : []), ...conflict] } }
}

function columnEntry(
  table: DerivedTable,
  column: string,
  type: LedgerEntry['type'],
  fate: Pick<LedgerEntry, 'status' | 'sql' | 'reason'>,
): LedgerEntry {
  return { type, name: column, table: table.table.name, ...fate }
}
