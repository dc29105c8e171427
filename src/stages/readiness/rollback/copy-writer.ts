import { openPrivateCopy } from '../../../engines/sqlite/open-private-copy.ts'
import { openSqlite, type SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { readRoots } from '../../../engines/sqlite/pages/record-layout.ts'
import { runScript, ScriptError } from '../../../engines/sqlite/run-script.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import { type Definitions, readDefinitions } from './definitions.ts'
import { copyMarks } from './file-marks.ts'
import { openPageRoad, type PageRoad } from './page-road.ts'
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
  #roots: ReadonlyMap<string, number> = new Map()
  /** Of the table whose rows come. */
  #road: PageRoad | null = null
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
    this.#roots = readRoots(this.#opened)
    this.#closeCopy()
  }

  /**
   * @param byPages whether its pages may be written without SQLite, which takes a third of the time
   * @returns the COPY that prints its rows
   */
  beginTable(table: TablePlan, known: ReadonlyMap<string, Known>, byPages: boolean): string {
    const { copySql, insert, stored } = restoredTable(this.#source, table, known)
    if (byPages && stored !== null) {
      this.#closeCopy()
      const asked = { table: table.source, stored, known }
      this.#road = openPageRoad(this.#source, this.#path, this.#roots.get(table.source), asked)
      if (this.#road !== null) return stored.copySql
    }
    this.#inserter = new RowInserter(this.#opened, insert)
    this.#opened.exec('begin')
    return copySql
  }

  /** @param piece of the COPY; it may end anywhere @throws the driver's error where SQLite refuses a row */
  write(piece: Buffer): void {
    this.#road?.inserter.push(piece)
    this.#inserter?.push(piece)
  }

  /** @returns whether the table has its rows; else SQLite has to be given them. @throws as {@link write} */
  endTable(table: string): boolean {
    if (this.#road !== null) return this.#endPages(this.#road, table)
    this.#inserter?.finish()
    this.#inserter = null
    this.#opened.exec('commit')
    return true
  }

  #endPages(road: PageRoad, table: string): boolean {
    this.#road = null
    const last = road.inserter.finish()
    road.close()
    if (last === null) return false
    if (road.isCounted && last > 0) writeCounters(this.#opened, [{ table, last: String(last) }])
    try {
      for (const index of road.keyIndexes) this.#opened.exec(`reindex main.${quoteIdentifier(index)}`)
    } catch {
      // SQLite will say which rule a row breaks
      this.#opened.exec(`delete from main.${quoteIdentifier(table)}`)
      return false
    }
    return true
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
    this.#closeCopy()
  }

  /** Whoever writes pages must be alone with the file. */
  #closeCopy(): void {
    this.#copy?.close()
    this.#copy = null
  }

  get #opened(): SqliteDatabase {
    this.#copy ??= openAlone(this.#path)
    return this.#copy
  }
}

/** Nobody else knows the file, and after an error it is of no use. */
function openAlone(path: string): SqliteDatabase {
  const copy = openPrivateCopy(path)
  copy.exec('pragma journal_mode = off; pragma locking_mode = exclusive; pragma cache_size = -24576')
  return copy
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
