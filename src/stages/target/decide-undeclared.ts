import type { ColumnProfile } from '../catalog/column-profile.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import { followData } from './follow-data.ts'
import { valueCount } from './followers.ts'

/** A column without a type: the values decide, and those of another class than most are told. */
export function decideUndeclared(profile: ColumnProfile, subject: string): Decision {
  const decision = followData(profile, subject)
  const classes = [
    { rows: profile.integers + profile.reals, test: `typeof(${subject}) not in ('integer', 'real', 'null')` },
    { rows: profile.texts, test: `typeof(${subject}) not in ('text', 'null')` },
    { rows: profile.blobs, test: `typeof(${subject}) not in ('blob', 'null')` },
  ].sort((a, b) => b.rows - a.rows)
  const [main] = classes
  const rows = valueCount(profile) - (main?.rows ?? 0)
  if (rows === 0 || main === undefined) return decision
  const finding: Finding = {
    code: 'mixed-storage-classes',
    rows,
    where: main.test,
    message: `${counted(rows, 'value is', 'values are')} of another storage class than most; the target is ${decision.type.kind}`,
  }
  return { ...decision, findings: [finding, ...decision.findings] }
}
