import { DENIED } from './denied.ts'
import { inWords, type Owned } from './ownership.ts'
import type { ProbedRole } from './probed-role.ts'
import { attempt } from './table-probes.ts'
import { canTake, untakable } from './take-role.ts'
import type { Ground, Tried } from './try-role.ts'

/**
 * Alters every migrated table that a role owns, and takes it back: a role with `owner: true` has to be able to change the
 * schema, by itself or as the owner that it can become. Owning is not enough, USAGE of the schema is needed too.
 * https://www.postgresql.org/docs/current/sql-altertable.html
 */
export async function tryOwner(
  { connection, tables }: Ground,
  { name: role }: ProbedRole,
  owned: readonly Owned[],
): Promise<Tried> {
  const owners = new Map(owned.filter(({ kind }) => kind === 'table').map(({ oid, by }) => [oid, by]))
  const untakables: string[] = []
  for (const taken of new Set([role, ...owners.values()])) {
    if (!(await canTake(connection, taken))) untakables.push(taken)
  }
  const [faults, untried]: [string[], string[]] = [[], untakables.map(untakable)]
  let allowed = 0
  for (const { source, oid, name } of tables) {
    const owner = owners.get(oid)
    if (owner === undefined || untakables.includes(owner)) continue
    const sql = `alter table ${name} add column pg_rehearsal_probe integer`
    let refusal: string | null = DENIED
    for (const taken of new Set([role, owner])) {
      if (refusal === DENIED && !untakables.includes(taken)) {
        refusal = (await attempt(connection, taken, sql))?.sqlstate ?? null
      }
    }
    if (refusal === null) allowed += 1
    else if (refusal === DENIED) faults.push(`${role} may not alter ${source}, which it owns`)
    else untried.push(`to alter ${source} as ${role} (SQLSTATE ${refusal})`)
  }
  return { allowed, refused: 0, faults, untried, owns: `${role} owns ${inWords(owned)}` }
}
