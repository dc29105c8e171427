import type * as z from 'zod'

type Flaw = z.core.$ZodIssue
type Path = Flaw['path']

/** What is wrong inside of a structure: `[2].expires: Invalid ISO date`, places counted from 1. */
export function describeStructure(flaws: readonly Flaw[]): string {
  return flaws.flatMap((flaw) => innermost(flaw, [])).join('; ')
}

/**
 * Where a value may be one of several things, the flaws of the one that it was meant to be: the same kind of value, with
 * the fewest flaws.
 */
function innermost(flaw: Flaw, outer: Path): readonly string[] {
  const path = [...outer, ...flaw.path]
  if (flaw.code !== 'invalid_union') return [`${placeOf(path)}${wordsOf(flaw)}`]
  const meant = flaw.errors.filter((flaws) =>
    flaws.every(({ path: within, code }) => within.length > 0 || code !== 'invalid_type'),
  )
  const [best] = meant.toSorted((a, b) => a.length - b.length)
  if (best !== undefined) return best.flatMap((inner) => innermost(inner, path))
  const kinds = flaw.errors.flat().flatMap((inner) => (inner.code === 'invalid_type' ? [inner.expected] : []))
  return [`${placeOf(path)}expected ${[...new Set(kinds)].join(' or ')}`]
}

function wordsOf({ message }: Flaw): string {
  return message.endsWith('received undefined') ? 'is missing' : message
}

function placeOf(path: Path): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`)).join('')
  return place === '' ? '' : `${place.replace(/^\./, '')}: `
}
