import { formatIdentifier } from '../../../sql/format-identifier.ts'
import {
  type NamedColumn,
  type PostgresMeaning,
  readMeaning,
} from '../../../sql/translation/postgres-meaning.ts'
import type { ConstraintFacts, IndexFacts, TableFacts } from '../schema-facts.ts'

/** A key or an index, however it was declared: each has an index behind it. */
export interface IndexRule {
  readonly name: string
  readonly kind: 'primary-key' | 'unique' | 'index'
  readonly unique: boolean
  readonly method: string
  readonly parts: readonly PostgresMeaning[]
  /** For each part, as {@link IndexFacts} has them. */
  readonly options: readonly string[]
  readonly where: PostgresMeaning | null
  readonly nullsNotDistinct: boolean
  readonly deferrable: boolean
  /** As PostgreSQL spells it. */
  readonly text: string
}

export function indexRules(
  { constraints, indexes }: Pick<TableFacts, 'constraints' | 'indexes'>,
  names: ReadonlyMap<string, NamedColumn>,
): readonly IndexRule[] {
  return [
    ...constraints.flatMap((constraint) => ofConstraint(constraint, names)),
    ...indexes.map((index) => ofIndex(index, names)),
  ]
}

function ofConstraint(
  constraint: ConstraintFacts,
  names: ReadonlyMap<string, NamedColumn>,
): readonly IndexRule[] {
  const { kind, name, columns, nullsNotDistinct, deferrable, definition } = constraint
  if (kind !== 'primary-key' && kind !== 'unique') return []
  return [
    {
      name,
      kind,
      unique: true,
      method: 'btree',
      parts: columns.map((column) => readMeaning(formatIdentifier(column), names)),
      options: columns.map(() => ''),
      where: null,
      nullsNotDistinct,
      deferrable,
      text: definition,
    },
  ]
}

function ofIndex(index: IndexFacts, names: ReadonlyMap<string, NamedColumn>): IndexRule {
  const { name, unique, method, options, nullsNotDistinct, definition } = index
  return {
    name,
    kind: 'index',
    unique,
    method,
    parts: index.parts.map((part) => readMeaning(part, names)),
    options,
    where: index.where === null ? null : readMeaning(index.where, names),
    nullsNotDistinct,
    deferrable: false,
    text: definition,
  }
}

/** The columns of the source that a rule names, in its order. */
export function ruleColumns({ parts, where }: Pick<IndexRule, 'parts' | 'where'>): readonly string[] {
  return [...new Set([...parts, ...(where === null ? [] : [where])].flatMap(({ columns }) => [...columns]))]
}

export type Spelling = 'text' | 'uncollated'

/** The same parts, in any order, under the same predicate: a unique rule of one is a unique rule of the other. */
export function haveSameReach(a: IndexRule, b: IndexRule, spelling: Spelling = 'text'): boolean {
  const parts = (rule: IndexRule) => rule.parts.map((part) => part[spelling]).toSorted()
  return sameTexts(parts(a), parts(b)) && rowsOf(a, spelling) === rowsOf(b, spelling)
}

/** A unique rule says nothing of a key with NULL in it, so a predicate that leaves such keys out adds nothing. */
function rowsOf({ unique, nullsNotDistinct, parts, where }: IndexRule, spelling: Spelling): string | null {
  if (where === null) return null
  const isEmpty = parts.some(({ text }) => where.text === `${text} IS NOT NULL`)
  return unique && !nullsNotDistinct && isEmpty ? null : where[spelling]
}

/** The same parts in the same order, each sorted alike: a query that uses one can use the other. */
export function haveSameOrder(a: IndexRule, b: IndexRule): boolean {
  const parts = (rule: IndexRule) => rule.parts.map(({ text }, at) => `${text} ${rule.options[at]}`)
  return a.method === b.method && sameTexts(parts(a), parts(b)) && a.where?.text === b.where?.text
}

/** Whether an index over all rows begins with all parts of the other, so that it serves the same queries. */
export function beginsWith(longer: IndexRule, shorter: IndexRule): boolean {
  const count = shorter.parts.length
  const beginning = {
    ...longer,
    parts: longer.parts.slice(0, count),
    options: longer.options.slice(0, count),
  }
  return longer.where === null && haveSameOrder(beginning, shorter)
}

/** Folds of one column: where they differ, the column differs. */
const FOLD = /^"(lower|upper|btrim|rtrim|ltrim)"\(/

/** Whether rows that are unique under the one rule are unique under the other, too. */
export function implies(strong: IndexRule, weak: IndexRule): boolean {
  if (!strong.unique || strong.deferrable || strong.nullsNotDistinct) return false
  if (strong.where !== null || weak.where !== null) return false
  const columns = new Set(ruleColumns(weak))
  return (
    weak.parts.every(({ text }) => text.startsWith('column:')) &&
    strong.parts.every(({ text }) => text.startsWith('column:') || FOLD.test(text)) &&
    ruleColumns(strong).every((column) => columns.has(column))
  )
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at])
}
