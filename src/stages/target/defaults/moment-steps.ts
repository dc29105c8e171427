import type { MomentUnit } from './moment-format.ts'

/** What is done to the present moment, as PostgreSQL does it to a timestamp without time zone. */
export type MomentStep =
  /** An interval, as PostgreSQL writes it. */
  | { readonly kind: 'add'; readonly interval: string }
  | { readonly kind: 'cut'; readonly unit: MomentUnit | 'month' | 'year' }

/** The present moment and what is done to it, in this order. */
export interface Clock {
  readonly steps: readonly MomentStep[]
  /** In the time zone of the machine instead of UTC. */
  readonly local: boolean
}

export const NOW: Clock = { steps: [], local: false }

const SECONDS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  month: 31 * 86_400,
  year: 366 * 86_400,
}

/** A thousand years: what lies beyond the calendar of SQLite is NULL there. */
export const MOST_SECONDS = 366_000 * 86_400

/**
 * The clock with the modifier of a date function; null where PostgreSQL would count in another way, and where SQLite does
 * not know it. Months and years are added to the first of a month alone: from the 31st of January on, a month later is
 * the 3rd of March in SQLite and the 28th of February in PostgreSQL. https://www.sqlite.org/lang_datefunc.html#modifiers
 */
export function modify({ steps, local }: Clock, modifier: string): Clock | null {
  const [, amount = '', unit = ''] =
    /^([+-]?\d{1,12}) +(second|minute|hour|day|month|year)s?$/i.exec(modifier) ?? []
  if (unit !== '') {
    const name = unit.toLowerCase()
    const isKnown = !/^(month|year)$/.test(name) || isFirstOfMonth(steps)
    const isNear = Math.abs(Number(amount)) * (SECONDS[name] ?? 0) <= MOST_SECONDS
    const written = modifier.toLowerCase().replace(/ +/, ' ')
    return isKnown && isNear ? { steps: [...steps, { kind: 'add', interval: written }], local } : null
  }
  const cut = /^start of (month|year|day)$/.exec(modifier.toLowerCase())?.[1]
  if (cut === 'month' || cut === 'year' || cut === 'day')
    return { steps: [...steps, { kind: 'cut', unit: cut }], local }
  const isWhole = steps.every((step) => step.kind === 'cut' && /^(second|milliseconds)$/.test(step.unit))
  return modifier.toLowerCase() === 'localtime' && !local && isWhole ? { steps, local: true } : null
}

function isFirstOfMonth(steps: readonly MomentStep[]): boolean {
  const last = steps.findLast((step) => step.kind === 'cut' || !/ (month|year)s?$/.test(step.interval))
  if (last?.kind !== 'cut') return false
  return last.unit === 'month' || last.unit === 'year' || isFirstOfMonth(steps.slice(0, steps.indexOf(last)))
}

/** The clock, cut off below the unit. */
export function cutAt({ steps, local }: Clock, unit: MomentUnit): Clock {
  return { steps: [...steps, { kind: 'cut', unit }], local }
}

/** The clock without cuts that a last one at the unit makes needless: all steps add whole seconds. */
export function withoutNeedlessCuts({ steps, local }: Clock, unit: MomentUnit): Clock {
  const isNeedless = (step: MomentStep) =>
    step.kind === 'cut' &&
    (step.unit === 'milliseconds' || (step.unit === 'second' && unit !== 'milliseconds'))
  return { steps: steps.filter((step) => !isNeedless(step)), local }
}

/**
 * The steps, done to a timestamp without time zone, so that no change of the clocks in the time zone of the session
 * counts. https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-TRUNC
 *
 * @param timestamp a PostgreSQL expression
 */
export function renderSteps(timestamp: string, { steps }: Pick<Clock, 'steps'>): string {
  return steps.reduce(
    (sql, step) =>
      step.kind === 'add' ? `(${sql} + '${step.interval}'::interval)` : `date_trunc('${step.unit}', ${sql})`,
    timestamp,
  )
}
