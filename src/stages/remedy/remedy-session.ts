import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { RowKey } from '../../issues/issue.ts'
import type { CastSource } from '../../issues/remedy.ts'
import { amount } from '../../progress/amount.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { PrivateCopy, Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { type Change, changeValues, type Outcome } from './change-values.ts'
import { type ComputedChange, computedFrom, watchComputed } from './computed-columns.ts'
import { declaresCast } from './declare-casts.ts'
import { dropRows, dropSurplusRows } from './drop-rows.ts'
import { expressionMistake } from './expression-mistake.ts'
import { KeptParents } from './kept-parents.ts'
import type { MatchedRemedy } from './match-remedies.ts'
import { lookOfOthers } from './moment-look.ts'
import { countRows, inMain, type RowNames, rowNames, WORK } from './named-rows.ts'
import { newValue, type ValueAction } from './new-value.ts'
import { type Refusal, RefusedRows, type Subject } from './refused-rows.ts'
import { registerRemedyFunctions } from './remedy-functions.ts'
import { remedyInvalid } from './remedy-invalid.ts'
import { relaxTable, rereadSchema, setTriggersAside } from './rewrite-schema.ts'
import { typeInTarget } from './type-in-target.ts'

/** What a remedy did about an issue: `effect` without the count, or why it could do nothing. */
export type Treatment =
  | (Outcome & {
      readonly effect: string
      /** Rows of the issue that are as they were, where the remedy has changed nothing at all. */
      readonly idle: number
      /** Whether it is a cast that tells what the column is. */
      readonly declares: boolean
      /** The generated columns whose values have followed. */
      readonly computed: readonly ComputedChange[]
    })
  | { readonly obstacle: string }

/**
 * Changes the rows of a private copy. The rules of the source do not stand in the way: triggers are set aside until
 * the end, and tables lose STRICT. A remedy treats each row of its issue once, however often the issue comes back.
 */
export class RemedySession {
  readonly copy: PrivateCopy
  readonly #database: SqliteDatabase
  readonly #restoreTriggers: () => void
  #relaxed: ReadonlySet<string> = new Set()
  /** By issue: the temporary table of the rows that have been treated. */
  readonly #treated = new Map<string, string>()
  readonly #subjects = new Map<string, Subject>()
  readonly #refused: RefusedRows
  #parents: KeptParents | null = null

  private constructor(copy: PrivateCopy) {
    this.copy = copy
    this.#database = copy.openForWriting()
    this.#restoreTriggers = setTriggersAside(this.#database)
    this.#refused = new RefusedRows(this.#database)
    registerRemedyFunctions(this.#database, copy.encoding)
  }

  static async open(snapshot: Snapshot): Promise<RemedySession> {
    return new RemedySession(await snapshot.copy())
  }

  close(): void {
    try {
      this.#restoreTriggers()
    } finally {
      this.#database.close()
    }
  }

  /**
   * Takes back what has led a row to another parent than it had: then it counts as one that its remedy has left.
   *
   * @param tell is told of the rows of each issue
   * @returns the tables whose rows have changed
   */
  keepParents(tell: (id: string, rows: number, keys: readonly RowKey[]) => void): ReadonlySet<string> {
    const touched = new Set<string>()
    const note = (names: RowNames, isBack: boolean) => {
      const ids = this.#database.prepare<[], string>(`select distinct change from ${WORK}`).pluck().all()
      for (const id of ids) {
        const subject = this.#subjects.get(id)
        if (subject === undefined) continue
        this.#refused.noteTakenBack(id, subject, isBack ? WOULD_LEAD_ASTRAY : LEADS_ASTRAY)
        if (!isBack) continue
        touched.add(subject.table.name)
        const { rows, examples } = countRows(this.#database, WORK, names, `w.change = ${quoteLiteral(id)}`)
        tell(id, rows, examples)
      }
    }
    while ((this.#parents?.takeBack(note) ?? 0) > 0);
    return touched
  }

  /** The rows that the remedies have left as they were, after all of them. */
  refusals(): readonly Refusal[] {
    return this.#refused.left()
  }

  /**
   * Treats the rows of one issue.
   *
   * @throws RehearsalError `remedy-invalid` for an expression that does not compile or fails on a row
   */
  treat(matched: MatchedRemedy, catalog: Catalog, schema: TargetSchema): Treatment {
    try {
      return this.#treat(matched, catalog, schema)
    } catch (error) {
      const resultCode = sqliteResultCode(error)
      if (resultCode === null || !(error instanceof Error)) throw error
      if (resultCode === 'SQLITE_FULL') throw diskFull(error)
      const reason = messageWithoutValue(error)
      if (matched.remedy.do !== 'sql') return { obstacle: `SQLite cannot read or write the rows: ${reason}` }
      throw remedyInvalid(
        matched.remedy,
        matched.id,
        `has an expression that fails on a row: ${reason}`,
        error,
      )
    }
  }

  #treat({ planned, id, remedy }: MatchedRemedy, catalog: Catalog, schema: TargetSchema): Treatment {
    const { issue, sharedKey } = planned
    const table = catalog.tables.find(({ name }) => name === issue.table)
    // a cast is for the whole column, also by an issue about its definition
    const rowsWhere = planned.rowsWhere ?? (remedy.do === 'cast' && issue.column !== null ? '1' : null)
    if (rowsWhere === null || table === undefined) return { obstacle: 'the issue is not about rows' }
    const names = rowNames(table)
    if (names === null) return { obstacle: 'nothing names the rows of the table' }
    this.#parents ??= new KeptParents(this.#database, catalog)
    this.#parents.expect(table, id)
    if (remedy.do === 'drop-row') {
      const dropped =
        sharedKey === undefined
          ? dropRows(this.#database, table, names, rowsWhere)
          : dropSurplusRows(this.#database, table, names, rowsWhere, sharedKey)
      return { ...dropped, effect: 'dropped', idle: 0, declares: false, computed: [] }
    }
    if (remedy.do === 'rename' || remedy.do === 'skip') return { obstacle: 'it changes no rows' }
    const column = table.columns.find(({ name }) => name === issue.column)
    if (column === undefined) return { obstacle: 'the issue is about no single column' }
    if (column.generated !== null) return { obstacle: 'the column is computed from others; change those' }
    const look = remedy.do === 'cast' ? lookOfOthers(this.#database, table, column, remedy.from) : null
    const value = newValue(remedy, column, typeInTarget(schema, table.name, column.name), look)
    if ('obstacle' in value) return value
    const mistake =
      remedy.do === 'sql' ? expressionMistake(this.#database, table.name, remedy.expression) : null
    if (mistake !== null) throw remedyInvalid(remedy, id, mistake)
    const where = remedy.do === 'cast' ? '1' : `(${rowsWhere}) and ${this.#isUntreated(id, names)}`
    const outcome = this.#change({ table, column, names, where, value: value.sql }, remedy)
    if ('obstacle' in outcome) return outcome
    this.#subjects.set(id, { table, column, names })
    if (outcome.reason !== null) this.#refused.noteUnchanged(id, { table, column, names }, outcome.reason)
    if (remedy.do !== 'cast') this.#remember(id, names)
    const isIdle =
      outcome.rows + outcome.refused === 0 &&
      !(redeclares(remedy, column) && this.#reads(remedy.from, table, column, planned.rowsWhere))
    const idle = isIdle ? this.#count(table, rowsWhere) : 0
    return { ...outcome, effect: value.effect, idle, declares: remedy.do === 'cast' && !isIdle }
  }

  /**
   * Whether there is a row that the cast is for: without one it does not tell what the column is, unless the issue is about
   * the definition of a column that holds nothing.
   */
  #reads(from: CastSource, table: Table, column: Column, rowsWhere: string | null): boolean {
    const subject = quoteIdentifier(column.name)
    if (rowsWhere === null && this.#count(table, `${subject} is not null`) === 0) return true
    const isRead = `read_as('${from}', ${subject}) is not null`
    const found = this.#database
      .prepare(
        `select exists (select 1 from ${inMain(table.name)} where (${rowsWhere ?? '1'}) and ${isRead})`,
      )
      .pluck()
      .get()
    return Number(found) === 1
  }

  /**
   * Generated columns follow a value that the owner has changed, as they would in the application. A cast says the same in
   * another way, and what is computed from it must not become something else: then it is taken back. So is a value from
   * which SQLite cannot compute the others.
   */
  #change(change: Change, action: ValueAction): (Outcome & Followed) | { readonly obstacle: string } {
    const { table, column, names } = change
    const computed = computedFrom(table, column)
    const changesOf = watchComputed(this.#database, table, names, computed)
    const end = computed.length > 0 ? this.#attempt() : null
    let isTaken = false
    try {
      if (!this.#relax(table, column, action))
        return { obstacle: 'the definition of the table cannot be read' }
      const outcome = changeValues(this.#database, change)
      const followed = changesOf()
      isTaken = action.do !== 'cast' || followed.length === 0
      return isTaken ? { ...outcome, computed: followed } : { obstacle: wouldChange(followed) }
    } finally {
      end?.(isTaken)
    }
  }

  /** Gives a function that ends the attempt: what was done since stays, or is as if it had not been. */
  #attempt(): (isTaken: boolean) => void {
    const relaxed = this.#relaxed
    this.#database.exec('savepoint "pg-rehearsal attempt"')
    return (isTaken) => {
      if (!isTaken) {
        this.#database.exec('rollback to "pg-rehearsal attempt"')
        rereadSchema(this.#database)
        this.#relaxed = relaxed
      }
      this.#database.exec('release "pg-rehearsal attempt"')
    }
  }

  #count({ name }: Table, where: string): number {
    const rows = this.#database
      .prepare(`select count(*) from ${inMain(name)} where ${where}`)
      .pluck()
      .get()
    return Number(rows)
  }

  /** A value of another storage class must stay as it is: a STRICT table refuses it, and TEXT would turn it. */
  #relax(table: Table, column: Column, action: ValueAction): boolean {
    const turns = column.affinity === 'TEXT' && action.do === 'cast' && CASTS_TO_NUMBERS.has(action.from)
    const wish = `${table.name}\0${turns ? column.name : ''}`
    if ((!table.strict && !turns) || this.#relaxed.has(wish)) return true
    const isRelaxed = relaxTable(this.#database, table, new Set(turns ? [column.name] : []))
    if (isRelaxed) this.#relaxed = new Set([...this.#relaxed, wish])
    return isRelaxed
  }

  #isUntreated(id: string, { keys }: RowNames): string {
    const table = this.#treated.get(id)
    if (table === undefined) return '1'
    const list = (part: 'expression' | 'column') => keys.map((key) => key[part]).join(', ')
    return `(${list('expression')}) not in (select ${list('column')} from ${table})`
  }

  #remember(id: string, { keys }: RowNames): void {
    const columns = keys.map(({ column }) => column).join(', ')
    const known = this.#treated.get(id)
    const table = known ?? `temp."pg-rehearsal treated ${this.#treated.size}"`
    const statement =
      known === undefined ? `create temp table ${table.slice('temp.'.length)} as` : `insert into ${table}`
    this.#database.exec(`${statement} select ${columns} from temp."pg-rehearsal work"`)
    this.#treated.set(id, table)
  }
}

const WOULD_LEAD_ASTRAY = 'a foreign key would lead to another parent'
const LEADS_ASTRAY = 'a foreign key leads to another parent, and SQLite refuses the value of before'

interface Followed {
  readonly computed: readonly ComputedChange[]
}

function wouldChange(followed: readonly ComputedChange[]): string {
  const parts = followed.map(({ column, rows }) => `${amount(rows, 'value')} of ${quoteIdentifier(column)}`)
  return `${parts.join(' and ')}, computed from it, would change; replace the generated column by an ordinary one in a prepare script`
}

/** A cast can do its work by the type alone: numbers that were declared as text. Bytes have to be read out of texts. */
function redeclares(action: ValueAction, column: Column): action is Cast {
  if (action.do !== 'cast' || action.from === 'hex' || action.from === 'base64') return false
  return !declaresCast(action.from, column)
}

type Cast = Extract<ValueAction, { readonly do: 'cast' }>

const CASTS_TO_NUMBERS: ReadonlySet<CastSource> = new Set(['boolean', 'number'])

function diskFull(cause: Error): RehearsalError {
  return new RehearsalError(
    'disk-full',
    'The disk is full: the remedies need a private copy of the database.',
    {
      hint: 'Make room, or set TMPDIR to a folder on another disk.',
      cause,
    },
  )
}
