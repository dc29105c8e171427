import { amount, formatCount } from '../../../progress/amount.ts'
import { type Finding, fail, list, pass, seconds } from '../finding.ts'
import type { Subject } from '../subject.ts'
import type { CopyComparison } from './compare-copies.ts'
import { readersOfRowids } from './rowids.ts'

const SHOWN = 8

/**
 * What the comparison of a file that was written back with the snapshot says of the line.
 *
 * @param by who wrote it
 * @param written milliseconds
 */
export function judgeCopy(
  compared: CopyComparison,
  by: string,
  written: number,
  subject: Pick<Subject, 'catalog' | 'performance' | 'excluded'>,
): Finding {
  const { objects, rows, cells, respelled, newRowids } = compared
  const faults = faultsOf(compared, subject)
  const what = `The target was written back to a new SQLite file by ${by} in ${seconds(written)} and compared with the snapshot`
  if (faults.length > 0) {
    const more = faults.length > SHOWN ? ` and ${faults.length - SHOWN} more` : ''
    return fail(`${what}: ${faults.slice(0, SHOWN).join('; ')}${more}.`)
  }
  const { excluded } = subject
  const left = excluded.length === 0 ? '' : ` Tables that the settings leave out stay out: ${list(excluded)}.`
  const rowids =
    newRowids.length === 0
      ? ''
      : ` PostgreSQL holds no rowid that is no column: those of ${list(newRowids)} are new, and no view, trigger or query here reads them.`
  const as = respelled.map(({ place, count, unit }) => `${amount(count, unit)} of ${place}`)
  const documents =
    as.length === 0
      ? ''
      : `, ${list(as)} as the same JSON, spelled otherwise (jsonb keeps neither blanks nor the order of keys)`
  return pass(
    `${what}: ${formatCount(rows)} rows, every value and storage class of ${formatCount(cells)} cells, and ${amount(objects, 'definition')} are the same${documents}.${rowids}${left}`,
  )
}

function faultsOf(
  compared: CopyComparison,
  subject: Pick<Subject, 'catalog' | 'performance'>,
): readonly string[] {
  const { missingObjects, redefinedObjects, extraObjects } = compared
  const named = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${what}: ${list(names)}`]
  return [
    ...compared.changed.map(({ column, cells: n }) => `${amount(n, 'cell')} of ${column} came back changed`),
    ...compared.missing.map(({ table, rows: n }) => `${amount(n, 'row')} of ${table} did not come back`),
    ...compared.extra.map(
      ({ table, rows: n }) => `${amount(n, 'row')} of ${table} came back that the snapshot has not`,
    ),
    ...named('not in the new file', missingObjects),
    ...named('defined otherwise in the new file', redefinedObjects),
    ...named('in the new file, and not in the snapshot', extraObjects),
    ...named('not what it is in the snapshot', compared.marks),
    ...compared.newRowids.flatMap((table) => {
      const readers = readersOfRowids(table, subject)
      return readers.length === 0
        ? []
        : [`the rowids of ${table} are new, and ${list(readers)} may read them`]
    }),
    ...(compared.isDamaged ? ['integrity_check finds damage in the new file'] : []),
  ]
}
