import * as z from 'zod'
import type {
  Attestation,
  ChecklistSettings,
  RoleRights,
  Statement,
} from '../stages/readiness/checklist-settings.ts'
import { isPostgresUrl } from './postgres-url.ts'
import { words } from './words.ts'

const text = z.string().trim().min(1)
const globs = z.union([text.transform((glob) => [glob]), z.array(text).min(1)])
const date = z.iso.date()
const url = z
  .string()
  .refine(isPostgresUrl, 'expected a URL like postgres://user:password@host:5432/database')
const command = text.describe('a command line')

const attestation = z
  .strictObject({
    by: words.describe('who vouches for it'),
    on: date.describe('the day on which it was looked at, YYYY-MM-DD'),
    expires: date.describe('the last day on which it holds, YYYY-MM-DD'),
    note: words.nullable().default(null).describe('what was looked at'),
  })
  .refine(({ on, expires }) => on <= expires, 'expires before the day on which it was attested')

/** What can be said about every line that a run cannot always prove. */
const spoken = {
  attested: attestation.nullable().default(null).describe('a person vouches for the line'),
  'not-applicable': words.nullable().default(null).describe('why the line does not concern this migration'),
}

const EITHER = 'attested or not-applicable, not both'

const IDLE =
  'not-applicable: then the line is not executed, and its other keys do nothing; leave one or the other out'

type Spoken = {
  readonly attested: Attestation | null
  readonly 'not-applicable': string | null
}

/** A line of the checklist, with the keys that it has besides. */
function line<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject({ ...spoken, ...shape })
    .refine((value) => isClear(value as unknown as Spoken), EITHER)
    .refine((value) => isUseful(value as unknown as Spoken), IDLE)
}

function isClear({ attested, 'not-applicable': notApplicable }: Spoken): boolean {
  return attested === null || notApplicable === null
}

function isUseful({ attested, 'not-applicable': notApplicable, ...others }: Spoken): boolean {
  return notApplicable === null || Object.values(others).every((value) => value === undefined)
}

/** Of what a run has proved or refuted nobody needs to say anything. */
const proved = z.never({ error: 'is proved by every rehearsal; no statement replaces it' }).optional()

const rights = z.strictObject({
  select: globs.optional(),
  insert: globs.optional(),
  update: globs.optional(),
  delete: globs.optional(),
  truncate: globs.optional(),
  execute: globs.optional().describe('functions that run with the rights of their owner'),
  owner: z.boolean().optional().describe('the role makes the schema, so it may own it and create in it'),
})

const accessControls = line({
  sql: text.optional().describe('a SQL file that creates the roles and their grants'),
  'application-role': text.optional().describe('the role that the application logs in as'),
  rights: z.record(text, rights).optional().describe('what each role may do; all else must be refused'),
})
  .refine(
    ({ sql, rights, 'application-role': role }) =>
      [sql, rights, role].every((part) => part === undefined) ||
      (sql !== undefined && role !== undefined && Object.hasOwn(rights ?? {}, role)),
    'give sql, application-role and rights together; rights has an entry for the application role',
  )
  .refine(
    ({ rights, 'application-role': role }) => rights?.[role ?? '']?.owner !== true,
    'the application-role cannot have owner: true; let another role own the tables, and give owner: true to that one',
  )

const backupRestore = line({
  'backup-command': command.optional().describe('writes a backup of $DATABASE_URL to $BACKUP_PATH'),
  'restore-command': command.optional().describe('restores $BACKUP_PATH into $DATABASE_URL'),
}).refine(
  (value) => (value['backup-command'] === undefined) === (value['restore-command'] === undefined),
  'give backup-command and restore-command together',
)

const connectionSecurity = line({
  url: url.optional().describe('the server whose connections are looked at'),
  rehearse: z.boolean().optional().describe('rehearse TLS on a server of our own'),
  plaintext: z.enum(['refused', 'allowed']).optional().describe('a session without TLS (allowed)'),
}).refine(
  ({ url, rehearse }) => url === undefined || rehearse !== true,
  'url or rehearse: true, not both: the server that is named is not the one that is rehearsed on',
)

/** `checklist:` of the settings file. The lines that every run proves by itself take no statement. */
export const checklistSchema = z.strictObject({
  'table-counts': proved,
  'data-integrity': proved,
  'foreign-keys': proved,
  'no-truncation': proved,
  'character-encoding': proved,
  'index-creation': proved,
  'time-window': line({}).optional(),
  'query-performance': line({}).optional(),
  'connection-pooling': line({
    clients: z.int().min(1).max(1000).optional().describe('clients that work at the same time (20)'),
    connections: z.int().min(1).max(1000).optional().describe('sessions that they share (10)'),
    'pooler-url': url.optional().describe('PgBouncer or its like before the same server'),
  }).optional(),
  'backup-restore': backupRestore.optional(),
  'rollback-plan': line({
    command: command.optional().describe('writes the target back to the SQLite file $ROLLBACK_PATH'),
  }).optional(),
  'monitoring-alerts': line({
    command: command.optional().describe('ends with 0 when the alerts are configured'),
  }).optional(),
  documentation: line({
    path: text.optional().describe('a file that is there and no older than the schema'),
  }).optional(),
  'access-controls': accessControls.optional(),
  'connection-security': connectionSecurity.optional(),
  'audit-trail': line({
    tables: globs.optional().describe('the tables that hold the audit trail'),
  }).optional(),
  compliance: line({}).optional(),
  'team-confidence': line({}).optional(),
  'team-training': line({}).optional(),
})

export type WrittenChecklist = z.infer<typeof checklistSchema>

/** The form that the program uses. Null where nobody asked for the checklist. */
export function toChecklist(written: WrittenChecklist | undefined): ChecklistSettings | null {
  if (written === undefined) return null
  const { 'connection-pooling': pooling, 'access-controls': access } = written
  const { 'backup-restore': backup, 'connection-security': connection } = written
  return {
    statements: Object.fromEntries(
      Object.entries(written).map(([id, said]) => [id, statementOf(said as Spoken)]),
    ),
    pooling: {
      clients: pooling?.clients ?? 20,
      connections: pooling?.connections ?? 10,
      poolerUrl: pooling?.['pooler-url'] ?? null,
    },
    backup: {
      backupCommand: backup?.['backup-command'] ?? null,
      restoreCommand: backup?.['restore-command'] ?? null,
    },
    rollbackCommand: written['rollback-plan']?.command ?? null,
    monitoringCommand: written['monitoring-alerts']?.command ?? null,
    documentationPath: written.documentation?.path ?? null,
    access:
      access?.sql === undefined
        ? null
        : {
            sql: access.sql,
            applicationRole: access['application-role'] ?? '',
            rights: (access.rights ?? {}) as Readonly<Record<string, RoleRights>>,
          },
    connection: {
      url: connection?.url ?? null,
      rehearse: connection?.rehearse ?? false,
      plaintext: connection?.plaintext ?? 'allowed',
    },
    auditTables: written['audit-trail']?.tables ?? [],
  }
}

function statementOf({ attested, 'not-applicable': notApplicable }: Spoken): Statement {
  return { attested, notApplicable }
}
