import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quote.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { computedColumn, type RefusedLine, sourceColumn, tryCopy } from './copy-in-parts.ts'
import { loadedColumns } from './encode-line.ts'
import type { NumberedLines } from './numbered-lines.ts'
import { dropTemporary, makeTemporary } from './temporary-objects.ts'

const LINES = 'pg_temp.pg_rehearsal_lines'
const ROW = 'pg_temp.pg_rehearsal_row'
const SIEVE = 'pg_temp.pg_rehearsal_sieve'

/**
 * Lets the server insert row by row and catch what it refuses, for tables with many bad rows: sending the batch again
 * after each of them is ten times as slow (docs/decisions/rejects-at-scale.md).
 *
 * The fields of a line go through a temporary table of texts. Assigned to a variable of the column's type they meet
 * the same input function as in COPY, and an assignment refuses what is too long, where a cast would cut it.
 * https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-ASSIGNMENT
 */
export class RowSieve {
  readonly #connection: PostgresConnection
  readonly #table: TablePlan
  readonly #columns: readonly ColumnPlan[]

  private constructor(connection: PostgresConnection, table: TablePlan) {
    this.#connection = connection
    this.#table = table
    this.#columns = loadedColumns(table)
  }

  /** Null where PostgreSQL does not allow it: a table of 1600 columns leaves no room for the number of the line. */
  static async open(connection: PostgresConnection, table: TablePlan): Promise<RowSieve | null> {
    const sieve = new RowSieve(connection, table)
    return (await makeTemporary(connection, sieve.#definitions())) ? sieve : null
  }

  /**
   * Inserts the lines from `first` on, all but those that PostgreSQL refuses.
   *
   * @returns the refused ones in their order; null when the lines could not even be held as texts, and none is inserted
   */
  async insert(lines: NumberedLines, first: number): Promise<readonly RefusedLine[] | null> {
    await this.#connection.query('begin')
    const refusal = await tryCopy(this.#connection, `copy ${LINES} from stdin`, [lines.numbered(first)])
    if (refusal !== null) {
      await this.#connection.query('rollback')
      return null
    }
    const { rows } = await this.#connection.query(`select * from ${SIEVE}()`)
    await this.#connection.query('commit')
    return rows.map((row) => ({
      line: Number(row.refused_line),
      sqlstate: row.refused_sqlstate ?? '',
      column:
        row.refused_place == null
          ? (sourceColumn(this.#table, row.refused_table ?? null, row.refused_column ?? null) ??
            computedColumn(this.#table, row.refused_sqlstate ?? ''))
          : (this.#columns[Number(row.refused_place)]?.source ?? null),
    }))
  }

  async close(): Promise<void> {
    await dropTemporary(this.#connection)
  }

  #definitions(): readonly string[] {
    const columns = this.#columns.map(({ target }) => quoteIdentifier(target))
    const texts = columns.map((_, place) => `c${place} text`)
    const typed = columns.map((column, place) => `${column} as c${place}`)
    return [
      `create temporary table pg_rehearsal_lines (${['line integer', ...texts].join(', ')}) on commit delete rows`,
      `create temporary table pg_rehearsal_row as
       select ${typed.join(', ')} from ${quoteQualified(this.#table.target)} with no data`,
      `create function ${SIEVE}(out refused_line integer, out refused_sqlstate text, out refused_place integer,
                                out refused_table text, out refused_column text)
       returns setof record language plpgsql as ${quoteLiteral(this.#body(columns))}`,
    ]
  }

  /** Constraints that are checked at the end of the transaction would refuse the whole batch. A full disk is no row's fault. */
  #body(columns: readonly string[]): string {
    const assignments = columns.map(
      (_, place) => `refused_place := ${place}; fields.c${place} := sent.c${place};`,
    )
    return `
declare
  sent   record;
  fields ${ROW};
begin
  set constraints all immediate;
  for sent in select * from ${LINES} order by line loop
    begin
      ${assignments.join('\n      ')}
      refused_place := null;
      insert into ${quoteQualified(this.#table.target)} (${columns.join(', ')}) overriding system value
      values (${columns.map((_, place) => `fields.c${place}`).join(', ')});
    exception
      when disk_full then
        raise;
      when others then
        get stacked diagnostics refused_sqlstate = returned_sqlstate,
                                refused_table    = table_name,
                                refused_column   = column_name;
        refused_line := sent.line;
        return next;
    end;
  end loop;
end`
  }
}
