import type { MigrationPlan } from '../plan/migration-plan.ts'
import type { PostDataStatement } from '../target/post-data.ts'
import type { TargetSchema } from '../target/target-schema.ts'

/** When which statements behind the rows can run. */
export interface ConstraintOrder {
  /** Of a table of the source, once its rows are there; each list in its order, and the lists side by side. */
  readonly keys: ReadonlyMap<string, readonly PostDataStatement[]>
  readonly indexes: ReadonlyMap<string, readonly PostDataStatement[]>
  /** Once all of the others are there, in their order. */
  readonly last: readonly PostDataStatement[]
}

/**
 * Keys, checks and indexes of a table need nothing but its rows, so they are made while other tables are loaded. A
 * foreign key needs two tables. The rules of a given schema stay together in their order: partitions and tables that
 * inherit share theirs.
 */
export function constraintOrder({ origin, postData }: TargetSchema, plan: MigrationPlan): ConstraintOrder {
  const planned = new Set(plan.tables.map(({ source }) => source))
  const isOwn = ({ kind, sourceTable }: PostDataStatement) =>
    origin === 'derived' && kind !== 'foreign-key' && planned.has(sourceTable)
  const isIndex = ({ kind }: PostDataStatement) => kind === 'index' || kind === 'unique-index'
  const own = postData.filter(isOwn)
  return {
    keys: Map.groupBy(
      own.filter((statement) => !isIndex(statement)),
      ({ sourceTable }) => sourceTable,
    ),
    indexes: Map.groupBy(own.filter(isIndex), ({ sourceTable }) => sourceTable),
    last: postData.filter((statement) => !isOwn(statement)),
  }
}
