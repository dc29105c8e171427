import Database from 'better-sqlite3'
import type { Issue } from '../../../src/issues/issue.ts'
import { bindParameters } from '../../../src/stages/performance/bind-parameters.ts'
import type { SqliteValue } from '../../../src/stages/performance/comparable-value.ts'
import { compareResults } from '../../../src/stages/performance/compare-results.ts'
import { lintQuery } from '../../../src/stages/performance/lint-query.ts'
import type { Parameters } from '../../../src/stages/performance/performance-options.ts'
import type { EngineQuery } from '../../../src/stages/performance/query.ts'
import { scopeOf, withSingleQuotes } from '../../../src/stages/performance/query-scope.ts'
import { toleranceFor } from '../../../src/stages/performance/tolerance.ts'
import { withMigrated } from '../../support/migrate.ts'

/** Values on which spellings of the two dialects part: NULLs, halves, quotes, letters beyond ASCII, moments before 1970. */
const VALUES = `
  create table v (
    id integer primary key, a text, b text, n integer not null, m integer, r real, d decimal(10,3), w decimal(10,3),
    at datetime, day date, doc text, raw blob, flag boolean, mail text collate nocase, active integer
  );
  insert into v values
    (1, 'abc', 'b', 65, 3, 2.5, 7, 7, '2024-01-02 10:00:00', '2024-02-29',
      '{"a":{"b":"x"},"list":[1,2,3],"k":1,"p":10.0}', x'00ff', 1, 'Anna@x.org', 1),
    (2, 'Äpfel''s', '{"k":[1]}', 200, null, 0.5, 8.5, 8, '1969-12-31 23:59:59', '1999-12-31',
      '{"a":{"b":1.5},"list":[]}', x'', 0, 'bob@x.org', 0),
    (3, '', '[1,', 97, 0, -2.5, -7, -7, '2000-02-29 00:00:00', null, '{"a":1,"p":"text"}', null, null, null, null),
    (4, null, null, 4096, -4, 1.005, -8.5, 9, null, '2000-01-01', null, x'ab', 1, 'ANNA@X.ORG', 2),
    (5, 'ab', 'A%', 8364, 97, 2.675, null, null, '2024-12-31 23:59:59', '2024-12-31', '{}', null, 0, 'c', 1),
    (6, 'x\\_y', 'ÄPFEL%', 1, 1, -3.7, 1, 1, '2023-06-15 12:30:45', '2023-06-15', '{"k":null}', x'c3a9', 1, 'C', 1),
    (7, 'X1y', 'x%', 33, 33, null, 3, 3, '2024-03-01 00:00:00', '2024-03-01', '{"list":[4]}', x'01', 0, 'd', 7),
    (8, 'a "b" \\', 'a', 77, 5, 3.7, 2.25, 2, '2024-02-29 06:07:08', '2024-02-28', '{"k":2}', x'02', 1, 'e', 0);
  create table other (id integer primary key, v_id integer references v (id), flag integer, name text);
  insert into other values (1, 1, 1, 'user'), (2, 1, 2, 'b'), (3, 2, 0, 'user');
  create table user (id integer primary key, role text);
  insert into user values (1, 'user'), (2, 'admin');
  create table "Order" (id integer primary key, "createdAt" text, user text);
  insert into "Order" values (1, 'x', '12'), (2, null, 'u');
  create table zoned (id integer primary key, t text, tz datetime);
  insert into zoned values (1, '2024-01-02 00:30:00+02:00', '2024-01-02 00:30:00+02:00'),
    (2, '2024-05-31T23:30:15.5-05:00', '2024-05-31T23:30:15.5-05:00'), (3, '2024-01-01T10:00:00Z', '2024-01-01T10:00:00Z'),
    (4, null, null);
  create table moments (
    id integer primary key, z datetime, ms datetime check (ms > '2000-01-01'), t datetime check (t > '2000-01-01'),
    minutes datetime check (minutes > '2000-01-01'), mixed datetime, days date, price decimal(8, 2), share real
  );
  insert into moments values
    (1, '2024-01-05T10:00:00Z', '2024-01-05 10:00:00.250', '2024-01-05T10:00:00Z', '2024-01-05 10:00', '2024-01-05',
      '2024-01-05 00:00:00', 12.5, 7.0),
    (2, '2024-02-06T11:30:15Z', '2024-02-06 11:30:00.500', '2024-02-06T11:30:15Z', '2024-02-06 11:30', '2024-02-06 11:30:00',
      '2024-02-06', 7, 0.25);
  create table counted (id integer primary key, n integer, f real, ms integer, at timestamp, at_ms timestamp);
  insert into counted values (1, 1704448800, 1704448800.75, 1704448800250, 1704448800, 1704448800250),
    (2, -1, -0.5, -1, 1728302400, 1728302400125), (3, null, null, null, null, null);
  create table untyped (id integer primary key, v, w text, u);
  insert into untyped values (1, '10', '10', 3), (2, '9', '9', 'x'), (3, 'x', 'x', null), (4, null, null, 10);
  create table typed (id integer primary key, name varchar(20), parent integer, price decimal(8, 2), tags json, tz datetime);
  insert into typed values (1, 'root', null, 1.5, '["a"]', '2024-01-01T00:00:00Z'), (2, 'leaf', 1, 7, '["a"]', null),
    (3, 'twig', 2, null, '[]', '2024-05-01T00:00:00Z');
  create table reals (id integer primary key, r real);
  insert into reals values (1, 10), (2, -7.25), (3, 0.00001), (4, 2.5e-7), (5, 123456789012345), (6, null), (7, 0.1);
  create table halves (id integer primary key, x real, clock time, words text);
  insert into halves values (1, 2.4999999999999996, '10:00:00', '{"null": 1}'), (2, 1234567890123456, '23:59:59', null),
    (3, -3.5, null, '{"null": {"a": 2}}'), (4, 267.49999999999994, '00:00:30', '{}');
  create table keyless (v_id integer, a text);
  insert into keyless values (1, 'a'), (2, 'b')`

/** Both engines with the same rows. */
export interface BothEngines {
  /** How the results of two queries differ; null where they are equal. */
  readonly difference: (sqlite: string, postgres: string, parameters?: Parameters) => Promise<string | null>
  /** What the lint says of a query. */
  readonly lint: (sql: string, parameters?: Parameters) => readonly Issue[]
}

/** Lends both engines with the rows of {@link VALUES}, migrated as a run does. */
export async function withValues(use: (engines: BothEngines) => Promise<void>): Promise<void> {
  await withMigrated(VALUES, async ({ snapshot, catalog, plan, database }) => {
    const source = new Database(snapshot.path, { readonly: true })
    const connection = await database.connect()
    const difference: BothEngines['difference'] = async (sqlite, postgres, parameters = []) => {
      const [from, to] = [bound(sqlite, parameters, 'sqlite'), bound(postgres, parameters, 'postgres')]
      const asked = withSingleQuotes(scopeOf(from, catalog, plan))
      const named = Object.fromEntries(from.values.map((value, at) => [at + 1, value]))
      const statement = source.prepare(asked).safeIntegers().raw()
      const rows = statement.all(...(from.values.length === 0 ? [] : [named])) as SqliteValue[][]
      const values = to.values.map((value) => (value === null ? null : String(value)))
      return compareResults(
        { rows, width: statement.columns().length },
        await connection.readCut(to.sql, values, { rows: 999, bytes: 2 ** 20 }),
        true,
        toleranceFor([from, to], [], false),
      )
    }
    const lint: BothEngines['lint'] = (sql, parameters = []) =>
      lintQuery('q', scopeOf(bound(sql, parameters, 'sqlite'), catalog, plan))
    try {
      await use({ difference, lint })
    } finally {
      source.close()
      await connection.close()
    }
  })
}

function bound(sql: string, parameters: Parameters, engine: 'sqlite' | 'postgres'): EngineQuery {
  const query = bindParameters(sql, parameters, engine)
  if (typeof query === 'string') throw new Error(query)
  return query
}
