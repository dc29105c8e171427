import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { Right } from '../../checklist-settings.ts'

/** What the policies of a table leave of a right: all rows, none, or which ones they choose. */
export type Leaves = 'all' | 'none' | 'some'

/** `pg_policy.polcmd`. https://www.postgresql.org/docs/current/catalog-pg-policy.html */
const COMMANDS: Readonly<Partial<Record<Right, string>>> = {
  select: 'r',
  insert: 'a',
  update: 'w',
  delete: 'd',
}

/**
 * A row must pass one of the permissive policies for the role and each of the restrictive ones. What a policy for
 * inserting does not check is up to its USING. https://www.postgresql.org/docs/current/sql-createpolicy.html
 */
const SELECT_POLICIES = `
select p.polpermissive as permissive,
       coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') as rows_before,
       coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid), 'true') as rows_after
  from pg_catalog.pg_policy p
 where p.polrelid = $1::oid and p.polcmd::text in ('*', $3)
   and (0::oid = any (p.polroles)
        or exists (select from unnest(p.polroles) granted where granted <> 0 and pg_has_role($2::name, granted, 'usage')))`

/**
 * What row security leaves a role of a right; null where none is in force for it. Expects the role to be taken.
 *
 * @param oid of the table
 */
export async function rowSecurity(
  connection: PostgresConnection,
  { role, oid, right }: { readonly role: string; readonly oid: string; readonly right: Right },
): Promise<Leaves | null> {
  const command = COMMANDS[right]
  if (command === undefined) return null
  const active = await connection.query('select pg_catalog.row_security_active($1::oid) as active', [oid])
  if (active.rows[0]?.active !== 't') return null
  const { rows } = await connection.query(SELECT_POLICIES, [oid, role, command])
  const isFree = (row: (typeof rows)[number]) =>
    (command === 'a' || row.rows_before === 'true') &&
    (command === 'r' || command === 'd' || row.rows_after === 'true')
  const permissive = rows.filter((row) => row.permissive === 't')
  if (permissive.length === 0) return 'none'
  const isRestricted = rows.some((row) => row.permissive !== 't' && !isFree(row))
  return permissive.some(isFree) && !isRestricted ? 'all' : 'some'
}
