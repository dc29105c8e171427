import * as z from 'zod'
import { OBJECT_STATUSES, OBJECT_TYPES } from '../../issues/ledger-words.ts'
import type { TextEncoding } from '../snapshot/snapshot.ts'
import { gateSchema } from './gate-record.ts'
import { appliedRemedySchema, issueSchema, resolvedIssueSchema } from './issue-record.ts'
import { performanceSchema } from './performance-record.ts'
import { count, milliseconds, moment, rowKey } from './record-fields.ts'
import { trendRunSchema } from './trend-run.ts'

/** The version of the form of `record.json`. It grows only when a reader of the old form would be misled. */
export const RECORD_VERSION = 1

const encodings = ['UTF-8', 'UTF-16le', 'UTF-16be'] as const satisfies readonly TextEncoding[]

const run = z.object({
  number: count().min(1).describe('Counts the test runs of one history, from 1'),
  phase: z
    .enum(['discovery', 'resolution', 'validation', 'readiness'])
    .describe('Where the migration stands in the methodology; the settings can say so'),
  startedAt: moment().describe('Start of the run, ISO 8601 in UTC'),
  durationMs: milliseconds('the whole run'),
  commit: z.string().nullable().describe('The commit that was rehearsed, where one is known'),
  status: z.enum(['finished', 'cancelled', 'error']).describe('Whether the run came to its end'),
  error: z
    .object({
      code: z.string().describe('A stable code'),
      message: z.string().describe('What failed, and where'),
      hint: z.string().describe('What to do about it'),
    })
    .nullable()
    .describe('Why the run ended early; null when it finished'),
})

const source = z.object({
  path: z.string().describe('As the user gave it'),
  sizeBytes: count().describe('Size of the file; 0 where it could not be read'),
  sha256: z.string().nullable().describe('Hash of the file, lower-case hex; null where it could not be read'),
  sqliteVersion: z.string().nullable().describe('The SQLite library that read it'),
  schemaSha256: z
    .string()
    .nullable()
    .default(null)
    .describe('Hash of what it declares, whatever rows it holds; null where it could not be read'),
  encoding: z.enum(encodings).nullable().describe('Text encoding of the database'),
})

const target = z.object({
  version: z.string().nullable().describe('Of the PostgreSQL server; null where none was reached'),
  provision: z
    .enum(['url', 'service', 'docker', 'installed', 'embedded'])
    .nullable()
    .describe('Where the server came from'),
  database: z.string().nullable().describe('The scratch database, if it was kept or could not be dropped'),
  schema: z
    .enum(['derived', 'file', 'command', 'given'])
    .nullable()
    .describe('Where the schema of the target came from; `given`: the database was there'),
})

const summary = z.object({
  tablesMigrated: count().describe('Tables with status `migrated`'),
  tablesTotal: count().describe('All tables but the skipped ones'),
  rowsSource: count().describe('Rows of all these tables'),
  rowsLoaded: count().describe('Rows that PostgreSQL holds now'),
  rowsRejected: count().describe('Rows that could not be loaded; rowsSource = rowsLoaded + rowsRejected'),
  cellsCompared: count().describe('Cells that were compared, value by value'),
  mismatches: count().describe('Cells and rows that are not what was promised: data corruption'),
  validation: z
    .enum(['PASS', 'FAIL', 'NOT RUN'])
    .describe('PASS: every cell of every loaded row was compared and is equal, and the rows were counted'),
  issues: z
    .object({
      new: count().describe('Never seen before'),
      remaining: count().describe('Seen before and not resolved since'),
      resolved: count().describe('Open before this run, no longer found by it'),
      regressed: count().describe('Resolved by an earlier run, and back'),
      waived: count().default(0).describe('Accepted by a waiver, in whichever state; counted only here'),
    })
    .describe('How many issues are in which state; without those that are waived'),
})

const table = z.object({
  name: z.string().describe('In the source'),
  target: z.string().nullable().describe('`schema.table` in PostgreSQL; null where none was planned'),
  core: z.boolean().describe('Whether it counts for the criteria of success'),
  columns: count()
    .default(0)
    .describe(
      'How many columns it has in the source; 0 where they were not read, and in records of older versions',
    ),
  status: z
    .enum(['migrated', 'partial', 'failed', 'skipped'])
    .describe(
      'migrated: all rows loaded and every cell equal. partial: some rows rejected, different or not compared. ' +
        'failed: nothing arrived. skipped: excluded by the user; its counts are 0',
    ),
  reason: z.string().nullable().describe('Why it is not `migrated`'),
  rowsSource: count().describe('Rows that the catalog counted; always rowsLoaded + rowsRejected'),
  rowsLoaded: count().describe('Rows that were loaded'),
  rowsRejected: count().describe(
    'Rows that could not be loaded; of a database that another tool has migrated: rows that are missing there or were not compared',
  ),
  rowsMissing: count()
    .default(0)
    .describe('Rows that the validation did not find in PostgreSQL; each counts among the mismatches too'),
  rowsTarget: count().describe('Rows that the validation counted in PostgreSQL; 0 where it did not run'),
  cellsCompared: count().describe('Cells that were compared'),
  mismatches: count().describe('Cells and rows that differ'),
})

const mismatch = z.object({
  table: z.string().describe('In the source'),
  key: rowKey,
  column: z.string().nullable().describe('In the source; null where a whole row is missing or extra'),
  kind: z.enum(['value', 'missing', 'extra']).describe('A different value, a row too few, a row too many'),
})

const object = z.object({
  type: z.enum(OBJECT_TYPES).describe('The kind of object'),
  name: z.string().describe('Its name, or a description where it has none'),
  table: z.string().nullable().describe('The table it belongs to'),
  status: z
    .enum(OBJECT_STATUSES)
    .describe(
      'kept: the same. translated: other words, same meaning. changed: weaker or different. dropped: absent. ' +
        'unverified: not compared',
    ),
  sql: z.string().describe('As the source spells it'),
  reason: z.string().nullable().describe('Why it is not kept as it is'),
  parent: z.string().optional().describe('Of a foreign key: the table it refers to, as written'),
})

const projection = z.object({
  rehearsedBytes: count().describe('Size of the database that was rehearsed'),
  productionBytes: count().describe(
    'Size of the database in production; without a setting, that of the snapshot',
  ),
  bytesPerSecond: count().describe('Bytes of the SQLite database that were loaded and compared in a second'),
  rowsPerSecond: count().describe('The same in rows'),
  seconds: z
    .number()
    .nonnegative()
    .describe('To load the production database and to compare every cell of it'),
  leastSeconds: z.number().nonnegative().describe('The lower end of the range in which that is expected'),
  mostSeconds: z.number().nonnegative().describe('The upper end'),
  durable: z.boolean().describe('Whether the server was one that keeps its data, as in production'),
  windowSeconds: z.number().nonnegative().describe('The time that there is, as the settings say'),
})

const readiness = z.object({
  verdict: z.enum(['ready', 'not-ready']).describe('ready: no item is `fail` or `unverified`'),
  items: z
    .array(
      z.object({
        id: z.string().describe('A stable name'),
        group: z.enum(['data', 'performance', 'operational', 'security']).describe('Part of the checklist'),
        title: z.string().describe('The line of the checklist'),
        status: z
          .enum(['pass', 'fail', 'unverified', 'attested', 'not-applicable'])
          .describe(
            'unverified: this run did not check it. attested: a person vouches for it. ' +
              'not-applicable: the settings say why it does not concern this migration',
          ),
        evidence: z.string().describe('What the status rests on'),
        parts: z
          .object({
            judged: z.array(z.string()).describe('Those that this run has judged, well or badly'),
            leftOut: z.array(z.string()).describe('Those of tables that it leaves out'),
            proof: z
              .string()
              .nullable()
              .describe('The evidence by which the judged ones pass; null where they do not'),
          })
          .optional()
          .describe('Of a line about tables or queries that the settings name: what a shard can say of it'),
      }),
    )
    .describe('The lines of the pre-production checklist'),
})

const metric = z.object({
  id: z
    .enum([
      'data-accuracy',
      'data-quality',
      'performance',
      'availability',
      'confidence',
      'documentation',
      'rollback-plan',
      'team-training',
    ])
    .describe('A stable name'),
  title: z.string().describe('As the methodology calls it'),
  target: z.string().describe('What the methodology asks for'),
  measured: z.string().describe('What this run measured, or who attests it'),
  met: z.boolean().nullable().describe('Whether the target is met; null where nobody knows'),
})

const timings = z.object({
  snapshot: milliseconds('reading and checking the source'),
  catalog: milliseconds('reading its structure and profiling every value'),
  postgres: milliseconds('starting the server and creating the schema'),
  load: milliseconds('rows, constraints, indexes and sequences'),
  validation: milliseconds('comparing every cell, which begins while the load validates foreign keys'),
  performance: milliseconds('comparing queries'),
  readiness: milliseconds('the checklist'),
})

/** The versioned record of one test run. Readers ignore the fields that they do not know. */
export const runRecordSchema = z
  .object({
    schemaVersion: z.literal(RECORD_VERSION).describe('The version of this form'),
    tool: z
      .object({
        name: z.literal('pg-rehearsal').describe('Always the same'),
        version: z.string().describe('Of the program'),
      })
      .describe('What wrote the record'),
    run: run.describe('The test run'),
    source: source.describe('The SQLite database'),
    target: target.describe('The PostgreSQL server'),
    result: z
      .enum(['complete', 'partial', 'failure', 'error'])
      .describe('The verdict; `error` when the run did not finish'),
    gate: gateSchema
      .nullable()
      .default(null)
      .describe(
        'Whether the run is good enough for `--fail-on`; null where it did not come to its end, and in records of older versions',
      ),
    summary: summary.describe('The figures of the whole run; 0 where they are not known'),
    tables: z.array(table).describe('Every table of the source'),
    issues: z.array(issueSchema).describe('Everything the owner must know, most urgent first'),
    resolvedIssues: z.array(resolvedIssueSchema).describe('What was open before and is gone'),
    prepare: z
      .array(z.string())
      .default([])
      .describe('The scripts of the settings that changed the private copy of the source first'),
    remedies: z
      .array(appliedRemedySchema)
      .default([])
      .describe('What the remedies of the settings did; empty where none was applied'),
    mismatches: z
      .array(mismatch)
      .describe('Differences, at most 100 of a kind a table; `summary` has the exact number'),
    objects: z.array(object).describe('The ledger: what became of each index, constraint, default, view …'),
    performance: performanceSchema.describe('The same queries on both sides'),
    readiness: readiness.describe('The pre-production checklist'),
    projection: projection
      .nullable()
      .default(null)
      .describe('How long the move of the production database would take; null where no row was moved'),
    metrics: z.array(metric).default([]).describe('The success metrics of the methodology'),
    warnings: z
      .array(z.string())
      .default([])
      .describe(
        'Databases of a run that are still on the server, and where the run departs from the methodology',
      ),
    nextActions: z.array(z.string()).describe('What to do next, in this order'),
    timings: timings.describe('Durations of the stages; 0 where a stage did not run'),
    trend: z
      .array(trendRunSchema)
      .default([])
      .describe('The last 60 runs of the history, oldest first; this run is the last of them'),
  })
  .describe('The record of one test run of pg-rehearsal')

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

export type RunRecord = DeepReadonly<z.infer<typeof runRecordSchema>>
export type RunResult = RunRecord['result']
export type TableRecord = RunRecord['tables'][number]
export type IssueRecord = RunRecord['issues'][number]
export type ResolvedIssueRecord = RunRecord['resolvedIssues'][number]
