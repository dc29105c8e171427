import { expect } from 'vitest'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import type { Reject } from '../../src/stages/load/load-result.ts'
import { means, type SourceCell, type SourceRow, type TargetTable, textOf } from './plain-reading.ts'
import type { RandomTable } from './random-database.ts'
import type { Encoding } from './random-values.ts'

/**
 * Each row of the target is one row of the source; the rows of the source that are left are the rejected ones, and
 * PostgreSQL itself cannot hold the value that each was rejected for.
 *
 * @returns the rows of the source that have arrived
 */
export async function checkRows(
  table: RandomTable,
  source: readonly SourceRow[],
  target: TargetTable,
  rejects: readonly Reject[],
  connection: PostgresConnection,
  encoding: Encoding,
): Promise<readonly SourceRow[]> {
  const types = target.columns.map(({ type }) => type)
  const left = [...source]
  for (const row of target.rows) {
    const at = left.findIndex(({ cells }) =>
      cells.every((cell, index) => means(cell, row[index] ?? null, types[index] ?? '', encoding)),
    )
    expect(at, `${table.name} has ${JSON.stringify(row)}, which is no row of the source`).not.toBe(-1)
    left.splice(at, 1)
  }
  expect(left.length, `rows of ${table.name} that did not arrive`).toBe(rejects.length)
  const unexplained = await unexplainedRows(table, left, types, rejects, connection, encoding)
  expect(
    unexplained.map(({ cells }) => cells.map(({ spelled }) => String(spelled))),
    `rows of ${table.name} that PostgreSQL could hold, in (${types.join(', ')})`,
  ).toEqual([])
  return source.filter((row) => !left.includes(row))
}

/** Rows that are in no reject, or in one that blames a value that PostgreSQL takes. */
async function unexplainedRows(
  table: RandomTable,
  rows: readonly SourceRow[],
  types: readonly string[],
  rejects: readonly Reject[],
  connection: PostgresConnection,
  encoding: Encoding,
): Promise<readonly SourceRow[]> {
  const blamed = rows.map((row) => {
    const own = rejects.filter((reject) => isNamed(row, reject, table))
    return own.map((reject) => table.columns.indexOf(reject.column ?? ''))
  })
  const suspects = rows.flatMap(({ cells }, at) =>
    (blamed[at] ?? []).map((index) => ({ cell: cells[index], type: types[index] ?? '' })),
  )
  const lost = await areLost(suspects, connection, encoding)
  let next = 0
  return rows.filter((_, at) => {
    const own = lost.slice(next, next + (blamed[at]?.length ?? 0))
    next += own.length
    return !own.includes(true)
  })
}

/** By its number, or by `id`; the rows of the other tables only by the storage class of the value. */
function isNamed(
  { rowid, cells }: SourceRow,
  { key, column, storageClass }: Reject,
  table: RandomTable,
): boolean {
  const cell = cells[table.columns.indexOf(column ?? '')]
  if (cell?.storageClass !== storageClass) return false
  const isNumbered = 'rowid' in key && table.rowid !== null && !table.columns.includes('rowid')
  const number = table.columns[0] === 'id' ? key.id : isNumbered ? key.rowid : null
  return number == null || String(number) === String(rowid)
}

interface Suspect {
  readonly cell: SourceCell | undefined
  readonly type: string
}

const TRY_CAST = `
  create or replace function pg_temp.try_cast(given text, is_bytes boolean, type text, out kept text, out refused boolean)
  language plpgsql as $$
  begin
    refused := false;
    if is_bytes then given := convert_from(given::bytea, 'UTF8'); end if;
    execute format('select %L::%s::text', given, type) into kept;
  exception when others then
    refused := true;
  end $$`

/** Whether PostgreSQL refuses each value for its type, or would keep another value than this. */
async function areLost(
  suspects: readonly Suspect[],
  connection: PostgresConnection,
  encoding: Encoding,
): Promise<readonly boolean[]> {
  if (suspects.length === 0) return []
  await connection.query(TRY_CAST)
  const sent = suspects.map(({ cell, type }) => ({ ...sentAs(cell, encoding), type }))
  const tried = await connection.query(
    `select kept, refused
       from rows from (json_to_recordset($1::json) as (given text, is_bytes boolean, type text)) with ordinality
            as sent (given, is_bytes, type, place),
            pg_temp.try_cast(given, is_bytes, type)
      order by place`,
    [JSON.stringify(sent)],
  )
  return suspects.map(({ cell, type }, at) => {
    const { kept = null, refused = 't' } = tried.rows[at] ?? {}
    return cell !== undefined && (refused === 't' || !means(cell, asColumn(kept, type), type, encoding))
  })
}

/** Bytes that are no text, or one with a NUL, cannot be a parameter. */
function sentAs(cell: SourceCell | undefined, encoding: Encoding) {
  if (cell === undefined) return { given: null, is_bytes: false }
  const text = textOf(cell, encoding)
  const isBytes =
    cell.storageClass === 'blob' || (cell.storageClass === 'text' && (text === null || text.includes('\0')))
  return { given: isBytes ? `\\x${(cell.value as Buffer).toString('hex')}` : text, is_bytes: isBytes }
}

/** As text a boolean is `true`, as a column `t`. */
function asColumn(found: string | null, type: string): string | null {
  return type === 'boolean' ? (found?.slice(0, 1) ?? null) : found
}
