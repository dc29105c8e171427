import type { Column } from '../catalog/catalog.ts'
import type { TargetType } from '../target/target-schema.ts'
import { takesAllValues } from './takes-all-values.ts'

/** A remedy that could be written into the settings for an issue. */
export interface Suggestion {
  /** What stands behind `issue:` in the settings file, a line each: `do: cast`, `from: boolean`. */
  readonly lines: readonly string[]
  /** `reads the words as true and false` */
  readonly does: string
  /** It loses data, or is one choice of several: the owner must decide. */
  readonly open: boolean
}

export function asked(action: string, does: string): Suggestion {
  return { lines: linesOf(action), does, open: false }
}

/** Written as a comment: `cast, from: hex` is for the owner to decide. */
export function open(action: string, does: string): Suggestion {
  return { lines: linesOf(action), does, open: true }
}

export function castTo(from: string, does: string): Suggestion {
  return asked(`cast, from: ${from}`, does)
}

/** `cast, from: hex` becomes `do: cast` and `from: hex`. */
function linesOf(action: string): readonly string[] {
  return `do: ${action}`.split(', ')
}

/**
 * The values cannot be kept: NULL where the column allows it, else its DEFAULT, else the owner must choose. Null where the
 * type of the target was made for them, so that they arrive.
 */
export function misfit(column: Column | undefined, type: TargetType | null): Suggestion | null {
  if (column !== undefined && type !== null && takesAllValues(type, column.profile)) return null
  if (column !== undefined && !column.notNull) return open("'null'", 'sets the values to NULL: they are lost')
  return column?.defaultText == null
    ? open('drop-row', 'drops the rows; or "do: replace" with a value')
    : open('default', 'replaces the values by the DEFAULT of the column: they are lost')
}
