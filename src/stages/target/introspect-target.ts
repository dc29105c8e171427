import type { PostgresDatabase, QueryResult } from '../../engines/postgres/database.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import { compareRules } from './compare-rules.ts'
import { highestKey } from './highest-key.ts'
import { readTargetRules } from './read-target-rules.ts'
import { readTargetType } from './read-target-type.ts'
import type { Renames } from './renames.ts'
import type { SequencePlan, TargetColumn, TargetSchema, TargetTable } from './target-schema.ts'

/**
 * Every column of every ordinary table of the user.
 * https://www.postgresql.org/docs/current/catalog-pg-attribute.html
 */
const COLUMNS = `
  select n.nspname                               as schema,
         c.relname                               as table,
         a.attname                               as column,
         format_type(a.atttypid, a.atttypmod)    as type,
         a.attnotnull                            as not_null,
         a.attgenerated <> ''                    as generated,
         pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null as numbered
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid
   where c.relkind in ('r', 'p')
     and n.nspname not in ('pg_catalog', 'information_schema')
     and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
     and a.attnum > 0 and not a.attisdropped
   order by n.nspname = 'public' desc, n.nspname, c.relname, a.attnum`

export interface IntrospectedTarget {
  readonly schema: TargetSchema
  readonly issues: readonly Issue[]
}

/**
 * Reads the schema of a database that exists, and finds in it the tables, columns and rules of the source: by
 * their exact name or that of a rename, else without regard to case. Reads only.
 */
export async function introspectTarget(
  catalog: Catalog,
  renames: Renames,
  database: PostgresDatabase,
): Promise<IntrospectedTarget> {
  const connection = await database.connect()
  try {
    const { schema, issues } = matchTables(catalog, renames, await connection.query(COLUMNS))
    const rules = compareRules(catalog, schema, await readTargetRules(connection))
    return { schema: { ...schema, ledger: rules.ledger }, issues: [...issues, ...rules.issues] }
  } finally {
    await connection.close()
  }
}

type FoundColumn = QueryResult['rows'][number]

function matchTables(catalog: Catalog, renames: Renames, found: QueryResult): IntrospectedTarget {
  const byTable = Map.groupBy(found.rows, (row) => JSON.stringify([row.schema, row.table]))
  const candidates = [...byTable.values()]
  const matched = catalog.tables.map((table) => ({
    table,
    columns: byName(
      candidates,
      renames.tables.get(table.name) ?? table.name,
      ([first]) => first?.table ?? '',
    ),
  }))
  const missing = matched.filter(({ columns }) => columns === undefined).map(({ table }) => table)
  const tables = matched.flatMap(({ table, columns }) =>
    columns === undefined ? [] : [matchTable(table, renames, columns)],
  )
  return {
    schema: {
      origin: 'given',
      tables: tables.map(({ target }) => target),
      postData: [],
      sequences: tables.flatMap(({ sequences }) => sequences),
      ledger: [],
      failedTables: missing.map(({ name }) => ({ source: name, reason: 'the target has no such table' })),
      issues: [],
    },
    issues: [...missing.map(missingTable), ...tables.flatMap(({ issues }) => issues)],
  }
}

interface MatchedTable {
  readonly target: TargetTable
  readonly sequences: readonly SequencePlan[]
  readonly issues: readonly Issue[]
}

function matchTable(table: Table, renames: Renames, found: readonly FoundColumn[]): MatchedTable {
  const place = { schema: found[0]?.schema ?? '', name: found[0]?.table ?? '' }
  const names = renames.columns.get(table.name)
  const matched = table.columns.map((column) => ({
    column,
    target: byName(found, names?.get(column.name) ?? column.name, (row) => row.column ?? ''),
  }))
  const columns = matched.flatMap(({ column, target }) =>
    target === undefined ? [] : [toColumn(column, target)],
  )
  const missing = matched.filter(({ target }) => target === undefined)
  return {
    target: { source: table.name, ...place, columns, createSql: '' },
    sequences: sequencesOf(table, place, columns),
    issues: missing.map(({ column }) => missingColumn(table, column)),
  }
}

function byName<T>(candidates: readonly T[], name: string, nameOf: (candidate: T) => string): T | undefined {
  return (
    candidates.find((candidate) => nameOf(candidate) === name) ??
    candidates.find((candidate) => nameOf(candidate).toLowerCase() === name.toLowerCase())
  )
}

function toColumn(column: Column, found: FoundColumn): TargetColumn {
  return {
    source: column.name,
    name: found.column ?? '',
    type: readTargetType(found.type ?? ''),
    notNull: found.not_null === 't',
    generated: found.generated === 't',
    identity: found.numbered === 't',
  }
}

/** The column that SQLite numbers must be numbered by PostgreSQL too. */
function sequencesOf(
  table: Table,
  place: { readonly schema: string; readonly name: string },
  columns: readonly TargetColumn[],
): readonly SequencePlan[] {
  const column = columns.find(({ source }) => source === table.rowidAlias)
  const alias = table.columns.find(({ name }) => name === table.rowidAlias)
  if (column === undefined || alias === undefined) return []
  return [
    {
      sourceTable: table.name,
      table: place,
      column: column.name,
      highest: highestKey(table, alias),
      entry: {
        type: 'sequence',
        name: `${table.name}.${column.source}`,
        table: table.name,
        status: 'kept',
        sql: table.sql,
        reason: null,
      },
    },
  ]
}

function missingTable(table: Table): Issue {
  return issue('target-table-missing', {
    table: table.name,
    message: 'the target has no such table',
    rows: table.rowCount,
  })
}

function missingColumn(table: Table, column: Column): Issue {
  return issue('target-column-missing', {
    table: table.name,
    column: column.name,
    message: 'the target has no such column: none of its values arrived',
    rows: table.rowCount - column.profile.nulls,
  })
}
