/** A table, sequence or type of PostgreSQL. */
export interface QualifiedName {
  readonly schema: string
  readonly name: string
}

/** What the catalogs of PostgreSQL say about a schema that somebody created. Texts are in PostgreSQL's own spelling. */
export interface SchemaFacts {
  /** Ordinary and partitioned tables of the user; in the order of the search_path, then those of `public`, then by name. */
  readonly tables: readonly TableFacts[]
  /** Views of the user, materialized ones too, in the same order. */
  readonly views: readonly QualifiedName[]
  /** Sequences of the user, those of columns too, in the same order. */
  readonly sequences: readonly SequenceFacts[]
}

/** https://www.postgresql.org/docs/current/catalog-pg-sequence.html */
export interface SequenceFacts extends QualifiedName {
  /** What it gives first. */
  readonly start: bigint
  /** It has given a value already, or was set; false where that may not be read. */
  readonly isCalled: boolean
}

export interface TableFacts extends QualifiedName {
  /** Its rows are in other tables. https://www.postgresql.org/docs/current/ddl-partitioning.html */
  readonly partitioned: boolean
  /** A crash of the server empties it. */
  readonly unlogged: boolean
  /** In their order in the table. */
  readonly columns: readonly ColumnFacts[]
  readonly constraints: readonly ConstraintFacts[]
  /** Without those that stand behind a constraint, and without invalid ones. */
  readonly indexes: readonly IndexFacts[]
  /** What a CREATE INDEX CONCURRENTLY left that failed: PostgreSQL does not use it. */
  readonly invalidIndexes: readonly IndexFacts[]
  /** Without those that stand behind a foreign key. */
  readonly triggers: readonly TriggerFacts[]
  readonly rewrites: readonly RewriteFacts[]
  /** null where every row is everybody's who may read the table. */
  readonly rowSecurity: RowSecurityFacts | null
  /** Rows were there already, as migrations of the application insert them; false where they may not be read. */
  readonly hasRows: boolean
}

export interface ColumnFacts {
  readonly name: string
  /** As `format_type` spells it; for a domain, the type below it and below its own domains. */
  readonly type: string
  readonly domain: QualifiedName | null
  /** The checks of the domain and of those below it: `CHECK ((VALUE > 0))`. */
  readonly domainChecks: readonly string[]
  /** The labels of an enum, in its order. */
  readonly enumLabels: readonly string[] | null
  /** By the column or by a domain of it. */
  readonly notNull: boolean
  /** The NOT NULL holds for new rows only, which PostgreSQL has from version 18 on. */
  readonly notNullUnproved: boolean
  /** The expression of the DEFAULT, else of that of the domain. */
  readonly default: string | null
  /** The expression of a generated column. */
  readonly generated: string | null
  readonly identity: 'always' | 'by default' | null
  /** The sequence that gives its default or its identity. */
  readonly sequence: QualifiedName | null
  /** Where it is another than that of the type. */
  readonly collation: string | null
  /** Texts that differ can be equal by it. https://www.postgresql.org/docs/current/collation.html#COLLATION-NONDETERMINISTIC */
  readonly folds: boolean
}

export type ConstraintFacts = CheckFacts | ForeignKeyFacts | OtherConstraintFacts

interface AnyConstraintFacts {
  readonly name: string
  /** As `pg_get_constraintdef` spells it: `FOREIGN KEY (a) REFERENCES t(id)`. */
  readonly definition: string
  /** In the order of the constraint; those that a check names. */
  readonly columns: readonly string[]
  readonly validated: boolean
  /** Not with NOT ENFORCED, nor where the triggers of a foreign key are disabled. */
  readonly enforced: boolean
  /** INITIALLY DEFERRED: checked at the COMMIT. */
  readonly deferred: boolean
  readonly deferrable: boolean
  /** Of a unique constraint: two NULLs are the same key. */
  readonly nullsNotDistinct: boolean
}

export interface CheckFacts extends AnyConstraintFacts {
  readonly kind: 'check'
  /** Without the word CHECK. */
  readonly expression: string
}

export interface ForeignKeyFacts extends AnyConstraintFacts {
  readonly kind: 'foreign-key'
  readonly parent: ParentFacts
}

interface OtherConstraintFacts extends AnyConstraintFacts {
  readonly kind: 'primary-key' | 'unique' | 'exclusion'
}

export interface ParentFacts extends QualifiedName {
  /** Those that the columns of the foreign key refer to, in its order. */
  readonly columns: readonly string[]
  /** As SQL spells them: `CASCADE`, `SET NULL`; `SET NULL of some columns` where not all are set. */
  readonly onUpdate: string
  readonly onDelete: string
  /** MATCH FULL: all of the columns are NULL, or none. */
  readonly matchFull: boolean
}

export interface IndexFacts {
  readonly name: string
  readonly unique: boolean
  /** As `pg_get_indexdef` spells it. */
  readonly definition: string
  /** `btree`, `hash`, `gin` … */
  readonly method: string
  /** The key parts, as columns or expressions in PostgreSQL's spelling, without order and operator class. */
  readonly parts: readonly string[]
  /** For each part what is not as usual: `COLLATE "de-x-icu"`, `text_pattern_ops`, `DESC`, `NULLS FIRST`. */
  readonly options: readonly string[]
  readonly nullsNotDistinct: boolean
  /** The predicate of a partial index. */
  readonly where: string | null
}

export interface TriggerFacts {
  readonly name: string
  /** The partition that has it; null where the table itself does. */
  readonly partition: QualifiedName | null
  /** As `pg_get_triggerdef` spells it. */
  readonly definition: string
  /** `pg_trigger.tgenabled`: O is as usual, D disabled, R and A depend on session_replication_role. */
  readonly enabled: 'O' | 'D' | 'R' | 'A'
}

/** A `CREATE RULE`. COPY passes it by. https://www.postgresql.org/docs/current/rules-update.html */
export interface RewriteFacts {
  readonly name: string
  /** As `pg_get_ruledef` spells it. */
  readonly definition: string
  /** As `TriggerFacts.enabled`. */
  readonly enabled: TriggerFacts['enabled']
  /** DO INSTEAD NOTHING: the write succeeds, and nothing is written. */
  readonly swallows: boolean
}

/** https://www.postgresql.org/docs/current/ddl-rowsecurity.html */
export interface RowSecurityFacts {
  /** It holds for the owner of the table too. */
  readonly forced: boolean
  /** The names of its policies. Without one, there is no row to be seen or written. */
  readonly policies: readonly string[]
}
