import { amount, formatCount } from '../../../../progress/amount.ts'
import { matchesGlob } from '../../../../sql/matches-glob.ts'
import type { AccessSettings } from '../../checklist-settings.ts'
import { type Finding, fail, inParts, list, pass, sum, unverified } from '../../finding.ts'
import { NEEDS } from '../../not-executed.ts'
import type { Subject } from '../../subject.ts'
import { unloggedTables } from '../../unlogged-tables.ts'
import { observeTrail } from './observe-trail.ts'
import { type KeptOrder, keptOrder } from './row-order.ts'
import { type AuditTrigger, auditTriggers, triggersOutOfScope } from './source-trigger.ts'
import { chooseWriter } from './writer.ts'

/**
 * The tables that hold the audit trail: every row, column and cell arrived, the order in which they were written can
 * still be told, and the triggers that write or protect them do so in the target.
 *
 * @param globs over the tables of the source
 * @param access names who writes the trail; null where the settings do not
 */
export async function probeAudit(
  subject: Subject,
  globs: readonly string[],
  access: AccessSettings | null,
): Promise<Finding> {
  if (globs.length === 0) {
    return unverified(NEEDS['audit-trail'])
  }
  const judged = subject.catalog.tables.map(({ name }) => name).filter((name) => isMatched(name, globs))
  const leftOut = subject.outOfScope.filter((name) => isMatched(name, globs))
  const known = [...judged, ...leftOut]
  const unknown = globs.filter((glob) => !known.some((name) => matchesGlob(name, glob)))
  if (unknown.length > 0) return fail(`No table of the source is called ${list(unknown)}.`)
  const own = judged.length === 0 ? null : await probeTables(subject, judged, access)
  return inParts(own, { judged, leftOut }, `This run leaves out of the audit trail: ${list(leftOut)}.`)
}

/** @param names tables of the audit trail that were migrated */
async function probeTables(
  subject: Subject,
  names: readonly string[],
  access: AccessSettings | null,
): Promise<Finding> {
  const source = subject.snapshot.open()
  const connection = await subject.database.connect()
  try {
    const faults = names.flatMap((name) => [...lostContent(subject, name), ...lostColumns(subject, name)])
    const unlogged = await unloggedTables(subject.database, subject.plan)
    faults.push(...names.filter((name) => unlogged.includes(name)).map(unloggedOf))
    const orders = new Map<string, KeptOrder>()
    const unread = subject.load.tables.filter(({ failure }) => failure !== null).map((table) => table.source)
    for (const table of subject.plan.tables) {
      if (names.includes(table.source) && !unread.includes(table.source))
        orders.set(table.source, await keptOrder(table, source, connection))
    }
    faults.push(...[...orders].flatMap(([name, order]) => lostOrder(name, order)))
    const triggers = auditTriggers(subject.catalog.triggers, names)
    const observed = await observeTrail(subject, [...orders.keys()], triggers, source, connection, () =>
      chooseWriter(connection, subject.database.name, access),
    )
    faults.push(...observed.faults)
    if (faults.length > 0) return fail(`Of the audit trail, ${list(faults)}.`)
    const strangers = auditTriggers(triggersOutOfScope(source, subject.outOfScope), names)
    const untold = [
      ...(strangers.length === 0 ? [] : [strangersOf(strangers)]),
      ...(observed.untold.length === 0 ? [] : [`It could not be told by trying: ${list(observed.untold)}.`]),
      ...[...orders].flatMap(([name, order]) => tiesOf(name, order)),
    ]
    if (untold.length > 0) return unverified(`${untold.join(' ')} Somebody can attest it.`)
    return pass(passed(subject, names, { orders, triggers: triggers.length, seen: observed.seen }))
  } finally {
    source.close()
    await connection.close()
  }
}

/** Only a run that has both tables can tell whether the trigger still does its work. */
function strangersOf(triggers: readonly AuditTrigger[]): string {
  const names = triggers.map(({ name, watches }) => `${name} on ${watches}`)
  return `This run leaves out tables with triggers for the audit trail: ${list(names)}.`
}

function passed(
  { plan, validation }: Subject,
  names: readonly string[],
  proven: {
    readonly orders: ReadonlyMap<string, KeptOrder>
    readonly triggers: number
    readonly seen: string | null
  },
): string {
  const { orders, triggers, seen } = proven
  const rows = validation.tables.filter((table) => names.includes(table.source))
  const count = amount(sum(rows.map(({ rowsCompared }) => rowsCompared)), 'row')
  const unordered = plan.tables.filter(
    ({ source, rowidName, rowCount }) => names.includes(source) && rowidName === null && rowCount > 1,
  )
  const order =
    unordered.length === 0
      ? 'in the order in which they were written'
      : `in the order of their keys (the source itself does not tell in which order ${list(unordered.map(({ source }) => source))} was written)`
  const by = [...orders].flatMap(([name, order]) =>
    order.kind !== 'kept' || order.by.length < 2 ? [] : [`${name} by ${order.by.join(', then ')}`],
  )
  const settled = by.length === 0 ? '' : ` (${list(by)})`
  const shown = seen === null ? '' : `, ${seen}`
  return `${list(names)}: ${count}, every cell compared, ${order}${settled}; ${amount(triggers, 'trigger')} in the target${shown}.`
}

function isMatched(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(name, glob))
}

function lostContent({ load, validation }: Subject, name: string): readonly string[] {
  const loaded = load.tables.find((table) => table.source === name)
  const compared = validation.tables.find((table) => table.source === name)
  if (loaded === undefined || compared === undefined) return [`${name} is not in the target`]
  const lost = loaded.rowsSource - compared.rowsTarget
  return [
    ...(lost === 0
      ? []
      : [
          `${amount(Math.abs(lost), 'row')} of ${name} ${lost < 0 ? 'too many' : lost === 1 ? 'is lost' : 'are lost'}`,
        ]),
    ...(compared.mismatches === 0 ? [] : [`${amount(compared.mismatches, 'difference')} in ${name}`]),
    ...(compared.rowsCompared === loaded.rowsLoaded ? [] : [`not all rows of ${name} were compared`]),
  ]
}

/** A schema that somebody wrote can leave columns out. */
function lostColumns({ catalog, plan }: Subject, name: string): readonly string[] {
  const table = catalog.tables.find((candidate) => candidate.name === name)
  const arrived = plan.tables.find(({ source }) => source === name)
  if (table === undefined || arrived === undefined) return []
  const columns = [...table.columns, ...(table.leftOut?.columns ?? [])]
  const lost = columns.filter((column) => !arrived.columns.some(({ source }) => source === column.name))
  return lost.map((column) => `the column ${column.name} of ${name} is not in the target`)
}

function unloggedOf(name: string): string {
  return `${name} is UNLOGGED: a crash of the server empties it`
}

function lostOrder(name: string, order: KeptOrder): readonly string[] {
  if (order.kind !== 'lost') return []
  return order.column === null
    ? [`no column of ${name} tells the order of its rows`]
    : [`${order.column} of ${name} no longer tells its order`]
}

function tiesOf(name: string, order: KeptOrder): readonly string[] {
  if (order.kind !== 'ties') return []
  const by = order.by.join(', then ')
  const share = order.rows === 1 ? '1 row has' : `${formatCount(order.rows)} rows have`
  return [
    `The rows of ${name} are in the order in which they were written by ${by}, but ${share} the same there as the row before, and no column tells which came first: in the source only the rowid does, which is no column.`,
  ]
}
