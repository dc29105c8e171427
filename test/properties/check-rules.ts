import { expect } from 'vitest'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import { PostgresRefusal } from '../../src/engines/postgres/postgres-error.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { quoteName, type SourceRow, type TargetTable } from './plain-reading.ts'
import type { RandomDatabase, RandomTable } from './random-database.ts'
import type { RandomRule } from './random-rules.ts'

export interface CheckedTable {
  readonly table: RandomTable
  readonly source: readonly SourceRow[]
  readonly arrived: readonly SourceRow[]
  readonly target: TargetTable
}

/** Issues whose number of rows says how many of them break a rule. */
const BREACHES = [
  'duplicate-key',
  'null-in-primary-key',
  'null-in-not-null',
  'foreign-key-orphans',
  'foreign-key-parent-rejected',
  'check-violated',
]

/**
 * Every rule of the source is in the ledger once. One that is kept or translated is in force and holds for every row;
 * one that was lost for its rows has an issue with exactly as many rows as break it, counted in another way here, and
 * with no fewer where rows were rejected.
 */
export async function checkRules(
  { tables }: RandomDatabase,
  checked: readonly CheckedTable[],
  record: RunRecord,
  connection: PostgresConnection,
): Promise<void> {
  const inForce = await rulesInForce(connection)
  for (const { name, rules } of tables) {
    const own = checked.find(({ table }) => table.name === name)
    if (own === undefined) continue
    for (const rule of rules) {
      const entries = record.objects.filter((entry) => entry.table === name && isAbout(entry, rule))
      const label = `${rule.kind} ${ruleName(rule)} of ${JSON.stringify(name)}`
      expect(entries.length, `${label} in the ledger`).toBe(1)
      const breaking = await countBreaking(rule, own, checked, connection)
      const status = entries[0]?.status
      if (status === 'kept' || status === 'translated') {
        expect(breaking ?? 0, `rows that break the ${label}, which is ${status}`).toBe(0)
        expect(isInForce(rule, own, inForce), `${label} is ${status}: in force`).toBe(true)
      }
      const issues = record.issues.filter((found) => found.table === name && isAbout(found, rule))
      const told = issues.filter(({ code }) => BREACHES.includes(code)).map(({ rows }) => rows)
      if (status === 'dropped') expect(issues, `issues about the ${label}, which is dropped`).not.toEqual([])
      if (breaking !== null && (told.length > 0 || (breaking > 0 && status !== 'dropped'))) {
        expectCount(
          told,
          breaking,
          own,
          allArrived(rule, own, checked),
          `rows that break the ${label}, which is ${status}`,
        )
      }
    }
  }
}

/** Whether every row that the rule is about is in the target. */
function allArrived(rule: RandomRule, own: CheckedTable, checked: readonly CheckedTable[]): boolean {
  const parent = rule.kind === 'foreign-key' ? checked.find(({ table }) => table.name === rule.parent) : own
  return [own, parent].every((one) => one !== undefined && one.source.length === one.arrived.length)
}

/** A row that was rejected for another reason breaks the rule too, so then there are at least as many as in the target. */
function expectCount(
  told: readonly number[],
  breaking: number,
  { source }: CheckedTable,
  isExact: boolean,
  label: string,
): void {
  if (isExact) {
    expect(told, label).toEqual([breaking])
    return
  }
  const total = told.reduce((sum, rows) => sum + rows, 0)
  expect(total, label).toBeGreaterThanOrEqual(breaking)
  expect(total, label).toBeLessThanOrEqual(source.length)
}

type Named = {
  readonly type?: string
  readonly code?: string
  readonly name?: string
  readonly object?: string | null
  readonly column?: string | null
}

/** Whether an entry of the ledger, or an issue, is about the rule. */
function isAbout(found: Named, rule: RandomRule): boolean {
  if (rule.kind === 'not-null') {
    const [column] = rule.columns
    return found.type === 'not-null'
      ? found.name === column
      : found.code === 'null-in-not-null' && found.column === column
  }
  if (found.code === 'null-in-not-null') return false
  if (found.code === 'null-in-primary-key') return rule.kind === 'primary-key' && found.object === rule.name
  if (found.type === 'sequence' || found.type === 'collation') return false
  return (found.name ?? found.object) === rule.name
}

function ruleName(rule: RandomRule): string {
  return rule.kind === 'not-null' ? rule.columns.join() : rule.name
}

/** Names of valid constraints and indexes. */
async function rulesInForce(connection: PostgresConnection): Promise<ReadonlySet<string>> {
  const { rows } = await connection.query(`
    select conname as name from pg_constraint where convalidated
    union all
    select indexrelid::regclass::text from pg_index where indisvalid and indisunique`)
  return new Set(rows.map(({ name }) => name ?? ''))
}

function isInForce(rule: RandomRule, own: CheckedTable, inForce: ReadonlySet<string>): boolean {
  if (rule.kind !== 'not-null') return inForce.has(rule.name)
  return own.target.columns[own.table.columns.indexOf(rule.columns[0] ?? '')]?.notNull === true
}

/** How many rows of the target break the rule; null where PostgreSQL cannot even ask. */
async function countBreaking(
  rule: RandomRule,
  own: CheckedTable,
  checked: readonly CheckedTable[],
  connection: PostgresConnection,
): Promise<number | null> {
  const column = (name: string, alias: string) =>
    `${alias}.${quoteName(own.target.columns[own.table.columns.indexOf(name)]?.name ?? '')}`
  switch (rule.kind) {
    case 'not-null':
      return countNulls(own, rule.columns)
    case 'check': {
      const at = own.table.rules.filter(({ kind }) => kind === 'check').indexOf(rule)
      return own.arrived.filter(({ broken }) => broken[at] === true).length
    }
    case 'primary-key':
      if (countNulls(own, rule.columns) > 0) return null
      return await countDuplicates(
        rule.columns.map((name) => (alias) => column(name, alias)),
        null,
      )
    case 'unique':
      return await countDuplicates(
        rule.columns.map((name) => (alias) => column(name, alias)),
        null,
      )
    case 'unique-index': {
      const { present } = rule
      return await countDuplicates(
        rule.columns.map(
          (name) => (alias) => (rule.lower ? `lower(${column(name, alias)})` : column(name, alias)),
        ),
        present === null ? null : (alias) => `${column(present, alias)} is not null`,
      )
    }
    case 'foreign-key': {
      const parent = checked.find(({ table }) => table.name === rule.parent)
      if (parent === undefined) return null
      const child = column(rule.columns[0] ?? '', 'a')
      return await count(`
        select count(*) from ${own.target.name} as a left join ${parent.target.name} as p on p.id = ${child}
         where ${child} is not null and p.id is null`)
    }
    default:
      return rule satisfies never
  }

  async function countDuplicates(
    parts: readonly ((alias: string) => string)[],
    where: ((alias: string) => string) | null,
  ): Promise<number | null> {
    const equal = parts.map((part) => `${part('a')} = ${part('b')}`)
    const filter = where === null ? [] : [where('a'), where('b')]
    return await count(`
      select count(*) from ${own.target.name} as a
       where exists (select from ${own.target.name} as b
                      where a.ctid <> b.ctid and ${[...equal, ...filter].join(' and ')})`)
  }

  async function count(sql: string): Promise<number | null> {
    try {
      return Number((await connection.query(sql)).rows[0]?.count)
    } catch (error) {
      if (error instanceof PostgresRefusal) return null
      throw error
    }
  }
}

/** Of the source: a NULL is one whether its row arrives or not. */
function countNulls({ source, table }: CheckedTable, columns: readonly string[]): number {
  const places = columns.map((name) => table.columns.indexOf(name))
  return source.filter(({ cells }) => places.some((at) => cells[at]?.storageClass === 'null')).length
}
