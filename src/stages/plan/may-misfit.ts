import type { Fit } from '../../sql/fits.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'

/**
 * Whether the profile leaves it open that a value does not fit. It may err on the side of caution: the exact
 * predicate is asked then, which costs a little time and changes nothing.
 */
export function mayMisfit(profile: ColumnProfile, fit: Fit): boolean {
  const { integers, reals, texts, blobs, textForms } = profile
  const unloadableTexts = profile.textsWithNul + profile.textsInvalidUtf8
  switch (fit.kind) {
    case 'integer':
      return reals + texts + blobs > 0 || !withinBits(profile, fit.bits)
    case 'float':
      return texts + blobs + profile.integersBeyondDouble > 0
    case 'decimal':
      return texts + blobs > 0 || fit.precision !== null
    case 'text':
      return integers + reals + blobs + unloadableTexts > 0 || exceeds(profile, fit.maxLength)
    case 'rendered':
      return blobs + unloadableTexts > 0 || fit.maxLength !== null
    case 'bytes':
      return integers + reals > 0 || (fit.utf16 && profile.textsInvalidUtf8 > 0)
    case 'boolean':
      return integers > profile.integersBoolean || reals + blobs > 0 || texts > textForms.boolean
    case 'date':
      return integers + reals + blobs > 0 || texts > textForms.date
    case 'time':
      return integers + reals + blobs > 0 || texts > textForms.time
    case 'timestamp':
      return (
        integers + reals + blobs > 0 ||
        texts >
          textForms.date +
            textForms.timestamp +
            textForms['timestamp-utc'] +
            (fit.cut === true ? textForms['timestamp-nano'] + textForms['timestamp-nano-utc'] : 0)
      )
    case 'timestamptz':
      return (
        integers + reals + blobs > 0 ||
        texts >
          textForms.date +
            textForms.timestamp +
            textForms['timestamp-utc'] +
            textForms['timestamp-offset'] +
            (fit.cut === true ? nanoTexts(textForms) : 0)
      )
    case 'epoch':
      return reals + texts + blobs > 0 || integers > 0
    case 'json':
      return profile.jsons < integers + reals + texts + blobs || unloadableTexts > 0
    case 'uuid':
      return integers + reals + blobs > 0 || texts > textForms.uuid
    default:
      return fit satisfies never
  }
}

function nanoTexts(forms: ColumnProfile['textForms']): number {
  return forms['timestamp-nano'] + forms['timestamp-nano-utc'] + forms['timestamp-nano-offset']
}

function withinBits(profile: ColumnProfile, bits: 16 | 32 | 64): boolean {
  const limit = 2n ** BigInt(bits - 1)
  return (profile.integerMin ?? 0n) >= -limit && (profile.integerMax ?? 0n) < limit
}

function exceeds(profile: ColumnProfile, maxLength: number | null): boolean {
  return maxLength !== null && profile.longestText > maxLength
}
