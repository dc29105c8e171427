import * as z from 'zod'

/** What can be asked of a run, as `--fail-on` names it. */
export const FAIL_ON = ['failure', 'partial', 'new-issues', 'not-ready', 'never'] as const
export type FailOn = (typeof FAIL_ON)[number]

export const gateSchema = z.object({
  failOn: z.enum(FAIL_ON).describe('What was asked of the run, as `--fail-on` names it'),
  holds: z.boolean().describe('Whether the run is good enough for it; if not, the exit code was 1'),
  reason: z.string().nullable().describe('Why it does not hold; null where it does'),
})
