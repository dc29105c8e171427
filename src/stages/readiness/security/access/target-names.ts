import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { matchesGlob } from '../../../../sql/matches-glob.ts'
import { RIGHTS } from '../../checklist-settings.ts'
import type { ProbedRole } from './probed-role.ts'
import type { TableProbes } from './table-probes.ts'

/** All that `rights` can name. */
export interface TargetNames {
  /** Migrated tables, as the source calls them. */
  readonly tables: readonly string[]
  /** The same by the oid in the target. */
  readonly sources: ReadonlyMap<string, string>
  /** Views and tables that only the target has, each with and without its schema. */
  readonly others: readonly (readonly string[])[]
  /** Functions that run with the rights of their owner. */
  readonly functions: readonly string[]
}

const SELECT_NAMES = `
select c.oid, nspname as schema, relname as name, false as is_function
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
   and nspname !~ '^pg_' and nspname <> 'information_schema'
union all
select p.oid, nspname, proname, true
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
 where p.prosecdef and nspname !~ '^pg_' and nspname <> 'information_schema'`

export async function readTargetNames(
  connection: PostgresConnection,
  tables: readonly TableProbes[],
): Promise<TargetNames> {
  const { rows } = await connection.query(SELECT_NAMES)
  const sources = new Map(tables.map(({ oid, source }) => [oid, source]))
  const others = rows.filter((row) => row.is_function === 'f' && !sources.has(row.oid ?? ''))
  return {
    tables: tables.map(({ source }) => source),
    sources,
    others: others.map(({ schema, name }) => [name ?? '', `${schema}.${name}`]),
    functions: rows.filter((row) => row.is_function === 't').map(({ name }) => name ?? ''),
  }
}

/** A glob that finds nothing is a mistake that would leave a right untried. */
export function unknownNames(
  { name: role, granted }: ProbedRole,
  names: TargetNames,
  excluded: readonly string[],
): { readonly faults: readonly string[]; readonly leftOut: readonly string[] } {
  const globs = new Set(RIGHTS.flatMap((right) => granted[right] ?? []))
  const relations = [...names.tables, ...names.others.flat()]
  const lost = [...globs].filter((glob) => glob !== '*' && !relations.some((name) => matchesGlob(name, glob)))
  const leftOut = lost.filter((glob) => excluded.some((name) => matchesGlob(name, glob)))
  const functions = (granted.execute ?? []).filter(
    (glob) => !names.functions.some((name) => matchesGlob(name, glob)),
  )
  return {
    faults: [
      ...lost
        .filter((glob) => !leftOut.includes(glob))
        .map((glob) => `no table or view is called ${glob}, which rights gives ${role}`),
      ...functions.map(
        (glob) => `no function with the rights of its owner is called ${glob}, which rights gives ${role}`,
      ),
    ],
    leftOut: leftOut.map((glob) => `what ${role} may do with ${glob}, which is left out of the migration`),
  }
}
