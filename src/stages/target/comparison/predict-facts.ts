import { formatIdentifier } from '../../../sql/format-identifier.ts'
import type { Catalog, ForeignKey, Index } from '../../catalog/catalog.ts'
import { foreignKeySql } from '../derivation/derive-foreign-keys.ts'
import type { PostDataStatement } from '../post-data.ts'
import { renderType } from '../render-type.ts'
import type { ColumnFacts, ConstraintFacts, IndexFacts, TableFacts } from '../schema-facts.ts'
import type { TargetColumn, TargetSchema, TargetTable } from '../target-schema.ts'
import type { ExpectedSchema } from './pair-tables.ts'

/**
 * What PostgreSQL would have, as far as that can be told without one: tables, keys, foreign keys, NOT NULLs and the
 * indexes of plain columns. Nothing that holds an expression, for only PostgreSQL knows how it spells that. Pure.
 *
 * @param gap why PostgreSQL could not be asked
 */
export function predictFacts(
  catalog: Catalog,
  derived: TargetSchema,
  gap: NonNullable<ExpectedSchema['gap']>,
): ExpectedSchema {
  const tables = derived.tables.map((table) => tableFacts(table, catalog, derived.postData))
  return { facts: { tables, views: [], sequences: [] }, refused: new Map(), gap }
}

function tableFacts(
  table: TargetTable,
  catalog: Catalog,
  statements: readonly PostDataStatement[],
): TableFacts {
  const own = statements.filter(({ sourceTable }) => sourceTable === table.source)
  const source = catalog.tables.find(({ name }) => name === table.source)
  return {
    schema: table.schema,
    name: table.name,
    partitioned: false,
    unlogged: false,
    columns: table.columns.map(columnFacts),
    constraints: own.flatMap((statement) => constraintFacts(statement, source?.foreignKeys ?? [])),
    indexes: own.flatMap((statement) => indexFacts(statement, source?.indexes ?? [])),
    invalidIndexes: [],
    triggers: [],
    rewrites: [],
    rowSecurity: null,
    hasRows: false,
  }
}

function columnFacts({ name, type, notNull, identity }: TargetColumn): ColumnFacts {
  return {
    name,
    type: renderType(type),
    domain: null,
    domainChecks: [],
    enumLabels: null,
    notNull,
    notNullUnproved: false,
    default: null,
    generated: null,
    identity: identity ? 'by default' : null,
    sequence: null,
    collation: null,
    folds: false,
  }
}

const HOLDS = {
  validated: true,
  enforced: true,
  deferred: false,
  deferrable: false,
  nullsNotDistinct: false,
}

function constraintFacts(
  statement: PostDataStatement,
  keys: readonly ForeignKey[],
): readonly ConstraintFacts[] {
  const { name, entry } = statement
  const columns = statement.columns.map(unquote)
  const list = statement.columns.join(', ')
  switch (statement.kind) {
    case 'primary-key':
      return [{ ...HOLDS, kind: statement.kind, name, columns, definition: `PRIMARY KEY (${list})` }]
    case 'unique':
      return [{ ...HOLDS, kind: statement.kind, name, columns, definition: `UNIQUE (${list})` }]
    case 'foreign-key': {
      const { kind, parent } = statement
      const key = keys.find((candidate) => foreignKeySql(candidate) === entry.sql)
      if (key === undefined) return []
      const { onUpdate, onDelete, deferrable: deferred } = key
      const of = { ...parent, columns: parent.columns.map(unquote), onUpdate, onDelete, matchFull: false }
      return [{ ...HOLDS, kind, name, columns, parent: of, definition: entry.sql, deferred }]
    }
    case 'unique-index':
    case 'index':
    case 'check':
    case 'exclusion':
    case 'not-null':
      return []
    default:
      return statement satisfies never
  }
}

/** An index is told where all of its parts are columns that sort as they are. */
function indexFacts(
  { kind, name, sql, columns, where, entry }: PostDataStatement,
  indexes: readonly Index[],
): readonly IndexFacts[] {
  const index = indexes.find((candidate) => entry.type === 'index' && candidate.name === entry.name)
  const arePlain = columns.every((column) => /^"(?:[^"]|"")+"$/.test(column))
  if (index === undefined || where !== undefined || !arePlain) return []
  return [
    {
      name,
      unique: kind === 'unique-index',
      definition: sql,
      method: 'btree',
      parts: columns.map((column) => formatIdentifier(unquote(column))),
      options: index.parts.map(({ descending }) => (descending ? 'DESC' : '')),
      nullsNotDistinct: false,
      where: null,
    },
  ]
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll('""', '"')
}
