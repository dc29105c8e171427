import { fits } from '../../../sql/fits.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import { decideText } from './decide-text.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import { valueCount } from './followers.ts'

/** Another spelling of a UUID would come back respelled, so one of them is enough for text. */
export function decideUuid(profile: ColumnProfile, subject: string): Decision {
  const rows = valueCount(profile) - profile.textForms.uuid
  if (rows === 0) return { type: { kind: 'uuid' }, findings: [] }
  const finding: Finding = {
    code: 'invalid-uuid',
    rows,
    where: `not ${fits({ kind: 'uuid' }, subject)}`,
    message: `${counted(rows, 'value is', 'values are')} not a canonical UUID; the target is text`,
  }
  return { type: { kind: 'text' }, findings: [finding, ...decideText(null, profile, subject).findings] }
}
