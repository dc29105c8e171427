import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import { amount, formatCount } from '../../../progress/amount.ts'
import type { ValidationResult } from '../../validation/validation-result.ts'
import { type Finding, fail, list, pass, seconds, sum } from '../finding.ts'
import type { Subject, Validate } from '../subject.ts'
import { type RowSum, sumRows } from './row-sums.ts'

/**
 * Compares every cell of a restored database with those of the target, which the validation has compared with the
 * source, and its definitions too. Each server sums up its own rows; where the sums differ, the restored rows are
 * validated against the source, which finds what is lost.
 *
 * @param how begins the sentence: how it was backed up and restored
 */
export async function judgeRestored(
  how: string,
  subject: Subject,
  restored: PostgresDatabase,
  validate: Validate,
): Promise<Finding> {
  const started = performance.now()
  const [wanted, found] = await Promise.all([
    sumRows(subject.plan.tables, subject.database),
    sumRows(subject.plan.tables, restored),
  ])
  const gone = unreadable(wanted, found)
  const changed = changedTables(subject, wanted, found)
  // it would end at the first table that is not there
  const validation = changed.length === 0 || gone.length > 0 ? null : await validate(restored)
  const faults = [
    ...gone.map((source) => `the table ${source} cannot be read`),
    ...(validation === null ? [] : explain(subject, changed, wanted, validation)),
    ...(await lostDefinitions(subject.database, restored)).map((name) => `lost or changed: ${name}`),
  ]
  if (faults.length > 0) return fail(`${how}: ${list(faults)}.`)
  const summed = sum(found.map((table) => table.cells))
  const compared = sum((validation?.tables ?? []).map(({ cellsCompared }) => cellsCompared))
  const by =
    validation === null
      ? `${formatCount(summed)} cells were compared with the target, by the sums of all rows on both sides,`
      : `${formatCount(compared)} cells were compared with the source`
  const time = performance.now() - started
  const definitions = (await readDefinitions(restored)).size
  return pass(
    `${how}: there ${by} in ${seconds(time)}, none differs, and ${amount(definitions, 'definition')} are the same.`,
  )
}

function unreadable(wanted: readonly RowSum[], found: readonly RowSum[]): readonly string[] {
  const unread = new Set(found.flatMap(({ source, rows }) => (rows === null ? [source] : [])))
  return wanted.flatMap(({ source, rows }) => (rows !== null && unread.has(source) ? [source] : []))
}

/** Tables whose rows are not those of the target, or not as many as were loaded. */
function changedTables(
  { load }: Subject,
  wanted: readonly RowSum[],
  found: readonly RowSum[],
): readonly string[] {
  const loaded = new Map(load.tables.map((table) => [table.source, table]))
  const restored = new Map(found.map((table) => [table.source, table]))
  return wanted.flatMap(({ source, rows, sum: total }) => {
    const [table, known] = [restored.get(source), loaded.get(source)]
    const same = rows !== null && table?.rows === rows && table.sum === total
    const complete = known === undefined || known.failure !== null || known.rowsLoaded === rows
    return same && complete ? [] : [source]
  })
}

/** The validation knows rows and cells. What only the sums have seen is said by the name of the table. */
function explain(
  subject: Subject,
  changed: readonly string[],
  wanted: readonly RowSum[],
  validation: ValidationResult,
): readonly string[] {
  const faults = lostRows(subject, validation)
  if (faults.length > 0) return faults
  const summed = new Set(wanted.flatMap(({ source, rows }) => (rows === null ? [] : [source])))
  return changed
    .filter((source) => summed.has(source))
    .map((source) => `rows of ${source} are not what they are in the target`)
}

function lostRows({ load }: Subject, validation: ValidationResult): readonly string[] {
  const restored = new Map(validation.tables.map((table) => [table.source, table]))
  return load.tables.flatMap(({ source, rowsLoaded, failure }) => {
    if (failure !== null) return []
    const table = restored.get(source)
    if (table === undefined) return [`the table ${source} cannot be read`]
    const lost = rowsLoaded - table.rowsTarget
    return [
      ...(lost > 0 ? [`${amount(lost, 'row')} of ${source} lost`] : []),
      ...(lost < 0 ? [`${amount(-lost, 'row')} of ${source} too many`] : []),
      ...(lost === 0 && table.mismatches > 0
        ? [`${amount(table.mismatches, 'difference')} in ${source}`]
        : []),
    ]
  })
}

/** Everything that a backup has to bring back beside rows, as PostgreSQL spells it. */
const SELECT_DEFINITIONS = `
select 'index ' || c.relname as name, pg_get_indexdef(i.indexrelid) || i.indisvalid::text as definition
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c on c.oid = i.indexrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
union all
select 'constraint ' || conname || ' of ' || conrelid::regclass, pg_get_constraintdef(oid) || convalidated::text
  from pg_catalog.pg_constraint
 where connamespace in (select oid from pg_catalog.pg_namespace
                         where nspname !~ '^pg_' and nspname <> 'information_schema')
union all
select 'trigger ' || tgname || ' of ' || tgrelid::regclass, pg_get_triggerdef(oid) || tgenabled::text
  from pg_catalog.pg_trigger
 where not tgisinternal
union all
select 'sequence ' || schemaname || '.' || sequencename, coalesce(last_value::text, 'not called')
  from pg_catalog.pg_sequences
union all
select 'view ' || schemaname || '.' || viewname, definition
  from pg_catalog.pg_views
 where schemaname !~ '^pg_' and schemaname <> 'information_schema'
union all
select 'column ' || c.relname || '.' || a.attname,
       format_type(a.atttypid, a.atttypmod) || a.attnotnull::text || a.attidentity::text || a.attgenerated::text
         || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped
   and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

async function readDefinitions(database: PostgresDatabase): Promise<ReadonlyMap<string, string>> {
  const connection = await database.connect()
  try {
    const { rows } = await connection.query(SELECT_DEFINITIONS)
    return new Map(rows.map(({ name, definition }) => [name ?? '', definition ?? '']))
  } finally {
    await connection.close()
  }
}

async function lostDefinitions(
  original: PostgresDatabase,
  restored: PostgresDatabase,
): Promise<readonly string[]> {
  const [wanted, found] = [await readDefinitions(original), await readDefinitions(restored)]
  return [...wanted].flatMap(([name, definition]) => (found.get(name) === definition ? [] : [name]))
}
