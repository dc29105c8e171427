import fc from '../support/fast-check.ts'
import { quoteName } from './plain-reading.ts'
import { type RandomColumn, randomColumn, randomStrictColumn } from './random-columns.ts'
import { randomColumnNames, randomTableNames } from './random-names.ts'
import { type RandomRule, type RuleChoice, randomChoice, rulesOf } from './random-rules.ts'
import type { Encoding } from './random-values.ts'

export interface RandomTable {
  readonly name: string
  /** All of them, in their order. */
  readonly columns: readonly string[]
  /** An expression for the number of the row; null where there is none. */
  readonly rowid: string | null
  readonly rules: readonly RandomRule[]
}

export interface RandomDatabase {
  readonly encoding: Encoding
  readonly tables: readonly RandomTable[]
  /** The script that makes it. */
  readonly sql: string
}

const KEYS = ['none', 'integer', 'integer', 'columns', 'without-rowid', 'unique'] as const

/** The parts of a table that are drawn by lot. */
export interface TableDraw {
  readonly columns: readonly RandomColumn[]
  readonly columnNames: readonly string[]
  readonly key: (typeof KEYS)[number]
  readonly strict: boolean
  readonly choice: RuleChoice
  readonly rows: number
}

export function randomDatabase(encoding: Encoding): fc.Arbitrary<RandomDatabase> {
  return fc
    .array(randomDraw(encoding), { minLength: 1, maxLength: 3 })
    .chain((draws) => fc.record({ draws: fc.constant(draws), names: randomTableNames(draws.length) }))
    .chain(({ draws, names }) => {
      const tables = draws.map((draw, index) => planTable(draw, encoding, index, names, draws))
      const values = tables.map(({ draw, reference }) => randomRows(draw, reference))
      return fc.tuple(...values).map((rows) => ({
        encoding,
        tables: tables.map(({ table }) => table),
        sql: scriptOf(encoding, tables, rows),
      }))
    })
}

function randomDraw(encoding: Encoding): fc.Arbitrary<TableDraw> {
  return fc
    .record({ strict: fc.constantFrom(false, false, false, true), width: fc.integer({ min: 1, max: 5 }) })
    .chain(({ strict, width }) =>
      fc.record({
        columns: fc.array(strict ? randomStrictColumn(encoding) : randomColumn(encoding), {
          minLength: width,
          maxLength: width,
        }),
        columnNames: randomColumnNames(width),
        key: fc.constantFrom(...KEYS),
        strict: fc.constant(strict),
        choice: randomChoice,
        rows: fc.nat({ max: 12 }),
      }),
    )
}

interface PlannedTable {
  readonly draw: TableDraw
  readonly table: RandomTable
  /** The column of numbers that refers to the key of a table; null where there is none. */
  readonly reference: string | null
  readonly createSql: string
  /** What the definition says once the rows are there. */
  readonly finalSql: string
  readonly indexes: readonly string[]
}

function planTable(
  draw: TableDraw,
  encoding: Encoding,
  index: number,
  names: readonly string[],
  draws: readonly TableDraw[],
): PlannedTable {
  const name = names[index] ?? ''
  const parentIndex = draws.findIndex(({ key }) => key === 'integer')
  const reference = draw.choice.refers && parentIndex !== -1 ? 'ref_' : null
  const generated = draw.choice.generated === null ? [] : ['gen_']
  const columns = [
    ...(draw.key === 'integer' ? ['id'] : []),
    ...draw.columnNames,
    ...(reference === null ? [] : [reference]),
    ...generated,
  ]
  const rules = rulesOf(draw, encoding, index, reference === null ? null : (names[parentIndex] ?? ''))
  const definition = (isFinal: boolean) => definitionOf(draw, name, index, reference, rules, isFinal)
  return {
    draw,
    table: { name, columns, rowid: rowidOf(draw, columns), rules },
    reference,
    createSql: definition(false),
    finalSql: definition(true),
    indexes: rules.flatMap((rule) => (rule.kind === 'unique-index' ? [indexSql(name, rule)] : [])),
  }
}

function rowidOf({ key }: TableDraw, columns: readonly string[]): string | null {
  if (key === 'without-rowid') return null
  return ['rowid', 'oid', '_rowid_'].find((name) => !columns.includes(name)) ?? null
}

/** NOT NULL comes in the end, past the checks of SQLite: old rows can be older than the rule. */
function definitionOf(
  draw: TableDraw,
  name: string,
  index: number,
  reference: string | null,
  rules: readonly RandomRule[],
  isFinal: boolean,
): string {
  const { columns, columnNames, key, strict, choice } = draw
  const inKey = (at: number) => at < 2 && (key === 'columns' || key === 'without-rowid')
  const declared = columns.map(({ type, notNull }, at) => {
    const rule = notNull && (isFinal || inKey(at) || !choice.lateNotNull) ? ' not null' : ''
    return `${quoteName(columnNames[at] ?? '')} ${type}${rule}`
  })
  const parts = [
    ...(key === 'integer' ? [`id integer constraint p${index} primary key`] : []),
    ...declared,
    ...(reference === null ? [] : [`${reference} integer`]),
    ...(choice.generated === null ? [] : [`gen_ ${generatedSql(choice.generated, columnNames[0] ?? '')}`]),
    ...rules.flatMap((rule) => constraintSql(rule)),
  ]
  const options = [...(key === 'without-rowid' ? ['without rowid'] : []), ...(strict ? ['strict'] : [])]
  return `create table ${quoteName(name)} (${parts.join(', ')}) ${options.join(', ')}`
}

function generatedSql(generated: NonNullable<RuleChoice['generated']>, column: string): string {
  const value = quoteName(column)
  switch (generated) {
    case 'length':
      return `integer as (length(${value})) stored`
    case 'missing':
      return `integer as (${value} is null)`
    case 'spelled':
      return `text as (lower(${value}))`
    default:
      return generated satisfies never
  }
}

function constraintSql(rule: RandomRule): readonly string[] {
  const list = (names: readonly string[]) => names.map(quoteName).join(', ')
  switch (rule.kind) {
    case 'primary-key':
      return rule.inline ? [] : [`constraint ${rule.name} primary key (${list(rule.columns)})`]
    case 'unique':
      return [`constraint ${rule.name} unique (${list(rule.columns)})`]
    case 'foreign-key':
      return [
        `constraint ${rule.name} foreign key (${list(rule.columns)}) references ${quoteName(rule.parent)} (id)`,
      ]
    case 'check':
      return [`constraint ${rule.name} check (${rule.expression})`]
    case 'unique-index':
    case 'not-null':
      return []
    default:
      return rule satisfies never
  }
}

function indexSql(table: string, rule: RandomRule & { readonly kind: 'unique-index' }): string {
  const parts = rule.columns.map((name) => (rule.lower ? `lower(${quoteName(name)})` : quoteName(name)))
  const where = rule.present === null ? '' : ` where ${quoteName(rule.present)} is not null`
  return `create unique index ${rule.name} on ${quoteName(table)} (${parts.join(', ')})${where}`
}

type Rows = readonly (readonly string[])[]

/** Where a table has no key, some rows are there twice. */
function randomRows(draw: TableDraw, reference: string | null): fc.Arbitrary<Rows> {
  const { columns, rows } = draw
  const values = columns.map(({ value }) => (isRowid(draw) ? value.map(integerOrNext) : value))
  const parent = fc.oneof(fc.integer({ min: 1, max: 14 }).map(String), fc.constant('null'))
  const row: fc.Arbitrary<string[]> = fc.tuple(...values, ...(reference === null ? [] : [parent]))
  return fc
    .tuple(fc.array(row, { minLength: rows, maxLength: rows }), fc.nat({ max: 2 }))
    .map(([all, twice]) => [...all, ...all.slice(0, twice)])
}

/** A sole INTEGER column in the primary key is the rowid. https://www.sqlite.org/lang_createtable.html#rowid */
function isRowid({ columns, key }: TableDraw): boolean {
  return key === 'columns' && columns.length === 1 && columns[0]?.type === 'INTEGER'
}

/** Not even OR IGNORE lets SQLite take another value for a rowid; for NULL it takes the next number. */
function integerOrNext(value: string): string {
  return `iif(typeof(${value}) = 'integer', ${value}, null)`
}

function scriptOf(encoding: Encoding, tables: readonly PlannedTable[], rows: readonly Rows[]): string {
  const statements = tables.flatMap(({ draw, table, reference, createSql, indexes }, at) => {
    const names = [...draw.columnNames, ...(reference === null ? [] : [reference])].map(quoteName).join(', ')
    const into = `insert or ignore into ${quoteName(table.name)} (${names})`
    return [
      createSql,
      ...indexes,
      ...(rows[at] ?? []).map((row) => `${into} values (${row.join(', ')})`),
      ...(draw.choice.highestKey && draw.key === 'integer'
        ? [`update ${quoteName(table.name)} set id = 9223372036854775807 where id = 1`]
        : []),
    ]
  })
  const rewritten = tables
    .filter(({ createSql, finalSql }) => createSql !== finalSql)
    .map(
      ({ table, finalSql }) =>
        `update sqlite_schema set sql = ${literal(finalSql)} where type = 'table' and name = ${literal(table.name)}`,
    )
  return [
    `pragma encoding = '${encoding}'`,
    'pragma ignore_check_constraints = on',
    ...statements,
    'pragma writable_schema = on',
    ...rewritten,
    '',
  ].join(';\n')
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
