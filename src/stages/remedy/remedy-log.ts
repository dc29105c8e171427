import type { AppliedRemedy } from '../../issues/applied-remedy.ts'
import { type Issue, issue, MAX_EXAMPLES } from '../../issues/issue.ts'
import type { Remedy } from '../../issues/remedy.ts'
import { amount } from '../../progress/amount.ts'
import type { ComputedChange } from './computed-columns.ts'
import type { CastColumn } from './declare-casts.ts'
import type { MatchedRemedy } from './match-remedies.ts'
import type { Treatment } from './remedy-session.ts'
import { describeSkip, type SkipTarget, skipTarget } from './skip-target.ts'

/** Collects over all passes what the remedies have done, and what they ask of the schema. */
export class RemedyLog {
  readonly #applied = new Map<string, AppliedRemedy>()
  readonly #failed = new Map<string, Issue>()
  /** By issue: what to say of a remedy that has changed nothing about it. */
  readonly #idle = new Map<string, { readonly remedy: Remedy; readonly told: Issue }>()
  /** By issue and generated column. */
  readonly #followed = new Map<string, Issue>()
  readonly #effective = new Set<Remedy>()
  readonly #treated = new Set<string>()
  readonly #casts: CastColumn[] = []
  readonly #skips: SkipTarget[] = []
  readonly #drops: MatchedRemedy[] = []
  readonly #renames: Record<string, string> = {}

  get applied(): readonly AppliedRemedy[] {
    return [...this.#applied.values()]
  }

  /** The remedies that could not do what they were to do, those that changed nothing, and what has followed the others. */
  get issues(): readonly Issue[] {
    const idle = this.#idle.values().filter(({ remedy }) => !this.#effective.has(remedy))
    return [...this.#failed.values(), ...idle.map(({ told }) => told), ...this.#followed.values()]
  }

  /** The ids of the issues that a remedy was found for. */
  get treated(): ReadonlySet<string> {
    return this.#treated
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
    this.#treated.add(id)
    if ('obstacle' in treatment) {
      this.#fail(matched, planned.issue.rows, treatment.obstacle)
      return 0
    }
    if (isFirst && remedy.do === 'drop-row') this.#drops.push(matched)
    const isCast = remedy.do === 'cast' && treatment.declares
    if (isFirst && isCast && table !== null && column !== null) {
      this.#casts.push({ table, column, from: remedy.from })
    }
    if (treatment.reason !== null) {
      const before = this.#failed.get(id)?.rows ?? 0
      this.#fail(matched, before + treatment.refused, treatment.reason)
    }
    for (const change of treatment.computed) this.#follow(matched, change)
    if (treatment.idle > 0) this.#changedNothing(matched, treatment.idle)
    if (treatment.rows === 0) return 0
    this.#effective.add(remedy)
    const before = this.#applied.get(id)
    const rows = (before?.rows ?? 0) + treatment.rows
    const examples = [...(before?.examples ?? []), ...treatment.examples].slice(0, MAX_EXAMPLES)
    const effect = `${amount(rows, remedy.do === 'drop-row' ? 'row' : 'value')} ${treatment.effect}`
    this.#apply(matched, { rows, examples, effect })
    return treatment.rows
  }

  /** Writes down a rename or a skip, which change no rows. */
  decided(matched: MatchedRemedy): void {
    const { id, remedy, planned } = matched
    this.#treated.add(id)
    const { table, column, object } = planned.issue
    if (remedy.do === 'rename') {
      if (object !== null || table === null)
        this.#fail(matched, 0, 'only tables and columns can have another name')
      else {
        this.#renames[column === null ? table : `${table}.${column}`] = remedy.to
        this.#apply(matched, { rows: 0, examples: [], effect: `renamed to ${remedy.to}` })
      }
      return
    }
    const target = skipTarget(planned.issue)
    if (target === null) this.#fail(matched, 0, 'there is nothing to leave out; a waiver accepts the issue')
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

  #changedNothing({ id, remedy, planned }: MatchedRemedy, rows: number): void {
    const { table, column } = planned.issue
    const what = remedy.do === 'cast' ? `"cast" from ${remedy.from}` : `"${remedy.do}"`
    const message = `The remedy ${what} changed nothing: ${amount(rows, 'row')} of the issue ${rows === 1 ? 'is' : 'are'} as before`
    const place = { ...(table === null ? {} : { table }), ...(column === null ? {} : { column }) }
    const told = issue('remedy-failed', { ...place, object: id, rows, message, priority: 'MED' })
    this.#idle.set(id, { remedy, told })
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

  #fail({ id, remedy, planned }: MatchedRemedy, rows: number, reason: string): void {
    const { table, column } = planned.issue
    const what = rows === 0 ? 'could not be applied' : `left ${amount(rows, 'row')} as they were`
    const message = `The remedy "${remedy.do}" ${what}: ${reason}`
    const place = { ...(table === null ? {} : { table }), ...(column === null ? {} : { column }) }
    const priority = rows === 0 ? 'MED' : 'HIGH'
    this.#failed.set(id, issue('remedy-failed', { ...place, object: id, rows, message, priority }))
  }
}
