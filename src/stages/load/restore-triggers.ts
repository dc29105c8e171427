import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import type { TargetSchema, TargetTrigger } from '../target/target-schema.ts'

/** Switches the triggers of a given schema on again, each as it was. */
export async function restoreTriggers(
  { triggers = [] }: TargetSchema,
  connection: PostgresConnection,
): Promise<void> {
  for (const trigger of triggers) {
    if (trigger.enabled !== 'D') await connection.query(enableTrigger(trigger))
  }
}

/** https://www.postgresql.org/docs/current/sql-altertable.html */
const ENABLE = { O: 'enable', R: 'enable replica', A: 'enable always', D: 'disable' } as const

function enableTrigger({ table, name, enabled }: TargetTrigger): string {
  return `alter table ${quoteQualified(table)} ${ENABLE[enabled]} trigger ${quoteIdentifier(name)}`
}
