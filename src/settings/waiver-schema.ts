import * as z from 'zod'
import { words } from './words.ts'

const text = z.string().trim().min(1)

/** `waivers:` of the settings file. A waiver without a reason or an end is none. */
export const waiversSchema = z.array(
  z.strictObject({
    issue: text.describe('the id of an issue, or a glob over ids'),
    reason: words.describe('why it is acceptable'),
    owner: words.nullable().default(null).describe('who says so'),
    expires: z.iso.date().describe('the last day on which it holds, YYYY-MM-DD'),
  }),
)
