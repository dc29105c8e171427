import type { Issue } from '../../src/issues/issue.ts'
import type { IssueCode } from '../../src/issues/issue-codes.ts'

type Place = Partial<Pick<Issue, 'table' | 'column' | 'object'>>

/** The smallest SQLite script whose rehearsal finds an issue, and all that the issue says about its place. */
export interface CodeCase extends Place {
  readonly code: IssueCode
  readonly sql: string
  /** 0 where the issue is not about rows. */
  readonly rows?: number
  /** The keys of the rows. */
  readonly keys?: readonly Readonly<Record<string, string | number | null>>[]
}

const ids = (...values: number[]) => values.map((id) => ({ id }))

export const CODE_CASES: readonly CodeCase[] = [
  // schema
  {
    code: 'identifier-too-long',
    sql: `create table ${'n'.repeat(64)} (id integer primary key)`,
    table: 'n'.repeat(64),
  },
  { code: 'empty-identifier', sql: 'create table "" (id integer primary key)', table: '' },
  {
    code: 'reserved-column-name',
    sql: 'create table t (id integer primary key, xmin text)',
    table: 't',
    column: 'xmin',
  },
  { code: 'system-table-name', sql: 'create table pg_class (id integer primary key)', table: 'pg_class' },
  {
    code: 'name-needs-quotes',
    sql: 'create table t (id integer primary key, "default" text, "a b" text, plain_1 text, é text)',
    table: 't',
  },
  {
    code: 'similar-names',
    sql: 'create table t (id integer primary key, user_id integer, userid integer, useless integer)',
    table: 't',
    column: 'user_id',
  },
  {
    code: 'too-many-columns',
    sql: `create table t (${Array.from({ length: 1601 }, (_, n) => `c${n} integer`).join(', ')})`,
    table: 't',
  },
  {
    code: 'declared-type-not-followed',
    sql: `create table t (id integer primary key, a date); insert into t values (1, '2001-02-03'), (2, '2001-02-03 04:05')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'declared-type-unknown',
    sql: 'create table t (id integer primary key, a xyzzy)',
    table: 't',
    column: 'a',
  },
  {
    code: 'mixed-storage-classes',
    sql: `create table t (id integer primary key, a); insert into t values (1, 1), (2, 2), (3, 'x')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(3),
  },
  {
    code: 'default-not-translated',
    sql: 'create table t (id integer primary key, a text default (hex(randomblob(17))))',
    table: 't',
    column: 'a',
  },
  {
    code: 'default-in-local-time',
    sql: "create table t (id integer primary key, a text default (datetime('now', 'localtime')), b text default (datetime('now')))",
    table: 't',
    column: 'a',
  },
  {
    code: 'generated-column-not-translated',
    sql: `create table t (id integer primary key, a text, b text as (printf('%s', a)))`,
    table: 't',
    column: 'b',
  },
  {
    code: 'foreign-key-parent-missing',
    sql: 'create table t (id integer primary key, a integer references gone (id))',
    table: 't',
    column: 'a',
    object: 't_a_fkey',
  },
  {
    code: 'foreign-key-parent-not-unique',
    sql: 'create table p (id integer primary key, n integer); create table t (id integer primary key, a integer references p (n))',
    table: 't',
    column: 'a',
    object: 't_a_fkey',
  },
  {
    code: 'foreign-key-type-mismatch',
    sql: `create table p (k text primary key); create table t (id integer primary key, a blob references p (k));
          insert into p values ('x'); insert into t values (1, x'00'), (2, null)`,
    table: 't',
    column: 'a',
    object: 't_a_fkey',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'constraint-refused',
    sql: `create table t (id integer primary key, a text unique);
          insert into t values (1, (with n (i) as (values (1) union all select i + 1 from n where i < 900)
                                    select group_concat(printf('%08x', i * 2654435761 % 4294967296), '') from n))`,
    table: 't',
    column: 'a',
    object: 't_a_key',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'index-refused',
    sql: `create table t (id integer primary key, a text); create index by_a on t (a);
          insert into t values (2, replace(hex(zeroblob(2000)), '0', 'a')), (3, 'short'), (1, (with n (i) as (values (1) union all select i + 1 from n where i < 900)
                                    select group_concat(printf('%08x', i * 2654435761 % 4294967296), '') from n))`,
    table: 't',
    column: 'a',
    object: 'by_a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'object-not-parsed',
    sql: `create table t (id integer primary key, a); create index by_a on t (a); pragma writable_schema = on;
          insert into sqlite_schema select 'table', 'by_a', 't', rootpage, '' from sqlite_schema where name = 'by_a'`,
    table: 'by_a',
  },

  // integrity
  {
    code: 'null-in-primary-key',
    sql: `create table t (k text primary key); insert into t values (null), (null), ('x')`,
    table: 't',
    column: 'k',
    rows: 2,
    keys: [{ rowid: 1 }, { rowid: 2 }],
  },
  {
    code: 'null-in-not-null',
    sql: `create table t (id integer primary key, a text); insert into t values (1, null), (2, 'x');
          pragma writable_schema = on;
          update sqlite_schema set sql = 'create table t (id integer primary key, a text not null)' where name = 't'`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'duplicate-key',
    sql: `create table t (id integer primary key, a unique); insert into t values (1, 1), (2, '1'), (3, 'x')`,
    table: 't',
    column: 'a',
    object: 't_a_key',
    rows: 2,
    keys: ids(1, 2),
  },
  {
    code: 'foreign-key-orphans',
    sql: `create table p (id integer primary key); create table t (id integer primary key, a integer references p);
          insert into p values (1); insert into t values (1, 1), (2, 7), (3, 7), (4, null)`,
    table: 't',
    column: 'a',
    object: 't_a_fkey',
    rows: 2,
    keys: ids(2, 3),
  },
  {
    code: 'foreign-key-parent-rejected',
    sql: `create table p (id integer primary key, n integer);
          create table t (id integer primary key, a integer references p);
          insert into p values (1, 1), (2, 2), (3, 'x'); insert into t values (1, 1), (2, 3), (3, 3), (4, 7)`,
    table: 't',
    column: 'a',
    object: 't_a_fkey',
    rows: 2,
    keys: ids(2, 3),
  },
  {
    code: 'check-violated',
    sql: `create table t (id integer primary key, a integer constraint positive check (a > 0));
          pragma ignore_check_constraints = on; insert into t values (1, 1), (2, -1), (3, null)`,
    table: 't',
    column: 'a',
    object: 'positive',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'sequence-exhausted',
    sql: 'create table t (id integer primary key); insert into t values (9223372036854775807), (1)',
    table: 't',
    column: 'id',
    rows: 1,
    keys: [{ id: '9223372036854775807' }],
  },
  {
    code: 'negative-key',
    sql: 'create table t (id integer primary key); insert into t values (-5), (-1), (0), (7)',
    table: 't',
    column: 'id',
    rows: 2,
    keys: ids(-5, -1),
  },
  {
    code: 'insert-probe-failed',
    sql: `create table t (id integer primary key, a integer as (id * 4611686018427387904)); insert into t (id) values (1)`,
    table: 't',
    column: 'id',
  },
  {
    code: 'foreign-key-mismatch',
    sql: `create table p (id integer primary key, n text collate nocase); create unique index by_n on p (n collate binary);
          create table t (id integer primary key, a text references p (n)); insert into p values (1, 'a'); insert into t values (1, 'a')`,
    table: 't',
  },

  // quality
  {
    code: 'wrong-storage-class',
    sql: `create table t (id integer primary key, a integer);
          insert into t values (1, 1), (2, 2), (3, 'x'), (4, x'00'), (5, 5)`,
    table: 't',
    column: 'a',
    rows: 2,
    keys: ids(3, 4),
  },
  {
    code: 'fraction-in-integer',
    sql: 'create table t (id integer primary key, a integer); insert into t values (1, 1), (2, 2), (3, 0.5)',
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(3),
  },
  {
    code: 'negative-unsigned',
    sql: 'create table t (id integer primary key, a unsigned int); insert into t values (1, 1), (2, -1)',
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'integer-beyond-64-bits',
    sql: 'create table t (id integer primary key, a integer); insert into t values (1, 1), (2, 9223372036854775808)',
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'varchar-overflow',
    sql: `create table t (id integer primary key, a varchar(3)); insert into t values (1, 'abc'), (2, 'abcd')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'decimal-overflow',
    sql: 'create table t (id integer primary key, a decimal(4, 2)); insert into t values (1, 99.99), (2, 100), (3, 0.005)',
    table: 't',
    column: 'a',
    rows: 2,
    keys: ids(2, 3),
  },
  {
    code: 'digits-already-lost',
    sql: 'create table t (id integer primary key, a numeric); insert into t values (1, 1.5), (2, 12345678901234567890)',
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'non-finite-number',
    sql: 'create table t (id integer primary key, a real); insert into t values (1, 9e999), (2, 1.5)',
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'invalid-date',
    sql: `create table t (id integer primary key, a date);
          insert into t values (1, '2001-02-03'), (2, '2001-02-30'), (3, '2001-02-04')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'time-beyond-day',
    sql: `create table t (id integer primary key, a time);
          insert into t values (1, '08:30'), (2, '09:00'), (3, '24:00:01'), (4, '100:15'), (5, '23:60'), (6, '10:00'), (7, '11:00')`,
    table: 't',
    column: 'a',
    rows: 2,
    keys: ids(3, 4),
  },
  {
    code: 'date-encoding',
    sql: 'create table t (id integer primary key, a datetime); insert into t values (1, 1627303906), (2, null)',
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'date-encodings-mixed',
    sql: `create table t (id integer primary key, a datetime);
          insert into t values (1, '2001-02-03'), (2, '2001-02-04'), (3, 1627303906)`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(3),
  },
  {
    code: 'date-encoding-unknown',
    sql: 'create table t (id integer primary key, a datetime); insert into t values (1, 20010203), (2, 2460000.5)',
    table: 't',
    column: 'a',
    rows: 2,
    keys: ids(1, 2),
  },
  {
    code: 'time-zone-mixed',
    sql: `create table t (id integer primary key, a datetime);
          insert into t values (1, '2001-02-03 04:05:06Z'), (2, '2001-02-03 04:05:06')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'time-zone-normalised',
    sql: `create table t (id integer primary key, a datetime);
          insert into t values (1, '2001-02-03 04:05:06Z'), (2, '2001-02-03 04:05:06+02:00')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'sub-microsecond',
    sql: `create table t (id integer primary key, a datetime);
          insert into t values (1, '2001-02-03 04:05:06.1234567'), (2, '2001-02-03 04:05:06')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'timespan-text',
    sql: `create table t (id integer primary key, a text); insert into t values (1, '00:30:00'), (2, '1.02:03:04.5'), (3, 'x')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'boolean-spelling',
    sql: `create table t (id integer primary key, a boolean); insert into t values (1, 1), (2, 0), (3, 'yes')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(3),
  },
  {
    code: 'nul-in-text',
    sql: `create table t (id integer primary key, a text); insert into t values (1, 'a' || char(0)), (2, 'b'), (3, 'c')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'invalid-utf8',
    sql: `create table t (id integer primary key, a text); insert into t values (1, cast(x'ff' as text)), (2, 'b'), (3, 'c')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'blob-in-text',
    sql: `create table t (id integer primary key, a text); insert into t values (1, x'41'), (2, x'ff'), (3, 'c'), (4, 'd'), (5, 'e')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'binary-in-text',
    sql: `create table t (id integer primary key, a string); insert into t values (1, x'41'), (2, x'ff'), (3, 'c'), (4, 'd'), (5, 'e')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'text-in-blob',
    sql: `create table t (id integer primary key, a blob); insert into t values (1, x'41'), (2, 'text'), (3, x'42')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'invalid-json',
    sql: `create table t (id integer primary key, a json); insert into t values (1, '{}'), (2, '[]'), (3, '{a: 1}')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(3),
  },
  {
    code: 'invalid-uuid',
    sql: `create table t (id integer primary key, a uuid);
          insert into t values (1, '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'), (2, '1e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'), (3, 'x')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(3),
  },
  {
    code: 'uuid-bytes',
    sql: `create table t (id integer primary key, guid blob);
          insert into t values (1, x'0e0dfd3c6f1c4a0a9d6f0d1c8d8a6a5f'), (2, x'000102030405060700090a0b0c0d0e0f'), (3, x'00'), (4, null)`,
    table: 't',
    column: 'guid',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'sqlite-jsonb',
    sql: `create table t (id integer primary key, a blob, b blob);
          insert into t values (1, jsonb('{"a": 1}'), x'00'), (2, jsonb('[1, 2]'), x'01'), (3, x'ffd8ffe0', x'02')`,
    table: 't',
    column: 'a',
    rows: 2,
    keys: ids(1, 2),
  },
  {
    code: 'geometry-blob',
    sql: `create table t (id integer primary key, a blob);
          insert into t values (1, x'4750000100000000010100000000000000000000000000000000000000'), (2, x'475000'), (3, x'0001020304050607')`,
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(1),
  },
  {
    code: 'value-too-large',
    sql: "create table t (id integer primary key, a blob); insert into t values (1, x'00'), (2, zeroblob(600000000))",
    table: 't',
    column: 'a',
    rows: 1,
    keys: ids(2),
  },
  {
    code: 'row-refused',
    sql: `create table t (id integer primary key, ${Array.from({ length: 1100 }, (_, n) => `c${n} integer`).join(', ')});
          insert into t values (1, ${Array.from({ length: 1100 }, () => '1').join(', ')});
          insert into t (id, c0) values (2, 1)`,
    table: 't',
    rows: 1,
    keys: ids(1),
  },

  {
    code: 'json-not-jsonb',
    sql: `create table t (id integer primary key, a json);
          insert into t values (1, '{"a": 1, "b": {"a": 2}}'), (2, '{"a": 1, "a": 2}'), (3, '["\\u0000"]'),
                               (4, '{"\\ud83d": 1}'), (5, '["\\ud83d\\ude00", "\\\\u0000", "x\\": "]'), (6, null)`,
    table: 't',
    column: 'a',
    rows: 3,
    keys: ids(2, 3, 4),
  },

  // logic
  {
    code: 'nocase-collation',
    sql: 'create table t (id integer primary key, a text collate nocase)',
    table: 't',
    column: 'a',
  },
  {
    code: 'rtrim-collation',
    sql: 'create table t (id integer primary key, a text collate rtrim)',
    table: 't',
    column: 'a',
  },
  {
    code: 'unicode-case-collision',
    sql: `create table t (id integer primary key, a text collate nocase unique);
          insert into t values (1, 'É'), (2, 'é'), (3, 'E'), (4, null), (5, null)`,
    table: 't',
    column: 'a',
    object: 't_a_key',
    rows: 2,
    keys: ids(1, 2),
  },
  {
    code: 'custom-collation',
    sql: `create table t (id integer primary key, a text); pragma writable_schema = on;
          update sqlite_schema set sql = replace(sql, 'a text', 'a text collate by_locale')`,
    table: 't',
    column: 'a',
  },
  {
    code: 'check-not-translated',
    sql: `create table t (id integer primary key, a constraint whole check (typeof(a) = 'integer'))`,
    table: 't',
    column: 'a',
    object: 'whole',
  },
  {
    code: 'index-not-translated',
    sql: `create table t (id integer primary key, a text); create index by_day on t (date(a))`,
    table: 't',
    object: 'by_day',
  },
  {
    code: 'index-respelled',
    sql: `create table t (id integer primary key, a datetime); create index by_day on t (date(a)); create index by_a on t (a);
      insert into t (a) values ('2024-01-01 10:00:00')`,
    table: 't',
    object: 'by_day',
  },
  { code: 'view-not-migrated', sql: 'create table t (a); create view v as select 1', table: 'v' },
  { code: 'view-broken', sql: 'create table t (a); create view v as select a from gone', table: 'v' },
  {
    code: 'trigger-not-migrated',
    sql: 'create table t (id integer primary key); create trigger g after insert on t begin select 1; end',
    table: 't',
    object: 'g',
  },
  {
    code: 'virtual-table-not-migrated',
    sql: 'create virtual table v using fts5(body)',
    table: 'v',
  },
  {
    code: 'on-conflict-clause',
    sql: 'create table t (id integer primary key, a text constraint one unique on conflict replace)',
    table: 't',
    column: 'a',
    object: 'one',
  },
  {
    code: 'migration-history-table',
    sql: `create table schema_migrations (version text primary key);
          create table _migrations (id integer primary key, name text)`,
    table: 'schema_migrations',
  },
  {
    code: 'key-order-lost',
    sql: 'create table t (a integer, b integer, primary key (a desc, b)) without rowid',
    table: 't',
    object: 't_pkey',
  },
  {
    code: 'database-version-not-migrated',
    sql: 'create table t (id integer primary key); pragma user_version = 7',
  },

  // performance
  { code: 'no-primary-key', sql: 'create table t (a integer)', table: 't' },
  {
    code: 'large-values-without-key',
    sql: 'create table t (a blob); insert into t values (zeroblob(1100000))',
    table: 't',
  },
  {
    code: 'foreign-key-not-indexed',
    sql: 'create table p (id integer primary key); create table t (id integer primary key, a integer references p)',
    table: 't',
    column: 'a',
    object: 't_a_fkey',
  },
]
