import type { IssueCode } from '../../../issues/issue-codes.ts'
import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { amount } from '../../../progress/amount.ts'
import { compositeKey } from '../../../sql/arriving-value.ts'
import { formatIdentifier, formatQualified } from '../../../sql/format-identifier.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { ForeignKey, IndexPart } from '../../catalog/catalog.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { NameRegistry } from '../names/name-registry.ts'
import { constraintNameIssues } from '../names/name-tables.ts'
import { objectName, otherName } from '../names/object-name.ts'
import { typeWord } from '../render-type.ts'
import type { SchemaPart } from '../schema-part.ts'
import { canReference } from '../types/comparable-types.ts'
import { collatedColumn } from './derive-collation.ts'
import { isUnique } from './derive-exact-keys.ts'
import { type DerivedColumn, type DerivedTable, findColumn } from './derived-table.ts'

/** The parent of a name, of the tables that are created; or why it is none of them. */
export type ParentOf = (name: string) => DerivedTable | string

/**
 * The foreign keys of a table, or why PostgreSQL cannot have them. Pure.
 *
 * @param constraints the names of constraints that the table has already
 */
export function deriveForeignKeys(
  table: DerivedTable,
  parentOf: ParentOf,
  constraints: NameRegistry,
): readonly SchemaPart[] {
  return table.table.foreignKeys.flatMap((key) => {
    const usual = `${key.columns.join('_')}_fkey`
    const wanted = key.name ?? `${table.name}_${usual}`
    const name = constraints.take(wanted)
    const object = objectName(wanted, key.name ?? `${table.table.name}_${usual}`, name)
    const issues = constraintNameIssues(key.name, name, table.table.name)
    return [deriveForeignKey(table, key, parentOf(key.parentTable), { name, object }), { issues }]
  })
}

function deriveForeignKey(
  table: DerivedTable,
  key: ForeignKey,
  known: DerivedTable | string,
  { name, object }: { readonly name: string; readonly object: string },
): SchemaPart {
  const entry: LedgerEntry = {
    type: 'foreign-key',
    name: object,
    table: table.table.name,
    status: 'kept',
    sql: foreignKeySql(key),
    reason: otherName(object, name)[0] ?? null,
    parent: key.parentTable,
  }
  if (key.parentExcluded === true) {
    const reason = `the settings exclude its parent table ${key.parentTable}`
    return { ledger: [{ ...entry, status: 'dropped', reason }], issues: [orphans(table, key, object)] }
  }
  const children = found(table, key.columns)
  const parent = typeof known === 'string' ? null : known
  const parents = parent === null ? null : found(parent, key.parentColumns ?? [])
  const problem = obstacle(key, children, known, parents)
  if (problem !== null || children === null || parent === null || parents === null) {
    const reason = problem?.reason ?? 'a column does not exist'
    const message = `The foreign key is not in the target: ${reason}`
    return {
      ledger: [{ ...entry, status: 'dropped', reason }],
      issues: [
        {
          ...planned(problem?.code ?? 'foreign-key-parent-missing', {
            ...place(table, key),
            object,
            message,
          }),
          ...(problem?.code === 'foreign-key-type-mismatch' ? referring(children ?? []) : {}),
        },
        ...(problem?.code === 'foreign-key-type-mismatch' ? [hiddenOrphans(table, key, object)] : []),
      ],
    }
  }
  const target = formatQualified(table)
  const hasIndex = isIndexed(table, children)
  return {
    postData: [
      {
        kind: 'foreign-key',
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ONLY ${target}\n    ADD CONSTRAINT ${formatIdentifier(name)} ${clause(key, children, parent, parents)} NOT VALID`,
        validateSql: `ALTER TABLE ${target} VALIDATE CONSTRAINT ${formatIdentifier(name)}`,
        columns: children.map((column) => quoteIdentifier(column.name)),
        parent: {
          schema: parent.schema,
          name: parent.name,
          columns: parents.map((column) => quoteIdentifier(column.name)),
        },
        bothInOrder: hasIndex && children.every(({ type }, at) => type.kind === parents[at]?.type.kind),
        entry,
      },
    ],
    issues: hasIndex
      ? []
      : [
          planned('foreign-key-not-indexed', {
            ...place(table, key),
            object,
            message: 'No index begins with the columns of the foreign key',
          }),
        ],
  }
}

/** The rows that refer to a parent. https://www.sqlite.org/foreignkeys.html#fk_composite */
function referring(children: readonly DerivedColumn[]): Pick<PlannedIssue, 'rowsWhere' | 'standsAlone'> {
  const rowsWhere = children.map(({ column }) => `${quoteIdentifier(column.name)} is not null`).join(' and ')
  return { rowsWhere, standsAlone: true }
}

/**
 * Rows without a parent, which no foreign key of the target finds. SQLite compares a child by the affinity and the
 * collation of its parent; `+` takes those of the child away. https://www.sqlite.org/foreignkeys.html#fk_basics
 */
function hiddenOrphans(table: DerivedTable, key: ForeignKey, object: string): PlannedIssue {
  const child = (name: string) => `${quoteIdentifier(table.table.name)}.${quoteIdentifier(name)}`
  const pairs = key.columns.map(
    (name, at) => `parent.${quoteIdentifier(key.parentColumns?.[at] ?? '')} = +${child(name)}`,
  )
  const parents = `select 1 from ${quoteIdentifier(key.parentTable)} as parent where ${pairs.join(' and ')}`
  const arePresent = key.columns.map((name) => `${child(name)} is not null`).join(' and ')
  return {
    ...planned('foreign-key-orphans', { ...place(table, key), object, message: '' }),
    rowsWhere: `${arePresent} and not exists (${parents})`,
    counted: {
      distinct: null,
      message: (rows) =>
        `${amount(rows, 'row')} without a parent in ${key.parentTable} (foreign-key ${object}, which is not in the target)`,
    },
  }
}

/** Rows without a parent in the source: no foreign key finds them here, and one will when the parents move too. */
function orphans(table: DerivedTable, key: ForeignKey, object: string): PlannedIssue {
  const children = key.columns.map(quoteIdentifier)
  const parents = (key.parentColumns ?? []).map(quoteIdentifier)
  const arePresent = (columns: readonly string[]) =>
    columns.map((column) => `${column} is not null`).join(' and ')
  const known = `select ${compositeKey(parents)} from ${quoteIdentifier(key.parentTable)} where ${arePresent(parents)}`
  return {
    ...planned('foreign-key-parent-excluded', { ...place(table, key), object, message: '' }),
    rowsWhere: `${arePresent(children)} and ${compositeKey(children)} collate binary not in (${known})`,
    counted: {
      distinct: null,
      message: (rows) =>
        `${amount(rows, 'row')} without a parent in ${key.parentTable}, which is left out here`,
    },
  }
}

function found(table: DerivedTable, names: readonly string[]): readonly DerivedColumn[] | null {
  const columns = names.flatMap((name) => findColumn(table, name) ?? [])
  return columns.length === names.length && names.length > 0 ? columns : null
}

/** Why PostgreSQL would refuse the foreign key. */
function obstacle(
  key: ForeignKey,
  children: readonly DerivedColumn[] | null,
  parent: DerivedTable | string,
  parents: readonly DerivedColumn[] | null,
): { readonly code: IssueCode; readonly reason: string } | null {
  if (typeof parent === 'string') return { code: 'foreign-key-parent-missing', reason: parent }
  if (children === null || parents === null || children.length !== parents.length) {
    return { code: 'foreign-key-parent-missing', reason: `${key.parentTable} does not have the columns` }
  }
  if (!isUnique(parent, parents)) {
    return {
      code: 'foreign-key-parent-not-unique',
      reason: `the columns of ${key.parentTable} are not declared unique`,
    }
  }
  const differing = children.findIndex((child, at) => {
    const other = parents[at]
    return other === undefined || !canReference(child.type, other.type)
  })
  if (differing === -1) return null
  const types = [children[differing], parents[differing]].flatMap((column) => column?.type ?? [])
  return {
    code: 'foreign-key-type-mismatch',
    reason: `${types.map(typeWord).join(' and ')} cannot be compared`,
  }
}

/**
 * Whether a key or an index begins with the columns, in any order, and not with expressions of them. An index that
 * ignores case is over expressions; a key is not.
 */
function isIndexed(table: DerivedTable, columns: readonly DerivedColumn[]): boolean {
  const { primaryKey, uniques, indexes } = table.table
  const keys = [...(primaryKey === null ? [] : [primaryKey]), ...uniques]
  const plain = indexes.filter(({ where, parts }) => where === null && !parts.some(isFolded))
  const wanted = new Set(columns)
  return [...keys, ...plain].some(({ parts }) => {
    const first = parts.slice(0, wanted.size).map(({ column }) => findColumn(table, column ?? ''))
    return (
      new Set(first).size === wanted.size &&
      first.every((column) => column !== undefined && wanted.has(column))
    )
  })
  function isFolded({ column, collation }: IndexPart): boolean {
    const own = columns.find((wantedColumn) => wantedColumn === findColumn(table, column ?? ''))
    return own !== undefined && collatedColumn(own, collation) !== null
  }
}

function clause(
  key: ForeignKey,
  children: readonly DerivedColumn[],
  parent: DerivedTable,
  parents: readonly DerivedColumn[],
): string {
  const list = (columns: readonly DerivedColumn[]) =>
    columns.map(({ name }) => formatIdentifier(name)).join(', ')
  return [
    `FOREIGN KEY (${list(children)}) REFERENCES ${formatQualified(parent)}(${list(parents)})`,
    ...actions(key),
  ].join(' ')
}

function actions(key: ForeignKey): readonly string[] {
  return [
    ...(key.onUpdate === 'NO ACTION' ? [] : [`ON UPDATE ${key.onUpdate}`]),
    ...(key.onDelete === 'NO ACTION' ? [] : [`ON DELETE ${key.onDelete}`]),
    ...(key.deferrable ? ['DEFERRABLE INITIALLY DEFERRED'] : []),
  ]
}

/** The foreign key as a SQLite table would declare it. */
export function foreignKeySql(key: ForeignKey): string {
  const list = (names: readonly string[]) => names.map(quoteIdentifier).join(', ')
  const parents = key.parentColumns === null ? '' : ` (${list(key.parentColumns)})`
  return [
    ...(key.name === null ? [] : [`CONSTRAINT ${quoteIdentifier(key.name)}`]),
    `FOREIGN KEY (${list(key.columns)}) REFERENCES ${quoteIdentifier(key.parentTable)}${parents}`,
    ...actions(key),
  ].join(' ')
}

function place(table: DerivedTable, key: ForeignKey): { readonly table: string; readonly column?: string } {
  const [column] = key.columns
  return { table: table.table.name, ...(column !== undefined && key.columns.length === 1 ? { column } : {}) }
}
