import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { attempt, type TableProbes } from './table-probes.ts'

/** What came of a row that was written, and taken back. */
export type Written =
  | { readonly kind: 'done' }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly sqlstate: string }

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

/** Where the row that is written again is kept for the length of an attempt, with its place. */
const ROW = 'pg_temp.rehearsal_row'

/**
 * A statement with `WHERE false` never comes to defaults, generated columns and triggers, and they need rights of their
 * own: `nextval` of a sequence that a default uses, EXECUTE of functions, INSERT for what a trigger writes. So a row of
 * the table is really inserted, updated to what it is, or deleted, as the role.
 *
 * Once rights are settled a constraint may still refuse the row; where triggers come after it, nothing is known of them.
 *
 * @param mayRead the role can select from the table: without that it cannot name a row to update or delete
 */
export async function tryWrite(
  connection: PostgresConnection,
  role: string,
  table: TableProbes,
  right: 'insert' | 'update' | 'delete',
  mayRead: boolean,
): Promise<Written> {
  const { name, fires } = table
  if (right !== 'insert' && !mayRead) {
    return fires.has(right)
      ? { kind: 'unknown', sqlstate: 'none, because it may not read' }
      : { kind: 'done' }
  }
  const isEmpty = (await connection.query(`select 1 from ${name} limit 1`)).rowCount === 0
  if (isEmpty && right !== 'insert') {
    return fires.has(right)
      ? { kind: 'unknown', sqlstate: 'none, because there is no row' }
      : { kind: 'done' }
  }
  const prepare = [
    `create temp table rehearsal_row as select tableoid as "rehearsal part", ctid as "rehearsal place", r.* from ${name} r limit 1`,
    `grant select on ${ROW} to public`,
    // without it the planner expects thousands of rows and reads the whole table
    `analyze ${ROW}`,
    ...(await makingRoom(connection, table, right, isEmpty)),
    'set constraints all immediate',
  ]
  const refusal = await attempt(connection, role, statementOf(table, right, isEmpty), prepare)
  if (refusal === null) return { kind: 'done' }
  const { sqlstate, message, where } = refusal
  if (sqlstate === '42501') {
    // what a trigger raises under this code could quote values
    return { kind: 'denied', reason: where === null ? message : 'denied in a trigger or a function' }
  }
  // a domain refuses while the row is put together, a table once it is
  const isRefusedByTable = sqlstate.startsWith('23') && refusal.table !== null
  return isRefusedByTable && !fires.has(right) ? { kind: 'done' } : { kind: 'unknown', sqlstate }
}

function statementOf(
  { name, columns }: TableProbes,
  right: 'insert' | 'update' | 'delete',
  isEmpty: boolean,
): string {
  const place = 'target.tableoid = row."rehearsal part" and target.ctid = row."rehearsal place"'
  switch (right) {
    case 'insert': {
      const given = columns.filter(({ hasDefault }) => !hasDefault)
      const names = given.map((column) => column.name).join(', ')
      const nulls = given.map(({ type }) => `null::${type}`).join(', ')
      if (given.length === 0) return `insert into ${name} default values`
      return `insert into ${name} (${names}) select ${isEmpty ? nulls : `${names} from ${ROW}`}`
    }
    case 'update': {
      const written = columns.filter(({ isAlwaysIdentity }) => !isAlwaysIdentity)
      const set = written.map((column) => `${column.name} = row.${column.name}`).join(', ')
      return `update ${name} as target set ${set} from ${ROW} as row where ${place}`
    }
    case 'delete':
      return `delete from ${name} as target using ${ROW} as row where ${place}`
    default:
      return right satisfies never
  }
}

const SELECT_REFERENCES = `
select format('alter table %s drop constraint %I', conrelid::regclass, conname) as sql
  from pg_catalog.pg_constraint
 where contype = 'f' and confrelid = $1::oid and conparentid = 0`

/** Otherwise a key would refuse the row before the triggers come to it. Taken back with the attempt. */
async function makingRoom(
  connection: PostgresConnection,
  { name, oid }: TableProbes,
  right: 'insert' | 'update' | 'delete',
  isEmpty: boolean,
): Promise<readonly string[]> {
  if (right === 'delete') {
    return (await connection.query(SELECT_REFERENCES, [oid])).rows.map(({ sql }) => sql ?? '')
  }
  const { rows } = await connection.query(`select current_setting('is_superuser') as superuser`)
  if (right === 'update' || isEmpty || rows[0]?.superuser !== 'on') return []
  return [
    'set local session_replication_role to replica',
    `delete from ${name} as target using ${ROW} as row where target.tableoid = row."rehearsal part" and target.ctid = row."rehearsal place"`,
    'set local session_replication_role to origin',
  ]
}
