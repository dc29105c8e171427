import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '../src/engines/postgres/connect.ts'
import type { PostgresConnection } from '../src/engines/postgres/database.ts'
import type { PostgresServer } from '../src/engines/postgres/server.ts'
import { addressVariables, type ServerAddress } from '../src/engines/postgres/server-address.ts'
import { splitPostgresScript } from '../src/engines/postgres/split-script.ts'
import { quoteIdentifier, quoteLiteral } from '../src/sql/quote.ts'

/** What all contestants have to make of a database, and its rows as files that COPY reads. */
export interface TargetFiles {
  readonly tables: readonly { readonly name: string; readonly create: string; readonly file: string }[]
  /** Keys, indexes and foreign keys, in their order. */
  readonly postData: readonly string[]
}

/** A database of its own on the server; {@link leaveTarget} takes it back. */
export async function createTarget(server: PostgresServer): Promise<ServerAddress> {
  const name = `bench_${randomBytes(4).toString('hex')}`
  await withSession(server.address, (session) =>
    session.query(`create database ${name} template template0 encoding 'UTF8' locale 'C'`),
  )
  return { ...server.address, database: name }
}

/** Bytes of databases that are left on the disk. */
const MOST_SPENT_BYTES = 20e9
const spent: { readonly database: string; readonly bytes: number }[] = []

/**
 * Takes back the database of a round, and has everything written to the disk: else the next contestant would share the
 * processors with what this one has left in memory.
 *
 * The database stays where it is for as long as there is room: ext4 passes over the inodes of files that were deleted in
 * the last minutes, one by one, which a CREATE DATABASE with its 300 files feels (measured: 0.05 to 0.3 s of a processor).
 * Ours makes its database within its time, the others find theirs.
 *
 * @param bytes of the source
 */
export async function leaveTarget(
  server: PostgresServer,
  { database }: ServerAddress,
  bytes: number,
): Promise<void> {
  spent.push({ database, bytes: 2 * bytes })
  await withSession(server.address, async (session) => {
    while (spent.reduce((sum, one) => sum + one.bytes, 0) > MOST_SPENT_BYTES) {
      await session.query(`drop database ${spent.shift()?.database} with (force)`)
    }
    await session.query('checkpoint')
  })
  execFileSync('sync')
}

export async function withSession<T>(
  address: ServerAddress,
  use: (session: PostgresConnection) => Promise<T>,
): Promise<T> {
  const session = await connect(address)
  return await use(session).finally(session.close)
}

/** With its password: for programs, never for a message. */
export function urlOf(address: ServerAddress): string {
  return addressVariables(address).DATABASE_URL ?? ''
}

/** Has the server write the rows of a rehearsed database into files, as it would read them fastest. */
export async function writeTargetFiles(
  rehearsed: ServerAddress,
  ddlFile: string,
  folder: string,
): Promise<TargetFiles> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o777)
  const statements = splitPostgresScript(readFileSync(ddlFile, 'utf8')).map(({ sql }) => sql)
  const creates = statements.filter((sql) => /^\s*create table/i.test(sql))
  const tables = creates.map((create) => {
    const name = /^\s*create table public\.("[^"]+"|\w+)/i.exec(create)?.[1] ?? ''
    return { name, create, file: join(folder, `${name.replaceAll('"', '')}.copy`) }
  })
  await withSession(rehearsed, async (session) => {
    for (const { name, file } of tables) await session.query(`copy ${name} to ${quoteLiteral(file)}`)
  })
  return { tables, postData: statements.filter((sql) => !/^\s*create table/i.test(sql)) }
}

/** What is in a database: so that unequal work is seen. */
export interface TargetContents {
  readonly rows: number
  readonly indexes: number
  readonly foreignKeys: number
}

export async function contentsOf(address: ServerAddress): Promise<TargetContents> {
  return withSession(address, async (session) => {
    const { rows: tables } = await session.query(TABLES)
    let rows = 0
    for (const { schema, name } of tables) {
      const counted = await session.query(
        `select count(*) as n from ${quoteIdentifier(schema ?? '')}.${quoteIdentifier(name ?? '')}`,
      )
      rows += Number(counted.rows[0]?.n)
    }
    const { rows: objects } = await session.query(OBJECTS)
    return { rows, indexes: Number(objects[0]?.indexes), foreignKeys: Number(objects[0]?.keys) }
  })
}

const TABLES = `
  select schemaname as schema, tablename as name
    from pg_tables
   where schemaname not in ('pg_catalog', 'information_schema')`

const OBJECTS = `
  select (select count(*) from pg_indexes where schemaname not in ('pg_catalog', 'information_schema')) as indexes,
         (select count(*) from pg_constraint where contype = 'f' and convalidated) as keys`
