import { quoteIdentifier } from '../../../sql/quote.ts'
import type { Column, Table } from '../../catalog/catalog.ts'
import { momentType } from './decide-date.ts'
import { decideEpoch } from './decide-epoch.ts'
import { isAllNumbers } from './epoch-column.ts'
import { isoTexts, valueCount } from './followers.ts'
import type { Intent } from './intent.ts'
import { typeIntent } from './type-intent.ts'

type MomentIntent = Extract<Intent, { kind: 'date' | 'timestamp' }>
type MomentKind = 'date' | 'timestamp' | 'timestamptz'
type Habit = Exclude<MomentKind, 'date'>

/**
 * What the other columns of a declaration hold, for one that is empty; null where they do not agree, or hold no moments.
 * Those of its own table are asked first, and where they hold none too, those of the database.
 */
export type MomentHabits = (table: Table, kind: MomentIntent['kind']) => Habit | null

/**
 * What writes the other moments of a row writes those of an empty column too: Better Auth writes times into columns of
 * DATE, GORM offsets into those of DATETIME. Of a type that is not made for them, PostgreSQL drops both in silence.
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-INPUT
 */
export function momentHabits(tables: readonly Table[]): MomentHabits {
  const byTable = new Map(tables.map((table) => [table.name, heldMoments(table)]))
  const held = [...byTable.values()].flat()
  return ({ name }, kind) => {
    const own = kindsOf(byTable.get(name) ?? [], kind)
    return agreed(own.length > 0 ? own : kindsOf(held, kind), kind)
  }
}

interface HeldMoments {
  readonly declared: MomentIntent['kind']
  readonly held: MomentKind
}

function heldMoments(table: Table): readonly HeldMoments[] {
  return table.columns.flatMap((column) => {
    const { intent } = typeIntent(column)
    if ((intent.kind !== 'date' && intent.kind !== 'timestamp') || valueCount(column.profile) === 0) return []
    const held = heldBy(intent, table, column)
    return held === null ? [] : [{ declared: intent.kind, held }]
  })
}

/**
 * Null where no value can be read as a moment: such a column says nothing about others. Decimals that PostgreSQL would
 * round make a text of a column, and leave its values moments.
 */
function heldBy(intent: MomentIntent, table: Table, { name, profile }: Column): MomentKind | null {
  const subject = quoteIdentifier(name)
  if (isAllNumbers(profile)) {
    const { kind } = decideEpoch(profile, subject, table).type
    return kind === 'timestamptz' ? kind : null
  }
  return isoTexts(profile) > 0 ? momentType(intent, profile).kind : null
}

function kindsOf(columns: readonly HeldMoments[], kind: MomentIntent['kind']): readonly MomentKind[] {
  return columns.filter(({ declared }) => declared === kind).map(({ held }) => held)
}

/** With an offset where all have one; without, where all have times: of either the declared type would be the one. */
function agreed(kinds: readonly MomentKind[], declared: MomentIntent['kind']): Habit | null {
  if (kinds.length === 0) return null
  if (kinds.every((kind) => kind === 'timestamptz')) return 'timestamptz'
  const haveTimes = kinds.every((kind) => kind === 'timestamp' || kind === 'timestamptz')
  return declared === 'date' && haveTimes ? 'timestamp' : null
}
