import * as z from 'zod'
import { runRecordSchema } from './run-record.ts'

/** What is needed of JSON Schema to describe a record. */
const nodeSchema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional()
  },
  get items() {
    return nodeSchema.optional()
  },
  get anyOf() {
    return z.array(nodeSchema).optional()
  },
})
type Node = z.infer<typeof nodeSchema>

/** The JSON Schema of the record, draft 2020-12. It allows fields that it does not name, as readers must. */
export function runRecordJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(runRecordSchema, { io: 'input' })
  return { $schema, title: 'Run record of pg-rehearsal (record.json)', ...schema }
}

/** Every field of the record as rows of a Markdown table: path, type, meaning. */
export function describeRunRecord(): string {
  const root = nodeSchema.parse(runRecordJsonSchema())
  const header = ['| field | type | meaning |', '|---|---|---|']
  return [...header, ...describeProperties(root, '')].join('\n')
}

function describeProperties(node: Node, path: string): readonly string[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const field = path === '' ? name : `${path}.${name}`
    const row = `| \`${field}\` | ${typeOf(child)} | ${(child.description ?? '').replaceAll('|', '\\|')} |`
    const inner = innerObject(child)
    return [row, ...(inner === null ? [] : describeProperties(inner.node, field + inner.suffix))]
  })
}

function innerObject(node: Node): { readonly node: Node; readonly suffix: string } | null {
  if (node.items !== undefined) {
    const inner = innerObject(node.items)
    return inner === null ? null : { node: inner.node, suffix: `[]${inner.suffix}` }
  }
  const candidate = [node, ...(node.anyOf ?? [])].find(({ properties }) => properties !== undefined)
  return candidate === undefined ? null : { node: candidate, suffix: '' }
}

function typeOf(node: Node): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(' ')
  if (node.anyOf !== undefined) return node.anyOf.map(typeOf).join(' or ')
  if (node.items !== undefined) return `array of ${typeOf(node.items)}`
  return [node.type ?? 'any'].flat().join(' or ')
}
