import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import { readDefinitions } from './backup/definitions/compare-definitions.ts'
import { sumAsText, sumOtherRows } from './backup/other-rows.ts'
import { sumRows } from './backup/row-sums.ts'
import { type Finding, fail, list } from './finding.ts'
import type { Subject } from './subject.ts'

/** Everything in the target by its name, `rows of t` or `index t_pkey`, with what tells it from any other state. */
type TargetState = ReadonlyMap<string, string>

/** Looks whether commands of the owner, which get the target in their environment, leave it as it was. */
export class TargetWatch {
  readonly #subject: Pick<Subject, 'plan' | 'database'>
  #known: TargetState | null = null

  constructor(subject: Pick<Subject, 'plan' | 'database'>) {
    this.#subject = subject
  }

  /**
   * Reads the target before and after something; nothing else may write to it meanwhile. What has changed fails the finding:
   * all that is found out about such a target is not about the one that was validated.
   *
   * @throws PostgresRefusal where the user may not look at something
   */
  async around(work: () => Promise<Finding>): Promise<Finding> {
    const before = this.#known ?? (await readState(this.#subject))
    const found = await work()
    const after = await readState(this.#subject)
    this.#known = after
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (name) => before.get(name) !== after.get(name),
    )
    return changed.length === 0
      ? found
      : fail(`A command changed the target itself: ${list(changed)}. ${found.evidence}`)
  }
}

async function readState({ plan, database }: Pick<Subject, 'plan' | 'database'>): Promise<TargetState> {
  const { objects, ofDatabase } = await readDefinitions(database)
  return new Map([...(await rowsOf(plan, database)), ...objects, ...ofDatabase])
}

/** Sums of all rows. A table that cannot be read is not there to be compared; its definition is. */
async function rowsOf(plan: MigrationPlan, database: PostgresDatabase): Promise<TargetState> {
  const state = new Map<string, string>()
  const sums = new Map((await sumRows(plan.tables, database)).map((table) => [table.source, table]))
  const connection = await database.connect()
  try {
    for (const table of plan.tables) {
      const known = sums.get(table.source)
      const { rows, sum } =
        known === undefined || known.rows === null ? ((await sumAsText(connection, table)) ?? {}) : known
      if (rows !== undefined) state.set(`rows of ${table.source}`, `${rows} ${sum}`)
    }
    for (const { name, rows, sum } of await sumOtherRows(plan, connection)) {
      state.set(`rows of ${name}`, `${rows} ${sum}`)
    }
    return state
  } finally {
    await connection.close()
  }
}
