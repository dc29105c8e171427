import type { IssueCode } from '../../../issues/issue-codes.ts'
import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { ForeignKey } from '../../catalog/catalog.ts'
import { renderType } from '../render-type.ts'
import type { TargetType } from '../target-schema.ts'
import { canReference, holdsAll } from '../types/comparable-types.ts'
import { decideBytes } from '../types/decide-bytes.ts'
import { decideEpoch } from '../types/decide-epoch.ts'
import { plannedIssue } from '../types/finding.ts'
import { isUnique } from './derive-exact-keys.ts'
import { type DerivedColumn, type DerivedTable, findColumn } from './derived-table.ts'

/**
 * Gives columns of foreign keys one type where their two cannot be compared and the values allow it: a child that of its
 * parent, and where that leads round in a circle, all of them one that holds every value. A foreign key that PostgreSQL
 * cannot have all the same changes nothing.
 */
export function alignForeignKeys(tables: readonly DerivedTable[]): readonly DerivedTable[] {
  let keys = linksOf(tables)
  let types = alignTypes(keys)
  for (;;) {
    const possible = keys.filter((links) => links.every((link) => isComparable(link, types)))
    if (possible.length === keys.length) break
    keys = possible
    types = alignTypes(keys)
  }
  return tables.map((table) => withTypes(table, types))
}

/** A column of a foreign key, and the one that it refers to. */
interface Link {
  readonly child: Member
  readonly parent: Member
}

/** One for each column: two are the same only where their columns are. */
interface Member {
  readonly table: DerivedTable
  readonly column: DerivedColumn
}

/** The types of columns that change, each with the column that it comes from. */
type Aligned = ReadonlyMap<DerivedColumn, Member>

/** The links of each foreign key that PostgreSQL can have, as far as its tables and keys tell. */
function linksOf(tables: readonly DerivedTable[]): readonly (readonly Link[])[] {
  return tables.flatMap((table) => table.table.foreignKeys.flatMap((key) => keyLinks(table, key, tables)))
}

function keyLinks(
  table: DerivedTable,
  key: ForeignKey,
  tables: readonly DerivedTable[],
): readonly (readonly Link[])[] {
  const parent = tables.find((candidate) => sameName(candidate.table.name, key.parentTable))
  if (parent === undefined || key.parentExcluded === true) return []
  const parents = (key.parentColumns ?? []).flatMap((name) => findColumn(parent, name) ?? [])
  const children = key.columns.flatMap((name) => findColumn(table, name) ?? [])
  if (parents.length !== children.length || parents.length !== key.columns.length) return []
  if (!isUnique(parent, parents)) return []
  const links = children.flatMap((column, at): Link[] => {
    const other = parents[at]
    return other === undefined ? [] : [{ child: { table, column }, parent: { table: parent, column: other } }]
  })
  return [links]
}

function alignTypes(keys: readonly (readonly Link[])[]): Aligned {
  const links = keys.flat()
  const types = followParents(links)
  if (links.every((link) => isComparable(link, types))) return types
  for (const group of connected(links)) {
    if (group.every((link) => isComparable(link, types)) || !group.every(canFollow)) continue
    const members = [
      ...new Map(
        group.flatMap(({ child, parent }) => [child, parent]).map((member) => [member.column, member]),
      ).values(),
    ]
    const common = commonType(members)
    if (common === undefined) continue
    for (const { column } of members) types.set(column, common)
  }
  return types
}

/** From parent to child, until nothing changes; no column takes a type twice, so that no circle goes on for ever. */
function followParents(links: readonly Link[]): Map<DerivedColumn, Member> {
  const types = new Map<DerivedColumn, Member>()
  const tried = new Map<DerivedColumn, Set<Member['column']>>()
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (const link of links) {
      const { child, parent } = link
      const source = types.get(parent.column) ?? parent
      const before = tried.get(child.column) ?? new Set([child.column])
      if (isComparable(link, types) || before.has(source.column) || !canTake(child, source)) continue
      types.set(child.column, source)
      tried.set(child.column, before.add(source.column))
      isChanged = true
    }
  }
  return types
}

function isComparable({ child, parent }: Link, types: Aligned): boolean {
  return canReference(typeOf(child.column, types), typeOf(parent.column, types))
}

/** Without its parent's type in reach, a child is no reason to change those of the others. */
function canFollow({ child, parent }: Link): boolean {
  return canReference(child.column.type, parent.column.type) || canTake(child, parent)
}

function typeOf(column: DerivedColumn, types: Aligned): TargetType {
  return types.get(column)?.column.type ?? column.type
}

/** The rowid stays a number that PostgreSQL can count on. */
function canTake({ table, column }: Member, source: Member): boolean {
  const { kind } = source.column.type
  if (column.column.name === table.table.rowidAlias && kind !== column.type.kind) return false
  return holdsAll(source.column.type, column.column.profile, source.column.column.profile)
}

/** Of the types of some columns one that all of them can take, a text before the others: it refuses the least. */
function commonType(members: readonly Member[]): Member | undefined {
  const fitting = members.filter(
    (source) =>
      canReference(source.column.type, source.column.type) &&
      members.every((member) => member.column.type === source.column.type || canTake(member, source)),
  )
  return fitting.find(({ column }) => column.type.kind === 'text') ?? fitting[0]
}

/** The links that share columns, over any number of others. */
function connected(links: readonly Link[]): readonly (readonly Link[])[] {
  let groups: readonly { readonly columns: ReadonlySet<DerivedColumn>; readonly links: readonly Link[] }[] =
    []
  for (const link of links) {
    const own = [link.child.column, link.parent.column]
    const touched = groups.filter(({ columns }) => own.some((column) => columns.has(column)))
    const columns = new Set([...own, ...touched.flatMap((group) => [...group.columns])])
    const merged = { columns, links: [...touched.flatMap((group) => group.links), link] }
    groups = [...groups.filter((group) => !touched.includes(group)), merged]
  }
  return groups.map((group) => group.links)
}

function withTypes(table: DerivedTable, types: Aligned): DerivedTable {
  if (!table.columns.some((column) => types.has(column))) return table
  const columns = table.columns.map((column) => {
    const type = typeOf(column, types)
    return renderType(type) === renderType(column.type)
      ? column
      : { ...column, type, issues: issuesOf(table, column, type) }
  })
  return { ...table, columns }
}

/** What was said of the type that the column does not have makes room for what is to be said of the one that it has. */
function issuesOf(table: DerivedTable, column: DerivedColumn, type: TargetType): readonly PlannedIssue[] {
  const { name, declaredType, profile } = column.column
  const subject = quoteIdentifier(name)
  const findings =
    type.kind === 'bytea'
      ? decideBytes(profile, subject).findings
      : type.kind === 'timestamptz' && profile.integers > 0
        ? decideEpoch(profile, subject, table.table).findings
        : []
  return [
    ...column.issues.filter(({ issue }) => !OF_TYPE.has(issue.code)),
    ...findings.map((finding) => plannedIssue(table.table.name, name, finding)),
    ...(declaredType === '' ? [] : [otherType(table, column, type)]),
  ]
}

/** Issues of values that a type holds: they say how it does. */
const OF_TYPE: ReadonlySet<IssueCode> = new Set<IssueCode>([
  'date-encoding',
  'date-encoding-unknown',
  'declared-type-not-followed',
  'declared-type-unknown',
  'text-in-blob',
  'time-zone-mixed',
])

/** Tells of a column that is not of the type that it is declared with. */
function otherType(
  { table }: DerivedTable,
  { column, type: was }: DerivedColumn,
  type: TargetType,
): PlannedIssue {
  const [declared, target] = [renderType(was), renderType(type)]
  const isChild = table.foreignKeys.some(({ columns }) => columns.some((name) => sameName(name, column.name)))
  return planned('declared-type-not-followed', {
    table: table.name,
    column: column.name,
    priority: 'LOW',
    message: `${isChild ? 'Its foreign key refers to' : 'A foreign key refers to it from'} ${target}, with which ${declared} cannot be compared; the target is ${target}, which holds all of its values`,
  })
}
