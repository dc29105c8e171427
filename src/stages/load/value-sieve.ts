import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quote.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import type { CheckStatement } from '../target/post-data.ts'
import { tryCopy } from './copy-in-parts.ts'
import { loadedColumns } from './encode-line.ts'
import { dropTemporary, makeTemporary } from './temporary-objects.ts'

const LINES = 'pg_temp.pg_rehearsal_values'
const ROW = 'pg_temp.pg_rehearsal_types'
const SIEVE = 'pg_temp.pg_rehearsal_value_sieve'
const ASKED = 'pg_rehearsal_asked'

/** A value that PostgreSQL refuses. */
export interface RefusedValue {
  /** Its row in the batch, counted from 0. */
  readonly line: number
  /** Its column among those that are loaded. */
  readonly place: number
  readonly sqlstate: string
}

/** The first fields of a line of which nothing is known. */
export const NOTHING_KNOWN = '{}\t\\N\t'

/**
 * Has the server judge the values of rows one by one, where {@link RowSieve} and COPY stop at the first of a row. Nothing
 * is inserted.
 *
 * PostgreSQL 16 and later ask the input functions, as COPY does, without an error to catch: 200,000 bad rows in 0.8 instead of 5.2 s.
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-VALIDITY
 */
export class ValueSieve {
  readonly #connection: PostgresConnection
  readonly #table: TablePlan
  #types: readonly string[] = []
  /** The input functions are asked; else an assignment has to be tried. */
  #asksInput = false
  #canSkip = false
  /** The bad values of the batch are to be noted yet. */
  #isUnnoted = false

  private constructor(connection: PostgresConnection, table: TablePlan) {
    this.#connection = connection
    this.#table = table
  }

  /** Null where PostgreSQL does not allow it: a table of 1600 columns leaves no room for what is known of a line. */
  static async open(connection: PostgresConnection, table: TablePlan): Promise<ValueSieve | null> {
    const sieve = new ValueSieve(connection, table)
    if (!(await makeTemporary(connection, sieve.#definitions()))) return null
    const { rows } = await connection.query(`select current_setting('server_version_num') as version`)
    const version = Number(rows[0]?.version)
    sieve.#asksInput = version >= 160_000
    sieve.#canSkip = version >= 170_000
    sieve.#types = await sieve.#readTypes()
    return sieve
  }

  /** It judges so fast that it may judge rows that are probably sound. */
  get isFast(): boolean {
    return this.#asksInput
  }

  /** COPY can pass over what it refuses, and say which lines these were. */
  get canSkip(): boolean {
    return this.#canSkip
  }

  /**
   * Judges numbered lines, whose first two fields are the places of the values that are known to be bad, as an array, and
   * the place that the server has named already, or NULL.
   *
   * @param isInTransaction one is open, and goes on unless the result is null
   * @returns values that are named for the first time, in the order of lines and places; null when the lines could not even
   *   be held as texts
   */
  async judge(lines: Buffer, isInTransaction = false): Promise<readonly RefusedValue[] | null> {
    await this.#connection.query(`truncate ${LINES}`)
    if ((await tryCopy(this.#connection, `copy ${LINES} from stdin`, [lines])) !== null) return null
    const rows =
      (await this.#askInput(isInTransaction)) ??
      (await this.#connection.query(`select * from ${SIEVE}()`)).rows
    return rows.map((row) => ({
      line: Number(row.refused_line),
      place: Number(row.refused_place),
      sqlstate: row.refused_sqlstate ?? '',
    }))
  }

  /**
   * Null where an input function does not know how to refuse without an error: those of some extensions, and of domains
   * whose CHECK fails on a value. https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-VALIDITY
   */
  async #askInput(isInTransaction: boolean): Promise<ResultRows | null> {
    if (!this.#asksInput) return null
    const codes = judged(this.#types).map(({ place, type }) => `when ${place} then ${reasonOf(place, type)}`)
    if (codes.length === 0) return []
    if (isInTransaction) await this.#connection.query(`savepoint ${ASKED}`)
    try {
      const { rows } = await this.#connection.query(`
        select line as refused_line, place as refused_place,
               case place ${codes.join(' ')} end as refused_sqlstate
          from (select *, ${unsound(this.#types)} as found from ${LINES}) as judged,
               unnest(found) as place
         where named is distinct from place
         order by line, place`)
      this.#isUnnoted = true
      return rows
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error
      if (isInTransaction) await this.#connection.query(`rollback to savepoint ${ASKED}`)
      this.#asksInput = false
      return null
    }
  }

  async #noteBad(): Promise<void> {
    if (!this.#isUnnoted || !this.#asksInput) return
    await this.#connection.query(`update ${LINES} set bad = bad || ${unsound(this.#types)}`)
    this.#isUnnoted = false
  }

  /**
   * The lines of the batch that was judged last which break a CHECK. Those with a bad value in one of its columns are
   * left out; so are all of them where it cannot be computed, or reads what the source does not have.
   */
  async breakers({ columns, expression }: CheckStatement): Promise<readonly number[]> {
    const loaded = loadedColumns(this.#table).map(({ target }) => quoteIdentifier(target))
    const places = columns.map((column) => loaded.indexOf(column))
    if (places.length === 0 || places.includes(-1)) return []
    await this.#noteBad()
    const typed = places.map((place, at) => `(c${place})::${this.#types[place]} as ${columns[at]}`)
    try {
      const { rows } = await this.#connection.query(`
        with sound as materialized (select * from ${LINES} where not bad && '{${places.join(',')}}')
        select line
          from (select line, ${typed.join(', ')} from sound) as typed
         where not (${expression})
         order by line`)
      return rows.map(({ line }) => Number(line))
    } catch (error) {
      if (error instanceof PostgresRefusal) return []
      throw error
    }
  }

  async close(): Promise<void> {
    await dropTemporary(this.#connection)
  }

  /** Of the columns that are loaded, in their order. */
  async #readTypes(): Promise<readonly string[]> {
    const { rows } = await this.#connection.query(`
      select format_type(atttypid, atttypmod) as type
        from pg_attribute
       where attrelid = '${ROW}'::regclass and attnum > 0
       order by attnum`)
    return rows.map(({ type }) => type ?? 'text')
  }

  #definitions(): readonly string[] {
    const columns = loadedColumns(this.#table).map(({ target }) => quoteIdentifier(target))
    const texts = columns.map((_, place) => `c${place} text`)
    const typed = columns.map((column, place) => `${column} as c${place}`)
    return [
      `create temporary table pg_rehearsal_values (
         ${['line integer', 'bad integer[]', 'named integer', ...texts].join(', ')})`,
      `create temporary table pg_rehearsal_types as
       select ${typed.join(', ')} from ${quoteQualified(this.#table.target)} with no data`,
      `create function ${SIEVE}(out refused_line integer, out refused_place integer, out refused_sqlstate text)
       returns setof record language plpgsql as ${quoteLiteral(this.#body(columns.length))}`,
    ]
  }

  /** All values at once, for a block that catches errors costs more than what it holds; one by one where that fails. */
  #body(columns: number): string {
    const places = Array.from({ length: columns }, (_, place) => place)
    const judgements = places.map(
      (place) => `
      if sent.c${place} is not null then
        begin
          fields.c${place} := sent.c${place};
        exception when others then
          sent.bad := sent.bad || ${place};
          if sent.named is distinct from ${place} then
            refused_line := sent.line;
            refused_place := ${place};
            refused_sqlstate := sqlstate;
            return next;
          end if;
        end;
      end if;`,
    )
    return `
declare
  sent   record;
  fields ${ROW};
begin
  for sent in select ctid as place, * from ${LINES} order by line loop
    begin
      ${places.map((place) => `fields.c${place} := sent.c${place};`).join('\n      ')}
    exception when others then
      ${judgements.join('')}
      update ${LINES} set bad = sent.bad where ctid = sent.place;
    end;
  end loop;
end`
  }
}

type ResultRows = Awaited<ReturnType<PostgresConnection['query']>>['rows']

/** A text takes every text, and a table may have a thousand of them. */
function judged(types: readonly string[]): readonly { readonly place: number; readonly type: string }[] {
  return types.map((type, place) => ({ place, type })).filter(({ type }) => type !== 'text')
}

/** The places whose texts the input function refuses. NULL is for a column to refuse, not for a type. */
function unsound(types: readonly string[]): string {
  const places = judged(types).map(
    ({ place, type }) =>
      `case when not pg_input_is_valid(c${place}, ${quoteLiteral(type)}) then ${place} end`,
  )
  return `array_remove(array[${places.join(', ')}]::integer[], null)`
}

function reasonOf(place: number, type: string): string {
  return `(pg_input_error_info(c${place}, ${quoteLiteral(type)})).sql_error_code`
}
