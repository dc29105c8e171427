import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import { amount, formatCount } from '../../../progress/amount.ts'
import type { ValidationResult } from '../../validation/validation-result.ts'
import { type Finding, fail, list, pass, seconds, sum } from '../finding.ts'
import type { Subject, Validate } from '../subject.ts'
import type { ComparedRows, CompareRows } from './compared-rows.ts'
import { compareDefinitions } from './definitions/compare-definitions.ts'
import { compareOtherRows } from './other-rows.ts'

/**
 * Compares every cell of a restored database with those of the target, which the validation has compared with the
 * source, and its definitions too. Where rows are not the same, the restored ones are validated against the source, which
 * finds what is lost.
 *
 * @param how begins the sentence: how it was backed up and restored
 */
export async function judgeRestored(
  how: string,
  subject: Subject,
  restored: PostgresDatabase,
  compareRows: CompareRows,
  validate: Validate,
): Promise<Finding> {
  const started = performance.now()
  const rows = await compareRows(subject.plan.tables, subject.database, restored)
  const gone = unreadable(rows)
  const changed = changedTables(subject, rows)
  // it would end at the first table that is not there
  const validation = changed.length === 0 || gone.length > 0 ? null : await validate(restored)
  const others = await compareOtherRows(subject.plan, subject.database, restored)
  const definitions = await compareDefinitions(subject.database, restored)
  const faults = [
    ...gone.map((source) => `the table ${source} cannot be read`),
    ...(validation === null ? [] : explain(subject, changed, validation)),
    ...others.faults,
    ...definitions.faults,
  ]
  if (faults.length > 0) return fail(`${how}: ${list(faults)}.`)
  const by = validation === null ? byTarget(subject, rows) : bySource(validation)
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

function byTarget({ plan }: Subject, rows: readonly ComparedRows[]): string {
  const widths = new Map(plan.tables.map(({ source, columns }) => [source, columns.length]))
  const cells = sum(rows.map(({ source, restored }) => (restored ?? 0) * (widths.get(source) ?? 0)))
  const ways = new Set(rows.map(({ by }) => WAYS[by]))
  return `${formatCount(cells)} cells were compared with the target, by ${[...ways].join(' or ') || WAYS.sums},`
}

const WAYS: Readonly<Record<ComparedRows['by'], string>> = {
  pages: 'the bytes of their pages and the places of the rows that either server sees',
  sums: 'the sums of all rows on both sides',
}

function bySource({ tables }: ValidationResult): string {
  return `${formatCount(sum(tables.map(({ cellsCompared }) => cellsCompared)))} cells were compared with the source`
}

function unreadable(compared: readonly ComparedRows[]): readonly string[] {
  return compared.flatMap(({ source, rows, restored }) =>
    rows !== null && restored === null ? [source] : [],
  )
}

/** Tables whose rows are not those of the target, or not as many as were loaded. */
function changedTables({ load }: Subject, compared: readonly ComparedRows[]): readonly ComparedRows[] {
  const loaded = new Map(load.tables.map((table) => [table.source, table]))
  return compared.filter(({ source, rows, areSame }) => {
    const known = loaded.get(source)
    return !areSame || !(known === undefined || known.failure !== null || known.rowsLoaded === rows)
  })
}

/** The validation knows rows and cells. What only the comparison with the target has seen is said by the name of the table. */
function explain(
  subject: Subject,
  changed: readonly ComparedRows[],
  validation: ValidationResult,
): readonly string[] {
  const faults = lostRows(subject, validation)
  if (faults.length > 0) return faults
  return changed
    .filter(({ rows }) => rows !== null)
    .map(({ source }) => `rows of ${source} are not what they are in the target`)
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
