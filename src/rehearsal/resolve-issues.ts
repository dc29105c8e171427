import type { AppliedRemedy } from '../issues/applied-remedy.ts'
import { type Issue, issueId } from '../issues/issue.ts'
import type { Remedy } from '../issues/remedy.ts'
import { type Context, quietly } from '../progress/context.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import { locateRows } from '../stages/catalog/locate-rows.ts'
import { profileAgain } from '../stages/catalog/read-catalog.ts'
import { withoutTables } from '../stages/catalog/select-tables.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import { predictChanges, predictMisfits } from '../stages/plan/predict-misfits.ts'
import { predictViolations } from '../stages/plan/predict-violations.ts'
import { declareCasts } from '../stages/remedy/declare-casts.ts'
import { type MatchedRemedy, matchRemedies } from '../stages/remedy/match-remedies.ts'
import type { Refusal } from '../stages/remedy/refused-rows.ts'
import { remedyInvalid } from '../stages/remedy/remedy-invalid.ts'
import { RemedyLog } from '../stages/remedy/remedy-log.ts'
import { RemedySession } from '../stages/remedy/remedy-session.ts'
import { withoutColumns, withoutObjects } from '../stages/remedy/skip-parts.ts'
import { SKIPPED } from '../stages/remedy/skip-target.ts'
import type { Snapshot } from '../stages/snapshot/snapshot.ts'
import { unlessRefused } from '../stages/target/given/source-facts.ts'
import { type Renames, readRenames } from '../stages/target/names/renames.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'

/** The schema that a catalog and the names of the owner ask for. Pure. */
export type ToTarget = (catalog: Catalog, renames: Renames) => TargetSchema

/** A source before its remedies. */
export interface Unresolved {
  readonly snapshot: Snapshot
  /** All of the source, and the tables of it that the user wants. */
  readonly whole: Catalog
  readonly catalog: Catalog
  readonly excluded: Resolved['excluded']
  readonly toTarget: ToTarget
}

/** What the owner wrote about it. */
export interface OwnersWill {
  /** Threads that measure again what a remedy has changed. */
  readonly jobs?: number
  readonly resolution: { readonly remedies: readonly Remedy[] }
  /** `table` or `table.column`, with the name in the target. */
  readonly target: { readonly rename: Readonly<Record<string, string>> }
}

/** A source with its remedies applied. */
export interface Resolved {
  /** The snapshot itself, or a private copy of it with the remedied values. */
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  readonly excluded: readonly { readonly name: string; readonly reason: string }[]
  readonly renames: Renames
  readonly schema: TargetSchema
  readonly applied: readonly AppliedRemedy[]
  /** What is left of the predicted issues, with their rows; and the remedies that failed. */
  readonly issues: readonly Issue[]
  /** The ids of all issues that a remedy was found for. */
  readonly treated: ReadonlySet<string>
}

/** The source as the remedies so far have made it. */
type View = Pick<Resolved, 'catalog' | 'excluded' | 'renames' | 'schema'>

/** What one remedy does can be the issue of another; longer chains than this are taken for endless ones. */
const MOST_PASSES = 20

/**
 * Applies the remedies of the owner until none of them changes anything any more: derive the schema, match its
 * issues, change a private copy, measure the changed tables, derive again. The source stays as it is.
 *
 * @throws RehearsalError `remedy-invalid` for an expression that fails, and where the remedies come to no end;
 *   `settings-invalid` for a rename that cannot be
 */
export async function resolveIssues(
  source: Unresolved,
  will: OwnersWill,
  context: Context,
): Promise<Resolved> {
  const log = new RemedyLog()
  const quiet = quietly(context)
  let session: RemedySession | null = null
  let measured = source.catalog
  let view = viewOf(source, measured, will, log)
  let refusals: readonly Refusal[] = []
  try {
    for (let pass = 1; ; pass++) {
      context.signal.throwIfAborted()
      const open = openRemedies(session?.copy ?? source.snapshot, view, will.resolution.remedies, log)
      const [first] = open
      if (first !== undefined && pass > MOST_PASSES) throw neverSettles(first)
      if (open.some(changesRows)) session ??= await RemedySession.open(source.snapshot)
      const treated =
        session === null ? new Set<string>() : treatRows(session, open.filter(changesRows), view, log)
      for (const matched of open) if (!changesRows(matched)) log.decided(matched)
      const isSettled = treated.size === 0 && open.every(({ remedy }) => !CHANGING_SCHEMA.has(remedy.do))
      const touched =
        isSettled && session !== null ? session.keepParents((...taken) => log.takenBack(...taken)) : treated
      if (isSettled && touched.size === 0) break
      if (session !== null) measured = await profileAgain(session.copy, measured, touched, quiet, will.jobs)
      view = viewOf(source, measured, will, log)
    }
    refusals = session?.refusals() ?? []
  } finally {
    session?.close()
  }
  const snapshot = session?.copy ?? source.snapshot
  for (const { effect, issue } of log.applied) context.emit({ type: 'note', message: `${effect} (${issue})` })
  const left = locateRows(snapshot, view.catalog, view.schema.issues)
  return {
    snapshot,
    ...view,
    applied: log.applied,
    issues: [...left, ...log.issues(left, refusals)],
    treated: log.treated,
  }
}

const CHANGING_SCHEMA: ReadonlySet<Remedy['do']> = new Set(['cast', 'rename', 'skip'])

function changesRows({ remedy }: MatchedRemedy): boolean {
  return remedy.do !== 'rename' && remedy.do !== 'skip'
}

/** The remedies that still have something to do: their issue is there, with rows where it is about rows. */
function openRemedies(
  snapshot: Snapshot,
  { catalog, schema }: View,
  remedies: readonly Remedy[],
  log: RemedyLog,
): readonly MatchedRemedy[] {
  const matched = matchRemedies(schema.issues, remedies).filter((candidate) => !log.isDone(candidate))
  const planned = matched.map((candidate) => candidate.planned)
  const present = new Set(locateRows(snapshot, catalog, planned).map(issueId))
  return matched.filter(({ id }) => present.has(id))
}

/** Gives the tables whose rows have changed. Dropping goes on until no row makes another one fall. */
function treatRows(
  session: RemedySession,
  open: readonly MatchedRemedy[],
  { catalog, schema }: View,
  log: RemedyLog,
): ReadonlySet<string> {
  const touched = new Set<string>()
  const treat = (matched: MatchedRemedy) => {
    const rows = log.record(matched, session.treat(matched, catalog, schema))
    if (rows > 0) touched.add(matched.planned.issue.table ?? '')
    return rows
  }
  for (const matched of open) treat(matched)
  let dropped: number
  do {
    dropped = 0
    for (const matched of log.drops) dropped += treat(matched)
  } while (dropped > 0)
  return touched
}

function viewOf(
  { snapshot, whole, catalog: selected, excluded, toTarget }: Unresolved,
  measured: Catalog,
  will: OwnersWill,
  log: RemedyLog,
): View {
  const { casts, skips } = log
  const gone = skips.flatMap((skip) => (skip.kind === 'table' ? [skip.table] : []))
  const full = declareCasts(withoutTables(measured, new Set(gone)), casts)
  const catalog = withoutColumns(full, skips)
  const renames = readRenames({ ...will.target.rename, ...log.renames }, whole, catalog)
  const target = toTarget(catalog, renames)
  const kept = skips.length === 0 ? target : withoutObjects(target, toTarget(full, renames), skips)
  const names = selected.tables.map(({ name }) => name).filter((name) => gone.includes(name))
  return {
    catalog,
    excluded: [...excluded, ...names.map((name) => ({ name, reason: SKIPPED }))],
    renames,
    schema: withPredictions(kept, catalog, snapshot),
  }
}

/** Adds what the values say about a schema: those that its types refuse, and the rows that break its rules. */
function withPredictions(schema: TargetSchema, catalog: Catalog, { encoding }: Snapshot): TargetSchema {
  const plan = planMigration(catalog, schema, encoding)
  const misfits = predictMisfits(catalog, schema, plan)
  const changes = predictChanges(catalog, schema, plan)
  const violations = predictViolations(catalog, schema, plan)
  return {
    ...schema,
    issues: [...unlessRefused(schema.issues, misfits), ...misfits, ...changes, ...violations],
  }
}

function neverSettles({ remedy, id }: MatchedRemedy): Error {
  return remedyInvalid(
    remedy,
    id,
    `comes to no end: after ${MOST_PASSES} passes it still finds rows to change`,
  )
}
