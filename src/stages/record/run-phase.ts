import type { History } from './history.ts'
import type { RunFacts } from './run-facts.ts'
import type { RunRecord, RunResult } from './run-record.ts'

type Phase = RunRecord['run']['phase']

interface Outcome extends Pick<RunFacts, 'remedies' | 'readiness'> {
  readonly result: RunResult
}

/**
 * Tells where the migration stands.
 *
 * - `discovery`: no earlier run finished, and nothing is fixed yet: no remedy was applied
 * - `resolution`: something is lost that no waiver accepts
 * - `validation`: nothing is, and the checklist is not fulfilled
 * - `readiness`: the checklist is fulfilled too
 *
 * A run that did not finish proves nothing; the migration stands where the last one that did has left it.
 */
export function runPhase({ result, remedies, readiness }: Outcome, { runs }: History): Phase {
  const before = runs.findLast(({ run }) => run.status === 'finished')
  if (before === undefined && remedies.length === 0) return 'discovery'
  const proven = result === 'error' ? (before?.result ?? 'error') : result
  if (proven !== 'complete' && proven !== 'partial') return 'resolution'
  return readiness.verdict === 'ready' ? 'readiness' : 'validation'
}
