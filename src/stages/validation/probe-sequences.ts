import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { HIGHEST_INTEGER } from '../../sql/integer-bounds.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quote.ts'
import type { SequencePlan } from '../target/target-schema.ts'

/**
 * The rules of a table that could refuse a row of defaults; the primary key and its identity stay. A UNIQUE takes with
 * it the foreign keys that refer to it, and the table can refer to itself: such a rule is gone when its turn comes.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT
 */
const otherRules = (table: string) => `
  select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname) as statement
    from pg_constraint
   where conrelid = ${table}::regclass and contype in ('c', 'f', 'u', 'x')
  union all
  select format('drop index if exists %s cascade', i.indexrelid::regclass)
    from pg_index i
   where i.indrelid = ${table}::regclass and i.indisunique
     and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  union all
  select format('alter table %s alter column %I drop not null', a.attrelid::regclass, a.attname)
    from pg_attribute a
   where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
     and a.attidentity = ''
     and not exists (select from pg_constraint c
                      where c.conrelid = a.attrelid and c.contype = 'p' and a.attnum = any (c.conkey))`

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
  const connection = await database.connect()
  const issues: Issue[] = []
  try {
    for (const sequence of sequences) {
      if (sequence.highest === HIGHEST_INTEGER) continue
      const reason = await probe(sequence, connection)
      if (reason !== null) issues.push(probeFailed(sequence, reason))
    }
  } finally {
    await connection.close()
  }
  return issues
}

async function probe(sequence: SequencePlan, connection: PostgresConnection): Promise<string | null> {
  const table = quoteQualified(sequence.table)
  const before = await sequenceState(sequence, connection)
  if (before === null) return 'the column has no sequence'
  // several statements at once: with thousands of tables it is the round trips that take the time
  const rules = await connection.query(`begin; ${otherRules(quoteLiteral(table))}`)
  try {
    const insert = `insert into ${table} default values returning ${quoteIdentifier(sequence.column)} as key`
    const lifts = rules.rows.flatMap(({ statement }) => statement ?? [])
    const inserted = await connection.query([...lifts, insert].join('; '))
    return judgeKey(inserted.rows[0]?.key ?? null, sequence.highest)
  } catch (error) {
    if (error instanceof PostgresRefusal)
      return `PostgreSQL refused it with SQLSTATE ${error.fields.sqlstate}`
    throw error
  } finally {
    await connection.query(
      `rollback; select setval(${quoteLiteral(before.name)}::regclass, ${before.lastValue}, ${before.isCalled})`,
    )
  }
}

function judgeKey(key: string | null, highest: bigint | null): string | null {
  if (key === null) return 'the row got no key'
  const expected = highest === null || highest < 1n ? 1n : highest + 1n
  return BigInt(key) === expected ? null : `the row got the key ${key} instead of ${expected}`
}

interface SequenceState {
  readonly name: string
  readonly lastValue: bigint
  readonly isCalled: boolean
}

async function sequenceState(
  sequence: SequencePlan,
  connection: PostgresConnection,
): Promise<SequenceState | null> {
  const named = await connection.query('select pg_get_serial_sequence($1, $2) as name', [
    quoteQualified(sequence.table),
    sequence.column,
  ])
  const name = named.rows[0]?.name ?? null
  if (name === null) return null
  const state = await connection.query(`select last_value, is_called from ${name}`)
  const [row] = state.rows
  return { name, lastValue: BigInt(row?.last_value ?? 1), isCalled: row?.is_called === 't' }
}

function probeFailed(sequence: SequencePlan, reason: string): Issue {
  return issue('insert-probe-failed', {
    table: sequence.sourceTable,
    column: sequence.column,
    message: `an INSERT that takes the next ${sequence.column} failed: ${reason}`,
  })
}
