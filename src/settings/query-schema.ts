import * as z from 'zod'
import type { GivenQuery, PerformanceOptions } from '../stages/performance/performance-options.ts'

const text = z.string().trim().min(1)
const value = z.union([z.string(), z.number(), z.bigint(), z.boolean(), z.null()])
const shared = {
  name: text.optional().describe('what the report calls it'),
  parameters: z
    .union([z.array(value), z.record(text, value)])
    .optional()
    .describe('a list for ? and ?1, names with their values for :name'),
}

const querySchema = z.union([
  text.describe('the path of a SQL file; each of its statements is a query'),
  z.strictObject({
    ...shared,
    sql: text.describe('the query as the application sends it to SQLite'),
    postgres: text.optional().describe('the query for PostgreSQL, where it is another'),
  }),
  z.strictObject({
    ...shared,
    file: text.describe('the path of a file with the query for SQLite'),
    'postgres-file': text.optional().describe('the path of a file with the query for PostgreSQL'),
  }),
])

/** `queries:` of the settings file. */
export const queriesSchema = z.array(querySchema).min(1)

const MAX_SECONDS = 60

/** `performance:` of the settings file. */
export const performanceSchema = z.union([
  // YAML 1.2 reads `off` as a text
  z.enum(['on', 'off']),
  z.boolean(),
  z
    .strictObject({
      seed: z.int().min(0).optional().describe('draws other values for the derived queries'),
      'floor-ms': z
        .number()
        .min(0.1)
        .max(1000)
        .optional()
        .describe('what PostgreSQL answers in less than this is too fast to grade'),
      'max-seconds': z.int().min(1).max(3600).optional().describe('the time for all queries together'),
      'query-seconds': z
        .int()
        .min(1)
        .max(3600)
        .optional()
        .describe('the time for one run of one query, in SQLite and in PostgreSQL; then it is stopped'),
    })
    .refine(
      ({ 'query-seconds': query = 0, 'max-seconds': all = MAX_SECONDS }) => query <= all,
      `query-seconds is more than max-seconds (${MAX_SECONDS}, where it is not given), the time for all queries together`,
    ),
])

export type WrittenQuery = z.infer<typeof querySchema>
export type WrittenPerformance = z.infer<typeof performanceSchema>

/** A busy machine of two cores delays an answer of 0.1 ms by 3 ms (measured); the ratio would be its, not the query's. */
const FLOOR_MS = 5

/** The settings with their defaults. */
export function toPerformance(
  queries: readonly WrittenQuery[] | undefined,
  written: WrittenPerformance | undefined,
): PerformanceOptions {
  const details = typeof written === 'object' ? written : {}
  return {
    enabled: written !== 'off' && written !== false,
    queries: (queries ?? []).map(toQuery),
    seed: details.seed ?? 1,
    floorMs: details['floor-ms'] ?? FLOOR_MS,
    maxSeconds: details['max-seconds'] ?? MAX_SECONDS,
    querySeconds: details['query-seconds'] ?? 10,
  }
}

function toQuery(written: WrittenQuery): GivenQuery {
  if (typeof written === 'string') {
    return { name: null, sqlite: { path: written }, postgres: null, many: true, parameters: [] }
  }
  const named = { name: written.name ?? null, many: false, parameters: written.parameters ?? [] }
  if ('sql' in written) {
    const postgres = written.postgres === undefined ? null : { text: written.postgres }
    return { ...named, sqlite: { text: written.sql }, postgres }
  }
  const path = written['postgres-file']
  return { ...named, sqlite: { path: written.file }, postgres: path === undefined ? null : { path } }
}
