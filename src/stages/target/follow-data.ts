import type { ColumnProfile } from '../catalog/column-profile.ts'
import { widestNumber } from './decide-number.ts'
import { blobsAmongTexts, textHazards } from './decide-text.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import type { TargetType } from './target-schema.ts'

/**
 * The type that the values alone ask for, whatever was declared. Its findings are the values that even this type
 * cannot hold: numbers among many blobs, and blobs among many numbers.
 */
export function followData(profile: ColumnProfile, column: string): Decision {
  const type = typeOfData(profile)
  return {
    type,
    findings: [
      ...(type.kind === 'bytea' ? numbersAmongBlobs(profile, column) : []),
      ...(type.kind === 'text' ? [...blobsAmongTexts(profile, column), ...textHazards(profile, column)] : []),
    ],
  }
}

function typeOfData(profile: ColumnProfile): TargetType {
  const { integers, reals, texts, blobs } = profile
  const numbers = integers + reals
  const unloadable = profile.textsWithNul + profile.textsInvalidUtf8
  if (blobs > 0) return numbers < blobs ? { kind: 'bytea' } : { kind: 'text' }
  if (texts > 0) return numbers === 0 && unloadable * 2 > texts ? { kind: 'bytea' } : { kind: 'text' }
  if (reals > 0) return widestNumber(profile)
  return integers > 0 ? { kind: 'bigint' } : { kind: 'text' }
}

export function numbersAmongBlobs(profile: ColumnProfile, column: string): Finding[] {
  const numbers = profile.integers + profile.reals
  if (numbers === 0) return []
  return [
    {
      code: 'wrong-storage-class',
      rows: numbers,
      where: `typeof(${column}) in ('integer', 'real')`,
      message: `${counted(numbers, 'value is a number', 'values are numbers')} in a column of blobs`,
    },
  ]
}
