/**
 * The known name that a mistyped one probably means, or null when none is near: at most a third of its
 * letters may differ. `failOn` and `fail_on` are as near to `fail-on` as can be.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  const wanted = toKebabCase(name)
  const distances = known.map((candidate) => ({ candidate, distance: editDistance(wanted, candidate) }))
  const nearest = distances.toSorted((a, b) => a.distance - b.distance)[0]
  if (nearest === undefined) return null
  return nearest.distance <= Math.max(1, Math.floor(nearest.candidate.length / 3)) ? nearest.candidate : null
}

function toKebabCase(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}

/** Levenshtein's distance, one row of the matrix at a time. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const current = [i + 1]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
