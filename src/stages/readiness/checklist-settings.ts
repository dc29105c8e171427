import type { ChecklistId } from './checklist.ts'

/** A person vouches for what no program can check. */
export interface Attestation {
  readonly by: string
  /** YYYY-MM-DD */
  readonly on: string
  /** The last day on which it holds, YYYY-MM-DD. */
  readonly expires: string
  /** What was looked at. */
  readonly note: string | null
}

/** What a person says about a line, beside what the run finds. */
export interface Statement {
  readonly attested: Attestation | null
  /** Why the line does not concern this migration. */
  readonly notApplicable: string | null
}

/** A right on a table, as GRANT spells it. */
export const RIGHTS = ['select', 'insert', 'update', 'delete', 'truncate'] as const
export type Right = (typeof RIGHTS)[number]

/**
 * Globs over the tables of the source that a role may use, and over views and tables that only the target has; on all
 * others the right must be refused. `execute`: functions that run with the rights of their owner. `owner`: the role makes
 * and changes the schema, so it may own what is there.
 */
export type RoleRights = Readonly<Partial<Record<Right | 'execute', readonly string[]>>> & {
  readonly owner?: boolean
}

/** What the owner wants of the checklist. Commands and URLs can hold passwords: never print them. */
export interface ChecklistSettings {
  readonly statements: Readonly<Partial<Record<ChecklistId | MetricId, Statement>>>
  readonly pooling: {
    /** That work at the same time. */
    readonly clients: number
    /** Sessions that they share. */
    readonly connections: number
    readonly poolerUrl: string | null
  }
  /** The owner's own procedure; both null where the run makes its own. */
  readonly backup: { readonly backupCommand: string | null; readonly restoreCommand: string | null }
  readonly rollbackCommand: string | null
  readonly monitoringCommand: string | null
  readonly documentationPath: string | null
  readonly access: AccessSettings | null
  readonly connection: ConnectionSettings
  /** Globs over the tables of the source. */
  readonly auditTables: readonly string[]
}

export interface AccessSettings {
  /** A SQL file that creates the roles and grants them their rights. */
  readonly sql: string
  /** The role that the application logs in as. */
  readonly applicationRole: string
  readonly rights: Readonly<Record<string, RoleRights>>
}

export interface ConnectionSettings {
  /** The server whose connections are looked at; null for that of the run. */
  readonly url: string | null
  /** Rehearse on a server of our own, with a certificate authority that is thrown away. */
  readonly rehearse: boolean
  /** Whether a session without TLS has to be refused. */
  readonly plaintext: 'refused' | 'allowed'
}

/** What the methodology asks for beside its checklist, and only people can say. */
export type MetricId = 'team-confidence' | 'team-training'
