import { posix } from 'node:path'
import type { Sources } from './architecture.ts'
import { scanSource } from './scan-source.ts'
import { KNOWN_CYCLES } from './staircase.ts'

/**
 * Files that import themselves by others, values or types, each cycle once, as `a.ts → b.ts → a.ts`: neither of them can be
 * read, moved or tested without the other. What {@link KNOWN_CYCLES} names is left out.
 */
export function findCycles(sources: Sources): readonly string[] {
  const imports = new Map(Object.entries(sources).map(([path, source]) => [path, importsOf(path, source)]))
  const cycles = new Map<string, string>()
  for (const path of imports.keys()) {
    const way = wayBack(path, imports)
    if (way === null) continue
    const key = way.toSorted().join()
    if (!cycles.has(key)) cycles.set(key, [...way, path].join(' → '))
  }
  return [...cycles.values()]
}

function importsOf(path: string, source: string): readonly string[] {
  return scanSource(source)
    .imports.filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => posix.join(posix.dirname(path), specifier))
    .filter((target) => KNOWN_CYCLES[path] !== target)
}

/** The files of the shortest way from a file to itself; null where there is none. */
function wayBack(start: string, imports: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const seen = new Set<string>()
  let ways: readonly (readonly string[])[] = [[start]]
  while (ways.length > 0) {
    const next: (readonly string[])[] = []
    for (const way of ways) {
      for (const target of imports.get(way.at(-1) ?? '') ?? []) {
        if (target === start) return way
        if (seen.has(target)) continue
        seen.add(target)
        next.push([...way, target])
      }
    }
    ways = next
  }
  return null
}
