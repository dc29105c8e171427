import type { ColumnProfile } from '../../catalog/column-profile.ts'
import { counted, type Decision, type Finding } from './finding.ts'

/** A column of bytes: texts arrive as their bytes, numbers have none. */
export function decideBytes(profile: ColumnProfile, column: string): Decision {
  const { texts } = profile
  const numbers = profile.integers + profile.reals
  const findings: Finding[] = []
  if (texts > 0) {
    findings.push({
      code: 'text-in-blob',
      rows: texts,
      where: `typeof(${column}) = 'text'`,
      message: `${counted(texts, 'value is a text', 'values are texts')} in a column of blobs`,
    })
  }
  if (numbers > 0) {
    findings.push({
      code: 'wrong-storage-class',
      rows: numbers,
      where: `typeof(${column}) in ('integer', 'real')`,
      message: `${counted(numbers, 'value is a number', 'values are numbers')} in a column of blobs`,
      remedy: 'Correct the values: a column of TEXT would refuse the blobs.',
    })
  }
  return { type: { kind: 'bytea' }, findings }
}
