import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import type { PostgresServer } from '../../engines/postgres/server.ts'
import type { CommandRules } from '../../shell/command-rules.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { PerformanceResult } from '../performance/performance-result.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import type { ValidationResult } from '../validation/validation-result.ts'

/** A migration that was carried out and validated, for the checklist to be executed on. */
export interface Subject {
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  readonly plan: MigrationPlan
  readonly schema: TargetSchema
  readonly load: LoadResult
  readonly validation: ValidationResult
  /** The workload, as it was compared; null where the settings switch it off. */
  readonly performance: PerformanceResult | null
  readonly database: PostgresDatabase
  readonly server: PostgresServer
  /** Tables of the source that the owner leaves out. */
  readonly excluded: readonly string[]
  /** Those of them that `include` and `exclude` leave to another run: a shard is no loss of them. */
  readonly outOfScope: readonly string[]
  readonly schemaFrom: SchemaFrom
  /** Paths of what else the run reads: none of them documents the migration. */
  readonly inputs: readonly string[]
  readonly commands: CommandRules
  /** A folder that only this user can enter, removed with the run. */
  readonly directory: string
}

/** What the schema of the target is made of. */
export type SchemaFrom =
  /** A file or a folder. */
  | { readonly kind: 'file'; readonly path: string }
  /** Derived from the source; null where a command writes that for each run. */
  | { readonly kind: 'source'; readonly path: string | null }
  | { readonly kind: 'command' }

/** Compares every cell of another database with the snapshot, as the validation does. */
export type Validate = (database: PostgresDatabase) => Promise<ValidationResult>
