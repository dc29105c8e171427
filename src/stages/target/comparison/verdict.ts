import type { IssueCode } from '../../../issues/issue-codes.ts'
import type { Priority } from '../../../issues/issue-ranks.ts'
import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { beginningOf } from '../../../progress/part-of.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { TablePair } from './pair-tables.ts'

/** What became in the target of one object of the source. */
export interface Verdict {
  readonly entry: LedgerEntry
  readonly issues: readonly PlannedIssue[]
}

/** A rule of the source, as PostgreSQL should have it. */
export interface WantedRule {
  readonly pair: TablePair
  readonly entry: LedgerEntry
  /** Of the source, those that it names. */
  readonly columns: readonly string[]
  /** In PostgreSQL's words. */
  readonly text: string
  /** The object of its issues. */
  readonly object: string
}

export function kept(entry: LedgerEntry): Verdict {
  return { entry, issues: [] }
}

/** The target has another rule that says as much. */
export function impliedBy(entry: LedgerEntry, what: string): Verdict {
  return { entry: { ...entry, status: 'translated', reason: `the target has ${shorten(what)}` }, issues: [] }
}

export function missing(wanted: WantedRule, details: { priority?: Priority; more?: string } = {}): Verdict {
  const { priority, more = '' } = details
  const message = `The target does not have ${shorten(wanted.text)}${more}`
  return {
    entry: { ...wanted.entry, status: 'dropped', reason: `the target does not have it${more}` },
    issues: [ruleIssue('target-rule-missing', wanted, message, priority)],
  }
}

/** The target has it in other words. */
export function differs(wanted: WantedRule, found: string, priority: Priority): Verdict {
  return changed(wanted, found, ` instead of ${shorten(wanted.text)}`, priority)
}

/** The same, where it is known in what they differ: then the source is quoted in its own words. */
export function differsIn(wanted: WantedRule, found: string, priority: Priority, what: string): Verdict {
  return changed(wanted, found, ` for ${shorten(wanted.entry.sql)} of the source: ${what}`, priority)
}

function changed(wanted: WantedRule, found: string, more: string, priority: Priority): Verdict {
  const has = `has ${shorten(found)}`
  return {
    entry: { ...wanted.entry, status: 'changed', reason: `the target ${has}` },
    issues: [ruleIssue('target-rule-differs', wanted, `The target ${has}${more}`, priority)],
  }
}

/** The rule is there, and does not hold: `why` completes the sentence. */
export function idle(wanted: WantedRule, found: string, why: string): Verdict {
  const message = `The target has ${shorten(found)}, which ${why}`
  return {
    entry: { ...wanted.entry, status: 'changed', reason: `it ${why}` },
    issues: [ruleIssue('target-rule-differs', wanted, message, 'HIGH')],
  }
}

/** Its table or its column is not there, which an issue of its own says. */
export function gone(entry: LedgerEntry, what: 'table' | 'column'): Verdict {
  return { entry: { ...entry, status: 'dropped', reason: `the target has no such ${what}` }, issues: [] }
}

/** It could not be put into PostgreSQL's words, so nobody knows whether what the target has is the same. */
export function notCompared(
  { entry, pair }: Pick<WantedRule, 'entry'> & { readonly pair: TablePair | null },
  found: string,
  why: string,
  priority?: Priority,
): Verdict {
  const message = `${entry.sql === '' ? entry.name : shorten(entry.sql)} was not compared with ${shorten(found)}: ${why}`
  const place = { table: entry.table ?? entry.name, object: objectOf(entry) }
  const column = columnOf(entry, pair)
  const details = { ...place, ...column, message, ...(priority === undefined ? {} : { priority }) }
  return {
    entry: { ...entry, status: 'unverified', reason: why },
    issues: [planned('target-rule-not-compared', details)],
  }
}

/** What the target has beyond the source. */
export function extra(
  pair: TablePair,
  found: {
    readonly text: string
    readonly object: string
    readonly column?: string
    readonly priority: Priority
  },
): PlannedIssue {
  const { text, object, column, priority } = found
  return planned('target-rule-extra', {
    table: pair.table.name,
    ...(column === undefined ? {} : { column }),
    object,
    message: `The target has ${shorten(text)}, and the source has nothing like it`,
    priority,
  })
}

function ruleIssue(
  code: IssueCode,
  { pair, columns, object }: WantedRule,
  message: string,
  priority: Priority | undefined,
): PlannedIssue {
  const [column] = columns
  return planned(code, {
    table: pair.table.name,
    ...(column === undefined || columns.length > 1 ? {} : { column }),
    object,
    message,
    ...(priority === undefined ? {} : { priority }),
  })
}

/** Rules of a column are called by their words, for the column says the rest. */
export function objectOf({ type, name }: LedgerEntry): string {
  switch (type) {
    case 'not-null':
      return 'NOT NULL'
    case 'default':
      return 'DEFAULT'
    case 'generated':
      return 'GENERATED'
    case 'primary-key':
    case 'unique':
    case 'index':
    case 'check':
    case 'foreign-key':
    case 'sequence':
    case 'view':
    case 'trigger':
    case 'virtual-table':
    case 'collation':
    case 'column':
      return name
    default:
      return type satisfies never
  }
}

function columnOf(entry: LedgerEntry, pair: TablePair | null): { readonly column?: string } {
  const isColumn = pair?.table.columns.some(({ name }) => name === entry.name) ?? false
  return isColumn && objectOf(entry) !== entry.name ? { column: entry.name } : {}
}

/** Definitions can be longer than a message should be. */
const LONGEST = 400

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${beginningOf(text, LONGEST)}…`
}
