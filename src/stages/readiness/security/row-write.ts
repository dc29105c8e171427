import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { tryStatement } from '../../../engines/postgres/try-statement.ts'
import { quoteIdentifier, quoteLiteral } from '../../../sql/quote.ts'
import type { TableProbes } from './access/table-probes.ts'

/** What a row is written by, in a savepoint that is rolled back. */
export interface RowWrite {
  /** For the user of the run. */
  readonly prepare: readonly string[]
  /** A query; where it gives no row, there is nothing to write. */
  readonly needs?: string
  /** For whoever writes. */
  readonly statement: string
}

/** Where a row of a table is: its partition and its `ctid`. */
export interface RowPlace {
  readonly part: string
  readonly place: string
}

export type Writing = 'insert' | 'update' | 'delete'

/**
 * Numbers that a sequence gives are not taken back with the transaction; those that it gives after ALTER SEQUENCE …
 * RESTART in the same transaction are, because that gives it another file. So each is restarted where it stands.
 * https://www.postgresql.org/docs/current/sql-altersequence.html#SQL-ALTERSEQUENCE-NOTES
 */
const RESTART_SEQUENCES = `do $probe$
declare s record; next numeric;
begin
  for s in
    select c.oid::regclass as name, q.seqincrement as step, q.seqmin as least, q.seqmax as most
      from pg_catalog.pg_sequence q
      join pg_catalog.pg_class c on c.oid = q.seqrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  loop
    execute format('select last_value::numeric + case when is_called then %s else 0 end from %s', s.step, s.name)
       into next;
    execute format('alter sequence %s restart with %s', s.name, least(greatest(next, s.least), s.most));
  end loop;
end $probe$`

/**
 * From here to the end of the transaction, what sequences give is taken back with it.
 *
 * @throws PostgresRefusal where the user of the run does not own them
 */
export async function protectSequences(connection: PostgresConnection): Promise<void> {
  await connection.query(RESTART_SEQUENCES)
}

/**
 * The user of the run may have sessions that fire no trigger. For the transaction it gets one that does.
 * https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE
 *
 * @returns why it cannot, in words; null where triggers fire
 */
export async function whyNoTriggerFires(connection: PostgresConnection): Promise<string | null> {
  const { rows } = await connection.query(`select current_setting('session_replication_role') as role`)
  if (rows[0]?.role !== 'replica') return null
  await connection.query('savepoint origin')
  const refusal = await tryStatement(connection, 'set local session_replication_role to origin')
  if (refusal === null) return null
  await connection.query('rollback to savepoint origin')
  return 'what triggers do: the sessions of the user of the run begin with session_replication_role=replica, and it may not change that'
}

/** Where the row that is written again is kept for the length of an attempt, with its place. */
export const ROW = 'pg_temp.rehearsal_row'
/** Where its new values are, for an update. */
const NEW = 'pg_temp.rehearsal_new'

const PLACE = 'target.tableoid = kept."rehearsal part" and target.ctid = kept."rehearsal place"'

/**
 * Writes one row of a table again: inserts a copy of it that leaves out what has a default, after it was removed; updates
 * it to what it is; or deletes it. An empty table gets a row of nulls.
 *
 * @param at the row; the first one where it is null
 * @returns null for an update or a delete in an empty table
 */
export async function rowWrite(
  connection: PostgresConnection,
  table: TableProbes,
  writing: Writing,
  at: RowPlace | null = null,
): Promise<RowWrite | null> {
  const { name, columns } = table
  const isEmpty = (await connection.query(`select 1 from ${name} limit 1`)).rowCount === 0
  const where =
    at === null
      ? ''
      : `where r.tableoid = ${quoteLiteral(at.part)}::oid and r.ctid = ${quoteLiteral(at.place)}::tid`
  const room = await makingRoom(connection, table, writing)
  const prepare = [
    `create temp table rehearsal_row as select tableoid as "rehearsal part", ctid as "rehearsal place", r.* from ${name} r ${where} limit 1`,
    `grant select on ${ROW} to public`,
    // without it the planner expects thousands of rows and reads the whole table
    `analyze ${ROW}`,
    ...room,
    'set constraints all immediate',
  ]
  switch (writing) {
    case 'insert': {
      const given = columns.filter(({ hasDefault }) => !hasDefault)
      const names = given.map((column) => column.name).join(', ')
      const nulls = given.map(({ type }) => `null::${type}`).join(', ')
      if (given.length === 0) return { prepare, statement: `insert into ${name} default values` }
      const values = isEmpty ? nulls : `${names} from ${ROW}`
      return { prepare, statement: `insert into ${name} (${names}) select ${values}` }
    }
    case 'update': {
      const written = columns.filter(({ isAlwaysIdentity }) => !isAlwaysIdentity)
      const set = written.map((column) => `${column.name} = kept.${column.name}`).join(', ')
      const statement = `update ${name} as target set ${set} from ${ROW} as kept where ${PLACE}`
      return isEmpty ? null : { prepare, statement }
    }
    case 'delete': {
      const statement = `delete from ${name} as target using ${ROW} as kept where ${PLACE}`
      return isEmpty ? null : { prepare, statement }
    }
    default:
      return writing satisfies never
  }
}

/** Rows among which another one is looked for; a whole table could be long. */
const NEAR = 1000

/**
 * Updates one row of a table to the values of another one, in the columns that no unique index has: of that one among
 * the first rows that differs in most of them.
 *
 * @returns null for an empty table
 */
export async function rowChange(
  connection: PostgresConnection,
  table: TableProbes,
): Promise<RowWrite | null> {
  const { name } = table
  const unique = await uniqueColumns(connection, table)
  const free = table.columns.filter((column) => !column.isAlwaysIdentity && !unique.has(column.name))
  const write = await rowWrite(connection, table, 'update')
  if (write === null || free.length === 0) return null
  const differences = free.map(
    (column) => `(o.${column.name}::text is distinct from kept.${column.name}::text)::integer`,
  )
  const other = `select o.* from (select * from ${name} limit ${NEAR}) o, ${ROW} kept where ${differences.join(' + ')} > 0 order by ${differences.join(' + ')} desc limit 1`
  const set = free.map((column) => `${column.name} = changed.${column.name}`).join(', ')
  return {
    prepare: [
      ...write.prepare,
      `create temp table rehearsal_new as ${other}`,
      `grant select on ${NEW} to public`,
    ],
    needs: `select 1 from ${NEW}`,
    statement: `update ${name} as target set ${set} from ${ROW} as kept, ${NEW} as changed where ${PLACE}`,
  }
}

const SELECT_UNIQUE = `
select distinct a.attname as name
  from pg_catalog.pg_index i
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
 where i.indrelid = $1::oid and i.indisunique`

/** Quoted names of the columns that some unique index has. */
export async function uniqueColumns(
  connection: PostgresConnection,
  { oid }: TableProbes,
): Promise<ReadonlySet<string>> {
  const { rows } = await connection.query(SELECT_UNIQUE, [oid])
  return new Set(rows.map((row) => quoteIdentifier(row.name ?? '')))
}

const SELECT_REFERENCES = `
select format('alter table %s drop constraint %I', conrelid::regclass, conname) as sql
  from pg_catalog.pg_constraint
 where contype = 'f' and confrelid = $1::oid and conparentid = 0`

/** Otherwise a key would refuse the row before the triggers come to it. Taken back with the attempt. */
async function makingRoom(
  connection: PostgresConnection,
  { name, oid }: TableProbes,
  writing: Writing,
): Promise<readonly string[]> {
  if (writing === 'update') return []
  if (writing === 'delete') {
    return (await connection.query(SELECT_REFERENCES, [oid])).rows.map(({ sql }) => sql ?? '')
  }
  if (!(await isSuperuser(connection))) return []
  return [
    'set local session_replication_role to replica',
    `delete from ${name} as target using ${ROW} as kept where ${PLACE}`,
    'set local session_replication_role to origin',
  ]
}

/** Who may switch the triggers of constraints off. */
export async function isSuperuser(connection: PostgresConnection): Promise<boolean> {
  const { rows } = await connection.query(`select current_setting('is_superuser') as superuser`)
  return rows[0]?.superuser === 'on'
}
