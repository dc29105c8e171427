import * as z from 'zod'
import { FAIL_ON } from '../stages/record/gate-record.ts'
import { checklistSchema } from './checklist-schema.ts'
import { isPostgresUrl } from './postgres-url.ts'
import { DURATION, SIZE } from './quantities.ts'
import { performanceSchema, queriesSchema } from './query-schema.ts'
import { remediesSchema } from './remedy-schema.ts'
import { waiversSchema } from './waiver-schema.ts'

export const COMMANDS = ['rehearse', 'inspect', 'validate', 'report', 'merge'] as const
export type CommandName = (typeof COMMANDS)[number]

/** When the exit code says that the gate does not hold. */

/** Where the migration stands in the methodology. */
export const PHASES = ['discovery', 'resolution', 'validation', 'readiness'] as const
export type Phase = (typeof PHASES)[number]

/** What is written to standard output. */
export const FORMATS = ['terminal', 'markdown', 'html', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** One thing that a user may say, on the command line, in the settings file or both. */
export interface OptionEntry {
  /**
   * `text`, `number` and `choice` take one value, `globs` can be given several times, `switch` takes none; a
   * `structure` is more than a command line can hold, so only the settings file has it.
   */
  readonly type: 'text' | 'number' | 'choice' | 'globs' | 'switch' | 'structure'
  /** Stands for the value in the help; null for a switch and a structure. */
  readonly placeholder: string | null
  /** What a settings file may hold. Command line values are brought to this form first. */
  readonly schema: z.ZodType
  /** Completes "expected …" in messages. */
  readonly expects: string
  readonly default: string
  readonly description: string
  /** All that is to be said for a command for which the description or the default is not true. */
  readonly meanings?: Readonly<Partial<Record<CommandName, string>>>
  readonly commands: readonly CommandName[]
  /** Commands that read the key of the settings file, and have no such option. */
  readonly keyOf: readonly CommandName[]
  /** The settings file may hold it. */
  readonly inFile: boolean
  /** The command line takes it without a name. */
  readonly positional: boolean
  /** The value can hold a password: no message repeats it. */
  readonly confidential: boolean
}

const text = z.string().min(1)
const globs = z.union([text, z.array(text).min(1)])
const postgresUrl = z.string().refine(isPostgresUrl)
/** Without spaces, control characters or a query of its own. https://pkg.go.dev/github.com/distribution/reference */
const imageName = z.string().regex(/^[a-z0-9][\w./:@-]*$/i)
const renames = z.record(text, text)

const option = { inFile: true, positional: false, confidential: false, keyOf: [] } as const
const TESTED = ['rehearse', 'validate'] as const
const JUDGED = [...TESTED, 'merge'] as const
const SOURCE = ['rehearse', 'inspect', 'validate'] as const
/** The application has made the target, and keeps the history of its migrations in it: that of the source stays behind. */
const NO_HISTORY = ['inspect', 'validate'] as const

/**
 * Every option, once. The command line, its help, the settings file, its JSON Schema and docs/cli.md are made
 * from this table; names and meanings are part of the contract with scripts.
 */
export const OPTIONS = {
  snapshot: {
    ...option,
    type: 'text',
    placeholder: 'FILE',
    schema: text,
    expects: 'the path of a file',
    default: 'none',
    description: 'the SQLite database: a database file or a SQL script, also as .gz or .zst',
    commands: SOURCE,
    positional: true,
  },
  config: {
    ...option,
    type: 'text',
    placeholder: 'FILE',
    schema: text,
    expects: 'the path of a file',
    default: 'rehearsal.yml or rehearsal.yaml, also in .github',
    description: 'the settings file',
    commands: SOURCE,
    inFile: false,
  },
  'snapshot-command': {
    ...option,
    type: 'text',
    placeholder: 'CMD',
    schema: text,
    expects: 'a command line',
    default: 'none',
    description: 'a command that writes the snapshot to $SNAPSHOT_PATH, instead of a file',
    commands: SOURCE,
    confidential: true,
  },
  'postgres-url': {
    ...option,
    type: 'text',
    placeholder: 'URL',
    schema: postgresUrl,
    expects: 'a URL like postgres://user:password@host:5432/database, with one host and a port up to 65535',
    default: 'a server that is found',
    description: 'a running PostgreSQL; a rehearsal makes its own scratch database there',
    meanings: { validate: 'the database that was migrated; nothing is written to it' },
    commands: TESTED,
    confidential: true,
  },
  'postgres-image': {
    ...option,
    type: 'text',
    placeholder: 'IMAGE',
    schema: imageName,
    expects: 'the name of a docker image, like postgres:18',
    default: 'none',
    description: 'a docker image to start, which behaves like the official one of PostgreSQL',
    commands: ['rehearse'],
  },
  'postgres-version': {
    ...option,
    type: 'number',
    placeholder: 'MAJOR',
    schema: z.int().min(14).max(18),
    expects: 'a major version from 14 to 18',
    default: 'the newest that is there',
    description: 'the major version that the server must have',
    commands: TESTED,
  },
  durable: {
    ...option,
    type: 'switch',
    placeholder: null,
    schema: z.boolean(),
    expects: 'true or false',
    default: 'off',
    description: 'start PostgreSQL with the settings of production, to measure the time that the move takes',
    commands: ['rehearse'],
  },
  window: {
    ...option,
    type: 'text',
    placeholder: 'DURATION',
    schema: z.string().regex(DURATION),
    expects: 'a duration such as 45m or 2h',
    default: '1h',
    description: 'the time that there is for the move of the production database',
    commands: ['rehearse'],
  },
  'production-size': {
    ...option,
    type: 'text',
    placeholder: 'SIZE',
    schema: z.string().regex(SIZE),
    expects: 'a size such as 800MB or 40GB',
    default: 'the size of the snapshot',
    description: 'the size of the SQLite database in production, to project how long its move takes',
    commands: ['rehearse'],
  },
  schema: {
    ...option,
    type: 'text',
    placeholder: 'FILE|DIR',
    schema: text,
    expects: 'the path of a SQL file, or of a folder of them',
    default: 'derived from the source',
    description: "the target's schema as SQL; the files of a folder run in the order of their names",
    commands: ['rehearse'],
    keyOf: NO_HISTORY,
  },
  'schema-command': {
    ...option,
    type: 'text',
    placeholder: 'CMD',
    schema: text,
    expects: 'a command line',
    default: 'none',
    description: 'a command that creates the schema of the target ($DATABASE_URL and $PG* name the database)',
    commands: ['rehearse'],
    keyOf: NO_HISTORY,
    confidential: true,
  },
  'command-timeout': {
    ...option,
    type: 'text',
    placeholder: 'DURATION',
    schema: z.string().regex(DURATION),
    expects: 'a duration such as 45m or 2h',
    default: '1h',
    description:
      'the time for each command, of the snapshot, the schema and the checklist; then it is stopped',
    commands: SOURCE,
  },
  include: {
    ...option,
    type: 'globs',
    placeholder: 'GLOB',
    schema: globs,
    expects: 'a glob or a list of globs',
    default: 'all',
    description: 'only these tables',
    commands: SOURCE,
  },
  exclude: {
    ...option,
    type: 'globs',
    placeholder: 'GLOB',
    schema: globs,
    expects: 'a glob or a list of globs',
    default: 'none',
    description: 'not these tables',
    commands: SOURCE,
  },
  core: {
    ...option,
    type: 'globs',
    placeholder: 'GLOB',
    schema: globs,
    expects: 'a glob or a list of globs',
    default: 'all',
    description: 'the tables that decide between partial and failure',
    commands: TESTED,
  },
  rename: {
    ...option,
    type: 'structure',
    placeholder: null,
    schema: renames,
    expects: 'names of tables and of columns (table.column), each with its name in the target',
    default: 'the same names',
    description: 'tables and columns that have another name in the target',
    commands: SOURCE,
  },
  prepare: {
    ...option,
    type: 'structure',
    placeholder: null,
    schema: globs,
    expects: 'the path of a SQL script or a list of paths',
    default: 'none',
    description: 'SQL scripts that run on a private copy of the snapshot before anything else',
    commands: SOURCE,
  },
  remedies: {
    ...option,
    type: 'structure',
    placeholder: null,
    schema: remediesSchema,
    expects: 'a list of remedies, each with "issue" and "do"',
    default: 'none',
    description: 'what to do with the rows of an issue',
    commands: SOURCE,
  },
  waivers: {
    ...option,
    type: 'structure',
    placeholder: null,
    schema: waiversSchema,
    expects: 'a list of waivers, each with "issue", "reason" and "expires"',
    default: 'none',
    description: 'issues that are accepted for a time',
    commands: TESTED,
  },
  queries: {
    ...option,
    type: 'structure',
    placeholder: null,
    schema: queriesSchema,
    expects: 'a list of queries: paths of SQL files, or each with "sql" or "file"',
    default: 'derived from the schema',
    description: 'the queries of the application, to be compared on both sides',
    commands: ['rehearse'],
  },
  performance: {
    ...option,
    type: 'structure',
    placeholder: null,
    schema: performanceSchema,
    expects: 'on, off, or "seed", "floor-ms", "max-seconds" and "query-seconds"',
    default: 'on',
    description: 'how the queries are compared',
    commands: ['rehearse'],
  },
  checklist: {
    ...option,
    type: 'structure',
    placeholder: null,
    schema: checklistSchema,
    expects: 'lines of the pre-production checklist, each with what it needs; {} to execute all of it',
    default: 'executed for fail-on: not-ready and phase: readiness only',
    description: 'execute the pre-production checklist, with these settings',
    commands: ['rehearse'],
    // what people say about its lines
    keyOf: ['validate'],
    confidential: true,
  },
  phase: {
    ...option,
    type: 'choice',
    placeholder: 'PHASE',
    schema: z.enum(PHASES),
    expects: `one of ${PHASES.join(', ')}`,
    default: 'told from the history',
    description: 'where the migration stands',
    commands: TESTED,
  },
  'fail-on': {
    ...option,
    type: 'choice',
    placeholder: 'LEVEL',
    schema: z.enum(FAIL_ON),
    expects: `one of ${FAIL_ON.join(', ')}`,
    default: 'failure',
    description: 'what makes the exit code 1',
    commands: JUDGED,
  },
  out: {
    ...option,
    type: 'text',
    placeholder: 'DIR',
    schema: text,
    expects: 'the path of a folder',
    default: '.rehearsal',
    description: 'where record.json, report.md, report.html, ddl.sql and rejects/ are written',
    meanings: {
      validate: 'where record.json, report.md, report.html and ddl.sql are written (default: .rehearsal)',
      merge: 'where record.json, report.md and report.html are written; without it nowhere',
    },
    commands: JUDGED,
  },
  format: {
    ...option,
    type: 'choice',
    placeholder: 'FORMAT',
    schema: z.enum(FORMATS),
    expects: `one of ${FORMATS.join(', ')}`,
    default: 'terminal',
    description: 'what is written to standard output; inspect has no html',
    commands: COMMANDS,
    inFile: false,
  },
  history: {
    ...option,
    type: 'text',
    placeholder: 'FILE',
    schema: text,
    expects: 'the path of a file',
    default: '.rehearsal/history.jsonl',
    description: 'the earlier runs, to tell new issues from old ones',
    commands: TESTED,
  },
  keep: {
    ...option,
    type: 'switch',
    placeholder: null,
    schema: z.boolean(),
    expects: 'true (with postgres-url) or false',
    default: 'off',
    description:
      'keep the scratch database on the server of --postgres-url; target.database in the record names it',
    commands: ['rehearse'],
  },
  'show-values': {
    ...option,
    type: 'switch',
    placeholder: null,
    schema: z.boolean(),
    expects: 'true or false',
    default: 'off',
    description:
      'write cell values of rejected rows, and what failing commands say; without it only keys, classes and lengths appear',
    commands: SOURCE,
  },
  suggest: {
    ...option,
    type: 'switch',
    placeholder: null,
    schema: z.boolean(),
    expects: 'true or false',
    default: 'off',
    description:
      'write rehearsal.yml with a proposed remedy for each issue that has one; an existing file is never overwritten',
    commands: ['inspect'],
    inFile: false,
  },
  jobs: {
    ...option,
    type: 'number',
    placeholder: 'N',
    schema: z.int().min(1).max(64),
    expects: 'a whole number from 1 to 64',
    default: 'the number of cores',
    description: 'parallel workers',
    commands: TESTED,
  },
} as const satisfies Record<string, OptionEntry>

export type OptionName = keyof typeof OPTIONS

/** All names, in the order in which the help shows them. */
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[]

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name)
}

/** The names that `command` takes on the command line. */
export function optionsOf(command: CommandName): readonly OptionName[] {
  return OPTION_NAMES.filter((name) => {
    const { commands, type }: OptionEntry = OPTIONS[name]
    return type !== 'structure' && commands.includes(command)
  })
}

/** The keys of a settings file that count for `command`. */
export function keysOf(command: CommandName): readonly OptionName[] {
  return OPTION_NAMES.filter((name) => {
    const { commands, keyOf, inFile }: OptionEntry = OPTIONS[name]
    return inFile && [...commands, ...keyOf].includes(command)
  })
}
