import * as z from 'zod'
import { CATEGORIES, PRIORITIES } from '../../issues/issue-ranks.ts'
import type { RemedyKind } from '../../issues/remedy.ts'
import { count, rowKey } from './record-fields.ts'

const remedyKinds = [
  'default',
  'null',
  'truncate',
  'clamp',
  'strip',
  'replace',
  'drop-row',
  'cast',
  'rename',
  'skip',
  'sql',
] as const satisfies readonly RemedyKind[]

// Records and histories that were written before a field was there are read as if it held nothing.
const nothing = () => z.string().nullable().default(null)

/** One issue of a record. */
export const issueSchema = z.object({
  id: z.string().describe('`category/code:table.column[object]`; stable, free of counts and rows'),
  leg: nothing().describe(
    'Which of the records that were put together has found it; its id there is without this name. null in the record of one run',
  ),
  category: z.enum(CATEGORIES).describe('The category of the methodology'),
  code: z.string().describe('One of docs/issues.md'),
  priority: z
    .enum(PRIORITIES)
    .describe('HIGH: data or the next write would be lost. MED: behaviour differs. LOW: worth knowing'),
  state: z.enum(['new', 'remaining', 'regressed']).describe('Compared with the runs before'),
  firstSeenRun: count().min(1).describe('The first run that found it'),
  table: z.string().nullable().describe('In the source'),
  column: z.string().nullable().describe('In the source'),
  declaredType: nothing().describe(
    'As the source declares the column, empty where it declares none; null where the issue is not about one column',
  ),
  targetType: nothing().describe('The type of the column in PostgreSQL, as pg_dump spells it'),
  object: z.string().nullable().describe('The index, constraint, view … that it is about'),
  rows: count().describe('How many rows it concerns, exactly; 0 where it is not about rows'),
  examples: z
    .array(z.object({ key: rowKey }))
    .describe('The first of these rows, by key; values are never here'),
  message: z.string().describe('What was found'),
  remedy: z.string().describe('What the owner can do about it'),
  waived: z
    .object({
      reason: z.string().describe('Why it is acceptable'),
      owner: z.string().nullable().describe('Who says so; null where nobody is named'),
      expires: z.string().describe('The last day on which the waiver holds, YYYY-MM-DD, in UTC'),
    })
    .nullable()
    .describe('The waiver that accepts it; null where there is none'),
})

/** An issue that was open before and is gone. */
export const resolvedIssueSchema = z.object({
  id: z.string().describe('The id it had'),
  category: z.enum(CATEGORIES).describe('The category it had'),
  message: z.string().describe('What had been found'),
  fix: z.string().describe('What removed it, as far as this run can tell'),
})

/** What one remedy of the settings did. */
export const appliedRemedySchema = z.object({
  issue: z.string().describe('The id of the issue that it removed, wholly or in part'),
  remedy: z.enum(remedyKinds).describe('What the settings say to do'),
  table: z.string().describe('In the source'),
  column: z.string().nullable().describe('In the source; null where it is about whole rows'),
  rows: count().describe('How many values or rows it changed, exactly'),
  examples: z.array(rowKey).describe('The first of these rows, by key; values are never here'),
  effect: z.string().describe('What it did, in words'),
})
