import type { Priority } from '../../../issues/issue-ranks.ts'
import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import { sameName } from '../../../sql/same-name.ts'
import { readMeaning } from '../../../sql/translation/postgres-meaning.ts'
import { zoneOfMoment, zoneOfType } from '../../../sql/translation/zone-of-moment.ts'
import { lostCollation } from '../derivation/lost-collation.ts'
import { readTargetType } from '../given/read-target-type.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { ColumnFacts } from '../schema-facts.ts'
import { compareDefaults, hasDefault } from './compare-default.ts'
import { narrowerType } from './narrower-type.ts'
import { type ColumnPair, compareAlike, lacksColumn, type TablePair } from './pair-tables.ts'
import {
  differs,
  differsIn,
  extra,
  gone,
  idle,
  kept,
  missing,
  notCompared,
  objectOf,
  type Verdict,
  type WantedRule,
} from './verdict.ts'

/**
 * NOT NULL, DEFAULT and GENERATED of one column of the source.
 *
 * @param planned what the derivation had to say about the entry
 */
export function compareColumnRule(
  pair: TablePair,
  entry: LedgerEntry,
  planned: readonly PlannedIssue[],
): Verdict {
  const column = pair.columns.find(({ source }) => source === entry.name)
  if (column === undefined && entry.status === 'dropped') return kept(entry)
  if (column === undefined || column.actual === null) return gone(entry, 'column')
  const found = { ...column, actual: column.actual }
  switch (entry.type) {
    case 'not-null':
      return compareNotNull(pair, entry, found, planned)
    case 'default':
      return compareDefault(pair, entry, found, planned)
    case 'generated':
      return compareGenerated(pair, entry, found, planned)
    default:
      throw new TypeError(`${entry.type} is no rule of a column`)
  }
}

type FoundColumn = ColumnPair & { readonly actual: ColumnFacts }

function wantedRule(pair: TablePair, entry: LedgerEntry, column: FoundColumn, text: string): WantedRule {
  return { pair, entry, columns: [column.source], text, object: objectOf(entry) }
}

/** Where rows of the source are NULL, PostgreSQL could not have it; where it has, those rows are mismatches. */
function compareNotNull(
  pair: TablePair,
  entry: LedgerEntry,
  column: FoundColumn,
  planned: readonly PlannedIssue[],
): Verdict {
  const wanted = wantedRule(pair, entry, column, 'NOT NULL')
  const { notNull, notNullUnproved } = column.actual
  const isBroken = entry.status === 'dropped'
  if (notNull && notNullUnproved) return idle(wanted, 'NOT NULL', 'is NOT VALID: it holds for new rows only')
  if (notNull) return kept(isBroken ? { ...entry, status: 'kept', reason: null } : entry)
  return isBroken ? { entry, issues: planned } : missing(wanted)
}

/** SQLite ignores the DEFAULT of a rowid. */
function compareDefault(
  pair: TablePair,
  entry: LedgerEntry,
  column: FoundColumn,
  planned: readonly PlannedIssue[],
): Verdict {
  if (pair.table.rowidAlias === column.source) return kept(entry)
  const { expected, actual } = column
  const found = `DEFAULT ${actual.default}`
  if (entry.status === 'dropped') {
    return hasDefault(actual.default)
      ? notCompared({ entry, pair }, found, entry.reason ?? '')
      : { entry, issues: planned }
  }
  const wanted = wantedRule(pair, entry, column, `DEFAULT ${expected.default ?? 'NULL'}`)
  const relation = compareDefaults(expected, actual)
  if (relation === 'same') return kept(entry)
  if (actual.identity !== null) return differs(wanted, 'an identity', 'MED')
  if (!hasDefault(actual.default)) return missing(wanted)
  if (relation !== 'alike') return differs(wanted, found, defaultPriority(column))
  const known = knownDifference(column)
  return known === null
    ? differs(wanted, found, 'MED')
    : differsIn(wanted, found, known === LOCAL ? 'MED' : 'LOW', known)
}

/**
 * In what two moments differ, where that is known: local time in the source was that of the machine, and of a moment in
 * another form, such as a number, the form tells. https://www.postgresql.org/docs/current/datatype-datetime.html
 */
function knownDifference({ expected, actual }: FoundColumn): string | null {
  const [zone, found] = [zoneOfType(actual.type), actual.default ?? '']
  if (zone === null || /\bLOCALTIME/.test(expected.default ?? '')) return null
  const given = zoneOfMoment(found)
  if (zone === given) return 'the same moment, perhaps with more decimals of a second'
  const isLocal = zone === 'utc' && (given === 'instant' || /^LOCALTIMESTAMP\b/.test(found))
  return isLocal ? LOCAL : null
}

const LOCAL =
  "a column without a zone takes the time of the session's zone, and that of SQLite is UTC; the same where the session has UTC"

/** Two values that differ are no matter of types, unless they are of types that only their own know. */
function defaultPriority({ expected, actual }: FoundColumn): Priority {
  const kinds = [expected.default, actual.default].map(
    (text) => readMeaning(text ?? '', new Map()).constant?.kind ?? 'typed',
  )
  return expected.type === actual.type || !kinds.includes('typed') ? 'HIGH' : 'MED'
}

/** Whether PostgreSQL stores the value or computes it when it is read makes no difference to anybody. */
function compareGenerated(
  pair: TablePair,
  entry: LedgerEntry,
  column: FoundColumn,
  planned: readonly PlannedIssue[],
): Verdict {
  const { expected, actual } = column
  const found = `GENERATED ALWAYS AS (${actual.generated})`
  if (entry.status === 'dropped') {
    return actual.generated === null
      ? { entry, issues: planned }
      : notCompared({ entry, pair }, found, entry.reason ?? '', 'LOW')
  }
  const wanted = wantedRule(pair, entry, column, `GENERATED ALWAYS AS (${expected.generated})`)
  if (actual.generated === null) return missing(wanted)
  const [a, b] = [
    readMeaning(expected.generated ?? '', pair.expectedNames),
    readMeaning(actual.generated, pair.actualNames),
  ]
  if (a.text === b.text) return kept(entry)
  if (lacksColumn(pair, a.columns)) return gone(entry, 'column')
  const sameTypes = compareAlike(pair, [column.source, ...a.columns, ...b.columns])
  return differs(wanted, found, sameTypes && a.uncollated !== b.uncollated ? 'HIGH' : 'MED')
}

/** These compare texts by their bytes, as SQLite does. https://www.postgresql.org/docs/current/collation.html */
const BYTEWISE: ReadonlySet<string> = new Set(['C', 'POSIX', 'ucs_basic', 'pg_c_utf8', 'C.utf8', 'C.UTF-8'])

/**
 * What the columns of the target have that no object of the source asks for: collations, NOT NULLs, defaults,
 * identities and generated values.
 *
 * @param asked the entries of the table: what is judged there is not judged again
 */
export function columnExtras(pair: TablePair, asked: readonly LedgerEntry[]): readonly PlannedIssue[] {
  const paired = pair.columns.flatMap((column) =>
    column.actual === null ? [] : extrasOf(pair, { ...column, actual: column.actual }, asked),
  )
  const known = new Set(pair.columns.map(({ actual }) => actual?.name))
  const unknown = pair.actual.columns.filter(({ name }) => !known.has(name))
  return [...paired, ...unknown.flatMap((column) => extrasOfUnknown(pair, column))]
}

function extrasOf(
  pair: TablePair,
  column: FoundColumn,
  asked: readonly LedgerEntry[],
): readonly PlannedIssue[] {
  const { source, expected, actual } = column
  const isAsked = (type: LedgerEntry['type']) =>
    asked.some((entry) => entry.type === type && entry.name === source)
  const found = (text: string, object: string, priority: Priority) =>
    extra(pair, { text, object, column: source, priority })
  return [
    ...collationIssue(pair, column),
    ...narrowerType(pair, column),
    ...(actual.notNull && !expected.notNull && !isAsked('not-null') && actual.generated === null
      ? [found('NOT NULL', 'NOT NULL', 'MED')]
      : []),
    ...(actual.identity === 'always'
      ? [
          found(
            'GENERATED ALWAYS AS IDENTITY, which refuses the keys that an INSERT gives',
            'IDENTITY',
            'MED',
          ),
        ]
      : []),
    ...(actual.identity === 'by default' && expected.identity === null && !isAsked('default')
      ? [found('GENERATED BY DEFAULT AS IDENTITY', 'IDENTITY', 'LOW')]
      : []),
    ...(hasDefault(actual.default) && expected.identity === null && !isAsked('default')
      ? [found(`DEFAULT ${actual.default}`, 'DEFAULT', 'LOW')]
      : []),
    ...(isChecked(pair, expected) ? [] : actual.domainChecks).map((text) =>
      found(text, actual.domain?.name ?? '', 'MED'),
    ),
    ...(actual.generated !== null && !isAsked('generated')
      ? [found(`GENERATED ALWAYS AS (${actual.generated})`, 'GENERATED', 'MED')]
      : []),
  ]
}

/** Whether a check of the source may be in the domain; then the two are told together. */
function isChecked({ expected: { constraints } }: TablePair, column: ColumnFacts): boolean {
  return constraints.some(({ kind, columns }) => kind === 'check' && columns.includes(column.name))
}

/** A column that compares texts in a way of its own; where the source does too, it may be the same. */
function collationIssue(pair: TablePair, { source, expected, actual }: FoundColumn): readonly PlannedIssue[] {
  const column = pair.table.columns.find(({ name }) => name === source)
  const declared = column?.collation ?? 'BINARY'
  const own = ownCollation(actual)
  if (own === null) {
    const type = readTargetType(actual.type, actual.enumLabels)
    const isTold = column === undefined || isIndexed(pair, column.name)
    return isTold ? [] : lostCollation(pair.table.name, column, type)
  }
  // what ignores case as the source does is no difference; and where no key is, none can be taken for another
  if (actual.type === 'citext' && (declared !== 'BINARY' || !isIndexed(pair, source))) return []
  const isDamage = declared === 'BINARY' && expected.type === actual.type && actual.folds
  const wanted = {
    pair,
    columns: [source],
    text: `COLLATE ${declared}`,
    object: 'COLLATE',
    entry: { type: 'collation', name: source, table: pair.table.name, status: 'kept', sql: '', reason: null },
  } as const
  return differs(wanted, own, isDamage ? 'HIGH' : 'MED').issues
}

/** In which way of its own the column compares; null where it does so byte by byte. */
function ownCollation({ collation, type }: ColumnFacts): string | null {
  if (type === 'citext') return 'the type citext, which ignores case,'
  return collation === null || BYTEWISE.has(collation) ? null : `COLLATE "${collation}"`
}

/** Where the source has a key or an index with the column, or the target one of an expression of it: these are compared. */
function isIndexed({ table, actual, actualNames }: TablePair, column: string): boolean {
  const keys = [table.primaryKey, ...table.uniques, ...table.indexes]
  const isPart = keys.some((key) => key?.parts.some((part) => sameName(part.column ?? '', column)) ?? false)
  return (
    isPart ||
    actual.indexes.some(({ parts }) =>
      parts.some((part) => readMeaning(part, actualNames).columns.has(column)),
    )
  )
}

/** The application does not know the column, so its next INSERT leaves it out, and is refused. */
function extrasOfUnknown(pair: TablePair, column: ColumnFacts): readonly PlannedIssue[] {
  const isFilled = hasDefault(column.default) || column.identity !== null || column.generated !== null
  if (!column.notNull || isFilled) return []
  const text = `the column ${column.name}, which is NOT NULL and has no DEFAULT`
  return [extra(pair, { text, object: column.name, priority: 'HIGH' })]
}
