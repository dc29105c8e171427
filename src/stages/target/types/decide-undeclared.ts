import { isNull } from '../../../sql/fits.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
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
  if (main.rows <= others) {
    const rows = counted(
      values,
      'value is of several storage classes',
      'values are of several storage classes',
    )
    const message = `${rows}, with no majority; ${target}`
    const finding: Finding = { code, rows: values, where: `not ${isNull(subject)}`, message }
    return { ...decision, findings: [finding, ...decision.findings] }
  }
  // all others are refused: the same rows need no second issue
  const refused = decision.findings.find(
    (found) => found.code === 'wrong-storage-class' && found.rows === others,
  )
  const fate = refused === undefined ? '' : others === 1 ? ', which refuses it' : ', which refuses them'
  const finding: Finding = {
    code,
    rows: others,
    where: main.test,
    message: `${counted(others, 'value is', 'values are')} of another storage class than most; ${target}${fate}`,
    ...(refused?.remedy === undefined ? {} : { remedy: refused.remedy }),
  }
  return { ...decision, findings: [finding, ...decision.findings.filter((found) => found !== refused)] }
}
