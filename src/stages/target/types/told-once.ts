import { textHasNul, textIsInvalidUtf8 } from '../../../sql/fits.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import type { Finding } from './finding.ts'

/**
 * A finding about values that are not what was declared, without the texts that no type of text can hold: those are told
 * by `textHazards`, and what they are besides shows when U+0000 and the invalid bytes are gone. One cell would be two
 * issues, and the remedy of the one would destroy what that of the other keeps.
 *
 * @param finding whose rows the profile has counted, hazards among them, or 0 where only a look at them does
 * @param message words it for a number of rows, which only a look at them tells where there are such texts
 * @param column quoted
 */
export function besideHazards(
  finding: Omit<Finding, 'message'> & { readonly where: string },
  message: (rows: number) => string,
  profile: ColumnProfile,
  column: string,
): Finding {
  if (profile.textsWithNul + profile.textsInvalidUtf8 === 0)
    return { ...finding, message: message(finding.rows), counted: message }
  const isHazard = `(${textHasNul(column)} or ${textIsInvalidUtf8(column)})`
  const where = `not ${isHazard} and (${finding.where})`
  return { ...finding, rows: 0, where, message: message(finding.rows), counted: message }
}

/** Says of hazards too that what breaks the declaration has made the column text: they can be all that breaks it. */
export function saidToBeText(finding: Finding): Finding {
  const isHazard = finding.code === 'nul-in-text' || finding.code === 'invalid-utf8'
  return isHazard ? { ...finding, message: `${finding.message}; the target is text` } : finding
}
