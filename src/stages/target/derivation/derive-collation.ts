import { issue } from '../../../issues/issue.ts'
import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import { amount } from '../../../progress/amount.ts'
import { compositeKey } from '../../../sql/arriving-value.ts'
import { formatIdentifier, formatQualified } from '../../../sql/format-identifier.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { IndexPart } from '../../catalog/catalog.ts'
import type { NameRegistry } from '../names/name-registry.ts'
import type { SchemaPart } from '../schema-part.ts'
import { type DerivedColumn, type DerivedTable, findColumn } from './derived-table.ts'

/**
 * A column under a collation, as an expression whose equality is that of the collation in SQLite; null where plain
 * equality is all there is: BINARY, collations of the application, and columns that are no texts.
 * https://www.sqlite.org/datatype3.html#collating_sequences
 */
export function collatedColumn({ name, type }: DerivedColumn, collation: string): string | null {
  if (type.kind !== 'text' && type.kind !== 'varchar') return null
  if (collation === 'NOCASE') return `lower(${formatIdentifier(name)} COLLATE "C")`
  if (collation === 'RTRIM') return `rtrim(${formatIdentifier(name)}, ' '::text)`
  return null
}

/**
 * The stricter rule of a key that compares by NOCASE or RTRIM: a unique index beside the key. The key itself stays
 * plain, because foreign keys need it.
 */
export function collationObject(
  table: DerivedTable,
  parts: readonly IndexPart[],
  key: { readonly name: string; readonly object: string },
  relations: NameRegistry,
): SchemaPart {
  const terms = parts.flatMap((part) => {
    const column = findColumn(table, part.column ?? '')
    if (column === undefined) return []
    const collated = collatedColumn(column, part.collation)
    return [
      {
        sql: collated ?? formatIdentifier(column.name),
        collation: collated === null ? null : part.collation,
      },
    ]
  })
  const collations = new Set(terms.flatMap(({ collation }) => collation ?? []))
  if (collations.size === 0) return {}
  const name = relations.take(`${key.name}_${[...collations].join('_').toLowerCase()}`)
  const list = terms.map(({ sql }) => sql)
  return {
    issues: caseCollisions(table, parts, key.object),
    postData: [
      {
        kind: 'unique-index',
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `CREATE UNIQUE INDEX ${formatIdentifier(name)} ON ${formatQualified(table)} USING btree (${list.join(', ')})`,
        columns: list,
        entry: {
          type: 'collation',
          name: key.object,
          table: table.table.name,
          status: 'translated',
          sql: parts
            .map(({ column, collation }) => `${quoteIdentifier(column ?? '')} COLLATE ${collation}`)
            .join(', '),
          reason: null,
        },
      },
    ],
  }
}

/**
 * NOCASE knows the 26 letters of ASCII. citext, and lower() in most locales, fold the others too, and take some keys as
 * equal that are not. https://www.postgresql.org/docs/current/citext.html
 */
export function caseCollisions(
  table: DerivedTable,
  parts: readonly IndexPart[],
  object: string,
): readonly PlannedIssue[] {
  const columns = parts.flatMap(({ column }) => findColumn(table, column ?? '') ?? [])
  const folds = parts.map(({ collation }, at) => {
    return collation === 'NOCASE' && (columns[at]?.column.profile.textsNonAscii ?? 0) > 0
  })
  if (columns.length !== parts.length || !folds.includes(true)) return []
  const values = columns.map(({ column }, at) =>
    collatedValue(quoteIdentifier(column.name), parts[at]?.collation ?? 'BINARY'),
  )
  const whole = columns.map(({ column }) => `${quoteIdentifier(column.name)} is not null`).join(' and ')
  const key = compositeKey(values)
  const shared = `select ${key} from ${quoteIdentifier(table.table.name)} where ${whole} group by 1 having count(*) > 1`
  const [only] = columns
  const place = {
    table: table.table.name,
    ...(only !== undefined && columns.length === 1 ? { column: only.column.name } : {}),
    object,
  }
  const message = (rows: number) =>
    `${amount(rows, 'row')} differ only in the case of letters beyond ASCII: citext or lower() would take them as equal`
  return [
    {
      issue: issue('unicode-case-collision', { ...place, message: '' }),
      rowsWhere: `${whole} and ${key} in (${shared})`,
      counted: { distinct: null, message },
    },
  ]
}

/** Equal, byte by byte, where citext or lower() would find the values equal. A collation is about texts only. */
function collatedValue(column: string, collation: string): string {
  if (collation === 'NOCASE') return `iif(typeof(${column}) = 'text', fold_case(${column}), ${column})`
  if (collation === 'RTRIM') return `iif(typeof(${column}) = 'text', rtrim(${column}, ' '), ${column})`
  return `(${column} collate binary)`
}
