import { isCoreDataTable } from '../../../sql/core-data.ts'
import { type MixedEpochs, mixedEpochs, numbersUnit } from '../../../sql/epoch.ts'
import { isNull } from '../../../sql/fits.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { Table } from '../../catalog/catalog.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import type { TargetType } from '../target-schema.ts'
import { infinities, widestNumber } from './decide-number.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import { valueCount } from './followers.ts'

/**
 * A date column that holds nothing but numbers.
 *
 * @param table where they are: of Core Data, numbers count from another day
 */
export function decideEpoch(profile: ColumnProfile, column: string, table: Table): Decision {
  const rows = valueCount(profile)
  const where = `not ${isNull(column)}`
  const isCoreData = isCoreDataTable(table)
  const unit = profile.reals > profile.realsLikeSeconds || isCoreData ? null : numbersUnit(profile)
  if (unit !== null) {
    const message = `${counted(rows, 'number is', 'numbers are')} taken as ${unit} since 1970-01-01 UTC`
    return { type: { kind: 'timestamptz' }, findings: [{ code: 'date-encoding', rows, where, message }] }
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
  const unknown: Finding = {
    code: 'date-encoding-unknown',
    rows,
    where,
    message,
    ...(isCoreData ? { remedy: READ_CORE_DATA } : {}),
  }
  const mixed = isCoreData || profile.reals > 0 ? null : mixedEpochs(profile)
  const findings = mixed === null ? [unknown] : ofTwoCounts(mixed, unknown, column, table.name)
  return { type, findings: [...findings, ...infinities(profile, column)] }
}

const READ_CORE_DATA =
  'Say so by the remedy `do: cast` with `from: core-data-seconds`. By `epoch-seconds` all dates would be 31 years too early.'

/**
 * Seconds among milliseconds, or the other way: one reading of all would be wrong by decades for them. Only where the rows
 * show none of them after all, the numbers could mean several things.
 */
function ofTwoCounts(
  { majority, isOther }: MixedEpochs,
  unknown: Finding,
  column: string,
  table: string,
): Finding[] {
  const [own, others] = majority === 'seconds' ? ['milliseconds', 'seconds'] : ['seconds', 'milliseconds']
  const message = (rows: number) =>
    `${counted(rows, `number counts ${own}`, `numbers count ${own}`)} among others that count ${others} since 1970-01-01 UTC; the target is bigint`
  const where = `typeof(${column}) = 'integer' and ${isOther(column)}`
  const isAny = `exists (select 1 from ${quoteIdentifier(table)} where ${where})`
  return [
    { code: 'date-encodings-mixed', rows: 0, where, message: message(0), counted: message, priority: 'HIGH' },
    { ...unknown, rows: 0, where: `${unknown.where} and not ${isAny}`, counted: () => unknown.message },
  ]
}
