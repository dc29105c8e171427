import { textHasNul, textIsInvalidUtf8 } from '../../sql/fits.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import { counted, type Decision, type Finding } from './finding.ts'

/** A column of texts, at most `length` characters long where that is not null. */
export function decideText(length: number | null, profile: ColumnProfile, column: string): Decision {
  const tooLong = length !== null && profile.longestText > length
  // A blob or a number among the texts has a length that was not counted in characters.
  const unsure = profile.integers + profile.reals > 0 || profile.longestBlobBytes > (length ?? 0)
  return {
    type: length === null || tooLong || unsure ? { kind: 'text' } : { kind: 'varchar', length },
    findings: [
      ...(tooLong ? [overflow(length, profile, column)] : []),
      ...blobsAmongTexts(profile, column),
      ...textHazards(profile, column),
    ],
  }
}

/** What no text type of PostgreSQL can hold. */
export function textHazards(profile: ColumnProfile, column: string): Finding[] {
  const findings: Finding[] = []
  if (profile.textsWithNul > 0) {
    findings.push({
      code: 'nul-in-text',
      rows: profile.textsWithNul,
      where: textHasNul(column),
      message: `${counted(profile.textsWithNul, 'text holds', 'texts hold')} the character U+0000`,
    })
  }
  if (profile.textsInvalidUtf8 > 0) {
    findings.push({
      code: 'invalid-utf8',
      rows: profile.textsInvalidUtf8,
      where: textIsInvalidUtf8(column),
      message: `${counted(profile.textsInvalidUtf8, 'text is', 'texts are')} not valid UTF-8`,
    })
  }
  return findings
}

/** The number of overlong texts is not in the profile: the rows are counted when they are looked up. */
function overflow(length: number, profile: ColumnProfile, column: string): Finding {
  return {
    code: 'varchar-overflow',
    rows: 0,
    where: `typeof(${column}) = 'text' and length(${column}) > ${length}`,
    message: `Texts are longer than the declared ${length} characters, the longest has ${profile.longestText.toLocaleString('en-US')}; the target is text`,
  }
}

/** Blobs that are valid UTF-8 arrive as text; where the profile has not counted those, all are feared for. */
export function blobsAmongTexts(profile: ColumnProfile, column: string): Finding[] {
  if (profile.blobs === 0) return []
  const refused = profile.blobs - profile.blobsUtf8
  const fate = refused === 0 ? 'all of them valid UTF-8' : 'not all of them valid UTF-8'
  return [
    {
      code: 'blob-in-text',
      rows: profile.blobs,
      where: `typeof(${column}) = 'blob'`,
      message: `${counted(profile.blobs, 'value is a blob', 'values are blobs')} in a text column, ${fate}`,
      ...(refused === 0 ? {} : { priority: 'HIGH' as const }),
    },
  ]
}
