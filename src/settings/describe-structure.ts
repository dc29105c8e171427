import type * as z from 'zod'
import { nearestName } from './nearest-name.ts'
import { expectedAt, keysAt } from './schema-place.ts'

type Flaw = z.core.$ZodIssue
type Path = Flaw['path']

/** Something that is wrong inside of a structure. */
export interface InnerMistake {
  /** From the structure on; it may lead to what is not there. */
  readonly path: Path
  /** `[2].expires: expected a day like 2027-01-31, found "soon"`, places counted from 1. */
  readonly message: string
}

/** The structure that was written, and what it should be. */
export interface Structure {
  readonly schema: z.core.$ZodType
  readonly value: unknown
  /** Says what was found in its place; null where it can hold a password. */
  readonly describe: ((value: unknown) => string) | null
}

/** What is wrong inside of a structure; nothing where the whole is of another kind than it should be. */
export function describeStructure(structure: Structure, flaws: readonly Flaw[]): readonly InnerMistake[] {
  const placed = flaws.flatMap((flaw) => innermost(flaw, []))
  const isInside = ({ flaw, path }: Placed) =>
    path.length > 0 || flaw.code === 'unrecognized_keys' || flaw.code === 'custom'
  return placed.some(isInside) ? placed.flatMap(({ flaw, path }) => mistakesOf(structure, flaw, path)) : []
}

interface Placed {
  readonly flaw: Flaw
  readonly path: Path
}

/**
 * Where a value may be one of several things, the flaws of the one that it was meant to be: the same kind of value, with
 * the fewest flaws.
 */
function innermost(flaw: Flaw, outer: Path): readonly Placed[] {
  const path = [...outer, ...flaw.path]
  if (flaw.code !== 'invalid_union') return [{ flaw, path }]
  const meant = flaw.errors.filter((flaws) =>
    flaws.every(
      ({ path: within, code }) => within.length > 0 || (code !== 'invalid_type' && code !== 'invalid_value'),
    ),
  )
  const [best] = meant.toSorted((a, b) => a.length - b.length)
  return best === undefined ? [{ flaw, path }] : best.flatMap((inner) => innermost(inner, path))
}

function mistakesOf(structure: Structure, flaw: Flaw, path: Path): readonly InnerMistake[] {
  const { schema } = structure
  if (flaw.code === 'unrecognized_keys') {
    const known = keysAt(schema, path)
    return flaw.keys.map((key) => at([...path, key], unknownKey(key, known)))
  }
  if (flaw.code === 'invalid_key') return [at(path.slice(0, -1), 'expected a name, found nothing')]
  return [at(path, wordsOf(structure, flaw, path))]
}

function at(path: Path, message: string): InnerMistake {
  return { path, message: `${placeOf(path)}${message}` }
}

/** Of alternatives each has its own keys, so one that is right elsewhere is no proposal. */
function unknownKey(key: string, known: readonly string[]): string {
  const near = nearestName(
    key,
    known.filter((name) => name !== key),
  )
  if (near !== null && !known.includes(key)) return `unknown key; did you mean ${near}?`
  return known.includes(key) ? 'does not belong beside the other keys' : 'unknown key'
}

function wordsOf({ schema, value, describe }: Structure, flaw: Flaw, path: Path): string {
  if (flaw.code === 'custom' || (flaw.code === 'invalid_type' && flaw.expected === 'never'))
    return flaw.message
  if (flaw.code === 'too_small' && flaw.origin === 'array') return 'expected one entry at least'
  const found = valueAt(value, path)
  const expected = `expected ${expectedAt(schema, path)}`
  if (found === undefined) return `is missing: ${expected}`
  return describe === null ? expected : `${expected}, found ${describe(found)}`
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? (inner as Readonly<Record<PropertyKey, unknown>>)[part]
        : undefined,
    value,
  )
}

function placeOf(path: Path): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`)).join('')
  return place === '' ? '' : `${place.replace(/^\./, '')}: `
}
