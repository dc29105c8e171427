import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { amount } from '../../progress/amount.ts'
import { decimalText } from '../../sql/decimal-text.ts'
import { quoteIdentifier, quoteOwnRows } from '../../sql/quote.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { type Finding, fail, list, pass, sum } from './finding.ts'
import type { Subject } from './subject.ts'

/** What is counted of the texts of one column, on both sides in the words of its own engine. */
interface Counted {
  readonly cells: number
  /** Cells with a character beyond ASCII. */
  readonly foreign: number
  readonly characters: number
  readonly bytes: number
}

interface Compared {
  readonly name: string
  readonly source: Counted
  readonly target: Counted
}

/** The two lines of the checklist that are about texts. */
export interface TextFindings {
  readonly encoding: Finding
  readonly truncation: Finding
}

/**
 * Counts the texts on both sides: cells, characters, bytes of UTF-8, and the cells that are more than ASCII. The cells
 * themselves are compared by the validation; here PostgreSQL says how long they are, and the profile, or SQLite where that has
 * not counted them. Tables with rejected rows hold other rows on both sides, and are left out.
 */
export async function probeTexts({
  snapshot,
  catalog,
  plan,
  load,
  database,
}: Subject): Promise<TextFindings> {
  const whole = new Set(
    load.tables.flatMap(({ source, rowsRejected, failure }) =>
      rowsRejected === 0 && failure === null ? [source] : [],
    ),
  )
  const source = snapshot.open()
  const connection = await database.connect()
  try {
    const compared: Compared[] = []
    for (const table of plan.tables.filter((candidate) => whole.has(candidate.source))) {
      const texts = table.columns.filter(isText)
      if (texts.length === 0) continue
      // PostgreSQL counts while SQLite does
      const counting = countTarget(connection, table, texts)
      counting.catch(() => {})
      const profiled = countedByProfile(catalog, table)
      const uncounted = texts.filter((column) => !profiled.has(column.source))
      const counted = new Map([...profiled, ...countSource(source, table, uncounted)])
      const there = await counting
      compared.push(
        ...texts.map((column) => ({
          name: `${table.source}.${column.source}`,
          source: counted.get(column.source) ?? NOTHING,
          target: there.get(column.source) ?? NOTHING,
        })),
      )
    }
    return judge(compared)
  } finally {
    source.close()
    await connection.close()
  }
}

const NOTHING: Counted = { cells: 0, foreign: 0, characters: 0, bytes: 0 }

/** Texts that travel as they are; jsonb writes the same value in other letters. */
function isText({ conversion, type }: ColumnPlan): boolean {
  return (conversion.kind === 'text' || conversion.kind === 'json') && type.kind !== 'jsonb'
}

type Row = Readonly<Record<string, string | bigint | number | null>>

function readCounts(row: Row | undefined, columns: readonly ColumnPlan[]): ReadonlyMap<string, Counted> {
  const figure = (name: string) => Number(row?.[name] ?? 0)
  return new Map(
    columns.map(({ source }, index) => [
      source,
      {
        cells: figure(`n${index}`),
        foreign: figure(`f${index}`),
        characters: figure(`c${index}`),
        bytes: figure(`b${index}`),
      },
    ]),
  )
}

/** The columns that hold nothing but texts in valid UTF-8 without NUL: the profile has counted them. */
function countedByProfile({ tables }: Catalog, table: TablePlan): ReadonlyMap<string, Counted> {
  const columns = tables.find(({ name }) => name === table.source)?.columns ?? []
  return new Map(
    columns.flatMap(({ name, profile }) => {
      const { texts, textsNonAscii, textCharacters, totalBytes } = profile
      if (table.encoding !== 'UTF-8' || textCharacters === null || !holdsPlainTexts(profile)) return []
      return [[name, { cells: texts, foreign: textsNonAscii, characters: textCharacters, bytes: totalBytes }]]
    }),
  )
}

function holdsPlainTexts(profile: ColumnProfile): boolean {
  const { integers, reals, blobs, textsWithNul, textsInvalidUtf8 } = profile
  return integers + reals + blobs + textsWithNul + textsInvalidUtf8 === 0
}

/** SQLite's `length` ends at a NUL, which PostgreSQL has not; so the bytes are read as text again. */
function countSource(
  source: SqliteDatabase,
  table: TablePlan,
  columns: readonly ColumnPlan[],
): ReadonlyMap<string, Counted> {
  if (columns.length === 0) return new Map()
  const utf16 = table.encoding !== 'UTF-8'
  const figures = columns.flatMap((column, index) => {
    const value = quoteIdentifier(column.source)
    const text = decimalText(value)
    const bytes = utf16 ? `length(utf8(${text}))` : `octet_length(${text})`
    return [
      `count(${value}) as n${index}`,
      `sum(${bytes} <> length(${text})) as f${index}`,
      `sum(length(${text})) as c${index}`,
      `sum(${bytes}) as b${index}`,
    ]
  })
  const sql = `select ${figures.join(', ')} from ${quoteIdentifier(table.source)}`
  return readCounts(source.prepare<[], Row>(sql).get(), columns)
}

async function countTarget(
  connection: PostgresConnection,
  table: TablePlan,
  columns: readonly ColumnPlan[],
): Promise<ReadonlyMap<string, Counted>> {
  const lengths = columns.flatMap((column, index) => {
    const text = `${quoteIdentifier(column.target)}::text`
    return [`char_length(${text}) as c${index}`, `octet_length(${text}) as b${index}`]
  })
  const figures = columns.flatMap((_, index) => [
    `count(c${index}) as n${index}`,
    `count(*) filter (where b${index} <> c${index}) as f${index}`,
    `sum(c${index}) as c${index}`,
    `sum(b${index}) as b${index}`,
  ])
  const rows = quoteOwnRows(table.target, table.partitioned)
  // each length is taken once: `offset 0` keeps the two selects apart
  const result = await connection.query(
    `select ${figures.join(', ')} from (select ${lengths.join(', ')} from ${rows} offset 0) as lengths`,
  )
  return readCounts(result.rows[0], columns)
}

function judge(compared: readonly Compared[]): TextFindings {
  const unequal = (figure: keyof Counted) =>
    compared.filter(({ source, target }) => source[figure] !== target[figure]).map(({ name }) => name)
  const total = (figure: keyof Counted) => sum(compared.map(({ target }) => target[figure]))
  const encoded = [...unequal('foreign'), ...unequal('bytes')]
  const cut = [...unequal('cells'), ...unequal('characters')]
  return {
    encoding:
      encoded.length > 0
        ? fail(`Source and target count other bytes, or other cells beyond ASCII, in ${list(encoded)}.`)
        : pass(
            `Both sides count ${amount(total('foreign'), 'cell')} beyond ASCII and ${amount(total('bytes'), 'byte')} of UTF-8 in ${amount(compared.length, 'column')} of texts.`,
          ),
    truncation:
      cut.length > 0
        ? fail(`Source and target count other characters in ${list(cut)}.`)
        : pass(
            `Both sides count ${amount(total('characters'), 'character')} in ${amount(total('cells'), 'text')}.`,
          ),
  }
}
