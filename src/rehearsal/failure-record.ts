import type { RehearsalError } from '../errors/rehearsal-error.ts'
import { assessReadiness } from '../stages/readiness/assess-readiness.ts'
import { NO_CHANGES } from '../stages/readiness/decided-changes.ts'
import { buildRunRecord } from '../stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../stages/record/history.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { VERSION } from './version.ts'

/**
 * The record of a run that could not begin: its settings are wrong, or its source cannot be read. It knows nothing but
 * that; a gate that hears of it does not take the run before for the newest.
 *
 * @param sourcePath as the user named it
 */
export function failureRecord(
  { code, message, hint }: RehearsalError,
  { commit, sourcePath }: { readonly commit: string | null; readonly sourcePath: string },
): RunRecord {
  const startedAt = new Date()
  const nothing = { load: null, validation: null, performance: null, issues: [] } as const
  const today = startedAt.toISOString().slice(0, 10)
  return buildRunRecord(
    {
      ...nothing,
      version: VERSION,
      startedAt,
      durationMs: 0,
      commit,
      status: 'error',
      error: { code, message, hint },
      sourcePath,
      snapshot: null,
      catalog: null,
      columnTypes: [],
      target: null,
      schema: null,
      prepare: [],
      remedies: [],
      waivers: [],
      phase: null,
      readiness: assessReadiness({
        ...nothing,
        command: 'rehearse',
        isServerGiven: false,
        tables: [],
        proofs: new Map(),
        changes: NO_CHANGES,
        settings: null,
        today,
      }),
      excludedTables: [],
      coreTables: () => true,
      timings: {},
    },
    EMPTY_HISTORY,
  )
}
