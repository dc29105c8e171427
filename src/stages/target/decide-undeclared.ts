import { isNull } from '../../sql/fits.ts'
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
  const values = valueCount(profile)
  if (main === undefined || main.rows === values) return decision
  const target = `the target is ${decision.type.kind}`
  const code = 'mixed-storage-classes'
  const others = values - main.rows
  const finding: Finding =
    main.rows > others
      ? {
          code,
          rows: others,
          where: main.test,
          message: `${counted(others, 'value is', 'values are')} of another storage class than most; ${target}`,
        }
      : {
          code,
          rows: values,
          where: `not ${isNull(subject)}`,
          message: `${counted(values, 'value is', 'values are')} of several storage classes, with no majority; ${target}`,
        }
  return { ...decision, findings: [finding, ...decision.findings] }
}
