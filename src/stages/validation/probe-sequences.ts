import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { HIGHEST_INTEGER } from '../../sql/integer-bounds.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quote.ts'
import type { SequencePlan } from '../target/target-schema.ts'

/**
 * Proves for every sequence that the next INSERT works: inside a transaction that is rolled back, the other rules
 * of the table are lifted and one row of defaults is inserted. Its key must be new and behind the highest one.
 *
 * Sequences do not roll back, so each is put back to where it was.
 * https://www.postgresql.org/docs/current/functions-sequence.html
 */
export async function probeSequences(
  sequences: readonly SequencePlan[],
  database: PostgresDatabase,
): Promise<readonly Issue[]> {
  const probed = sequences.filter(({ highest }) => highest !== HIGHEST_INTEGER)
  if (probed.length === 0) return []
  const connection = await database.connect()
  const issues: Issue[] = []
  try {
    for (const table of await readTables(probed, connection)) {
      const reason = await probe(table, connection)
      if (reason !== null) issues.push(probeFailed(table.sequence, reason))
    }
  } finally {
    await connection.close()
  }
  return issues
}

interface ProbedTable {
  readonly sequence: SequencePlan
  /** A statement that puts the sequence back to where it is; null where the column has none. */
  readonly restore: string | null
  /** Statements that lift what could refuse a row of defaults. */
  readonly lifts: readonly string[]
}

/** Asks for all of them at once: where there are thousands, it is the round trips that take the time. */
async function readTables(
  sequences: readonly SequencePlan[],
  connection: PostgresConnection,
): Promise<readonly ProbedTable[]> {
  const named = sequences.map(({ table, column }, place) => {
    const name = quoteLiteral(quoteQualified(table))
    return `(${place}, ${name}::regclass, ${name}, ${quoteLiteral(column)})`
  })
  const probed = `with probed (place, relation, name, identity) as (values ${named.join(', ')})`
  const states = await statementsOf(`${probed} ${STATES}`, connection)
  const rules = await statementsOf(`${probed} ${OTHER_RULES}`, connection)
  return sequences.map((sequence, place) => ({
    sequence,
    restore: states(place)[0] ?? null,
    lifts: rules(place),
  }))
}

async function statementsOf(
  sql: string,
  connection: PostgresConnection,
): Promise<(place: number) => readonly string[]> {
  const { rows } = await connection.query(sql)
  const byPlace = Map.groupBy(rows, ({ place }) => Number(place))
  return (place) => (byPlace.get(place) ?? []).flatMap(({ statement }) => statement ?? [])
}

/** A sequence that was not called yet has no last value, and begins where it starts. */
const STATES = `
  select place, format('select setval(%L::regclass, %s, %L)', seqrelid::regclass, coalesce(last_value, seqstart),
                       last_value is not null) as statement
    from probed
    join pg_sequence on seqrelid = pg_get_serial_sequence(name, identity)::regclass
   cross join pg_sequence_last_value(seqrelid) as last_value`

/**
 * The rules of a table that could refuse a row of defaults; the primary key and its identity stay. A UNIQUE takes with
 * it the foreign keys that refer to it, and the table can refer to itself: such a rule is gone when its turn comes.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT
 */
const OTHER_RULES = `
  select place, format('alter table %s drop constraint if exists %I cascade', relation, conname) as statement
    from probed
    join pg_constraint on conrelid = relation and contype in ('c', 'f', 'u', 'x')
  union all
  select place, format('drop index if exists %s cascade', i.indexrelid::regclass)
    from probed
    join pg_index i on i.indrelid = relation and i.indisunique
   where not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  union all
  select place, format('alter table %s alter column %I drop not null', relation, a.attname)
    from probed
    join pg_attribute a on a.attrelid = relation and a.attnum > 0 and not a.attisdropped and a.attnotnull
     and a.attidentity = ''
   where not exists (select from pg_constraint c
                      where c.conrelid = relation and c.contype = 'p' and a.attnum = any (c.conkey))`

async function probe(
  { sequence: { table, column, highest }, restore, lifts }: ProbedTable,
  connection: PostgresConnection,
): Promise<string | null> {
  if (restore === null) return 'the column has no sequence'
  const insert = `insert into ${quoteQualified(table)} default values returning ${quoteIdentifier(column)} as key`
  try {
    const inserted = await connection.query(['begin', ...lifts, insert].join('; '))
    return judgeKey(inserted.rows[0]?.key ?? null, highest)
  } catch (error) {
    if (error instanceof PostgresRefusal)
      return `PostgreSQL refused it with SQLSTATE ${error.fields.sqlstate}`
    throw error
  } finally {
    await connection.query(`rollback; ${restore}`)
  }
}

function judgeKey(key: string | null, highest: bigint | null): string | null {
  if (key === null) return 'the row got no key'
  const expected = highest === null || highest < 1n ? 1n : highest + 1n
  return BigInt(key) === expected ? null : `the row got the key ${key} instead of ${expected}`
}

function probeFailed(sequence: SequencePlan, reason: string): Issue {
  return issue('insert-probe-failed', {
    table: sequence.sourceTable,
    column: sequence.column,
    message: `an INSERT that takes the next ${sequence.column} failed: ${reason}`,
  })
}
