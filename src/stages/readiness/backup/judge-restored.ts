import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import { amount, formatCount } from '../../../progress/amount.ts'
import type { ValidationResult } from '../../validation/validation-result.ts'
import { type Finding, fail, list, pass, seconds, sum } from '../finding.ts'
import type { Subject, Validate } from '../subject.ts'
import { compareDefinitions } from './definitions/compare-definitions.ts'
import { compareOtherRows } from './other-rows.ts'
import { type RowSum, sumRows } from './row-sums.ts'

/**
 * Compares every cell of a restored database with those of the target, which the validation has compared with the
 * source, and its definitions too. Each server sums up its own rows; where the sums differ, the restored rows are
 * validated against the source, which finds what is lost.
 *
 * @param how begins the sentence: how it was backed up and restored
 */
export async function judgeRestored(
  how: string,
  subject: Subject,
  restored: PostgresDatabase,
  validate: Validate,
): Promise<Finding> {
  const started = performance.now()
  const [wanted, found] = await Promise.all([
    sumRows(subject.plan.tables, subject.database),
    sumRows(subject.plan.tables, restored),
  ])
  const gone = unreadable(wanted, found)
  const changed = changedTables(subject, wanted, found)
  // it would end at the first table that is not there
  const validation = changed.length === 0 || gone.length > 0 ? null : await validate(restored)
  const others = await compareOtherRows(subject.plan, subject.database, restored)
  const definitions = await compareDefinitions(subject.database, restored)
  const faults = [
    ...gone.map((source) => `the table ${source} cannot be read`),
    ...(validation === null ? [] : explain(subject, changed, wanted, validation)),
    ...others.faults,
    ...definitions.faults,
  ]
  if (faults.length > 0) return fail(`${how}: ${list(faults)}.`)
  const summed = sum(found.map((table) => table.cells))
  const compared = sum((validation?.tables ?? []).map(({ cellsCompared }) => cellsCompared))
  const by =
    validation === null
      ? `${formatCount(summed)} cells were compared with the target, by the sums of all rows on both sides,`
      : `${formatCount(compared)} cells were compared with the source`
  const time = performance.now() - started
  const beside = others.rows === 0 ? '' : `${amount(others.rows, 'row')} of what only the target has, `
  const { same, notRestored, hasOtherRoles } = definitions
  const left =
    notRestored.length === 0
      ? ''
      : ` It does not bring back what belongs to the database itself: ${list(notRestored)}.`
  const roles = hasOtherRoles ? '' : NO_ROLES
  return pass(
    `${how}: there ${by} in ${seconds(time)}, none differs, and ${beside}${amount(same, 'definition')} are the same.${left}${roles}`,
  )
}

/** The roles of access-controls go with that line. */
const NO_ROLES =
  ' No other role than that of the run owned anything there or was granted anything, so nothing was seen of how owners and rights come back.'

function unreadable(wanted: readonly RowSum[], found: readonly RowSum[]): readonly string[] {
  const unread = new Set(found.flatMap(({ source, rows }) => (rows === null ? [source] : [])))
  return wanted.flatMap(({ source, rows }) => (rows !== null && unread.has(source) ? [source] : []))
}

/** Tables whose rows are not those of the target, or not as many as were loaded. */
function changedTables(
  { load }: Subject,
  wanted: readonly RowSum[],
  found: readonly RowSum[],
): readonly string[] {
  const loaded = new Map(load.tables.map((table) => [table.source, table]))
  const restored = new Map(found.map((table) => [table.source, table]))
  return wanted.flatMap(({ source, rows, sum: total }) => {
    const [table, known] = [restored.get(source), loaded.get(source)]
    const same = rows !== null && table?.rows === rows && table.sum === total
    const complete = known === undefined || known.failure !== null || known.rowsLoaded === rows
    return same && complete ? [] : [source]
  })
}

/** The validation knows rows and cells. What only the sums have seen is said by the name of the table. */
function explain(
  subject: Subject,
  changed: readonly string[],
  wanted: readonly RowSum[],
  validation: ValidationResult,
): readonly string[] {
  const faults = lostRows(subject, validation)
  if (faults.length > 0) return faults
  const summed = new Set(wanted.flatMap(({ source, rows }) => (rows === null ? [] : [source])))
  return changed
    .filter((source) => summed.has(source))
    .map((source) => `rows of ${source} are not what they are in the target`)
}

function lostRows({ load }: Subject, validation: ValidationResult): readonly string[] {
  const restored = new Map(validation.tables.map((table) => [table.source, table]))
  return load.tables.flatMap(({ source, rowsLoaded, failure }) => {
    if (failure !== null) return []
    const table = restored.get(source)
    if (table === undefined) return [`the table ${source} cannot be read`]
    const lost = rowsLoaded - table.rowsTarget
    return [
      ...(lost > 0 ? [`${amount(lost, 'row')} of ${source} lost`] : []),
      ...(lost < 0 ? [`${amount(-lost, 'row')} of ${source} too many`] : []),
      ...(lost === 0 && table.mismatches > 0
        ? [`${amount(table.mismatches, 'difference')} in ${source}`]
        : []),
    ]
  })
}
