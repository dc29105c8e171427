import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { tryStatement } from '../../../../engines/postgres/try-statement.ts'
import { matchesGlob } from '../../../../sql/matches-glob.ts'
import { RIGHTS } from '../../checklist-settings.ts'
import { list } from '../../finding.ts'
import { asLogin, bare, type Login } from './attempt.ts'
import type { ProbedRole } from './probed-role.ts'
import { canTake } from './take-role.ts'
import type { Ground, Tried } from './try-role.ts'

/**
 * Whether the sessions of a role find its tables without their schema. A right is tried on a table with its schema, as
 * an application may write it or not: that its own queries find nothing is certain, all else only people can say.
 * https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH
 */
export async function trySearchPath(
  { connection, tables, queries }: Ground,
  { granted, purpose }: ProbedRole,
  login: Login,
): Promise<Pick<Tried, 'faults' | 'untried'>> {
  const { role, settings } = login
  const isSet = settings.some(({ name }) => name === 'search_path')
  // what cannot be told of a role that cannot be taken is said there
  if (!isSet || !(await canTake(connection, role))) return { faults: [], untried: [] }
  const used = tables.filter(({ source }) =>
    RIGHTS.some((right) => granted[right]?.some((glob) => matchesGlob(source, glob))),
  )
  const oids = used.map(({ oid }) => oid)
  const [found, usual] = [await visible(connection, login, oids), await visible(connection, bare(role), oids)]
  const isHidden = (oid: string) => !found.has(oid) && (usual.has(oid) || found.size === 0)
  const hidden = used.filter(({ oid }) => isHidden(oid)).map(({ source }) => source)
  if (hidden.length === 0) return { faults: [], untried: [] }
  const lost: string[] = []
  for (const { name, sql } of purpose === 'application' ? queries : []) {
    const isLost =
      (await isNotFound(connection, login, sql)) && !(await isNotFound(connection, bare(role), sql))
    if (isLost) lost.push(name)
  }
  if (lost.length > 0) {
    const text = `by the search_path of its sessions ${role} does not find what the workload names (${list(lost)})`
    return { faults: [text], untried: [] }
  }
  const text = `whether ${role} always names the schema of ${list(hidden)}, which the search_path of its sessions does not find`
  return { faults: [], untried: [text] }
}

/** Those of the relations that a name without a schema means. */
async function visible(
  connection: PostgresConnection,
  login: Login,
  oids: readonly string[],
): Promise<ReadonlySet<string>> {
  const sql =
    'select oid from pg_catalog.unnest($1::pg_catalog.oid[]) oid where pg_catalog.pg_table_is_visible(oid)'
  const { rows } = await asLogin(connection, login, () => connection.query(sql, [`{${oids.join(',')}}`]))
  return new Set(rows.map(({ oid }) => oid ?? ''))
}

/** PREPARE looks names up and runs nothing. https://www.postgresql.org/docs/current/sql-prepare.html */
async function isNotFound(connection: PostgresConnection, login: Login, sql: string): Promise<boolean> {
  const refusal = await asLogin(connection, login, () =>
    tryStatement(connection, `prepare pg_rehearsal_probe as ${sql}`),
  )
  if (refusal === null) await connection.query('deallocate pg_rehearsal_probe')
  return refusal !== null && NOT_FOUND.has(refusal.sqlstate)
}

/** A table, a function or an operator, a type, a schema. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const NOT_FOUND: ReadonlySet<string> = new Set(['42P01', '42883', '42704', '3F000'])
