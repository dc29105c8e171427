import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { TableProbes } from '../access/table-probes.ts'
import type { RowPlace } from '../row-write.ts'

/** Rows that a trigger is tried on. */
const MOST_ROWS = 8
/** Rows among which they are looked for, from the start of a table and from all over it. */
const NEAR = 1000
/** A column with at most so many values sorts rows into kinds, which a trigger may tell apart. */
const FEW_VALUES = 12
/** So many kinds of each such column are tried, and so many rows where all differ. */
const KINDS = 4
const OTHERS = 2

/** What holds documents and bytes sorts nothing, and is long. */
const LONG_TYPES = /^(bytea|jsonb?|xml|tsvector)\b|\[\]$/

/**
 * Rows of a table that differ: where a column has few values, rows with several of them. The first row is the first.
 * https://www.postgresql.org/docs/current/sql-select.html#SQL-FROM (TABLESAMPLE)
 */
export async function chooseRows(
  connection: PostgresConnection,
  { name, oid, columns }: TableProbes,
): Promise<readonly RowPlace[]> {
  const sorting = columns.filter(({ type }) => !LONG_TYPES.test(type))
  if (sorting.length === 0) return []
  const values = sorting.map((column, at) => `(${at}, r.${column.name}::text)`).join(', ')
  const place = 'r.tableoid as "rehearsal part", r.ctid as "rehearsal place", r.*'
  const size = await connection.query(
    'select least(100, 100.0 * $2 / greatest(reltuples, $2)) as share from pg_catalog.pg_class where oid = $1::oid',
    [oid, NEAR],
  )
  const share = size.rows[0]?.share ?? '100'
  const { rows } = await connection.query(`
    with near as materialized (
      (select ${place} from ${name} r limit ${NEAR})
      union all
      (select ${place} from ${name} r tablesample system (${share}) repeatable (1) limit ${NEAR})
    ), numbered as (
      select row_number() over () as "rehearsal number", n.* from near n
    ), first_of as (
      select distinct on (v.col, v.val) v.col, r."rehearsal number" as number, r."rehearsal part" as part, r."rehearsal place" as place
        from numbered r cross join lateral (values ${values}) v (col, val)
       order by v.col, v.val, number
    ), ranked as (
      select *, row_number() over (partition by col order by number) as rank, count(*) over (partition by col) as kinds
        from first_of
    )
    select part::text as part, place::text as place
      from ranked
     where rank <= case when kinds <= ${FEW_VALUES} then ${KINDS} else ${OTHERS} end
     group by part, place
     order by min(rank), min(number)
     limit ${MOST_ROWS}`)
  return rows.map((row) => ({ part: row.part ?? '', place: row.place ?? '' }))
}
