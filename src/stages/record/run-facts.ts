import type { AppliedRemedy } from '../../issues/applied-remedy.ts'
import type { Issue } from '../../issues/issue.ts'
import type { Waiver } from '../../issues/waiver.ts'
import type { Stage } from '../../progress/context.ts'
import type { Table, View, VirtualTable } from '../catalog/catalog.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { PerformanceResult } from '../performance/performance-result.ts'
import type { Readiness } from '../readiness/assess-readiness.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema, TargetTable } from '../target/target-schema.ts'
import type { ValidationResult } from '../validation/validation-result.ts'
import type { ColumnTypes } from './column-types.ts'
import type { RunRecord } from './run-record.ts'

type SourceTable = Pick<Table, 'name' | 'rowCount'> & { readonly columns: readonly unknown[] }
interface SourceCatalog {
  readonly tables: readonly SourceTable[]
  readonly views: readonly Pick<View, 'name'>[]
  readonly virtualTables: readonly Pick<VirtualTable, 'name'>[]
}
type PlannedSchema = Pick<TargetSchema, 'failedTables'> & {
  readonly tables: readonly Pick<TargetTable, 'source' | 'schema' | 'name'>[]
}

/** What a run knows when it ends; null where it did not come to it. */
export interface RunFacts {
  /** Of pg-rehearsal. */
  readonly version: string
  readonly startedAt: Date
  readonly durationMs: number
  readonly commit: string | null
  readonly status: RunRecord['run']['status']
  readonly error: RunRecord['run']['error']
  /** The source as the user named it; known even where it cannot be read. */
  readonly sourcePath: string
  readonly snapshot:
    | (Pick<Snapshot, 'sizeBytes' | 'schemaSha256' | 'sqliteVersion' | 'encoding'> & {
        readonly sha256: string | null
      })
    | null
  readonly catalog: SourceCatalog | null
  /** Of every column of the catalog. */
  readonly columnTypes: readonly ColumnTypes[]
  readonly target: RunRecord['target'] | null
  readonly schema: PlannedSchema | null
  readonly load: LoadResult | null
  readonly validation: ValidationResult | null
  /** Null also where the settings switch it off. */
  readonly performance: PerformanceResult | null
  /** Of all stages; the same issue may come from several of them. */
  readonly issues: readonly Issue[]
  /** The scripts that changed the copy of the source first, as the settings name them. */
  readonly prepare: readonly string[]
  readonly remedies: readonly AppliedRemedy[]
  /** Of the settings, in their order. */
  readonly waivers: readonly Waiver[]
  /** As the settings say; null tells it from the history. */
  readonly phase: RunRecord['run']['phase'] | null
  readonly readiness: Readiness
  /** Null or left out where the run moves no rows. */
  readonly projection?: RunRecord['projection']
  /** Of databases that stay on the server though nobody asked to keep them; left out where there are none. */
  readonly left?: readonly string[]
  readonly excludedTables: readonly { readonly name: string; readonly reason: string }[]
  readonly coreTables: (name: string) => boolean
  /** Milliseconds of the stages that ran. */
  readonly timings: Readonly<Partial<Record<Stage, number>>>
}
