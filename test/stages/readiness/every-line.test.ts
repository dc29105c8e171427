import { readFileSync } from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withTlsServer } from '../../../src/engines/postgres/provision/tls-server.ts'
import type { ServerAddress } from '../../../src/engines/postgres/server-address.ts'
import type { ParsedSettings } from '../../../src/settings/parsed-settings.ts'
import { assessReadiness } from '../../../src/stages/readiness/assess-readiness.ts'
import { CHECKLIST, type ChecklistId } from '../../../src/stages/readiness/checklist.ts'
import { NO_CHANGES } from '../../../src/stages/readiness/decided-changes.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { validateTables } from '../../../src/stages/validation/validate-tables.ts'
import { alter, checklistRole, checklistSettings, findingOf, uniqueRole } from '../../support/checklist.ts'
import { withMigrated } from '../../support/migrate.ts'
import { testServer } from '../../support/postgres.ts'
import { quietContext, rehearseFile, serverUrl } from '../../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'

// The table of all 17 lines: once where each holds and once where it does not, on real databases and servers. The type
// of the table asks for every line; the tests beside this one have the other ways in which each can fail.

type Verdict = Pick<RunRecord['readiness']['items'][number], 'status' | 'evidence'>

interface Line {
  readonly holds: () => Promise<Verdict>
  readonly fails: () => Promise<Verdict>
  readonly because: RegExp
  /** Where nothing is executed: `attested`, and `unverified`. */
  readonly statuses?: readonly [string, string]
}

const CLEAN = readFileSync(new URL('../../../fixtures/clean.sql', import.meta.url), 'utf8')
const TEAMS = `
  create table teams (id integer primary key, name text not null);
  insert into teams values (1, 'Åsane'), (2, 'brann')`

/** The line in the record of a whole rehearsal. */
async function inRun(
  id: ChecklistId,
  sql: string,
  overrides: Partial<ParsedSettings> = {},
): Promise<Verdict> {
  const record = await rehearseFile(await sqliteFromSql(sql), overrides)
  const item = record.readiness.items.find((candidate) => candidate.id === id)
  if (item === undefined) throw new TypeError(`The record has no line ${id}.`)
  return item
}

/** The line of a migration whose target somebody changes before it is validated. */
async function afterChange(id: ChecklistId, sql: string, change: string): Promise<Verdict> {
  return await withMigrated(sql, async (migrated) => {
    await alter(migrated, change)
    const { snapshot, plan, load, database, catalog } = migrated
    const validation = await validateTables(
      snapshot,
      plan,
      load.tables,
      database,
      { jobs: 1 },
      quietContext(),
    )
    const { items } = assessReadiness({
      command: 'rehearse',
      isServerGiven: true,
      tables: catalog.tables.map(({ name }) => name),
      load,
      validation,
      performance: null,
      issues: load.issues,
      proofs: new Map(),
      changes: NO_CHANGES,
      settings: null,
      today: '2026-11-26',
    })
    return items.find((item) => item.id === id) ?? { status: 'unverified', evidence: '' }
  })
}

const altered = (id: ChecklistId, change: string) =>
  findingOf(id, CLEAN, {}, (migrated) => alter(migrated, change))

const query = (text: string) => ({
  enabled: true,
  seed: 1,
  floorMs: 1,
  maxSeconds: 60,
  querySeconds: 10,
  queries: [{ name: 'q', sqlite: { text }, postgres: null, many: false, parameters: [] }],
})

/** A guide and a schema, of which one was changed a day before the other. */
async function documented(guideIsOlder: boolean): Promise<Verdict> {
  const folder = await temporaryDirectory()
  const [guide, schema] = [join(folder, 'guide.md'), join(folder, 'schema.sql')]
  const ddl = 'create table teams (id bigint primary key, name text not null);'
  await Promise.all([writeFile(guide, 'guide'), writeFile(schema, ddl)])
  const [older, newer] = [new Date('2026-01-01'), new Date('2026-01-02')]
  await utimes(guide, older, guideIsOlder ? older : newer)
  await utimes(schema, older, guideIsOlder ? newer : older)
  return await inRun('documentation', TEAMS, {
    target: { schema, schemaCommand: null, rename: {} },
    checklist: { ...checklistSettings({}), documentationPath: guide },
  })
}

async function granted(grants: string): Promise<Verdict> {
  const app = uniqueRole()
  const path = join(await temporaryDirectory(), 'roles.sql')
  await writeFile(path, `create role ${app} login; ${grants.replaceAll('app', app)}`)
  const written = { sql: path, 'application-role': app, rights: { [app]: { select: '*' } } }
  return await findingOf('access-controls', TEAMS, written)
}

/** A server that takes sessions over the network only without TLS. */
async function withoutTls(): Promise<Verdict> {
  const authority = join(await temporaryDirectory(), 'ca.pem')
  const rules = 'hostnossl all all 127.0.0.1/32 scram-sha-256\nlocal all all scram-sha-256\n'
  const use = async ({ port, password, tls }: ServerAddress) => {
    await writeFile(authority, typeof tls === 'boolean' ? '' : String(tls.ca))
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres?sslmode=verify-full&sslrootcert=${encodeURIComponent(authority)}`
    return await findingOf('connection-security', TEAMS, { url })
  }
  return await withTlsServer(null, new AbortController().signal, use, rules)
}

function compliance(expires: string): Promise<Verdict> {
  const attested = { by: 'Tomasz', on: '2026-01-01', expires }
  return inRun('compliance', TEAMS, { checklist: checklistSettings({ compliance: { attested } }) })
}

const LINES: Readonly<Record<ChecklistId, Line>> = {
  'table-counts': {
    holds: () => inRun('table-counts', TEAMS),
    fails: () => inRun('table-counts', `${TEAMS}, (3, 'nul' || char(0))`),
    because: /differ in teams/,
  },
  'data-integrity': {
    holds: () => inRun('data-integrity', TEAMS),
    fails: () => afterChange('data-integrity', TEAMS, `update teams set name = 'Asane' where id = 1`),
    because: /1 difference in 4 compared cells/,
  },
  'foreign-keys': {
    holds: () => findingOf('foreign-keys', CLEAN),
    fails: () => altered('foreign-keys', 'alter table games drop constraint games_home_id_fkey'),
    because: /games_home_id_fkey of games is gone/,
  },
  'no-truncation': {
    holds: () => findingOf('no-truncation', CLEAN),
    fails: () => altered('no-truncation', 'update players set full_name = left(full_name, 3) where id = 7'),
    because: /other characters in players\.full_name/,
  },
  'character-encoding': {
    holds: () => findingOf('character-encoding', CLEAN),
    fails: () => inRun('character-encoding', `${TEAMS}, (3, cast(x'ff' as text))`),
    because: /cannot hold in teams\.name/,
  },
  'time-window': {
    holds: () =>
      inRun('time-window', TEAMS, {
        postgres: { url: null, version: null, image: null, durable: true } as ParsedSettings['postgres'],
      }),
    fails: () =>
      inRun('time-window', TEAMS, { downtime: { windowSeconds: 60, productionBytes: 10_000_000_000_000 } }),
    because: /The window is 60 s/,
  },
  'query-performance': {
    holds: () => inRun('query-performance', TEAMS, { performance: query('select name from teams') }),
    fails: () =>
      inRun('query-performance', TEAMS, {
        performance: query(`select name from teams where name like 'B%'`),
      }),
    because: /Other results in PostgreSQL: q/,
  },
  'index-creation': {
    holds: () => findingOf('index-creation', CLEAN),
    fails: () =>
      altered(
        'index-creation',
        `update pg_index set indisvalid = false where indexrelid = 'games_by_home'::regclass`,
      ),
    because: /games_by_home of games is not valid/,
  },
  'connection-pooling': {
    holds: () => findingOf('connection-pooling', CLEAN),
    fails: async () => {
      let found: Verdict | null = null
      await checklistRole('login', async (role, password) => {
        const url = serverUrl(testServer()).replace(/^postgres:\/\/[^@]*@/, `postgres://${role}:${password}@`)
        found = await findingOf('connection-pooling', CLEAN, { 'pooler-url': url })
      })
      return found ?? { status: 'unverified', evidence: '' }
    },
    because: /errors 42501 over the pooler/,
  },
  'backup-restore': {
    // as the server of the tests is embedded, its files; where it is another one, pg_dump of its version
    holds: () => findingOf('backup-restore', CLEAN),
    fails: () =>
      findingOf('backup-restore', TEAMS, {
        'backup-command': 'touch "$BACKUP_PATH"',
        'restore-command': 'true',
      }),
    because: /the table teams cannot be read/,
  },
  'rollback-plan': {
    holds: () => findingOf('rollback-plan', CLEAN),
    fails: () => altered('rollback-plan', `update owners set display_name = 'x' where id = 2`),
    because: /1 cell of owners\.display_name came back changed/,
  },
  'monitoring-alerts': {
    holds: () => findingOf('monitoring-alerts', TEAMS, { command: '[ -n "$PGHOST" ]' }),
    fails: () => findingOf('monitoring-alerts', TEAMS, { command: 'echo "no alert on disk" >&2; exit 2' }),
    because: /exit status 2/,
  },
  documentation: {
    holds: () => documented(false),
    fails: () => documented(true),
    because: /documentation is older than the schema/,
  },
  'access-controls': {
    holds: () => granted('grant select on teams to app;'),
    fails: () => granted(''),
    because: /may not select on teams/,
  },
  'connection-security': {
    holds: () => findingOf('connection-security', TEAMS, { rehearse: true, plaintext: 'refused' }),
    fails: withoutTls,
    because: /^No session with TLS on the server of the settings/,
  },
  'audit-trail': {
    holds: () => findingOf('audit-trail', TEAMS, { tables: 'teams' }),
    fails: () => findingOf('audit-trail', `${TEAMS}, (3, 'nul' || char(0))`, { tables: 'teams' }),
    because: /1 row of teams is lost/,
  },
  compliance: {
    holds: () => compliance('2099-01-01'),
    fails: () => compliance('2026-01-02'),
    because: /attestation of Tomasz ended on 2026-01-02/,
    statuses: ['attested', 'unverified'],
  },
}

it.each(CHECKLIST.map(({ id, title }) => [id, title] as const))(
  '%s: %s',
  { timeout: 120_000 },
  async (id) => {
    const { holds, fails, because, statuses = ['pass', 'fail'] } = LINES[id]
    const [held, failed] = [await holds(), await fails()]
    expect(held.status, held.evidence).toBe(statuses[0])
    expect(failed.evidence).toMatch(because)
    expect(failed.status).toBe(statuses[1])
  },
)

it.each([
  ['a table', 'create unlogged table teams (id bigint primary key, name text not null);'],
  [
    'a part of a table',
    `create table teams (id bigint primary key, name text not null) partition by hash (id);
     create table teams_0 partition of teams for values with (modulus 2, remainder 0);
     create unlogged table teams_1 partition of teams for values with (modulus 2, remainder 1);`,
  ],
])('a crash of the server that would empty %s fails the integrity of data by itself', async (_, ddl) => {
  const schema = join(await temporaryDirectory(), 'schema.sql')
  await writeFile(schema, ddl)
  const overrides = { target: { schema, schemaCommand: null, rename: {} } }
  expect(await inRun('data-integrity', TEAMS, overrides)).toMatchObject({
    status: 'fail',
    evidence: expect.stringMatching(
      /^UNLOGGED, so that a crash of the server empties them: teams\. Not a sample/,
    ),
  })
})
