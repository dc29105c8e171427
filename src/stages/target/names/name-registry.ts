import { createHash } from 'node:crypto'

/** What PostgreSQL keeps of a name. https://www.postgresql.org/docs/current/limits.html */
export const LONGEST_NAME_BYTES = 63

/**
 * Gives names that PostgreSQL takes as they are, each of them once. Names that need no change should be taken
 * first; the same calls in the same order give the same names.
 */
export interface NameRegistry {
  /** The name itself where it is free, a cut or numbered one otherwise. */
  readonly take: (wanted: string) => string
  readonly has: (name: string) => boolean
}

export function createNameRegistry(): NameRegistry {
  const taken = new Set<string>()
  return {
    take: (wanted) => {
      const name = firstFree(fitName(wanted), taken)
      taken.add(name)
      return name
    },
    has: (name) => taken.has(name),
  }
}

/** A name of at most 63 bytes: a longer one is cut between characters and ends in a hash of the whole. */
export function fitName(name: string): string {
  if (name === '') return 'unnamed'
  if (Buffer.byteLength(name) <= LONGEST_NAME_BYTES) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return withSuffix(name, `_${hash}`)
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  let candidate = name
  for (let number = 1; taken.has(candidate); number++) candidate = withSuffix(name, `_${number}`)
  return candidate
}

function withSuffix(name: string, suffix: string): string {
  return headOf(name, LONGEST_NAME_BYTES - Buffer.byteLength(suffix)) + suffix
}

/** As much of a name as goes into so many bytes, cut between characters. */
export function headOf(name: string, bytes: number): string {
  let head = ''
  for (const character of name) {
    if (Buffer.byteLength(head + character) > bytes) break
    head += character
  }
  return head
}
