import type { Issue } from '../../issues/issue.ts'
import { type ObjectType, UNLOGGED } from '../../issues/ledger-words.ts'
import { amount, formatCount } from '../../progress/amount.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { PerformanceResult } from '../performance/performance-result.ts'
import type { LedgerEntry } from '../target/ledger-entry.ts'
import type { ValidationResult } from '../validation/validation-result.ts'
import { assessQueries } from './assess-queries.ts'
import { assessWindow } from './assess-window.ts'
import { CHECKLIST, type ChecklistId, type ChecklistLine } from './checklist.ts'
import type { ChecklistSettings, MetricId } from './checklist-settings.ts'
import { type DecidedChanges, tellChanges } from './decided-changes.ts'
import { type Finding, fail, list, type Parts, type Proofs, pass, sum, unverified } from './finding.ts'
import { hearStatement } from './hear-statement.ts'
import { isForRehearsal, notExecuted, type RunCommand } from './not-executed.ts'
import type { Projection } from './project-downtime.ts'

export interface ReadinessItem extends ChecklistLine {
  readonly status: 'pass' | 'fail' | 'unverified' | 'attested' | 'not-applicable'
  readonly evidence: string
  readonly parts?: Parts | undefined
}

export interface Readiness {
  /** `ready`: no item is `fail` or `unverified`. */
  readonly verdict: 'ready' | 'not-ready'
  readonly items: readonly ReadinessItem[]
  /** What only people can say of the success of a migration. */
  readonly people: Readonly<Record<MetricId, Verdict>>
}

/** What a run knows when it fills in the checklist; null where the run did not come to it. */
export interface ReadinessFacts {
  readonly command: RunCommand
  /** Somebody else runs the server: the settings of its own count, and ours cannot change them. */
  readonly isServerGiven: boolean
  /** The tables of the source, without those that the user excluded. */
  readonly tables: readonly string[]
  readonly load: LoadResult | null
  readonly validation: ValidationResult | null
  /** Null also where the settings switch it off. */
  readonly performance: PerformanceResult | null
  /** The issues of all stages. */
  readonly issues: readonly Issue[]
  /** Null or left out where the run moves no rows. */
  readonly projection?: Projection | null
  /** What was executed for the checklist alone; empty where nobody asked for it. */
  readonly proofs: Proofs
  readonly changes: DecidedChanges
  /** What the owner says about the lines; null where nobody asked for the checklist. */
  readonly settings: ChecklistSettings | null
  /** YYYY-MM-DD, by which attestations end. */
  readonly today: string
}

interface Rehearsed {
  readonly tables: readonly string[]
  readonly load: LoadResult
  readonly validation: ValidationResult
  readonly issues: readonly Issue[]
  readonly projection: Projection | null
  readonly isServerGiven: boolean
}

/**
 * Fills in the pre-production checklist, from what the load and the validation prove, what was executed for it, and
 * what people vouch for. What nothing of these settles is `unverified`, and then the verdict is `not-ready`.
 */
export function assessReadiness(facts: ReadinessFacts): Readiness {
  const items = CHECKLIST.map((line) => ({ ...line, ...assess(line.id, facts) }))
  const ready = items.every(({ status }) => status !== 'fail' && status !== 'unverified')
  return {
    verdict: ready ? 'ready' : 'not-ready',
    items,
    people: {
      'team-confidence': hear('team-confidence', facts),
      'team-training': hear('team-training', facts),
    },
  }
}

function hear(id: MetricId, { settings, today }: ReadinessFacts): Verdict {
  const nobody = unverified(`Nobody has attested it: the settings can, under checklist, ${id}, attested.`)
  const statement = settings?.statements[id]
  return statement === undefined ? nobody : hearStatement(nobody, statement, today)
}

type Verdict = Pick<ReadinessItem, 'status' | 'evidence' | 'parts'>

/** A run that fails a line is believed before the one who vouches for it. */
function assess(id: ChecklistId, facts: ReadinessFacts): Verdict {
  const found = tellChanges(id, find(id, facts), facts.changes, facts.settings?.auditTables ?? [])
  const statement = facts.settings?.statements[id]
  return statement === undefined ? found : hearStatement(found, statement, facts.today)
}

/** What is executed for a line adds to what the run proves anyway; the worse of the two counts. */
function find(id: ChecklistId, facts: ReadinessFacts): Finding {
  const { command, load, validation, projection = null, proofs, settings } = facts
  const check = CHECKS[id]
  const proof = proofs.get(id) ?? null
  const open = unverified(notExecuted(id, command, settings !== null))
  if (command === 'validate' && isForRehearsal(id)) return open
  if (id === 'query-performance') return assessQueries(facts.performance) ?? open
  if (check === undefined) return proof ?? open
  if (load === null || validation === null) {
    return unverified('The run ended before it could be checked.')
  }
  const found = check({ ...facts, load, validation, projection })
  if (proof === null || found.status !== 'pass') return found
  return proof.status === 'pass' ? pass(`${found.evidence} ${proof.evidence}`) : proof
}

const CHECKS: Partial<Record<ChecklistId, (run: Rehearsed) => Finding>> = {
  'table-counts': assessCounts,
  'data-integrity': assessIntegrity,
  'foreign-keys': assessForeignKeys,
  'no-truncation': assessTruncation,
  'character-encoding': assessEncoding,
  'time-window': assessTime,
  'index-creation': assessIndexes,
}

function assessCounts({ tables, load, validation }: Rehearsed): Finding {
  const read = new Map(load.tables.map((table) => [table.source, table.rowsSource]))
  const counted = new Map(validation.tables.map((table) => [table.source, table.rowsTarget]))
  const unequal = tables.filter((name) => !counted.has(name) || counted.get(name) !== read.get(name))
  if (unequal.length > 0) return fail(`Source and target differ in ${list(unequal)}.`)
  return pass(`Source and target were counted: all ${amount(tables.length, 'table')} agree.`)
}

/** What is equal now and gone after a crash is not intact. */
function assessIntegrity(run: Rehearsed): Finding {
  const cells = assessCells(run)
  const unlogged = run.issues.filter(
    ({ code, object }) => code === 'target-rule-extra' && object === UNLOGGED,
  )
  if (unlogged.length === 0) return cells
  const names = list(unlogged.map(({ table }) => table))
  return fail(`UNLOGGED, so that a crash of the server empties them: ${names}. ${cells.evidence}`)
}

function assessCells(run: Rehearsed): Finding {
  const cells = sum(run.validation.tables.map(({ cellsCompared }) => cellsCompared))
  const mismatches = sum(run.validation.tables.map((table) => table.mismatches))
  if (mismatches > 0) {
    return fail(`${amount(mismatches, 'difference')} in ${amount(cells, 'compared cell')}.`)
  }
  const unmoved = run.issues.filter(({ code, rows }) => code === 'target-column-missing' && rows > 0)
  if (unmoved.length > 0) {
    const names = unmoved.map(({ table, column }) => `${table}.${column}`)
    return fail(`The target has no column for what ${list(names)} holds.`)
  }
  if (cells === 0) return unverified('There was no cell to compare.')
  return (
    gapOf(run) ??
    pass(`Not a sample: every loaded cell was compared, ${formatCount(cells)} in all, and none differs.`)
  )
}

function assessForeignKeys({ load, issues }: Rehearsed): Finding {
  if (load.ledger.length === 0) return NO_LEDGER
  const keys = load.ledger.filter(({ type }) => type === 'foreign-key')
  const broken = keys.filter(({ status }) => status === 'changed' || status === 'dropped')
  const orphans = issues.filter(({ code }) => code === 'foreign-key-orphans')
  if (broken.length > 0) return fail(`Not enforced, or not for all rows: ${list(broken.map(nameOf))}.`)
  if (orphans.length > 0) return fail(`Rows without a parent in ${list(orphans.map(({ table }) => table))}.`)
  if (keys.length === 0) return pass('The source declares no foreign key.')
  return pass(`PostgreSQL created and validated ${amount(keys.length, 'foreign key')}.`)
}

function assessTruncation(run: Rehearsed): Finding {
  const cells = assessCells(run)
  return cells.status === 'pass' ? pass('Every loaded cell was compared in its full length.') : cells
}

function assessEncoding(run: Rehearsed): Finding {
  const damaged = run.issues.filter(({ code }) => code === 'invalid-utf8' || code === 'nul-in-text')
  if (damaged.length > 0) {
    return fail(
      `Texts that PostgreSQL cannot hold in ${list(damaged.map(({ table, column }) => `${table}.${column}`))}.`,
    )
  }
  const cells = assessCells(run)
  return cells.status === 'pass' ? pass('Every loaded text was compared and is the same.') : cells
}

/** Less than by what two runs differ anyway. */
const FEW_REJECTS = 0.01

/** What was not moved or not compared has taken no time, and in production it will. */
function assessTime(run: Rehearsed): Finding {
  const found = assessWindow(run.projection, run.isServerGiven)
  if (found.status !== 'pass') return found
  const { tables } = run.load
  const failed = tables.filter(({ failure }) => failure !== null).map(({ source }) => source)
  const rejected = sum(tables.map(({ rowsRejected }) => rowsRejected))
  const read = sum(tables.map(({ rowsSource }) => rowsSource))
  if (failed.length > 0) {
    return unverified(`${found.evidence} What was not loaded is not in it: ${list(failed)}.`)
  }
  if (rejected > FEW_REJECTS * read) {
    return unverified(`${found.evidence} ${amount(rejected, 'row')} that were rejected are not in it.`)
  }
  const gap = gapOf(run)
  return gap === null ? found : unverified(`${found.evidence} ${gap.evidence}`)
}

const INDEX_TYPES: readonly ObjectType[] = ['primary-key', 'unique', 'index']

function assessIndexes({ load }: Rehearsed): Finding {
  if (load.ledger.length === 0) return NO_LEDGER
  const indexes = load.ledger.filter(({ type }) => INDEX_TYPES.includes(type))
  const dropped = indexes.filter(({ status }) => status === 'dropped')
  if (dropped.length > 0) {
    return fail(`${dropped.length} of ${indexes.length} were not created: ${list(dropped.map(nameOf))}.`)
  }
  return pass(`PostgreSQL created all keys and indexes, ${indexes.length} in all.`)
}

/** A comparison with a database that somebody else made does not look at its constraints and indexes. */
const NO_LEDGER = unverified('This run created no key, index or constraint.')

/** Loaded rows that the validation did not compare; null where it compared all. */
function gapOf({ load, validation }: Rehearsed): Finding | null {
  const compared = new Map(validation.tables.map((table) => [table.source, table.rowsCompared]))
  const gaps = load.tables.filter(({ source, rowsLoaded }) => (compared.get(source) ?? 0) !== rowsLoaded)
  return gaps.length === 0
    ? null
    : unverified(`Not compared: rows of ${list(gaps.map(({ source }) => source))}.`)
}

function nameOf({ name, table }: LedgerEntry): string {
  return table === null ? name : `${name} of ${table}`
}
