import type * as z from 'zod'

type Node = z.core.$ZodTypes
type Path = readonly PropertyKey[]

/**
 * What a schema allows at a place inside of it. Of a union all alternatives are meant, and what may also be left out or
 * null is meant without that.
 */
export function schemasAt(schema: z.core.$ZodType, path: Path): readonly Node[] {
  return path.reduce<readonly Node[]>(
    (nodes, part) => nodes.flatMap((node) => below(node, part)),
    alternativesOf(schema),
  )
}

/** The keys that an object at a place may have. */
export function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const keys = schemasAt(schema, path).flatMap(({ _zod: { def } }) =>
    def.type === 'object' ? Object.keys(def.shape) : [],
  )
  return [...new Set(keys)].filter((key) =>
    schemasAt(schema, [...path, key]).some(({ _zod }) => _zod.def.type !== 'never'),
  )
}

/** `a text, a number or null`: what may stand at a place. */
export function expectedAt(schema: z.core.$ZodType, path: Path): string {
  const nodes = schemasAt(schema, path)
  const choices = nodes.flatMap(choicesOf)
  const kinds = nodes.flatMap(kindOf).filter((kind) => !choices.includes(kind))
  const all = [...new Set([...(choices.length === 0 ? [] : [oneOf([...new Set(choices)])]), ...kinds])]
  const last = all.at(-1) ?? 'something else'
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} or ${last}`
}

function alternativesOf(schema: z.core.$ZodType): readonly Node[] {
  const node = schema as Node
  const { def } = node._zod
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return alternativesOf(def.innerType)
    case 'pipe':
      return alternativesOf(def.in)
    case 'union':
      return def.options.flatMap(alternativesOf)
    default:
      return [node]
  }
}

function below({ _zod: { def } }: Node, part: PropertyKey): readonly Node[] {
  switch (def.type) {
    case 'object': {
      const inner = Object.hasOwn(def.shape, part) ? def.shape[String(part)] : undefined
      return inner === undefined ? [] : alternativesOf(inner)
    }
    case 'array':
      return alternativesOf(def.element)
    case 'record':
      return alternativesOf(def.valueType)
    default:
      return []
  }
}

function choicesOf({ _zod: { def } }: Node): readonly string[] {
  if (def.type === 'enum') return Object.values(def.entries).map(String)
  return def.type === 'literal' ? def.values.map(String) : []
}

function oneOf(choices: readonly string[]): string {
  return choices.length === 1 ? (choices[0] ?? '') : `one of ${choices.join(', ')}`
}

function kindOf({ _zod: { def } }: Node): readonly string[] {
  switch (def.type) {
    case 'string':
      return ['format' in def && def.format === 'date' ? 'a day like 2027-01-31' : 'a text']
    case 'number':
      return [numberOf(def)]
    case 'bigint':
      return ['a number']
    case 'boolean':
      return ['true or false']
    case 'null':
      return ['null']
    case 'object':
    case 'record':
      return ['keys with values']
    case 'array':
      return ['a list']
    default:
      return []
  }
}

function numberOf({ checks = [], ...def }: z.core.$ZodNumberDef): string {
  const kind = 'format' in def && def.format === 'safeint' ? 'a whole number' : 'a number'
  const least = boundOf(checks, 'greater_than')
  const most = boundOf(checks, 'less_than')
  if (least === null) return most === null ? kind : `${kind} up to ${most}`
  return most === null ? `${kind} from ${least}` : `${kind} from ${least} to ${most}`
}

function boundOf(
  checks: readonly z.core.$ZodCheck<never>[],
  kind: 'greater_than' | 'less_than',
): string | null {
  const bound = checks.map(({ _zod }) => _zod.def).find(({ check }) => check === kind)
  return bound !== undefined && 'value' in bound ? String(bound.value) : null
}
