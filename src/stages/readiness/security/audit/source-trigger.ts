import type { SqliteDatabase } from '../../../../engines/sqlite/open-sqlite.ts'
import { lexSqlite } from '../../../../sql/parsing/lex-sqlite.ts'
import { sameName } from '../../../../sql/same-name.ts'
import type { Trigger } from '../../../catalog/catalog.ts'
import type { Writing } from '../row-write.ts'

/** What the text of a trigger of the source says that it does for an audit trail. */
export interface AuditTrigger {
  readonly name: string
  /** The table or view that it watches, as the source calls it. */
  readonly watches: string
  readonly on: Writing
  /** Of `UPDATE OF`; null where it fires whatever is updated. */
  readonly columns: readonly string[] | null
  /** It has a WHEN. */
  readonly conditional: boolean
  /** Audit tables that it inserts into. */
  readonly writes: readonly string[]
  /** It refuses what it watches: always, or where a condition holds; null where it has no RAISE. */
  readonly refuses: 'always' | 'sometimes' | null
  /** Of its RAISEs, one is RAISE(IGNORE), which leaves a row out without an error. */
  readonly ignores: boolean
  /** It writes a row of the trail whatever it fires for: by no condition, and by no query that may give no row. */
  readonly isSure: boolean
  /**
   * What its WHEN says, where it does its work whenever that holds: its body leaves nothing open. Null without one, and where
   * the condition is a query, which may take any time.
   */
  readonly condition: string | null
}

/**
 * Triggers that watch an audit table, and those of other tables that mention one.
 *
 * @param tables of the audit trail
 */
export function auditTriggers(
  triggers: readonly Trigger[],
  tables: readonly string[],
): readonly AuditTrigger[] {
  return triggers.flatMap((trigger) => {
    const { name, table, sql } = trigger
    const mentions = (one: string) => one === table || new RegExp(wordOf(one), 'iu').test(sql)
    if (!tables.some(mentions)) return []
    const text = withoutNoise(sql)
    const writes = tables.filter((one) =>
      new RegExp(`\\binto\\s+(?:["'\`[]?main["'\`\\]]?\\s*\\.\\s*)?["'\`[]?${wordOf(one)}`, 'iu').test(text),
    )
    const { when, ...head } = headOf(sql)
    const refuses = refusalOf(text)
    const writesEach = writes.length > 0 && refuses === null && writesSurely(sql)
    const isSure = writesEach && !head.conditional
    const condition = writesEach || (refuses !== null && isBareRaise(text)) ? when : null
    const ignores = /\braise\s*\(\s*ignore\b/i.test(text)
    return [{ name, watches: table, ...head, writes, refuses, ignores, isSure, condition }]
  })
}

/** The triggers of tables that a run leaves to another one, which are not in its catalog. */
export function triggersOutOfScope(
  source: SqliteDatabase,
  outOfScope: readonly string[],
): readonly Trigger[] {
  return source
    .prepare<[], Trigger>(`select name, tbl_name as "table", sql from sqlite_schema where type = 'trigger'`)
    .all()
    .filter(({ table }) => outOfScope.some((one) => sameName(one, table)))
}

/** As a word of its own. */
function wordOf(name: string): string {
  return `(?<![\\p{L}\\p{N}_$])${name.replaceAll(/[\\^$.+*?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}_$])`
}

/** https://www.sqlite.org/lang_comment.html */
function withoutNoise(sql: string): string {
  return sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
}

/** SQLite has no trigger for several events. https://www.sqlite.org/lang_createtrigger.html */
function headOf(
  sql: string,
): Pick<AuditTrigger, 'on' | 'columns' | 'conditional'> & { readonly when: string | null } {
  const tokens = lexSqlite(sql)
  const isWord = (at: number, ...words: readonly string[]) =>
    tokens[at]?.kind === 'word' && words.includes(tokens[at].value.toLowerCase())
  const event = tokens.findIndex((_, at) => isWord(at, ...WRITINGS))
  const word = tokens[event]?.value.toLowerCase()
  const on = tokens.findIndex((_, at) => at > event && isWord(at, 'on'))
  const names = tokens.slice(event + 2, on).filter(({ kind }) => kind !== 'operator')
  const columns = isWord(event + 1, 'of') ? names.map(({ value }) => value) : null
  const behindName = on + (tokens[on + 2]?.value === '.' ? 4 : 2)
  const condition = behindName + (isWord(behindName, 'for') ? FOR_EACH_ROW.length : 0)
  const conditional = isWord(condition, 'when')
  const begin = tokens.findIndex((_, at) => at > condition && isWord(at, 'begin'))
  const isQuery = tokens.slice(condition, begin).some((_, at) => isWord(condition + at, 'select'))
  const when = conditional && !isQuery ? sql.slice(tokens[condition]?.end, tokens[begin]?.start).trim() : null
  return { on: WRITINGS.find((one) => one === word) ?? 'update', columns, conditional, when }
}

/** Words of an INSERT that may add no row. https://www.sqlite.org/lang_insert.html */
const DOUBTFUL = new Set(['from', 'where', 'having', 'limit', 'or', 'replace', 'conflict'])

/** Whether none of the statements that insert may leave the row out. */
function writesSurely(sql: string): boolean {
  const tokens = lexSqlite(sql)
  const words = tokens.map(({ kind, value }) =>
    kind === 'word' ? value.toLowerCase() : kind === 'operator' ? value : '',
  )
  const ends = words.flatMap((word, at) => (word === ';' ? [at] : []))
  const statements = ends.map((end, at) => words.slice(ends[at - 1] ?? words.indexOf('begin'), end))
  return statements.every((words) => !words.includes('into') || !words.some((word) => DOUBTFUL.has(word)))
}

const FOR_EACH_ROW = ['for', 'each', 'row'] as const

const WRITINGS: readonly Writing[] = ['insert', 'update', 'delete']

function refusalOf(text: string): AuditTrigger['refuses'] {
  if (!/\braise\s*\(/i.test(text)) return null
  return isBareRaise(text) && !/\bwhen\b/i.test(text) ? 'always' : 'sometimes'
}

function isBareRaise(text: string): boolean {
  return /\bbegin\s+select\s+raise\s*\(\s*\w+\s*(?:,\s*'(?:[^']|'')*'\s*)?\)\s*;\s*end\b/i.test(text)
}
