import { type EpochUnit, mixedEpochs } from '../../sql/epoch.ts'
import { hasForm } from '../../sql/value-forms.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import { widestNumber } from './decide-number.ts'
import { epochOfMost } from './epoch-column.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import { isoTexts, MOMENTS } from './followers.ts'
import type { TargetType } from './target-schema.ts'

/**
 * A date column that holds nothing but numbers, or mostly numbers that count something known.
 *
 * @param isCoreData whether Core Data has written the table, which counts from another day
 */
export function decideEpoch(profile: ColumnProfile, column: string, isCoreData: boolean): Decision {
  const rows = profile.integers + profile.reals
  const where = `typeof(${column}) in ('integer', 'real')`
  const unit = isCoreData ? null : epochOfMost(profile)
  if (unit !== null) {
    const message = `${counted(rows, 'number is', 'numbers are')} taken as ${unit} since 1970-01-01 UTC`
    const findings: readonly Finding[] = [
      { code: 'date-encoding', rows, where, message },
      ...othersAmongNumbers(unit, profile, column),
    ]
    return { type: { kind: 'timestamptz' }, findings }
  }
  const type: TargetType = profile.reals > 0 ? widestNumber(profile) : { kind: 'bigint' }
  const meaning = isCoreData
    ? counted(
        rows,
        'number counts seconds since 2001-01-01 UTC, if Core Data wrote it',
        'numbers count seconds since 2001-01-01 UTC, if Core Data wrote them',
      )
    : `${counted(rows, 'number', 'numbers')} could mean several things`
  const message = `${meaning}; the target is ${type.kind}`
  const unknown: Finding = { code: 'date-encoding-unknown', rows, where, message }
  return { type, findings: [unknown, ...(isCoreData ? [] : otherCount(profile, column))] }
}

/** The exceptions among numbers that count: ISO texts are told apart from what is no moment at all. */
function othersAmongNumbers(unit: EpochUnit, profile: ColumnProfile, column: string): readonly Finding[] {
  const dates = isoTexts(profile)
  const strangers = profile.texts - dates + profile.blobs
  const isIso = hasForm(column, MOMENTS)
  const findings: Finding[] = []
  if (dates > 0) {
    const among = counted(dates, 'value is an ISO date', 'values are ISO dates')
    const message = `${among} among numbers that count ${unit} since 1970-01-01 UTC`
    findings.push({ code: 'date-encodings-mixed', rows: dates, where: isIso, message, priority: 'HIGH' })
  }
  if (strangers > 0) {
    const message = `${counted(strangers, 'value is', 'values are')} no moment among numbers that count ${unit}`
    const where = `typeof(${column}) in ('text', 'blob') and not ${isIso}`
    findings.push({ code: 'invalid-date', rows: strangers, where, message })
  }
  return findings
}

/** Seconds among milliseconds, or the other way: one reading of all would be wrong by decades for them. */
function otherCount(profile: ColumnProfile, column: string): Finding[] {
  const mixed = profile.reals > 0 ? null : mixedEpochs(profile)
  if (mixed === null) return []
  const [own, most] = mixed.majority === 'seconds' ? ['milliseconds', 'seconds'] : ['seconds', 'milliseconds']
  const message = (rows: number) =>
    `${counted(rows, `number counts ${own}`, `numbers count ${own}`)} where most count ${most} since 1970-01-01 UTC`
  const where = `typeof(${column}) = 'integer' and ${mixed.isOther(column)}`
  return [
    { code: 'date-encodings-mixed', rows: 0, where, message: message(0), counted: message, priority: 'HIGH' },
  ]
}
