import { EPOCH_UNITS, type EpochUnit, momentOfEpoch } from '../epoch.ts'
import {
  beginsSpelling,
  isMomentText,
  MOMENT_TYPES,
  type MomentType,
  offsetOf,
  spellingOf,
} from '../moment-spelling.ts'
import { quoteLiteral } from '../quote.ts'
import { type Term, term, Untranslatable } from './term.ts'

/** What a timestamp or a time of a column is, as the comparison must know it. */
interface Moments {
  readonly type: MomentType
  /** That of all values, or what they count; empty where there are none. */
  readonly spelling: string
}

/**
 * Two sides of which one is a timestamp or a time, where their values compare as their moments do: texts of one
 * spelling, or numbers that count the same. Null where none of them is.
 *
 * @throws Untranslatable where the values compare in another way
 */
export function comparableMoments(left: Term, right: Term): readonly [Term, Term] | null {
  if (!isMoment(left) && !isMoment(right)) return null
  const [a, b] = [momentsOf(left), momentsOf(right)]
  if (a !== null && b !== null) {
    if (a.type !== b.type) throw new Untranslatable(`a ${a.type} is compared with a ${b.type}`)
    if (a.spelling === b.spelling || a.spelling === '' || b.spelling === '') return [left, right]
    throw new Untranslatable(`the two ${a.type} values have two forms`)
  }
  if (a !== null) return [left, literalLike(right, a)]
  return b === null ? null : [literalLike(left, b), right]
}

/**
 * The comparison with a literal as which the texts begin: `at > '2024-01-01'` is true of midnight too, whose text is
 * longer. Null where it is not of that kind.
 */
export function compareBeginning(operator: string, left: Term, right: Term): Term | null {
  const order = ORDERS[operator]
  if (order === undefined) return null
  if (isMoment(left)) return beyond(left, order, right)
  return isMoment(right) ? beyond(right, order === '>=' ? '<' : '>=', left) : null
}

/** No longer text equals the shorter one. */
const ORDERS: Readonly<Record<string, '<' | '>='>> = { '<': '<', '<=': '<', '>': '>=', '>=': '>=' }

function beyond(value: Term, order: '<' | '>=', { literal }: Term): Term | null {
  const moments = literal?.kind === 'text' ? momentsOf(value) : null
  if (moments === null || literal?.kind !== 'text') return null
  const { type, spelling } = moments
  const text = literal.value
  if (!isMomentText(text, type) || !beginsSpelling(text, spelling)) return null
  return term(`(${value.sql} ${order} ${written(text, type, offsetOf(spelling))})`, 'boolean')
}

export function isMoment({ type }: Term): boolean {
  return MOMENT_TYPES.some((moment) => moment === type)
}

/** @throws Untranslatable where its texts have several spellings */
function momentsOf({ type, spelling, collation }: Term): Moments | null {
  const moment = MOMENT_TYPES.find((known) => known === type)
  if (moment === undefined) return null
  if (spelling === null) throw new Untranslatable(`the texts of a ${moment} have several forms`)
  if (collation !== null && !['BINARY', 'NOCASE', 'RTRIM'].includes(collation))
    throw new Untranslatable(`the collation ${collation} belongs to the application`)
  return { type: moment, spelling }
}

function literalLike(value: Term, { type, spelling }: Moments): Term {
  const unit = EPOCH_UNITS.find((known) => known === spelling)
  if (unit !== undefined) return countedLiteral(value, unit)
  const text = value.literal?.kind === 'text' ? value.literal.value : null
  if (text === null) throw new Untranslatable(`a ${type} is compared with what is none`)
  if (!isMomentText(text, type)) throw new Untranslatable(`a ${type} is compared with a text that is none`)
  const isWhole = type === 'time' || text.length > 10
  if (spelling === spellingOf(text) || (spelling === '' && isWhole))
    return { ...value, sql: written(text, type, offsetOf(spellingOf(text))) }
  throw new Untranslatable(`a ${type} is compared with a text of another form than its values have`)
}

function countedLiteral(value: Term, unit: EpochUnit): Term {
  const count = value.literal?.kind === 'integer' ? value.literal.value : null
  const moment = count === null ? null : momentOfEpoch(count, unit)
  if (moment === null) throw new Untranslatable(`${unit} since 1970 are compared with what are none`)
  return { ...value, sql: `${quoteLiteral(moment)}::${SPELLED.timestamptz}` }
}

/** What has no offset was loaded as UTC, whatever the zone of the session is. */
function written(text: string, type: MomentType, offset: string): string {
  const isNaive = type === 'timestamptz' && offsetOf(spellingOf(text)) === ''
  const day = isNaive && text.length === 10 ? `${text} 00:00` : text
  return `${quoteLiteral(isNaive ? `${day}${offset === '' ? 'Z' : offset.trim()}` : text)}::${SPELLED[type]}`
}

const SPELLED: Readonly<Record<MomentType, string>> = {
  timestamp: 'timestamp',
  timestamptz: 'timestamp with time zone',
  time: 'time',
}
