import type { PostgresConnection, PostgresDatabase, QueryResult } from '../../engines/postgres/database.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { HIGHEST_INTEGER } from '../../sql/integer-bounds.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import { readMeaning } from '../../sql/translation/postgres-meaning.ts'
import type { LedgerEntry } from '../target/ledger-entry.ts'
import type { SequencePlan } from '../target/target-schema.ts'

/**
 * The sequence that the identity or the DEFAULT of a column takes its values from, whoever owns it.
 * https://www.postgresql.org/docs/current/catalog-pg-depend.html
 */
const SEQUENCE = `
  select q.seqrelid::regclass::text as name, q.seqincrement::text as step, q.seqmax::text as most,
         q.seqcycle as cycles, a.atttypid::regtype::text as type,
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
      const { status, reason, tells } = await checkSequence(sequence, connection)
      const { entry } = sequence
      ledger.push(status === 'kept' ? entry : { ...entry, status, reason })
      if (tells !== null) issues.push(tells(sequence, reason))
    }
  } finally {
    await connection.close()
  }
  return { issues, ledger }
}

const NO_SEQUENCE = 'the column has no sequence'
const CONSTANT = 'its DEFAULT is the same for each row'

/** Of PostgreSQL's types of these names. */
const HIGHEST_OF = { integer: 2n ** 31n - 1n, smallint: 2n ** 15n - 1n } as const

interface Finding extends Pick<LedgerEntry, 'status'> {
  readonly reason: string
  /** null where every INSERT gets a key that is free, as far as this shows. */
  readonly tells: ((sequence: SequencePlan, reason: string) => Issue) | null
}

const KEPT: Finding = { status: 'kept', reason: '', tells: null }

/** No sequence can go beyond the largest key that there is, which is an issue of the source: `sequence-exhausted`. */
const AT_THE_END: Finding = { status: 'changed', reason: 'no key is left after the highest', tells: null }

/** Another DEFAULT than that of a sequence, of a UUID for example. */
const DEFAULT = `
  select pg_get_expr(d.adbin, d.adrelid) as expression from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
   where a.attrelid = $1::regclass and a.attname = $2 and a.attgenerated = ''`

async function checkSequence(plan: SequencePlan, connection: PostgresConnection): Promise<Finding> {
  const { table, column, highest, numbered } = plan
  const found = await connection.query(SEQUENCE, [quoteQualified(table), column])
  const [sequence] = found.rows
  if (sequence === undefined) {
    const filled = await connection.query(DEFAULT, [quoteQualified(table), column])
    return withoutSequence(filled.rows[0]?.expression ?? null)
  }
  if (highest === HIGHEST_INTEGER && sequence.most === String(HIGHEST_INTEGER)) return AT_THE_END
  if (sequence.readable !== 't')
    return { status: 'unverified', reason: 'its sequence may not be read', tells: notChecked }
  // regclass has spelled the name, with the quotes that it needs
  const state = await connection.query(`select last_value, is_called from ${sequence.name}`)
  const next = nextKey(state.rows[0], BigInt(sequence.step ?? 1))
  if (next > BigInt(sequence.most ?? next))
    return { status: 'changed', reason: 'its sequence is at its end', tells: notReady }
  const reason = `its sequence would give ${next}, and the highest key so far is ${highest}`
  if (highest !== null && next <= highest) return { status: 'changed', reason, tells: notReady }
  const limit = numbered ? limitOf(sequence) : null
  return limit === null ? KEPT : { status: 'changed', reason: limit, tells: limited }
}

function withoutSequence(expression: string | null): Finding {
  const constant = expression === null ? null : readMeaning(expression, new Map()).constant
  if (expression === null || constant?.kind === 'null')
    return { status: 'dropped', reason: NO_SEQUENCE, tells: notReady }
  if (constant !== null) return { status: 'changed', reason: CONSTANT, tells: notReady }
  return { status: 'changed', reason: 'a DEFAULT fills the column, and no sequence', tells: null }
}

/** Keys of four bytes are usual, also in a column that has become wider; its sequence does not follow the type. */
function limitOf({ type, most, cycles }: QueryResult['rows'][number]): string | null {
  const usual = type === 'smallint' ? HIGHEST_OF.smallint : HIGHEST_OF.integer
  if (BigInt(most ?? usual) < usual) return `its sequence ends at ${most}, and its type is ${type}`
  return cycles === 't' ? 'its sequence has CYCLE: it gives its first keys again after the last' : null
}

function nextKey(state: QueryResult['rows'][number] | undefined, step: bigint): bigint {
  const last = BigInt(state?.last_value ?? 1)
  return state?.is_called === 't' ? last + step : last
}

const NUMBER_IT =
  'Make the column GENERATED BY DEFAULT AS IDENTITY, starting after its highest key; where the application always writes the key, accept this with a waiver.'

function notReady(sequence: SequencePlan, reason: string): Issue {
  return issue('insert-probe-failed', {
    table: sequence.sourceTable,
    column: sequence.entry.name,
    message: `an INSERT that takes the next ${quoteIdentifier(sequence.column)} would fail: ${reason}`,
    ...(reason === NO_SEQUENCE || reason === CONSTANT ? { remedy: NUMBER_IT } : {}),
  })
}

function notChecked(sequence: SequencePlan, reason: string): Issue {
  return issue('target-rule-not-compared', {
    table: sequence.sourceTable,
    column: sequence.entry.name,
    object: 'sequence',
    message: `The key that the next INSERT gets could not be read: ${reason}`,
  })
}

/** https://www.postgresql.org/docs/current/sql-altersequence.html */
function limited(sequence: SequencePlan, reason: string): Issue {
  return issue('target-rule-differs', {
    table: sequence.sourceTable,
    column: sequence.entry.name,
    object: 'sequence',
    message: `The target numbers ${quoteIdentifier(sequence.column)} in another way than SQLite: ${reason}`,
    remedy: 'Give the sequence the MAXVALUE of the type of its column, and NO CYCLE.',
  })
}
