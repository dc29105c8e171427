import type { ColumnProfile } from '../../catalog/column-profile.ts'
import type { TargetType } from '../target-schema.ts'
import { decideBytes } from './decide-bytes.ts'
import { infinities, widestNumber } from './decide-number.ts'
import { blobsAmongTexts, textHazards } from './decide-text.ts'
import { counted, type Decision, type Finding } from './finding.ts'

/**
 * The type that the values alone ask for, whatever was declared. Its findings are the values that change their class
 * in it, and those that even this type cannot hold: numbers among more blobs, and blobs among more numbers.
 */
export function followData(profile: ColumnProfile, column: string): Decision {
  const type = typeOfData(profile)
  switch (type.kind) {
    case 'bytea':
      return decideBytes(profile, column)
    case 'text':
      return { type, findings: [...blobsAmongOthers(profile, column), ...textHazards(profile, column)] }
    default:
      return { type, findings: [...blobsAmongNumbers(profile, column, type), ...infinities(profile, column)] }
  }
}

/** Of as many numbers as blobs neither are the exception, so both are named: text takes the numbers, and blobs that are UTF-8. */
function typeOfData(profile: ColumnProfile): TargetType {
  const { integers, reals, texts, blobs } = profile
  const numbers = integers + reals
  const unloadable = profile.textsWithNul + profile.textsInvalidUtf8
  if (numbers < blobs) return { kind: 'bytea' }
  if (texts > 0) {
    const areBytes = numbers + blobs === 0 && unloadable * 2 > texts
    return { kind: areBytes ? 'bytea' : 'text' }
  }
  if (numbers === blobs) return { kind: 'text' }
  return reals > 0 ? widestNumber(profile) : { kind: 'bigint' }
}

/** No declaration would save them: they are no more than the numbers. */
function blobsAmongOthers(profile: ColumnProfile, column: string): readonly Finding[] {
  return blobsAmongTexts(profile, column, 'among others that become texts').map((finding) =>
    finding.code === 'binary-in-text'
      ? { ...finding, remedy: 'Correct the values: no type holds them beside the others.' }
      : finding,
  )
}

/** Text would save those alone that are UTF-8, and change all numbers for them. */
export function blobsAmongNumbers(
  { integers, reals, blobs }: ColumnProfile,
  column: string,
  type: TargetType,
): readonly Finding[] {
  const numbers = counted(integers + reals, 'number', 'numbers')
  const finding: Finding = {
    code: 'wrong-storage-class',
    rows: blobs,
    where: `typeof(${column}) = 'blob'`,
    message: `${counted(blobs, 'value is a blob', 'values are blobs')} beside ${numbers}; the target is ${type.kind}`,
    remedy: 'Correct the values: no type holds numbers and blobs.',
    priority: 'HIGH',
  }
  return blobs === 0 ? [] : [finding]
}
