import type { PostgresConnection, PostgresDatabase, QueryResult } from '../../engines/postgres/database.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import type { LedgerEntry, SequencePlan } from '../target/target-schema.ts'

/**
 * The sequence that the identity or the DEFAULT of a column takes its values from, whoever owns it.
 * https://www.postgresql.org/docs/current/catalog-pg-depend.html
 */
const SEQUENCE = `
  select q.seqrelid::regclass::text as name, q.seqincrement::text as step, q.seqmax::text as most,
         has_sequence_privilege(q.seqrelid, 'select') as readable
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    join pg_depend p on (p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass
                         and p.refobjid = a.attrelid and p.refobjsubid = a.attnum
                         and p.deptype = 'i' and a.attidentity <> '')
                     or (p.classid = 'pg_attrdef'::regclass and p.objid = d.oid and p.refclassid = 'pg_class'::regclass)
    join pg_sequence q on q.seqrelid = case when p.classid = 'pg_class'::regclass then p.objid else p.refobjid end
   where a.attrelid = $1::regclass and a.attname = $2`

/** What a look at the sequences tells: each of them once in the ledger. */
export interface CheckedSequences {
  readonly issues: readonly Issue[]
  readonly ledger: readonly LedgerEntry[]
}

/**
 * Tells, without writing, whether the next INSERT would get a key that is free: for databases that are not ours.
 *
 * https://www.postgresql.org/docs/current/functions-sequence.html
 */
export async function checkSequences(
  sequences: readonly SequencePlan[],
  database: PostgresDatabase,
): Promise<CheckedSequences> {
  const connection = await database.connect()
  const issues: Issue[] = []
  const ledger: LedgerEntry[] = []
  try {
    for (const sequence of sequences) {
      const { status, reason, ready } = await checkSequence(sequence, connection)
      const { entry } = sequence
      ledger.push(status === 'kept' ? entry : { ...entry, status, reason })
      if (status === 'unverified') issues.push(notChecked(sequence, reason))
      else if (!ready) issues.push(notReady(sequence, reason))
    }
  } finally {
    await connection.close()
  }
  return { issues, ledger }
}

const HIGHEST_BIGINT = 2n ** 63n - 1n

interface Finding extends Pick<LedgerEntry, 'status'> {
  readonly reason: string
  /** The next INSERT gets a key that is free, as far as this shows. */
  readonly ready: boolean
}

/** Another DEFAULT than that of a sequence, of a UUID for example. */
const DEFAULT = `
  select from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
   where a.attrelid = $1::regclass and a.attname = $2 and a.attgenerated = ''`

async function checkSequence(
  { table, column, highest }: SequencePlan,
  connection: PostgresConnection,
): Promise<Finding> {
  const found = await connection.query(SEQUENCE, [quoteQualified(table), column])
  const [sequence] = found.rows
  if (sequence === undefined) {
    const filled = await connection.query(DEFAULT, [quoteQualified(table), column])
    if (filled.rows.length > 0)
      return { status: 'changed', reason: 'a DEFAULT fills the column, and no sequence', ready: true }
    return { status: 'dropped', reason: 'the column has no sequence', ready: false }
  }
  // no sequence can go beyond the highest key of the source
  if (highest === HIGHEST_BIGINT) return { status: 'kept', reason: '', ready: true }
  if (sequence.readable !== 't')
    return { status: 'unverified', reason: 'its sequence may not be read', ready: false }
  // regclass has spelled the name, with the quotes that it needs
  const state = await connection.query(`select last_value, is_called from ${sequence.name}`)
  const next = nextKey(state.rows[0], BigInt(sequence.step ?? 1))
  if (next > BigInt(sequence.most ?? next))
    return { status: 'changed', reason: 'its sequence is at its end', ready: false }
  const reason = `its sequence would give ${next}, and the highest key so far is ${highest}`
  const isUsed = highest !== null && next <= highest
  return isUsed ? { status: 'changed', reason, ready: false } : { status: 'kept', reason: '', ready: true }
}

function nextKey(state: QueryResult['rows'][number] | undefined, step: bigint): bigint {
  const last = BigInt(state?.last_value ?? 1)
  return state?.is_called === 't' ? last + step : last
}

function notReady(sequence: SequencePlan, reason: string): Issue {
  return issue('insert-probe-failed', {
    table: sequence.sourceTable,
    column: sequence.entry.name,
    message: `an INSERT that takes the next ${quoteIdentifier(sequence.column)} would fail: ${reason}`,
  })
}

function notChecked(sequence: SequencePlan, reason: string): Issue {
  return issue('target-rule-not-compared', {
    table: sequence.sourceTable,
    column: sequence.entry.name,
    object: 'sequence',
    message: `Nobody knows what key the next INSERT gets: ${reason}`,
  })
}
