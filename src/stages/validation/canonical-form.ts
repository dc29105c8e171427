/** A value in a form in which equal values are the same: it alone decides whether a cell is a mismatch. */
export type CanonicalValue = string | null
