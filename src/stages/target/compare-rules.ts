import { type Issue, issue } from '../../issues/issue.ts'
import type { Catalog, KeyConstraint, Table } from '../catalog/catalog.ts'
import type { TargetRule } from './read-target-rules.ts'
import type { LedgerEntry, TargetSchema, TargetTable } from './target-schema.ts'

export interface ComparedRules {
  readonly issues: readonly Issue[]
  readonly ledger: readonly LedgerEntry[]
}

/**
 * Looks for the keys, foreign keys and NOT NULLs of the source in a database that exists. Pure. Checks, defaults and
 * indexes that are not unique are not looked for.
 */
export function compareRules(
  catalog: Catalog,
  schema: TargetSchema,
  rules: readonly TargetRule[],
): ComparedRules {
  const judged = schema.tables.flatMap((target) => {
    const table = catalog.tables.find(({ name }) => name === target.source)
    if (table === undefined) return []
    const own = rules.filter((rule) => rule.schema === target.schema && rule.table === target.name)
    return rulesOf(table).map((wanted) => judge(wanted, table, target, schema, own))
  })
  return {
    issues: judged.flatMap(({ missing }) => missing ?? []),
    ledger: judged.map(({ entry }) => entry),
  }
}

interface WantedRule {
  readonly type: 'primary-key' | 'unique' | 'index' | 'foreign-key' | 'not-null'
  readonly name: string
  readonly columns: readonly string[]
  readonly parent: string | null
  readonly sql: string
}

function rulesOf(table: Table): readonly WantedRule[] {
  const key = table.primaryKey
  const uniqueIndexes = table.indexes.filter(({ unique, where }) => unique && where === null)
  return [
    ...(key === null ? [] : [keyRule('primary-key', key, `${table.name}_pkey`)]),
    ...table.uniques.map((unique) =>
      keyRule('unique', unique, `${table.name}_${columnsOf(unique).join('_')}_key`),
    ),
    ...uniqueIndexes.map((index) => ({ ...keyRule('index', index, index.name), sql: index.sql })),
    ...table.foreignKeys.map((foreign) => ({
      type: 'foreign-key' as const,
      name: foreign.name ?? `${table.name}_${foreign.columns.join('_')}_fkey`,
      columns: foreign.columns,
      parent: foreign.parentTable,
      sql: `FOREIGN KEY (${foreign.columns.join(', ')}) REFERENCES ${foreign.parentTable}`,
    })),
    ...table.columns
      .filter(({ notNull }) => notNull)
      .map(({ name }) => ({
        type: 'not-null' as const,
        name,
        columns: [name],
        parent: null,
        sql: 'NOT NULL',
      })),
  ].filter(({ columns }) => columns.length > 0)
}

function keyRule(
  type: 'primary-key' | 'unique' | 'index',
  key: Pick<KeyConstraint, 'name' | 'parts'>,
  fallback: string,
): WantedRule {
  const columns = columnsOf(key)
  const word = type === 'primary-key' ? 'PRIMARY KEY' : 'UNIQUE'
  return { type, name: key.name ?? fallback, columns, parent: null, sql: `${word} (${columns.join(', ')})` }
}

/** Empty for keys over expressions or with a collation of their own, which have no plain counterpart. */
function columnsOf({ parts }: Pick<KeyConstraint, 'parts'>): readonly string[] {
  const plain = parts.every(({ column, collation }) => column !== null && collation === 'BINARY')
  return plain ? parts.flatMap(({ column }) => column ?? []) : []
}

function judge(
  wanted: WantedRule,
  table: Table,
  target: TargetTable,
  schema: TargetSchema,
  rules: readonly TargetRule[],
): { readonly entry: LedgerEntry; readonly missing: Issue | null } {
  const kept = isThere(wanted, target, schema, rules)
  const { type, name, columns, sql } = wanted
  const [column] = columns
  const reason = kept ? null : 'the target does not have it'
  const entry: LedgerEntry = { type, name, table: table.name, status: kept ? 'kept' : 'dropped', sql, reason }
  if (kept) return { entry, missing: null }
  const message = `The target has no ${type} on ${columns.join(', ')}`
  const place = {
    table: table.name,
    object: name,
    ...(columns.length === 1 && column !== undefined ? { column } : {}),
  }
  return { entry, missing: issue('target-rule-missing', { ...place, message }) }
}

function isThere(
  wanted: WantedRule,
  target: TargetTable,
  schema: TargetSchema,
  rules: readonly TargetRule[],
): boolean {
  const columns = wanted.columns.map((name) => target.columns.find(({ source }) => source === name))
  if (wanted.type === 'not-null') return columns.every((column) => column?.notNull === true)
  const names = columns.map((column) => column?.name ?? '').toSorted()
  const parent = schema.tables.find(
    ({ source }) => source.toLowerCase() === wanted.parent?.toLowerCase(),
  )?.name
  return rules.some((rule) => {
    const sameColumns = rule.columns.toSorted().join('\0') === names.join('\0')
    if (wanted.type === 'foreign-key')
      return sameColumns && rule.kind === 'foreign-key' && rule.parent === parent
    return (
      sameColumns &&
      (wanted.type === 'primary-key' ? rule.kind === 'primary-key' : rule.kind !== 'foreign-key')
    )
  })
}
