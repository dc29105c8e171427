import type { AppliedRemedy } from '../../issues/applied-remedy.ts'
import { type Issue, issue, issueId, MAX_EXAMPLES, type RowKey } from '../../issues/issue.ts'
import type { Priority } from '../../issues/issue-ranks.ts'
import type { Remedy } from '../../issues/remedy.ts'
import { amount } from '../../progress/amount.ts'
import type { ComputedChange } from './computed-columns.ts'
import type { CastColumn } from './declare-casts.ts'
import type { MatchedRemedy } from './match-remedies.ts'
import type { Refusal } from './refused-rows.ts'
import type { Treatment } from './remedy-session.ts'
import { describeSkip, type SkipTarget, skipTarget } from './skip-target.ts'

/** Collects over all passes what the remedies have done, and what they ask of the schema. */
export class RemedyLog {
  readonly #applied = new Map<string, AppliedRemedy>()
  /** By issue: what a remedy did, without the count. */
  readonly #effects = new Map<string, string>()
  /** By issue: why a remedy could not be applied at all, and whether that is known to concern rows. */
  readonly #obstacles = new Map<string, { readonly reason: string; readonly hasRows: boolean }>()
  /** By issue: what to say of a remedy that has changed nothing about it. */
  readonly #idle = new Map<string, Issue>()
  /** By issue and generated column. */
  readonly #followed = new Map<string, Issue>()
  readonly #effective = new Set<Remedy>()
  readonly #treated = new Map<string, MatchedRemedy>()
  readonly #casts: CastColumn[] = []
  readonly #skips: SkipTarget[] = []
  readonly #drops: MatchedRemedy[] = []
  readonly #renames: Record<string, string> = {}

  get applied(): readonly AppliedRemedy[] {
    return [...this.#applied.values()]
  }

  /**
   * The remedies that could not do what they were to do, those that changed nothing, and what has followed the others;
   * judged when all of them have run, because what one leaves another can mend or drop.
   *
   * @param left the issues that are still there, with their rows
   * @param refusals the rows that the remedies have left
   */
  issues(left: readonly Issue[], refusals: readonly Refusal[]): readonly Issue[] {
    const present = new Map(left.map((found) => [issueId(found), found]))
    const told = [...this.#treated.values()].flatMap((matched) => {
      const { id, remedy } = matched
      const refused = refusals.filter((refusal) => refusal.id === id)
      const obstacle = this.#obstacles.get(id)
      const idle = this.#idle.get(id)
      if (refused.length > 0) return leftRows(matched, refused)
      const found = present.get(id)
      if (obstacle?.hasRows === false) return notApplied(matched, 0, obstacle.reason)
      if (obstacle !== undefined && found !== undefined)
        return notApplied(matched, found.rows, obstacle.reason)
      return idle !== undefined && found !== undefined && !this.#effective.has(remedy) ? idle : []
    })
    return [...told, ...this.#followed.values()]
  }

  /** The ids of the issues that a remedy was found for. */
  get treated(): ReadonlySet<string> {
    return new Set(this.#treated.keys())
  }

  get casts(): readonly CastColumn[] {
    return this.#casts
  }

  get skips(): readonly SkipTarget[] {
    return this.#skips
  }

  /** Every remedy so far that drops rows: what one of them drops can make rows for another. */
  get drops(): readonly MatchedRemedy[] {
    return this.#drops
  }

  /** By `table` or `table.column`. */
  get renames(): Readonly<Record<string, string>> {
    return this.#renames
  }

  /** Whether there is nothing left to do about an issue: casts, names and skips are done once, rows can come back. */
  isDone({ id, remedy }: MatchedRemedy): boolean {
    return this.#treated.has(id) && ['cast', 'rename', 'skip'].includes(remedy.do)
  }

  /** Writes down what a remedy has done to rows, and gives their number. */
  record(matched: MatchedRemedy, treatment: Treatment): number {
    const { planned, id, remedy } = matched
    const { table, column } = planned.issue
    const isFirst = !this.#treated.has(id)
    this.#treated.set(id, matched)
    if ('obstacle' in treatment) {
      this.#obstacles.set(id, { reason: treatment.obstacle, hasRows: planned.issue.rows > 0 })
      return 0
    }
    if (isFirst && remedy.do === 'drop-row') this.#drops.push(matched)
    const isCast = remedy.do === 'cast' && treatment.declares
    if (isFirst && isCast && table !== null && column !== null) {
      this.#casts.push({ table, column, from: remedy.from })
    }
    for (const change of treatment.computed) this.#follow(matched, change)
    if (treatment.idle > 0) this.#idle.set(id, changedNothing(matched, treatment.idle))
    if (treatment.rows === 0) return 0
    this.#effective.add(remedy)
    const before = this.#applied.get(id)
    const rows = (before?.rows ?? 0) + treatment.rows
    const examples = [...(before?.examples ?? []), ...treatment.examples].slice(0, MAX_EXAMPLES)
    this.#effects.set(id, treatment.effect)
    this.#applyToRows(matched, rows, examples)
    return treatment.rows
  }

  /** Writes down that rows which a remedy has changed have their first values again. */
  takenBack(id: string, rows: number, keys: readonly RowKey[]): void {
    const matched = this.#treated.get(id)
    const before = this.#applied.get(id)
    if (matched === undefined || before === undefined) return
    const gone = new Set(keys.map((key) => JSON.stringify(key)))
    const examples = before.examples.filter((key) => !gone.has(JSON.stringify(key)))
    if (rows < before.rows) this.#applyToRows(matched, before.rows - rows, examples)
    else this.#applied.delete(id)
  }

  #applyToRows(matched: MatchedRemedy, rows: number, examples: readonly RowKey[]): void {
    const counted = amount(rows, matched.remedy.do === 'drop-row' ? 'row' : 'value')
    this.#apply(matched, { rows, examples, effect: `${counted} ${this.#effects.get(matched.id)}` })
  }

  /** Writes down a rename or a skip, which change no rows. */
  decided(matched: MatchedRemedy): void {
    const { id, remedy, planned } = matched
    this.#treated.set(id, matched)
    const { table, column, object } = planned.issue
    if (remedy.do === 'rename') {
      if (object !== null || table === null)
        this.#obstacles.set(id, { reason: 'only tables and columns can have another name', hasRows: false })
      else {
        this.#renames[column === null ? table : `${table}.${column}`] = remedy.to
        this.#apply(matched, { rows: 0, examples: [], effect: `renamed to ${remedy.to}` })
      }
      return
    }
    const target = skipTarget(planned.issue)
    if (target === null)
      this.#obstacles.set(id, {
        reason: 'there is nothing to leave out; a waiver accepts the issue',
        hasRows: false,
      })
    else {
      this.#skips.push(target)
      this.#apply(matched, { rows: 0, examples: [], effect: `${describeSkip(target)} left out` })
    }
  }

  #apply(matched: MatchedRemedy, done: Pick<AppliedRemedy, 'rows' | 'examples' | 'effect'>): void {
    const { id, remedy, planned } = matched
    const { table, column } = planned.issue
    this.#applied.set(id, { issue: id, remedy: remedy.do, table: table ?? '', column, ...done })
  }

  #follow({ id, remedy, planned }: MatchedRemedy, { column, rows, examples }: ComputedChange): void {
    const { table, column: source } = planned.issue
    const key = `${id}\0${column}`
    const before = this.#followed.get(key)
    const found = issue('generated-column-remedied', {
      ...(table === null ? {} : { table }),
      column,
      object: id,
      rows: (before?.rows ?? 0) + rows,
      examples: [...(before?.examples ?? []), ...examples],
      message: `The values are computed from ${source}, which the remedy "${remedy.do}" has changed`,
    })
    this.#followed.set(key, found)
  }
}

/** Some rows are as they were: a row that was to be mended would be lost. */
function leftRows(matched: MatchedRemedy, refused: readonly Refusal[]): Issue {
  const rows = refused.reduce((sum, refusal) => sum + refusal.rows, 0)
  const reasons = refused.map(({ reason, rows: some }) =>
    refused.length > 1 ? `${reason} (${some})` : reason,
  )
  const message = `The remedy "${matched.remedy.do}" left ${amount(rows, 'row')} as they were: ${reasons.join('; ')}`
  return failed(matched, rows, message, 'HIGH')
}

function notApplied(matched: MatchedRemedy, rows: number, reason: string): Issue {
  const what = rows === 0 ? 'could not be applied' : `left ${amount(rows, 'row')} as they were`
  const message = `The remedy "${matched.remedy.do}" ${what}: ${reason}`
  return failed(matched, rows, message, rows === 0 ? 'MED' : 'HIGH')
}

function changedNothing(matched: MatchedRemedy, rows: number): Issue {
  const { remedy } = matched
  const what = remedy.do === 'cast' ? `"cast" from ${remedy.from}` : `"${remedy.do}"`
  const state = `${amount(rows, 'row')} of the issue ${rows === 1 ? 'is' : 'are'} as before`
  return failed(matched, rows, `The remedy ${what} changed nothing: ${state}`, 'MED')
}

function failed({ id, planned }: MatchedRemedy, rows: number, message: string, priority: Priority): Issue {
  const { table, column } = planned.issue
  const place = { ...(table === null ? {} : { table }), ...(column === null ? {} : { column }) }
  return issue('remedy-failed', { ...place, object: id, rows, message, priority })
}
