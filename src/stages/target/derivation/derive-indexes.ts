import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { formatIdentifier, formatQualified } from '../../../sql/format-identifier.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import {
  type ExpressionName,
  translateCondition,
  translateIndexed,
} from '../../../sql/translation/translate-expression.ts'
import type { Index, IndexPart } from '../../catalog/catalog.ts'
import { nameIssues } from '../names/name-tables.ts'
import type { SchemaPart } from '../schema-part.ts'
import { caseCollisions, collatedColumn } from './derive-collation.ts'
import { namedColumns, namedInRows } from './derive-column.ts'
import { type DerivedTable, findColumn } from './derived-table.ts'

/**
 * The indexes made by CREATE INDEX. The order of NULL is left to PostgreSQL, which sorts by it in its queries too;
 * SQLite has NULL first.
 *
 * @param names the name in the target of each index
 */
export function deriveIndexes(table: DerivedTable, names: ReadonlyMap<Index, string>): readonly SchemaPart[] {
  const columns = namedColumns(table)
  return table.table.indexes.map((index) =>
    deriveIndex(table, index, names.get(index) ?? index.name, columns),
  )
}

function deriveIndex(
  table: DerivedTable,
  index: Index,
  name: string,
  columns: readonly ExpressionName[],
): SchemaPart {
  const parts = index.parts.map((part) => translatePart(table, part, columns))
  const where = index.where === null ? null : translateCondition(index.where, namedInRows(table))
  const failure = [...parts, where].find((part) => part !== null && !part.ok)
  const place = { table: table.table.name, object: index.name }
  const names = nameIssues(index.name, name, place)
  if (failure !== undefined && failure !== null && !failure.ok)
    return dropped(table, index, failure.reason, names)

  const terms = parts.flatMap((part) => (part.ok ? [part] : []))
  const predicate = where?.ok ? where.sql : null
  const list = terms.map((part, at) => `${part.sql}${index.parts[at]?.descending ? ' DESC' : ''}`)
  const head = `CREATE ${index.unique ? 'UNIQUE INDEX' : 'INDEX'} ${formatIdentifier(name)}`
  const condition = predicate === null ? '' : ` WHERE ${predicate}`
  const isTranslated = predicate !== null || terms.some(({ plain }) => !plain)
  return {
    postData: [
      {
        kind: index.unique ? 'unique-index' : 'index',
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `${head} ON ${formatQualified(table)} USING btree (${list.join(', ')})${condition}`,
        columns: terms.map(({ quoted }) => quoted),
        ...(predicate === null ? {} : { where: predicate }),
        entry: {
          type: 'index',
          name: index.name,
          table: table.table.name,
          status: isTranslated ? 'translated' : 'kept',
          sql: index.sql,
          reason: name === index.name ? null : `its name in the target is ${name}`,
        },
      },
    ],
    issues: [
      ...names,
      ...customCollations(table, index),
      ...foldedParts(table, index),
      ...foldedExpressions(table, index, columns),
      ...respelledMoments(table, index, terms),
      ...(index.unique ? caseCollisions(table, index.parts, index.name) : []),
    ],
  }
}

/** What SQLite computes of a moment is a text, and in PostgreSQL a day or a moment. */
function respelledMoments(
  { table }: DerivedTable,
  { name, parts }: Index,
  terms: readonly { readonly sql: string }[],
): readonly PlannedIssue[] {
  const respelled = terms.filter((_, at) => CUTS_MOMENT.test(parts[at]?.expression ?? ''))
  if (respelled.length === 0) return []
  const message = `In the target the index is over ${respelled.map(({ sql }) => sql).join(', ')}, which queries must use`
  return [planned('index-respelled', { table: table.name, object: name, message })]
}

/** https://www.sqlite.org/lang_datefunc.html */
const CUTS_MOMENT = /\b(date|datetime|strftime)\s*\(/i

type TranslatedPart =
  | { readonly ok: true; readonly sql: string; readonly quoted: string; readonly plain: boolean }
  | { readonly ok: false; readonly reason: string }

function translatePart(
  table: DerivedTable,
  part: IndexPart,
  columns: readonly ExpressionName[],
): TranslatedPart {
  if (part.expression !== null) {
    const translation = translateIndexed(part.expression, part.collation, columns)
    if (!translation.ok) return translation
    const sql = `(${translation.sql})`
    return { ok: true, sql, quoted: sql, plain: false }
  }
  const column = findColumn(table, part.column ?? '')
  if (column === undefined) return { ok: false, reason: 'the index names a column that does not exist' }
  const collated = collatedColumn(column, part.collation)
  return collated === null
    ? { ok: true, sql: formatIdentifier(column.name), quoted: quoteIdentifier(column.name), plain: true }
    : { ok: true, sql: collated, quoted: collated, plain: false }
}

function dropped(
  table: DerivedTable,
  index: Index,
  reason: string,
  names: readonly PlannedIssue[],
): SchemaPart {
  const message = index.unique
    ? `The unique index is not in the target, and its rule is gone: ${reason}`
    : `The index is not in the target: ${reason}`
  const place = { table: table.table.name, object: index.name }
  return {
    ledger: [
      { type: 'index', name: index.name, table: table.table.name, status: 'dropped', sql: index.sql, reason },
    ],
    issues: [...names, planned('index-not-translated', { ...place, message, ...ifUnique(index) })],
  }
}

/** A unique index is a rule, and without it the next write can break the rule. */
function ifUnique({ unique }: Index): { readonly priority?: 'HIGH' } {
  return unique ? { priority: 'HIGH' } : {}
}

/** An index that ignores case or trailing blanks where its column does not. */
function foldedParts(table: DerivedTable, index: Index): PlannedIssue[] {
  return index.parts.flatMap(({ column: name, collation }) => {
    const column = findColumn(table, name ?? '')
    if (column === undefined || column.column.collation === collation) return []
    if (collatedColumn(column, collation) === null) return []
    const message = `The index compares by ${collation}; in the target it is over an expression, which queries must use`
    return [foldedIssue(table, index, collation, { column: column.column.name, message })]
  })
}

/** An index of expressions that ignores case or trailing blanks; what it holds of several is told once. */
function foldedExpressions(
  table: DerivedTable,
  index: Index,
  columns: readonly ExpressionName[],
): PlannedIssue[] {
  const folded = index.parts.filter((part) => isFoldedExpression(part, columns))
  return [...new Set(folded.map(({ collation }) => collation))].map((collation) => {
    const message = `The index compares an expression by ${collation}; in the target it is over another one, which queries must use`
    return foldedIssue(table, index, collation, { message })
  })
}

/** Numbers are the same under every collation. */
function isFoldedExpression(
  { expression, collation }: IndexPart,
  columns: readonly ExpressionName[],
): boolean {
  if (expression === null) return false
  const own = translateIndexed(expression, collation, columns)
  const plain = translateIndexed(expression, 'BINARY', columns)
  return own.ok && plain.ok && own.sql !== plain.sql
}

function foldedIssue(
  table: DerivedTable,
  index: Index,
  collation: string,
  told: { readonly column?: string; readonly message: string },
): PlannedIssue {
  const code = collation === 'NOCASE' ? 'nocase-collation' : 'rtrim-collation'
  const priority = index.unique ? {} : { priority: 'LOW' as const }
  return planned(code, { table: table.table.name, object: index.name, ...told, ...priority })
}

/** The collation of a column is told at the column; one that only the index has is told here. */
function customCollations(table: DerivedTable, index: Index): PlannedIssue[] {
  const own = index.parts.filter(({ column, collation }) => {
    const known = ['BINARY', 'NOCASE', 'RTRIM', findColumn(table, column ?? '')?.column.collation]
    return !known.includes(collation)
  })
  const [part] = own
  if (part === undefined) return []
  const message = `The index sorts by ${part.collation}, in the target by the default order`
  return [planned('custom-collation', { table: table.table.name, object: index.name, message })]
}
