import type { ColumnPlan } from '../plan/migration-plan.ts'
import type { CanonicalValue } from './canonical-form.ts'

/**
 * How both engines sort two canonical values of a column: NULL first, numbers by size, all else by its bytes. Decimals
 * that are the same as doubles sort alike, and so do the two zeros.
 */
export function compareValues(a: CanonicalValue, b: CanonicalValue, column: ColumnPlan): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null)
  switch (column.conversion.kind) {
    case 'integer':
    case 'numeral':
      return sign(BigInt(a), BigInt(b))
    case 'float':
    case 'spelled-float':
    case 'decimal':
      return sign(Number(a), Number(b))
    case 'epoch':
    case 'timestamptz':
    case 'duration':
      return compareExactly(a, b)
    case 'text':
    case 'rendered':
    case 'bytes':
    case 'boolean':
    case 'date':
    case 'midnight':
    case 'time':
    case 'timestamp':
    case 'json':
    case 'uuid':
    case 'respelled-uuid':
      return sign(a, b)
    default:
      return column.conversion satisfies never
  }
}

function sign<T extends bigint | number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Canonical numbers are `digits e scale`; doubles decide unless they are the same. */
function compareExactly(a: string, b: string): number {
  const rough = sign(Number(a), Number(b))
  if (rough !== 0 || a === b) return rough
  const [digitsA = '0', scaleA = '0'] = a.split('e')
  const [digitsB = '0', scaleB = '0'] = b.split('e')
  const scale = Math.min(Number(scaleA), Number(scaleB))
  const scaled = (digits: string, own: string) => BigInt(digits) * 10n ** BigInt(Number(own) - scale)
  return sign(scaled(digitsA, scaleA), scaled(digitsB, scaleB))
}
