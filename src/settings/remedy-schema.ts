import * as z from 'zod'
import { CAST_SOURCES, type Remedy } from '../issues/remedy.ts'

const text = z.string().min(1)
const issue = text.describe('the id of an issue, or a glob over ids')
/** An integer that no double holds is a bigint. */
const number = z.union([z.number(), z.bigint()])
const bound = number.nullable().default(null)

const remedySchema = z.discriminatedUnion('do', [
  z.strictObject({ issue, do: z.literal('default') }),
  // YAML reads `do: null` as nothing; it means the remedy of that name
  z.strictObject({ issue, do: z.null() }),
  z.strictObject({ issue, do: z.literal('null') }),
  z.strictObject({ issue, do: z.literal('truncate'), length: z.int().min(1).nullable().default(null) }),
  z
    .strictObject({ issue, do: z.literal('clamp'), min: bound, max: bound })
    .refine(({ min, max }) => min === null || max === null || min <= max, 'min is greater than max'),
  z.strictObject({ issue, do: z.literal('strip'), characters: text.nullable().default(null) }),
  z.strictObject({
    issue,
    do: z.literal('replace'),
    find: text.nullable().default(null),
    with: z.union([z.string(), number, z.null()]),
  }),
  z.strictObject({ issue, do: z.literal('drop-row') }),
  z.strictObject({ issue, do: z.literal('cast'), from: z.enum(CAST_SOURCES) }),
  z.strictObject({ issue, do: z.literal('rename'), to: text }),
  z.strictObject({ issue, do: z.literal('skip') }),
  z.strictObject({ issue, do: z.literal('sql'), expression: text }),
])

/** `remedies:` of the settings file. */
export const remediesSchema = z.array(remedySchema)

export function toRemedies(written: z.infer<typeof remediesSchema>): readonly Remedy[] {
  return written.map((remedy) => (remedy.do === null ? { ...remedy, do: 'null' } : remedy))
}
