import { openSqlite, type SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import type { Known } from './spelling.ts'

/** What a SQLite file that was written back lacks, or has in another way than the snapshot. */
export interface CopyComparison {
  readonly rows: number
  readonly cells: number
  /** `players.nickname`, with the number of cells whose value or storage class is another. */
  readonly changed: readonly { readonly column: string; readonly cells: number }[]
  readonly missing: readonly { readonly table: string; readonly rows: number }[]
  readonly extra: readonly { readonly table: string; readonly rows: number }[]
  /** Tables, indexes, views and triggers: `index teams_by_owner`. */
  readonly objects: number
  readonly missingObjects: readonly string[]
}

/** A table to compare, and what the catalog knows of its columns in the original. */
export interface Original {
  readonly plan: TablePlan
  readonly known: ReadonlyMap<string, Known>
}

/**
 * Compares every value and storage class of some tables of two SQLite files, and the definitions of all objects.
 * The files must have the same encoding.
 *
 * @param excluded tables whose absence is the will of the owner
 * @throws the driver's error when the second file is no database
 */
export function compareCopies(
  original: string,
  copy: string,
  tables: readonly Original[],
  excluded: readonly string[],
): CopyComparison {
  const database = openSqlite(original)
  try {
    database.prepare('attach database ? as copy').run(copy)
    const copied = namesIn(database, 'copy')
    const present = new Set(copied.map(({ name }) => name))
    const there = new Set(copied.map(identity))
    const objects = namesIn(database, 'main').filter(
      ({ name, tbl_name }) => !excluded.includes(name) && !excluded.includes(tbl_name),
    )
    const lost = objects.filter((object) => !there.has(identity(object)))
    const redefined = new Set(lost.map(({ name }) => name))
    const compared = tables.map(({ plan, known }) => {
      if (!present.has(plan.source)) return absentTable(database, plan)
      return compareTable(database, plan, redefined.has(plan.source) ? new Map() : known)
    })
    return {
      rows: compared.reduce((total, { rows }) => total + rows, 0),
      cells: compared.reduce((total, { cells }) => total + cells, 0),
      changed: compared.flatMap(({ changed }) => changed),
      missing: compared.flatMap(({ table, missing }) => (missing > 0 ? [{ table, rows: missing }] : [])),
      extra: compared.flatMap(({ table, extra }) => (extra > 0 ? [{ table, rows: extra }] : [])),
      objects: objects.length,
      missingObjects: [
        ...lost.map(({ type, name }) => `${type} ${name}`),
        ...missingCounters(database, new Set(tables.map(({ plan }) => plan.source))),
      ],
    }
  } finally {
    database.close()
  }
}

interface SchemaObject {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
}

function namesIn(database: SqliteDatabase, schema: 'main' | 'copy'): readonly SchemaObject[] {
  return database
    .prepare<[], SchemaObject>(
      `select type, name, tbl_name, sql from ${schema}.sqlite_schema where name not like 'sqlite\\_%' escape '\\'`,
    )
    .all()
}

const identity = ({ type, name, tbl_name, sql }: SchemaObject) => JSON.stringify([type, name, tbl_name, sql])

interface TableComparison {
  readonly table: string
  readonly rows: number
  readonly cells: number
  readonly changed: CopyComparison['changed']
  readonly missing: number
  readonly extra: number
}

function absentTable(database: SqliteDatabase, { source }: TablePlan): TableComparison {
  const missing = count(database, `select count(*) as n from main.${quoteIdentifier(source)}`)
  return { table: source, rows: 0, cells: 0, changed: [], missing, extra: 0 }
}

/** @param known of columns that have the same definition on both sides */
function compareTable(
  database: SqliteDatabase,
  table: TablePlan,
  known: ReadonlyMap<string, Known>,
): TableComparison {
  const { order } = table
  if (order.kind === 'all') return compareMultisets(database, table)
  const key = order.kind === 'rowid' ? [order.column] : order.columns
  const differing = table.columns.map(({ source }) => differs(quoteIdentifier(source), known.get(source)))
  return compareByKey(database, table, key.map(quoteIdentifier), differing)
}

/** Joined by the key that the plan has found to be unique and never NULL; which cells differ is asked only if any do. */
function compareByKey(
  database: SqliteDatabase,
  table: TablePlan,
  key: readonly string[],
  differing: readonly string[],
): TableComparison {
  const name = quoteIdentifier(table.source)
  const [before, after] = [
    count(database, `select count(*) as n from main.${name}`),
    count(database, `select count(*) as n from copy.${name}`),
  ]
  const joined = key.map((part) => `b.${part} = a.${part} collate binary`).join(' and ')
  const from = `from main.${name} as a left join copy.${name} as b on ${joined}`
  const there = `b.${key[0]} is not null`
  // a condition ends at the first difference, a sum for each column takes four times as long (measured)
  const differ = `select count(*) as n ${from} where not (${there}) or ${differing.join(' or ')}`
  if (count(database, differ) === 0) {
    const cells = before * table.columns.length
    return { table: table.source, rows: before, cells, changed: [], missing: 0, extra: after - before }
  }
  const sums = differing.map((condition, index) => `sum(${there} and ${condition}) as c${index}`)
  const row = database
    .prepare<[], Readonly<Record<string, bigint | null>>>(
      `select sum(${there}) as matched, ${sums.join(', ')} ${from}`,
    )
    .get()
  const figure = (column: string) => Number(row?.[column] ?? 0n)
  const matched = figure('matched')
  return {
    table: table.source,
    rows: matched,
    cells: matched * table.columns.length,
    changed: table.columns.flatMap(({ source }, index) => {
      const cells = figure(`c${index}`)
      return cells > 0 ? [{ column: `${table.source}.${source}`, cells }] : []
    }),
    missing: before - matched,
    extra: after - matched,
  }
}

/**
 * Of two NULLs neither differs; 1 and 1.0 do, and 0.0 and -0.0. What the affinity of the column settles is not asked: to
 * ask always takes twice as long (measured). The cheapest test comes first, and the rarest last.
 */
function differs(column: string, known: Known | undefined): string {
  const [a, b] = [`a.${column}`, `b.${column}`]
  const tests = [`${a} is not ${b} collate binary`]
  if (mayChangeClass(known)) tests.push(`typeof(${a}) <> typeof(${b})`)
  if (mayLoseSign(known)) {
    tests.push(`(${a} = 0 collate binary and typeof(${a}) = 'real' and atan2(${a}, -1) <> atan2(${b}, -1))`)
  }
  return `(${tests.join(' or ')})`
}

/** Whether a value of the original may have an equal of another class, in a column of the same definition. */
function mayChangeClass(known: Known | undefined): boolean {
  if (known === undefined) return true
  const { integers, reals } = known.profile
  switch (known.affinity) {
    case 'BLOB':
    case 'TEXT':
      return integers + reals > 0
    case 'REAL':
      return integers > 0
    case 'INTEGER':
    case 'NUMERIC':
      return reals > 0
    default:
      return known.affinity satisfies never
  }
}

/** Only where no affinity makes a 0 of a -0.0, as that of REAL does too (measured). */
function mayLoseSign(known: Known | undefined): boolean {
  if (known === undefined) return true
  return known.profile.reals > 0 && known.affinity === 'BLOB'
}

/** Rows without a key are counted by what is in them. */
function compareMultisets(database: SqliteDatabase, table: TablePlan): TableComparison {
  const name = quoteIdentifier(table.source)
  const parts = table.columns.flatMap(({ source }) => {
    const value = quoteIdentifier(source)
    const sign = `iif(typeof(${value}) = 'real' and ${value} = 0, atan2(${value}, -1), 0)`
    return [`typeof(${value})`, `${value} collate binary`, sign]
  })
  const groups = (schema: string, factor: number) =>
    `select ${parts.map((part, index) => `${part} as p${index}`).join(', ')}, ${factor} * count(*) as n from ${schema}.${name} group by ${parts.join(', ')}`
  const key = parts.map((_, index) => (index % 3 === 1 ? `p${index} collate binary` : `p${index}`)).join(', ')
  const sums = database
    .prepare<[], { readonly missing: bigint; readonly extra: bigint }>(
      `select ifnull(sum(max(n, 0)), 0) as missing, ifnull(sum(max(-n, 0)), 0) as extra from (select sum(n) as n from (${groups('main', 1)} union all ${groups('copy', -1)}) group by ${key})`,
    )
    .get()
  const [missing, extra] = [Number(sums?.missing ?? 0n), Number(sums?.extra ?? 0n)]
  const matched = count(database, `select count(*) as n from main.${name}`) - missing
  const cells = matched * table.columns.length
  return { table: table.source, rows: matched, cells, changed: [], missing, extra }
}

/** Of AUTOINCREMENT: a key that was given must not be given again. */
function missingCounters(database: SqliteDatabase, tables: ReadonlySet<string>): readonly string[] {
  const hasCounters = (schema: string) =>
    count(database, `select count(*) as n from ${schema}.sqlite_schema where name = 'sqlite_sequence'`) > 0
  if (!hasCounters('main')) return []
  const lower = hasCounters('copy')
    ? 'a.seq > ifnull((select max(seq) from copy.sqlite_sequence as b where b.name = a.name), 0)'
    : 'a.seq > 0'
  return database
    .prepare<[], { readonly name: string }>(`select name from main.sqlite_sequence as a where ${lower}`)
    .all()
    .filter(({ name }) => tables.has(name))
    .map(({ name }) => `the counter of ${name}`)
}

function count(database: SqliteDatabase, sql: string): number {
  return Number(database.prepare<[], { readonly n: bigint }>(sql).get()?.n ?? 0n)
}
