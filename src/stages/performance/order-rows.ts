import { type Comparable, SINCE_1970 } from './comparable-value.ts'
import { isNear, type Tolerance } from './tolerance.ts'

export type Row = readonly Comparable[]

type Key = string | number

/** How the values of one column of a result decide the place of their row. */
type KeyOf = (value: Comparable | undefined) => Key

/**
 * Brings the rows of both sides into one order, so that equal results stand side by side. What is exact decides first.
 * Doubles whose last digits are chance come after that, those that are near to each other as one; only then each alone.
 */
export function inOneOrder(
  sqlite: readonly Row[],
  postgres: readonly Row[],
  tolerance: Tolerance,
): readonly [readonly Row[], readonly Row[]] {
  const places = [...(sqlite[0] ?? []).keys()]
  const exact: { readonly at: number; readonly keyOf: KeyOf }[] = []
  const near: typeof exact = []
  const raw: typeof exact = []
  for (const at of places) {
    const values = [...sqlite, ...postgres].flatMap((row) => row[at] ?? [])
    if (values.some(isDouble)) {
      near.push({ at, keyOf: clusterKey(values, tolerance) })
      raw.push({ at, keyOf: sizeOf })
    } else exact.push({ at, keyOf: values.some(isSince1970) ? sizeOf : exactKey })
  }
  const columns = [...exact, ...near, ...raw]
  return [sorted(sqlite, columns), sorted(postgres, columns)]
}

function sorted(
  rows: readonly Row[],
  columns: readonly { readonly at: number; readonly keyOf: KeyOf }[],
): readonly Row[] {
  return rows
    .map((row) => ({ row, keys: columns.map(({ at, keyOf }) => keyOf(row[at])) }))
    .toSorted((a, b) => compareKeys(a.keys, b.keys))
    .map(({ row }) => row)
}

function compareKeys(left: readonly Key[], right: readonly Key[]): number {
  for (const [at, one] of left.entries()) {
    const other = right[at] ?? ''
    // a text of no number beside numbers must have its place too
    const [a, b] = typeof one === typeof other ? [one, other] : [typeof one, typeof other]
    if (a < b) return -1
    if (a > b) return 1
  }
  return 0
}

function isDouble(value: Comparable): boolean {
  return value.kind === 'number' && value.exact === null
}

function isSince1970(value: Comparable): boolean {
  return value.kind === 'text' && value.text.startsWith(SINCE_1970)
}

function exactKey(value: Comparable | undefined): Key {
  if (value === undefined || value.kind === 'null') return ''
  return `=${value.kind === 'number' ? (value.exact ?? value.value) : value.text}`
}

/** By size: what SQLite counts in seconds comes in the order of the moments. */
function sizeOf(value: Comparable | undefined): Key {
  if (value === undefined || value.kind === 'null') return Number.NEGATIVE_INFINITY
  if (value.kind === 'number') return value.value
  const number = Number(value.text.replace(SINCE_1970, ''))
  return value.text.trim() === '' || Number.isNaN(number) ? `=${value.text}` : number
}

/** The same key for all numbers of a column that are near to the next one. */
function clusterKey(values: readonly Comparable[], tolerance: Tolerance): KeyOf {
  const sizes = values.map(sizeOf).filter((size) => typeof size === 'number')
  const clusters = new Map<Key, number>()
  let [before, cluster] = [Number.NaN, 0]
  for (const size of [...new Set(sizes)].toSorted((a, b) => (a < b ? -1 : 1))) {
    if (!isNear(before, size, tolerance)) cluster++
    clusters.set(size, cluster)
    before = size
  }
  return (value) => {
    const size = sizeOf(value)
    return clusters.get(size) ?? size
  }
}
