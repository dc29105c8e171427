import { openPrivateCopy } from '../../../engines/sqlite/open-private-copy.ts'
import { openSqlite, type SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { readRoots } from '../../../engines/sqlite/pages/record-layout.ts'
import { runScript, ScriptError } from '../../../engines/sqlite/run-script.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import { type Definitions, readDefinitions } from './definitions.ts'
import { copyMarks } from './file-marks.ts'
import { restoredTable } from './restored-table.ts'
import { RowInserter } from './row-inserter.ts'
import type { Known } from './spelling.ts'

/** Where AUTOINCREMENT has to go on. */
export interface Counter {
  readonly table: string
  readonly last: string
}

/** A table, and the pages at which its trees begin. */
export interface TreePair {
  readonly table: string
  readonly original: number
  readonly copy: number
}

const MAX_BYTES = 64 * 1024 ** 3
/** Who waits for the thread ends it. */
const NEVER = new AbortController().signal

/** Writes a new SQLite file: tables as the source defines them, rows as PostgreSQL prints them, then all the rest. */
export class CopyWriter {
  readonly #source: SqliteDatabase
  readonly #path: string
  readonly #definitions: Definitions
  #copy: SqliteDatabase | null = null
  #inserter: RowInserter | null = null

  /** @param path where nothing is yet */
  constructor(sourcePath: string, path: string, tables: readonly string[]) {
    this.#source = openSqlite(sourcePath)
    this.#path = path
    this.#definitions = readDefinitions(this.#source, tables)
  }

  /** @throws ScriptError where SQLite refuses the definition of a table */
  async createTables(): Promise<void> {
    await runDefinitions([...copyMarks(this.#source), ...this.#definitions.tables], this.#path)
    this.#copy = openPrivateCopy(this.#path)
    // nobody else knows the file, and after an error it is of no use
    this.#copy.exec('pragma journal_mode = off; pragma locking_mode = exclusive; pragma cache_size = -24576')
  }

  /** @returns the COPY that prints its rows */
  beginTable(table: TablePlan, known: ReadonlyMap<string, Known>): string {
    const { copySql, insert } = restoredTable(this.#source, table, known)
    this.#inserter = new RowInserter(this.#opened, insert)
    this.#opened.exec('begin')
    return copySql
  }

  /** @param piece of the COPY; it may end anywhere @throws the driver's error where SQLite refuses a row */
  write(piece: Uint8Array): void {
    this.#inserter?.push(piece)
  }

  endTable(): void {
    this.#inserter?.finish()
    this.#opened.exec('commit')
  }

  /** Where the tables lie that have their rows. */
  trees(): readonly TreePair[] {
    const [originals, copies] = [readRoots(this.#source), readRoots(this.#opened)]
    return [...originals].flatMap(([table, original]) => {
      const copy = copies.get(table)
      return copy === undefined ? [] : [{ table, original, copy }]
    })
  }

  /** Ends the file. An index that the rows break stays out: the comparison of the files names it. */
  async finish(counters: readonly Counter[]): Promise<void> {
    writeCounters(this.#opened, counters)
    this.close()
    for (const sql of this.#definitions.others) {
      await runDefinitions([sql], this.#path).catch((error: unknown) => {
        if (!(error instanceof ScriptError)) throw error
      })
    }
  }

  close(): void {
    this.#source.close()
    this.#copy?.close()
  }

  get #opened(): SqliteDatabase {
    if (this.#copy === null) throw new TypeError('the file has no tables yet')
    return this.#copy
  }
}

async function runDefinitions(statements: readonly string[], path: string): Promise<void> {
  const script = statements.map((sql) => Buffer.from(`${sql}${endOf(sql)}`))
  await runScript(script, path, { maxBytes: MAX_BYTES, signal: NEVER })
}

/** SQLite keeps the blanks before a semicolon; but one in a comment would end nothing. */
function endOf(sql: string): string {
  return /--[^\n]*$/.test(sql) ? '\n;\n' : ';\n'
}

/** AUTOINCREMENT must not give a key again that PostgreSQL has given. https://www.sqlite.org/autoinc.html */
function writeCounters(copy: SqliteDatabase, counters: readonly Counter[]): void {
  const counted = copy.prepare(`select 1 from sqlite_schema where name = 'sqlite_sequence'`).get()
  if (counted === undefined) return
  for (const { table, last } of counters) {
    const autoincrement = copy
      .prepare(`select 1 from sqlite_schema where type = 'table' and name = ? and sql like '%autoincrement%'`)
      .get(table)
    if (autoincrement === undefined) continue
    copy.prepare('delete from sqlite_sequence where name = ?').run(table)
    copy.prepare('insert into sqlite_sequence (name, seq) values (?, ?)').run(table, BigInt(last))
  }
}
