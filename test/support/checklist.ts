import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from '../../src/engines/postgres/connect.ts'
import type { PostgresServer } from '../../src/engines/postgres/server.ts'
import { executeChecklist } from '../../src/rehearsal/execute-checklist.ts'
import { parseSettings } from '../../src/settings/parse-settings.ts'
import type { ParsedSettings } from '../../src/settings/parsed-settings.ts'
import { toPerformance, type WrittenQuery } from '../../src/settings/query-schema.ts'
import { DEFAULT_COMMAND_RULES } from '../../src/shell/command-rules.ts'
import { analyzeTables } from '../../src/stages/performance/analyze-tables.ts'
import { compareQueries } from '../../src/stages/performance/compare-queries.ts'
import { readWorkload } from '../../src/stages/performance/read-workload.ts'
import type { ChecklistId } from '../../src/stages/readiness/checklist.ts'
import { CHECKLIST } from '../../src/stages/readiness/checklist.ts'
import type { ChecklistSettings } from '../../src/stages/readiness/checklist-settings.ts'
import type { Finding } from '../../src/stages/readiness/finding.ts'
import type { Subject } from '../../src/stages/readiness/subject.ts'
import { validateTables } from '../../src/stages/validation/validate-tables.ts'
import { type Migrated, withMigrated } from './migrate.ts'
import { testServer } from './postgres.ts'
import { quietContext, settingsIn } from './rehearse.ts'
import { temporaryDirectory } from './sqlite.ts'

/** `checklist:` as a settings file has it, in the form that the program uses. */
export function checklistSettings(written: Readonly<Record<string, unknown>>): ChecklistSettings {
  const entries = [
    { key: 'snapshot', value: 'app.db', placeOf: () => 'rehearsal.yml:1:1' },
    { key: 'checklist', value: written, placeOf: () => 'rehearsal.yml:2:1' },
  ]
  const { checklist } = parseSettings({
    door: 'terminal',
    command: 'rehearse',
    given: {},
    file: { path: 'rehearsal.yml', entries, mistakes: [] },
    environment: {},
    parallelism: 1,
    mistakes: [],
  })
  if (checklist === null) throw new TypeError('The settings ask for no checklist.')
  return checklist
}

const NEEDS_WORKLOAD: readonly ChecklistId[] = ['index-creation', 'connection-pooling']

/**
 * Migrates a SQLite script, compares the workload, lets `meddle` do what it wants to the target, and executes one line of the checklist;
 * all others are declared not applicable.
 */
export async function findingOf(
  id: ChecklistId,
  sql: string,
  written: Readonly<Record<string, unknown>> = {},
  meddle: (migrated: Migrated) => Promise<void> = async () => {},
  server: PostgresServer = testServer(),
  queries: readonly WrittenQuery[] | undefined = undefined,
  overrides: Partial<ParsedSettings> = {},
): Promise<Finding> {
  const others = CHECKLIST.map((line) => line.id).filter((other) => other !== id)
  const skipped = Object.fromEntries(
    others.map((other) => [other, { attested: null, notApplicable: 'not in this test' }]),
  )
  const settings = checklistSettings(Object.keys(written).length === 0 ? {} : { [id]: written })
  const checklist = { ...settings, statements: { ...settings.statements, ...skipped } }
  const run = async (migrated: Migrated) => {
    const { snapshot, plan, load, database } = migrated
    const context = quietContext()
    const validation = await validateTables(snapshot, plan, load.tables, database, { jobs: 1 }, context)
    await analyzeTables(plan, database, 1)
    const options = toPerformance(queries, undefined)
    const workload = await readWorkload(options)
    const performance =
      NEEDS_WORKLOAD.includes(id) || queries !== undefined
        ? await compareQueries(workload, { ...migrated, loadMs: 1000 }, database, options, context)
        : null
    await meddle(migrated)
    const proofs = await executeChecklist(
      { ...migrated, validation, server, excluded: [], performance },
      { ...settingsIn(snapshot.privateDirectory, snapshot.path, overrides), checklist },
      context,
    )
    const finding = proofs.get(id)
    if (finding === undefined) throw new TypeError(`The line ${id} was not executed.`)
    return finding
  }
  return await withMigrated(sql, run, server)
}

/** Lends what lines are executed on, after the validation of a migration, to look at the target before and after them. */
export async function withSubject(
  sql: string,
  change: string,
  use: (subject: Subject) => Promise<void>,
): Promise<void> {
  await withMigrated(sql, async (migrated) => {
    await alter(migrated, change)
    const { snapshot, plan, load, database } = migrated
    const validation = await validateTables(
      snapshot,
      plan,
      load.tables,
      database,
      { jobs: 1 },
      quietContext(),
    )
    const rest = {
      performance: null,
      excluded: [],
      schemaFrom: { kind: 'command' } as const,
      inputs: [],
      commands: DEFAULT_COMMAND_RULES,
    }
    const directory = snapshot.privateDirectory
    await use({ ...migrated, ...rest, directory, validation, server: testServer() })
  })
}

const DRIVER = fileURLToPath(import.meta.resolve('pg'))

/** A command that runs JavaScript, with `client` connected to the database of its environment, `fs` and `DatabaseSync`. */
export function nodeCommand(body: string): string {
  const program = `
    import fs from 'node:fs'
    import { DatabaseSync } from 'node:sqlite'
    import pg from '${DRIVER}'
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL, host: process.env.PGHOST })
    await client.connect()
    ${body}
    await client.end()`
  return `${process.execPath} --input-type=module <<'END'\n${program}\nEND`
}

/** Runs a statement in the target. */
export async function alter({ database }: Pick<Migrated, 'database'>, sql: string): Promise<void> {
  const connection = await database.connect()
  await connection.query(sql).finally(connection.close)
}

/** Roles belong to the whole server, which tests share. */
export function uniqueRole(): string {
  return `app_${randomBytes(6).toString('hex')}`
}

/** The first row that a query gives in the target. */
export async function look({ database }: Pick<Migrated, 'database'>, sql: string) {
  const connection = await database.connect()
  return (await connection.query(sql).finally(connection.close)).rows[0]
}

/**
 * Settings of `access-controls` for a file of roles in which `app`, and every word that begins with `app_`, stands for a
 * role of this test alone.
 *
 * @param rights of `app`; or, with `app` among the keys, of each role
 */
export async function accessOf(sql: string, rights: Readonly<Record<string, unknown>>) {
  const app = uniqueRole()
  const named = (text: string) => text.replaceAll(/\bapp(?=\b|_)/g, app)
  const path = join(await temporaryDirectory(), 'roles.sql')
  await writeFile(path, named(sql))
  const each = Object.hasOwn(rights, 'app') ? rights : { app: rights }
  const renamed = Object.fromEntries(Object.entries(each).map(([role, granted]) => [named(role), granted]))
  return { app, path, written: { sql: path, 'application-role': app, rights: renamed } }
}

/** Lends a role on the server of the tests, and drops it afterwards. */
export async function checklistRole(
  options: string,
  use: (role: string, password: string) => Promise<void>,
): Promise<void> {
  const [role, password] = [uniqueRole(), randomBytes(8).toString('hex')]
  const connection = await connect(testServer().address)
  await connection.query(`create role ${role} ${options} password '${password}'`)
  try {
    await use(role, password)
  } finally {
    await connection.query(`drop role ${role}`).finally(connection.close)
  }
}

/** Lends the server of the tests to a role whose sessions begin with `session_replication_role=replica`. */
export async function withSilentRole(
  options: string,
  use: (server: PostgresServer) => Promise<void>,
): Promise<void> {
  await checklistRole(options, async (user, password) => {
    const connection = await connect(testServer().address)
    await connection
      .query(`alter role ${user} set session_replication_role = replica`)
      .finally(connection.close)
    await use({ ...testServer(), address: { ...testServer().address, user, password } })
  })
}
