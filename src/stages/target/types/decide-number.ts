import { fits } from '../../../sql/fits.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import type { TargetType } from '../target-schema.ts'
import { binaryRemedy } from './decide-text.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import type { Intent } from './intent.ts'

type NumberIntent = Extract<Intent, { kind: 'integer' | 'float' | 'decimal' }>

/** A column of numbers. A wider number type never loses a value, so only texts and blobs are misfits. */
export function decideNumber(intent: NumberIntent, profile: ColumnProfile, column: string): Decision {
  const type = numberType(intent, profile)
  return {
    type,
    findings: [
      ...misfits(profile, column),
      ...(intent.kind === 'integer' ? integerFindings(profile, column, type) : []),
      ...(intent.kind === 'decimal' ? decimalFindings(intent, profile, column) : []),
      ...infinities(profile, column, limitsLifted(intent)),
    ],
  }
}

function numberType(intent: NumberIntent, profile: ColumnProfile): TargetType {
  switch (intent.kind) {
    case 'integer':
      return profile.reals === 0 ? { kind: 'bigint' } : widestNumber(profile)
    case 'float':
      return widestNumber(profile)
    case 'decimal': {
      const limited = intent.precision !== null && profile.decimalMisfits === 0 && profile.realsInfinite === 0
      return limited
        ? { kind: 'numeric', precision: intent.precision, scale: intent.scale }
        : { kind: 'numeric', precision: null, scale: null }
    }
    default:
      return intent satisfies never
  }
}

/** Integers beyond 2^53 cannot be doubles; all doubles can be numerics. */
export function widestNumber(profile: ColumnProfile): TargetType {
  return profile.integersBeyondDouble === 0
    ? { kind: 'double precision' }
    : { kind: 'numeric', precision: null, scale: null }
}

function misfits(profile: ColumnProfile, column: string): Finding[] {
  const rows = profile.texts + profile.blobs
  if (rows === 0) return []
  return [
    {
      code: 'wrong-storage-class',
      rows,
      where: `typeof(${column}) in ('text', 'blob')`,
      message: `${counted(rows, 'value is', 'values are')} text or binary in a column of numbers`,
      ...binaryRemedy(profile),
    },
  ]
}

function integerFindings(profile: ColumnProfile, column: string, type: TargetType): Finding[] {
  const fractions = profile.reals - profile.realsBeyondDouble - profile.realsInfinite
  const huge = profile.realsBeyondDouble
  const findings: Finding[] = []
  if (fractions > 0) {
    findings.push({
      code: 'fraction-in-integer',
      rows: fractions,
      where: `typeof(${column}) = 'real' and abs(${column}) <= 9007199254740992`,
      message: `${counted(fractions, 'number is', 'numbers are')} stored as REAL in an integer column; the target is ${type.kind}`,
    })
  }
  if (huge > 0) {
    findings.push({
      code: 'integer-beyond-64-bits',
      rows: huge,
      where: lostDigits(column),
      message: `${counted(huge, 'whole number is', 'whole numbers are')} too large for 64 bits and rounded already`,
    })
  }
  return findings
}

function decimalFindings(
  intent: Extract<NumberIntent, { kind: 'decimal' }>,
  profile: ColumnProfile,
  column: string,
): Finding[] {
  const { precision, scale } = intent
  const findings: Finding[] = []
  // infinities fit no limits either, and have an issue of their own
  const rows = profile.decimalMisfits - profile.realsInfinite
  if (precision !== null && rows > 0) {
    const fitting = fits({ kind: 'decimal', precision, scale }, column)
    findings.push({
      code: 'decimal-overflow',
      rows,
      where: `typeof(${column}) in ('integer', 'real') and abs(${column}) < 9e999 and not ${fitting}`,
      message: `${counted(rows, 'number does', 'numbers do')} not fit numeric(${precision},${scale ?? 0}); the target is numeric without limits`,
    })
  }
  if (profile.realsBeyondDouble > 0) {
    findings.push({
      code: 'digits-already-lost',
      rows: profile.realsBeyondDouble,
      where: lostDigits(column),
      message: `${counted(profile.realsBeyondDouble, 'decimal was', 'decimals were')} stored as REAL beyond 2^53`,
    })
  }
  return findings
}

function limitsLifted(intent: NumberIntent): string {
  return intent.kind === 'decimal' && intent.precision !== null
    ? '; the target is numeric without limits'
    : ''
}

/**
 * Numbers that `double precision` and `numeric` keep as they are, and many clients do not.
 *
 * @param fate what becomes of the type for them: `; the target is text`
 */
export function infinities(profile: ColumnProfile, column: string, fate = ''): Finding[] {
  if (profile.realsInfinite === 0) return []
  return [
    {
      code: 'non-finite-number',
      rows: profile.realsInfinite,
      where: `typeof(${column}) = 'real' and abs(${column}) = 9e999`,
      message: `${counted(profile.realsInfinite, 'number is', 'numbers are')} infinite${fate}`,
    },
  ]
}

/** A SQLite predicate: true for whole numbers that have lost digits. */
export function lostDigits(column: string): string {
  return `typeof(${column}) = 'real' and abs(${column}) > 9007199254740992 and abs(${column}) < 9e999`
}
