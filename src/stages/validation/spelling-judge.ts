import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { TargetType } from '../target/target-schema.ts'

/** The text of the source and what PostgreSQL prints of the value that it has, each without escapes. */
export interface SpelledPair {
  readonly type: TargetType & { readonly kind: 'other' }
  readonly source: string
  readonly target: string
}

/**
 * Tells whether two texts spell one value of a type that only PostgreSQL knows: an interval, an array, a money, a point,
 * a type of an extension. It reads the text of the source itself, and prints it: `concat` by the type's own output, where
 * a cast to text can differ. https://www.postgresql.org/docs/current/functions-net.html
 */
export class SpellingJudge {
  readonly #database: Pick<PostgresDatabase, 'connect'>
  #connection: PostgresConnection | null = null

  constructor(database: Pick<PostgresDatabase, 'connect'>) {
    this.#database = database
  }

  /** The pairs that spell different values. */
  async differing<Pair extends SpelledPair>(pairs: readonly Pair[]): Promise<readonly Pair[]> {
    const ofType = Map.groupBy(pairs, ({ type }) => type.name)
    const equal = new Set<Pair>()
    for (const same of ofType.values()) for (const pair of await this.#equal(same)) equal.add(pair)
    return pairs.filter((pair) => !equal.has(pair))
  }

  async close(): Promise<void> {
    await this.#connection?.close()
  }

  /** A text that the type refuses makes the whole question fail, so it is asked again in halves. */
  async #equal<Pair extends SpelledPair>(pairs: readonly Pair[]): Promise<readonly Pair[]> {
    try {
      return await this.#ask(pairs)
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error
      if (pairs.length === 1) return []
      const middle = pairs.length >> 1
      return [...(await this.#equal(pairs.slice(0, middle))), ...(await this.#equal(pairs.slice(middle)))]
    }
  }

  async #ask<Pair extends SpelledPair>(pairs: readonly Pair[]): Promise<readonly Pair[]> {
    const [first] = pairs
    if (first === undefined) return []
    this.#connection ??= await this.#database.connect()
    const texts = JSON.stringify(pairs.map(({ source, target }) => [source, target]))
    // The name is PostgreSQL's own spelling of the type; without the limits that would round the source's value too.
    const type = first.type.name.replace(/\([\d,]+\)/, '')
    const { rows } = await this.#connection.query(
      `select at from json_array_elements($1::json) with ordinality as pair (texts, at)
        where concat(cast(texts ->> 0 as ${type})) = texts ->> 1`,
      [texts],
    )
    return rows.flatMap(({ at }) => pairs[Number(at) - 1] ?? [])
  }
}
