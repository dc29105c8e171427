import type { Statement } from './checklist-settings.ts'
import type { Finding, Parts } from './finding.ts'

interface Verdict {
  readonly status: Finding['status'] | 'attested' | 'not-applicable'
  readonly evidence: string
  readonly parts?: Parts
}

/**
 * What a person says about a line counts where the run has found nothing out. A line that fails cannot be talked away,
 * and what a run has proved needs no word.
 *
 * @param today YYYY-MM-DD
 */
export function hearStatement(
  found: Finding,
  { attested, notApplicable }: Statement,
  today: string,
): Verdict {
  if (found.status !== 'unverified') return found
  if (notApplicable !== null)
    return { status: 'not-applicable', evidence: `Not applicable: ${notApplicable}` }
  if (attested === null) return found
  const { by, on, expires, note } = attested
  if (expires < today) {
    return {
      ...found,
      evidence: `The attestation of ${by} ended on ${expires}. ${found.evidence}`,
    }
  }
  if (on > today) {
    return { ...found, evidence: `The attestation of ${by} is dated ${on}, after this run.` }
  }
  const what = note === null ? '' : ` ${note}`
  return { status: 'attested', evidence: `Attested by ${by} on ${on}, until ${expires}.${what}` }
}
