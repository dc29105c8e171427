import { formatCount } from '../../../progress/amount.ts'
import { fits, textHasNul, textIsInvalidUtf8 } from '../../../sql/fits.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
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
  const limit = `longer than the declared ${length} characters, the longest has ${formatCount(profile.longestText)}; the target is text`
  return {
    code: 'varchar-overflow',
    rows: 0,
    where: `typeof(${column}) = 'text' and length(${column}) > ${length}`,
    message: `Texts are ${limit}`,
    counted: (rows) => `${counted(rows, 'text is', 'texts are')} ${limit}`,
  }
}

/**
 * Blobs that are valid UTF-8 arrive as text. Where the profile has not told them apart, a look at the rows does.
 *
 * @param place completes "1 value is a blob …"
 */
export function blobsAmongTexts(
  profile: ColumnProfile,
  column: string,
  place = 'in a text column',
): Finding[] {
  if (profile.blobs === 0) return []
  const isBlob = `typeof(${column}) = 'blob'`
  const isText = fits({ kind: 'text', maxLength: null }, column)
  const { blobsUtf8 } = profile
  const refused = blobsUtf8 === 0 ? 0 : profile.blobs - blobsUtf8
  const texts = (rows: number) => `${blobs(rows)} ${place}, valid UTF-8`
  const binary = (rows: number) => `${blobs(rows)} ${place}, not valid UTF-8 or with the character U+0000`
  const findings: Finding[] = [
    {
      code: 'blob-in-text',
      rows: blobsUtf8,
      where: `${isBlob} and ${isText}`,
      message: texts(blobsUtf8),
      counted: texts,
    },
    {
      code: 'binary-in-text',
      rows: refused,
      where: `${isBlob} and not ${isText}`,
      message: binary(refused),
      counted: binary,
    },
  ]
  return blobsUtf8 === profile.blobs ? findings.slice(0, 1) : findings
}

/** The advice for values that are no numbers, where TEXT cannot hold all of them; nothing where it can. */
export function binaryRemedy({ blobs: all, blobsUtf8 }: ColumnProfile): Pick<Finding, 'remedy'> {
  return all > blobsUtf8
    ? { remedy: 'Correct the values: a column of TEXT would refuse those that are binary.' }
    : {}
}

function blobs(rows: number): string {
  return counted(rows, 'value is a blob', 'values are blobs')
}
