import type { Fit } from '../../sql/fits.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'

/** Digits of a decimal, and how many of them come behind the point. */
export interface DecimalLimits {
  readonly precision: number
  readonly scale: number
}

/**
 * Whether the profile leaves it open that a value does not fit. It may err on the side of caution: the exact
 * predicate is asked then, which costs a little time and changes nothing.
 *
 * @param declared the limits for which the profile has counted the numbers that do not fit; null where it has not
 */
export function mayMisfit(profile: ColumnProfile, fit: Fit, declared: DecimalLimits | null = null): boolean {
  const { integers, reals, texts, blobs, textForms } = profile
  const values = integers + reals + texts + blobs
  const unloadableTexts = profile.textsWithNul + profile.textsInvalidUtf8
  switch (fit.kind) {
    case 'integer':
    case 'numeral':
      return reals + texts + blobs > 0 || !withinBits(profile, fit.bits)
    case 'float':
    case 'spelled-float':
      return texts + blobs + profile.integersBeyondDouble > 0 || (fit.bits === 32 && integers + reals > 0)
    case 'decimal':
      return texts + blobs > 0 || (fit.precision !== null && !isCounted(profile, fit, declared))
    case 'text':
      return (
        integers + reals + blobs + unloadableTexts > 0 ||
        exceeds(profile, fit.maxLength) ||
        ((fit.blankPadded === true || fit.maxBytes !== undefined) && texts > 0)
      )
    case 'rendered':
      return (
        blobs + unloadableTexts > 0 ||
        fit.maxLength !== null ||
        fit.maxBytes !== undefined ||
        fit.blankPadded === true
      )
    case 'label':
    case 'object-number':
    case 'money':
    case 'zoned-time':
      return values > 0
    case 'bytes':
      return integers + reals > 0 || (fit.utf16 && profile.textsInvalidUtf8 > 0)
    case 'boolean':
      return integers > profile.integersBoolean || reals + blobs > 0 || texts > textForms.boolean
    case 'date':
      return integers + reals + blobs > 0 || texts > textForms.date
    case 'midnight':
      return values > textForms.date
    case 'time':
      return integers + reals + blobs > 0 || texts > textForms.time || limitsDecimals(fit, texts)
    case 'timestamp':
      return (
        limitsDecimals(fit, texts) ||
        integers + reals + blobs > 0 ||
        texts > textForms.date + textForms.timestamp + textForms['timestamp-utc']
      )
    case 'timestamptz':
      return (
        limitsDecimals(fit, texts) ||
        integers + reals + blobs > 0 ||
        texts >
          textForms.date + textForms.timestamp + textForms['timestamp-utc'] + textForms['timestamp-offset']
      )
    case 'epoch':
      return reals + texts + blobs > 0 || integers > 0
    case 'duration':
    case 'interval':
      return values > 0
    case 'json':
      return profile.jsons < values || unloadableTexts > 0
    case 'jsonb':
      return values > 0
    case 'uuid':
    case 'respelled-uuid':
      return integers + reals + blobs > 0 || texts > textForms.uuid
    default:
      return fit satisfies never
  }
}

function withinBits(profile: ColumnProfile, bits: 16 | 32 | 64): boolean {
  const limit = 2n ** BigInt(bits - 1)
  return (profile.integerMin ?? 0n) >= -limit && (profile.integerMax ?? 0n) < limit
}

/** Every number was found to fit the limits that are asked for. */
function isCounted(
  { decimalMisfits }: ColumnProfile,
  { precision, scale }: { readonly precision: number | null; readonly scale: number | null },
  declared: DecimalLimits | null,
): boolean {
  return decimalMisfits === 0 && declared?.precision === precision && declared.scale === (scale ?? 0)
}

function limitsDecimals({ decimals }: { readonly decimals?: number }, texts: number): boolean {
  return decimals !== undefined && texts > 0
}

function exceeds(profile: ColumnProfile, maxLength: number | null): boolean {
  return maxLength !== null && profile.longestText > maxLength
}
