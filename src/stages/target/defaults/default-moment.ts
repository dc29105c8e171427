import { childrenOf } from '../../../sql/parsing/children-of.ts'
import type { Expression, ExpressionOf } from '../../../sql/parsing/expression.ts'
import { integerOf } from '../../../sql/parsing/integer-of.ts'
import {
  DAY,
  DAY_AND_TIME,
  DECIMALS,
  exampleOf,
  joined,
  type MomentFormat,
  type MomentUnit,
  readFormat,
  replaced,
  smallestUnit,
  TIME,
} from './moment-format.ts'
import { type Clock, cutAt, MOST_SECONDS, modify, NOW, withoutNeedlessCuts } from './moment-steps.ts'

/** A DEFAULT that is the moment of the INSERT, taken apart. */
export interface Moment extends Clock {
  /** What is cut off below. */
  readonly unit: MomentUnit
  /** How SQLite spells it; null for a number of seconds since 1970. */
  readonly format: MomentFormat | null
}

/** The present moment that a tree is; null where it is none, or none that PostgreSQL gives alike. */
export function momentOf(tree: Expression): Moment | null {
  switch (tree.kind) {
    case 'moment':
      return spelled(NOW, FORMATS[tree.name] ?? null)
    case 'cast':
      return castMoment(tree)
    case 'call':
      return tree.name.toLowerCase() === 'replace' ? replacedMoment(tree.args) : calledMoment(tree)
    case 'binary':
      return tree.operator === '||' ? joinedMoment(tree.left, tree.right) : movedMoment(tree)
    default:
      return null
  }
}

/** What the modifier 'subsec' makes of the formats that end in a second. https://www.sqlite.org/lang_datefunc.html#modifiers */
const WITH_DECIMALS: Readonly<Record<string, MomentFormat>> = {
  datetime: [...DAY_AND_TIME, ...DECIMALS],
  date: DAY,
  time: [...TIME, ...DECIMALS],
}

const FORMATS: Readonly<Record<string, MomentFormat>> = {
  current_timestamp: DAY_AND_TIME,
  current_date: DAY,
  current_time: TIME,
  datetime: DAY_AND_TIME,
  date: DAY,
  time: TIME,
}

function spelled(clock: Clock | null, format: MomentFormat | null): Moment | null {
  if (clock === null || format === null) return null
  const unit = smallestUnit(format)
  return { ...withoutNeedlessCuts(clock, unit), unit, format }
}

function inSeconds(clock: Clock | null): Moment | null {
  return clock && { ...withoutNeedlessCuts(clock, 'second'), unit: 'second', format: null }
}

/** A CAST changes nothing of seconds, nor of a text that is one. */
function castMoment({ operand, type }: ExpressionOf<'cast'>): Moment | null {
  const moment = momentOf(operand)
  if (moment !== null) return moment.format === null || /char|clob|text/i.test(type) ? moment : null
  if (!/int/i.test(type)) return null
  const precise = preciseEpochOf(operand)
  if (precise !== null) return inSeconds(precise)
  if (operand.kind !== 'binary' || operand.operator !== '*') return null
  const { left, right } = operand
  const isNow = isNumber(right, 86_400) ? areDays(left) : isNumber(left, 86_400) && areDays(right)
  return isNow ? inSeconds(NOW) : null
}

/**
 * `julianday('now') - 2440587.5`: days since 1970, with their fraction. Of a whole second SQLite can give less than that
 * second, so no other moment is read.
 */
export function areDays(tree: Expression): boolean {
  if (tree.kind !== 'binary' || tree.operator !== '-' || !isNumber(tree.right, 2_440_587.5)) return false
  const { left } = tree
  const clock = left.kind === 'call' && left.name.toLowerCase() === 'julianday' ? clockOf(left.args) : null
  return clock?.local === false && clock.steps.length === 0
}

export function isNumber(tree: Expression, value: number): boolean {
  return tree.kind === 'number' && Number(tree.text) === value
}

function calledMoment({ name, args }: ExpressionOf<'call'>): Moment | null {
  switch (name.toLowerCase()) {
    case 'datetime':
    case 'date':
    case 'time': {
      const formats = isPrecise(args) ? WITH_DECIMALS : FORMATS
      return spelled(clockOf(args), formats[name.toLowerCase()] ?? null)
    }
    case 'unixepoch':
      return isPrecise(args) ? null : inSeconds(clockOf(args))
    case 'strftime': {
      const [format, ...others] = args
      if (format?.kind !== 'text') return null
      const clock = clockOf(others)
      if (format.value !== '%s') return spelled(clock, readFormat(format.value))
      return isPrecise(others) ? null : inSeconds(clock)
    }
    default:
      return null
  }
}

/** `unixepoch('subsec')`: the clock of seconds with their decimals; null for anything else, and for local time. */
export function preciseEpochOf(tree: Expression): Clock | null {
  if (tree.kind !== 'call' || !isPrecise(tree.args)) return null
  const [format, ...others] = tree.args
  const isStrftime = tree.name.toLowerCase() === 'strftime' && textOf(format) === '%s'
  const args = isStrftime ? others : tree.name.toLowerCase() === 'unixepoch' ? tree.args : null
  const clock = args && clockOf(args)
  return clock?.local === false ? clock : null
}

function isPrecise(args: readonly Expression[]): boolean {
  return args.some(isSubsec)
}

function isSubsec(arg: Expression): arg is ExpressionOf<'text'> {
  return arg.kind === 'text' && /^subsec(?:ond)?$/i.test(arg.value)
}

/** The modifier 'subsec' moves no clock, and as the first argument it stands for 'now' as well. */
function withoutSubsec(args: readonly Expression[]): readonly Expression[] {
  return args.flatMap<Expression>((arg, at) => {
    if (!isSubsec(arg)) return [arg]
    return at === 0 ? [{ ...arg, value: 'now' }] : []
  })
}

/** The clock that the arguments of a date function set: a present moment, and modifiers. */
function clockOf(args: readonly Expression[]): Clock | null {
  const [base, ...others] = withoutSubsec(args)
  if (base === undefined) return NOW
  const [clock, modifiers] = baseOf(base, others.map(textOf))
  return modifiers.reduce<Clock | null>(
    (modified, modifier) => (modified === null || modifier === null ? null : modify(modified, modifier)),
    clock,
  )
}

function textOf(arg: Expression | undefined): string | null {
  return arg?.kind === 'text' ? arg.value : null
}

type Modifiers = readonly (string | null)[]

/** SQLite reads the moment that it has spelled itself, as far as it was spelled; and its seconds where it is told so. */
function baseOf(base: Expression, modifiers: Modifiers): readonly [Clock | null, Modifiers] {
  if (base.kind === 'text') return [base.value.toLowerCase() === 'now' ? NOW : null, modifiers]
  const moment = momentOf(base)
  if (moment === null) return [null, modifiers]
  const clock = cutAt(moment, moment.unit)
  const [first, ...others] = modifiers
  if (moment.format === null) return [first?.toLowerCase() === 'unixepoch' ? clock : null, others]
  return [READ_BACK.test(exampleOf(moment.format)) ? clock : null, modifiers]
}

/** https://www.sqlite.org/lang_datefunc.html#time_values */
const READ_BACK = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?$/

/** `replace(datetime('now'), ' ', 'T')` */
function replacedMoment([text, pattern, by, ...others]: readonly Expression[]): Moment | null {
  const moment = text === undefined ? null : momentOf(text)
  if (moment?.format == null || pattern?.kind !== 'text' || by?.kind !== 'text' || others.length > 0)
    return null
  return isWritable(by.value) ? spelled(moment, replaced(moment.format, pattern.value, by.value)) : null
}

/** `datetime('now') || 'Z'`, `date('now') || ' ' || time('now')` */
function joinedMoment(left: Expression, right: Expression): Moment | null {
  const [a, b] = [written(left) ?? momentOf(left), written(right) ?? momentOf(right)]
  if (a?.format == null || b?.format == null) return null
  const clock = 'steps' in a ? a : 'steps' in b ? b : null
  if (clock === null || ('steps' in b && !isSameClock(clock, b))) return null
  return spelled(clock, joined([...a.format, ...b.format]))
}

function written(tree: Expression): { readonly format: MomentFormat } | null {
  return tree.kind === 'text' && isWritable(tree.value) ? { format: [{ text: tree.value }] } : null
}

function isWritable(text: string): boolean {
  return !text.includes('\0')
}

function isSameClock(a: Clock, b: Clock): boolean {
  return a.local === b.local && JSON.stringify(a.steps) === JSON.stringify(b.steps)
}

/** `unixepoch() + 86400` */
function movedMoment({ operator, left, right }: ExpressionOf<'binary'>): Moment | null {
  if (operator !== '+' && operator !== '-') return null
  const [base, number] = operator === '+' && integerOf(left) !== null ? [right, left] : [left, right]
  const [moment, count] = [momentOf(base), integerOf(number)]
  if (moment?.format !== null || count === null || Math.abs(count) > MOST_SECONDS) return null
  const seconds = operator === '+' ? count : -count
  return { ...moment, steps: [...moment.steps, { kind: 'add', interval: `${seconds} seconds` }] }
}

const DATE_FUNCTIONS = ['datetime', 'date', 'time', 'unixepoch', 'strftime', 'julianday']

/** Why a tree with a present moment is none that {@link momentOf} reads; null where it has none. */
export function unequalMoment(tree: Expression): string | null {
  const call = tree.kind === 'call' && DATE_FUNCTIONS.includes(tree.name.toLowerCase()) ? tree : null
  if (call !== null) return call.name.toLowerCase() === 'julianday' ? null : unequalCall(call)
  return hasMoment(tree) ? COMPUTED : null
}

const COMPUTED = 'what is computed here of the present moment has no equivalent'

function hasMoment(tree: Expression): boolean {
  const isCall = tree.kind === 'call' && DATE_FUNCTIONS.includes(tree.name.toLowerCase())
  return tree.kind === 'moment' || isCall || childrenOf(tree).some(hasMoment)
}

function unequalCall({ name, args }: ExpressionOf<'call'>): string | null {
  const shown = `${name.toLowerCase()}()`
  const [base, ...modifiers] = withoutSubsec(name.toLowerCase() === 'strftime' ? args.slice(1) : args)
  const isPresent = base === undefined || baseOf(base, modifiers.map(textOf))[0] !== null
  if (!isPresent) return `${shown} is translated for 'now'`
  const known = modifiers.map((_, at) => clockOf([...(base ? [base] : []), ...modifiers.slice(0, at + 1)]))
  const modifier = modifiers[known.indexOf(null)]
  if (modifier === undefined) return `the format of ${shown} has no equivalent`
  if (modifier.kind !== 'text') return `a modifier of ${shown} is computed`
  const isMonths = /^[+-]?\d+ +(month|year)s?$/i.test(modifier.value)
  const why = isMonths ? ': PostgreSQL ends it where the month does' : ''
  return `the modifier '${modifier.value}' of ${shown} has no equivalent${why}`
}
