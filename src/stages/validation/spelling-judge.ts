import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { isIntervalType } from '../../sql/interval-text.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { utf8Of } from './canonical-value.ts'
import { losesNothing } from './loses-nothing.ts'
import type { Row } from './read-row.ts'
import { isUnfit } from './unfit-value.ts'

/** Texts that PostgreSQL is asked about at once. */
const MOST_TEXTS = 1000

/** Whether only PostgreSQL knows which texts spell one value of the column. */
export function isSpelledByPostgres({ type, conversion }: ColumnPlan): boolean {
  return type.kind === 'other' && (conversion.kind === 'text' || conversion.kind === 'rendered')
}

/**
 * Spells texts of the source as PostgreSQL does: for types that only PostgreSQL knows, an interval, an array, a money, a point,
 * a type of an extension. It reads the text itself, and prints it: `concat` by the type's own output, where a cast to text
 * can differ. https://www.postgresql.org/docs/current/functions-net.html
 */
export class SpellingJudge {
  readonly #database: Pick<PostgresDatabase, 'connect'>
  #connection: PostgresConnection | null = null

  constructor(database: Pick<PostgresDatabase, 'connect'>) {
    this.#database = database
  }

  /** In the order of the texts; null for those that the type refuses, or would not keep whole. */
  async spelled(column: ColumnPlan, texts: readonly string[]): Promise<readonly (string | null)[]> {
    if (column.type.kind !== 'other') return texts
    // The name is PostgreSQL's own spelling of the type.
    const type = withoutLimits(column.type.name)
    const spelled: (string | null)[] = []
    for (let at = 0; at < texts.length; at += MOST_TEXTS) {
      spelled.push(...(await this.#ask(type, texts.slice(at, at + MOST_TEXTS))))
    }
    return spelled.map((text, at) => {
      const isWhole = text !== null && losesNothing(type, texts[at] ?? '', text)
      return isWhole ? text : null
    })
  }

  async close(): Promise<void> {
    await this.#connection?.close()
  }

  /** A text that the type refuses makes the whole question fail, so it is asked again in halves. */
  async #ask(type: string, texts: readonly string[]): Promise<readonly (string | null)[]> {
    this.#connection ??= await this.#database.connect()
    try {
      const { rows } = await this.#connection.query(
        `select concat(cast(text as ${type})) as spelled
           from json_array_elements_text($1::json) with ordinality as given (text, at)
          order by at`,
        [JSON.stringify(texts)],
      )
      return rows.map(({ spelled }) => spelled ?? null)
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error
      if (texts.length === 1) return [null]
      const middle = texts.length >> 1
      const first = await this.#ask(type, texts.slice(0, middle))
      return [...first, ...(await this.#ask(type, texts.slice(middle)))]
    }
  }
}

/** A limit would round the source's value, or cut it, unseen: blanks at its end count here, and nowhere else. */
function withoutLimits(type: string): string {
  if (isIntervalType(type)) return 'interval'
  const [, brackets] = /^(?:name|"char"|character varying\(\d+\))((?:\[\])?)$/.exec(type) ?? []
  return brackets === undefined ? type : `text${brackets}`
}

/** Rows of the source as the target prints them, as far as only PostgreSQL knows how. */
export async function spelledRows(
  rows: readonly Row[],
  { columns }: TablePlan,
  judge: SpellingJudge,
): Promise<readonly Row[]> {
  const values = rows.map((row) => [...row.values])
  for (const [index, column] of columns.entries()) {
    if (!isSpelledByPostgres(column)) continue
    const filled = values.filter((row) => row[index] != null && !isUnfit(row[index]))
    const spelled = await judge.spelled(
      column,
      filled.map((row) => utf8Of(row[index] ?? '')),
    )
    for (const [at, row] of filled.entries()) {
      const text = spelled[at] ?? null
      if (text !== null) row[index] = Buffer.from(text).toString('latin1')
    }
  }
  return rows.map((row, at) => ({ ...row, values: values[at] ?? row.values }))
}
