import { quoteIdentifier, quoteQualified } from '../../../sql/quote.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { PostDataKind, PostDataStatement } from '../post-data.ts'
import type { ColumnFacts, ConstraintFacts, IndexFacts, SchemaFacts, TableFacts } from '../schema-facts.ts'
import type { TargetTrigger } from '../target-schema.ts'
import type { MatchedSchema, MatchedTable } from './match-tables.ts'

/**
 * Every rule and index of a given schema as a statement that runs after the load, with the one that lifts it before:
 * a rule that stands would hide all problems behind the first, and ask for an order of loading. An owner of the tables
 * may do both; no superuser is needed.
 */
export function givenRules(facts: SchemaFacts, matched: MatchedSchema): readonly PostDataStatement[] {
  const statements = facts.tables.flatMap((table) => {
    const own = matched.tables.find((pair) => pair.facts === table)
    const place = { table, source: own?.table.name ?? table.name }
    return [
      ...table.constraints.map((constraint) => constraintStatement(place, constraint)),
      ...table.indexes.map((index) => indexStatement(place, index)),
      ...requiredColumns(own).map((column) => requiredStatement(place, column)),
    ]
  })
  return statements.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

/** Foreign keys last: they need the keys of their parents. */
const ORDER: readonly PostDataKind[] = [
  'not-null',
  'primary-key',
  'unique',
  'unique-index',
  'index',
  'exclusion',
  'check',
  'foreign-key',
]

/** All of them, so that they can be switched off and on again. */
export function liftedTriggers(facts: SchemaFacts): readonly TargetTrigger[] {
  return facts.tables.flatMap(({ schema, name: table, triggers }) =>
    triggers.map(({ name, enabled, partition }) => ({
      table: partition ?? { schema, name: table },
      name,
      enabled,
    })),
  )
}

/** Columns that COPY does not name, and that do not take a NULL. */
function requiredColumns(own: MatchedTable | undefined): readonly ColumnFacts[] {
  return (own?.extra ?? []).filter(
    ({ notNull, default: value, identity, generated, domain }) =>
      notNull && value === null && identity === null && generated === null && domain === null,
  )
}

interface Place {
  readonly table: TableFacts
  /** The table of the source, or of the target where the source has none. */
  readonly source: string
}

function constraintStatement({ table, source }: Place, constraint: ConstraintFacts): PostDataStatement {
  const { kind, name, columns } = constraint
  const qualified = quoteQualified(table)
  const quoted = quoteIdentifier(name)
  // PostgreSQL spells a constraint that was never validated with these words already
  const definition = constraint.definition.replace(/ NOT VALID$/, '')
  const add = `alter table ${qualified} add constraint ${quoted} ${definition}`
  const statement = {
    sourceTable: source,
    table: { schema: table.schema, name: table.name },
    name,
    liftSql: `alter table ${qualified} drop constraint ${quoted}`,
    columns: columns.map(quoteIdentifier),
    entry: entry(kind === 'exclusion' ? 'check' : kind, name, source, definition),
  }
  if (kind !== 'check' && kind !== 'foreign-key') return { ...statement, kind, sql: add }
  // before version 18, a foreign key of a partitioned table cannot be NOT VALID
  const isDeferred = kind === 'check' || !table.partitioned
  const validated = {
    ...statement,
    sql: isDeferred ? `${add} not valid` : add,
    ...(isDeferred && constraint.enforced
      ? { validateSql: `alter table ${qualified} validate constraint ${quoted}` }
      : {}),
    ...(constraint.validated ? {} : { staysInvalid: true as const }),
  }
  if (kind === 'check') return { ...validated, kind, expression: constraint.expression }
  const { parent } = constraint
  return { ...validated, kind, parent: { ...parent, columns: parent.columns.map(quoteIdentifier) } }
}

function indexStatement({ table, source }: Place, index: IndexFacts): PostDataStatement {
  return {
    kind: index.unique ? 'unique-index' : 'index',
    sourceTable: source,
    table: { schema: table.schema, name: table.name },
    name: index.name,
    // of a partitioned table PostgreSQL spells it without the indexes of the partitions, which went with it
    sql: table.partitioned ? index.definition.replace(' ON ONLY ', ' ON ') : index.definition,
    liftSql: `drop index ${quoteQualified({ schema: table.schema, name: index.name })}`,
    columns: index.parts,
    ...(index.where === null ? {} : { where: index.where }),
    entry: entry('index', index.name, source, index.definition),
  }
}

function requiredStatement({ table, source }: Place, column: ColumnFacts): PostDataStatement {
  const place = `alter table ${quoteQualified(table)} alter column ${quoteIdentifier(column.name)}`
  return {
    kind: 'not-null',
    sourceTable: source,
    table: { schema: table.schema, name: table.name },
    name: column.name,
    sql: `${place} set not null`,
    liftSql: `${place} drop not null`,
    columns: [quoteIdentifier(column.name)],
    entry: entry('not-null', column.name, source, 'NOT NULL'),
  }
}

function entry(type: LedgerEntry['type'], name: string, table: string, sql: string): LedgerEntry {
  return { type, name, table, status: 'kept', sql, reason: null }
}
