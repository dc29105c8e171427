import type { ColumnProfile } from '../catalog/column-profile.ts'
import { decideBytes } from './decide-bytes.ts'
import { infinities, widestNumber } from './decide-number.ts'
import { blobsAmongTexts, textHazards } from './decide-text.ts'
import type { Decision } from './finding.ts'
import type { TargetType } from './target-schema.ts'

/**
 * The type that the values alone ask for, whatever was declared. Its findings are the values that change their class
 * in it, and those that even this type cannot hold: numbers among many blobs, and blobs among many numbers.
 */
export function followData(profile: ColumnProfile, column: string): Decision {
  const type = typeOfData(profile)
  switch (type.kind) {
    case 'bytea':
      return decideBytes(profile, column)
    case 'text':
      return { type, findings: [...blobsAmongTexts(profile, column), ...textHazards(profile, column)] }
    default:
      return { type, findings: infinities(profile, column) }
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
