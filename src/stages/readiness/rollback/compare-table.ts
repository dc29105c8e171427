import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import type { Known } from './spelling.ts'

/** A table to compare, and what the catalog knows of it in the original. */
export interface Original {
  readonly plan: TablePlan
  readonly known: ReadonlyMap<string, Known>
  /** A name of the rowid, where no column holds it; null where its definition differs, and not to be asked for. */
  readonly rowid: string | null
}

/** What holds the same JSON in another spelling: cells of `posts.meta`, or rows of a table without a key. */
export interface Respelled {
  readonly place: string
  readonly count: number
  readonly unit: 'cell' | 'row'
}

/** What became of the rows of one table. */
export interface TableComparison {
  readonly table: string
  readonly rows: number
  readonly cells: number
  /** `players.nickname`, with the number of cells whose value or storage class is another. */
  readonly changed: readonly { readonly column: string; readonly cells: number }[]
  readonly respelled: readonly Respelled[]
  readonly missing: number
  readonly extra: number
  /** Its rows have other rowids than in the original, and the definition names none. */
  readonly hasNewRowids: boolean
}

/** A table that the copy has not. */
export function absentTable(database: SqliteDatabase, { source }: TablePlan): TableComparison {
  const missing = count(database, `select count(*) as n from main.${quoteIdentifier(source)}`)
  return { ...NOTHING_DIFFERS, table: source, rows: 0, cells: 0, missing }
}

/** A table whose rows are known to be the same. */
export function sameTable(database: SqliteDatabase, plan: TablePlan, rows: number): TableComparison {
  const cells = rows * columnsOf(database, plan).length
  return { ...NOTHING_DIFFERS, table: plan.source, rows, cells }
}

const NOTHING_DIFFERS = { changed: [], respelled: [], missing: 0, extra: 0, hasNewRowids: false }

/** The conditions by which the cells of a column differ. */
interface ColumnTest {
  readonly column: string
  readonly differs: string
  /** Where a cell that differs may hold the same JSON all the same: the condition that it does. */
  readonly isRespelled: string | null
}

/**
 * Compares every value and storage class, and the rowids where no column holds them. What the target holds as jsonb has
 * lost its spelling there: it is compared as it is written, and where that differs as JSON.
 *
 * @param database has the copy attached as `copy`, and the function `canonical_json`
 * @param table whose columns are known by `known` where they have the same definition on both sides
 */
export function compareTable(database: SqliteDatabase, { plan, known, rowid }: Original): TableComparison {
  const documents = new Set(
    plan.columns.flatMap(({ source, type }) => (type.kind === 'jsonb' ? [source] : [])),
  )
  const tests = columnsOf(database, plan).map((column) => ({
    column,
    differs: differs(quoteIdentifier(column), known.get(column)),
    isRespelled: documents.has(column) ? isSameJson(quoteIdentifier(column)) : null,
  }))
  const { order, source } = plan
  const compared =
    order.kind === 'all'
      ? compareRows(database, source, tests)
      : compareByKey(
          database,
          source,
          tests,
          (order.kind === 'rowid' ? [order.column] : order.columns).map(quoteIdentifier),
        )
  const { changed, missing, extra } = compared
  // what is lost anyway has no rowid to ask for
  const isSame = changed.length === 0 && missing === 0 && extra === 0
  const hasNewRowids = isSame && rowid !== null && !haveSameRowids(database, plan, rowid, tests)
  return { ...compared, hasNewRowids }
}

function isSameJson(column: string): string {
  const [a, b] = [`a.${column}`, `b.${column}`]
  const areTexts = `typeof(${a}) = 'text' and typeof(${b}) = 'text'`
  return `iif(${areTexts}, canonical_json(${a}) = canonical_json(${b}), 0)`
}

/** Whether each row is found again under its rowid. */
function haveSameRowids(
  database: SqliteDatabase,
  { source }: TablePlan,
  rowid: string,
  tests: readonly ColumnTest[],
): boolean {
  const [name, id] = [quoteIdentifier(source), quoteIdentifier(rowid)]
  const from = `from main.${name} as a left join copy.${name} as b on b.${id} = a.${id}`
  const others = tests.map(({ differs, isRespelled }) =>
    isRespelled === null ? differs : `iif(${differs}, not ${isRespelled}, 0)`,
  )
  const moved = `select 1 as n ${from} where b.${id} is null or ${others.join(' or ')} limit 1`
  return count(database, moved) === 0
}

/** Those of the plan, and those that the target has no column for: what they held is lost. */
function columnsOf(database: SqliteDatabase, { source, columns }: TablePlan): readonly string[] {
  const planned = columns.map((column) => column.source)
  const stored = database
    .prepare<[string], { readonly name: string }>(
      `select name from pragma_table_xinfo(?, 'main') where hidden = 0`,
    )
    .all(source)
  return [...new Set([...planned, ...stored.map(({ name }) => name)])]
}

type RowsComparison = Omit<TableComparison, 'hasNewRowids'>

/** Joined by the key that the plan has found to be unique and never NULL; which cells differ is asked only if any do. */
function compareByKey(
  database: SqliteDatabase,
  table: string,
  tests: readonly ColumnTest[],
  key: readonly string[],
): RowsComparison {
  const name = quoteIdentifier(table)
  const [before, after] = [
    count(database, `select count(*) as n from main.${name}`),
    count(database, `select count(*) as n from copy.${name}`),
  ]
  const joined = key.map((part) => `b.${part} = a.${part} collate binary`).join(' and ')
  const from = `from main.${name} as a left join copy.${name} as b on ${joined}`
  const there = `b.${key[0]} is not null`
  const differing = tests.map((test) => test.differs)
  // a condition ends at the first difference, a sum for each column takes four times as long (measured)
  const differ = `select count(*) as n ${from} where not (${there}) or ${differing.join(' or ')}`
  if (count(database, differ) === 0) {
    const cells = before * tests.length
    return { ...NOTHING_DIFFERS, table, rows: before, cells, extra: after - before }
  }
  const sums = tests.flatMap(({ differs, isRespelled }, index) => [
    `sum(${there} and ${differs}) as c${index}`,
    ...(isRespelled === null ? [] : [`sum(iif(${there} and ${differs}, ${isRespelled}, 0)) as s${index}`]),
  ])
  const row = database
    .prepare<[], Readonly<Record<string, bigint | null>>>(
      `select sum(${there}) as matched, ${sums.join(', ')} ${from}`,
    )
    .get()
  const figure = (column: string) => Number(row?.[column] ?? 0n)
  const matched = figure('matched')
  return {
    table,
    rows: matched,
    cells: matched * tests.length,
    changed: tests.flatMap(({ column }, index) => {
      const cells = figure(`c${index}`) - figure(`s${index}`)
      return cells > 0 ? [{ column: `${table}.${column}`, cells }] : []
    }),
    respelled: tests.flatMap(({ column }, index) =>
      asRespelled(`${table}.${column}`, figure(`s${index}`), 'cell'),
    ),
    missing: before - matched,
    extra: after - matched,
  }
}

function asRespelled(place: string, found: number, unit: Respelled['unit']): readonly Respelled[] {
  return found > 0 ? [{ place, count: found, unit }] : []
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

/** Rows without a key, as they are written, and where that differs as what they mean. */
function compareRows(database: SqliteDatabase, table: string, tests: readonly ColumnTest[]): RowsComparison {
  const written = differingRows(database, table, tests, false)
  const hasDocuments = tests.some(({ isRespelled }) => isRespelled !== null)
  const differs = written.missing + written.extra > 0
  const meant = differs && hasDocuments ? differingRows(database, table, tests, true) : written
  const rows = count(database, `select count(*) as n from main.${quoteIdentifier(table)}`) - meant.missing
  const respelled = asRespelled(table, written.missing - meant.missing, 'row')
  return { table, rows, cells: rows * tests.length, changed: [], respelled, ...meant }
}

/** Rows are counted by what is in them. */
function differingRows(
  database: SqliteDatabase,
  table: string,
  tests: readonly ColumnTest[],
  asJson: boolean,
): { readonly missing: number; readonly extra: number } {
  const name = quoteIdentifier(table)
  const parts = tests.flatMap(({ column, isRespelled }) => {
    const value = quoteIdentifier(column)
    const sign = `iif(typeof(${value}) = 'real' and ${value} = 0, atan2(${value}, -1), 0)`
    const meant = asJson && isRespelled !== null ? `canonical_json(${value})` : value
    return [`typeof(${value})`, `${meant} collate binary`, sign]
  })
  const groups = (schema: string, factor: number) =>
    `select ${parts.map((part, index) => `${part} as p${index}`).join(', ')}, ${factor} * count(*) as n from ${schema}.${name} group by ${parts.join(', ')}`
  const key = parts.map((_, index) => (index % 3 === 1 ? `p${index} collate binary` : `p${index}`)).join(', ')
  const sums = database
    .prepare<[], { readonly missing: bigint; readonly extra: bigint }>(
      `select ifnull(sum(max(n, 0)), 0) as missing, ifnull(sum(max(-n, 0)), 0) as extra from (select sum(n) as n from (${groups('main', 1)} union all ${groups('copy', -1)}) group by ${key})`,
    )
    .get()
  return { missing: Number(sums?.missing ?? 0n), extra: Number(sums?.extra ?? 0n) }
}

/** @param sql gives one number as `n`, or nothing */
export function count(database: SqliteDatabase, sql: string): number {
  return Number(database.prepare<[], { readonly n: bigint }>(sql).get()?.n ?? 0n)
}
