import { isAscii } from 'node:buffer'
import { decimalLimits } from '../../sql/declared-type.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { type FixedForm, FORM_LENGTHS, isMidnight } from '../../sql/value-forms.ts'
import {
  declaresDays,
  declaresJson,
  declaresMoments,
  type MeasureName,
  type ValueKind,
} from './column-measures.ts'
import type { ColumnProfile } from './column-profile.ts'
import { bytesOfPlain, countOfForm, LONGEST_GATHERED_TEXT, SEPARATOR } from './gathered-texts.ts'
import { holdsLargeNumbers, type Measured } from './profile-of-measures.ts'
import type { ColumnStructure } from './table-structure.ts'

/**
 * Columns whose values have all been of one kind so far: NULL, and whole numbers within 2^53, or doubles, or texts of no known
 * form that COPY takes as they are, in ASCII or beyond it, or dates, timestamps or UUIDs of one length. They are measured in
 * half of the time: numbers need no look at their storage class where their least and greatest tell it, and texts are
 * gathered row by row and looked through by code of ours. What is found counts only with its proof.
 */
export type UniformKind = 'integer' | 'real' | 'ascii' | 'utf-8' | FixedForm

/** A uniform column, and the kind of its values. */
export interface UniformColumn {
  readonly structure: ColumnStructure
  readonly kind: UniformKind
}

/**
 * Null where the column has to be measured in the general way.
 *
 * @param hasNonAscii whether some of its texts hold more than ASCII
 */
export function uniformKind(
  column: ColumnStructure,
  kinds: ReadonlySet<ValueKind>,
  hasNonAscii: boolean,
): UniformKind | null {
  const [kind, ...others] = kinds
  if (kind === undefined || others.length > 0) return null
  // it would be computed for each of its aggregates; and JSON is parsed
  if (column.generated?.stored === false || declaresJson(column)) return null
  switch (kind) {
    case 'integer':
      return decimalLimits(column.declaredType) === null && !declaresMoments(column) ? kind : null
    case 'real':
      return column.affinity === 'REAL' && column.isReferring !== true && !declaresMoments(column)
        ? kind
        : null
    case 'other':
      return hasNonAscii ? 'utf-8' : 'ascii'
    case 'date':
    case 'timestamp':
    case 'uuid':
      return kind
    default:
      return null
  }
}

/** Whether texts that were measured in the general way are such as can be gathered. */
export function canBeGathered(profile: ColumnProfile, kind: UniformKind | null): boolean {
  switch (kind) {
    case null:
    case 'integer':
    case 'real':
      return true
    case 'ascii':
    case 'utf-8':
      return profile.textsPlain && profile.longestTextBytes <= LONGEST_GATHERED_TEXT
    default: {
      const length = FORM_LENGTHS[kind]
      return profile.longestTextBytes <= length && profile.totalBytes === profile.texts * length
    }
  }
}

/** What to select of a chunk: a number of values for each column, and behind them the texts of each kind. */
export function uniformSelection(columns: readonly UniformColumn[]): readonly string[] {
  return [
    ...columns.flatMap((column) => aggregatesOf(column).map(({ sql }) => sql)),
    ...gatheredKinds(columns).map((kind) => gathered(columns.filter((column) => column.kind === kind))),
  ]
}

/** What one query found. */
export interface UniformResult {
  /** By column, in their order; null where it is not proven. */
  readonly measured: readonly (Measured | null)[]
  /** The kinds of text that are not proven, though it may be that only one of their columns is to blame. */
  readonly unproven: ReadonlySet<UniformKind>
}

/** @param values what {@link uniformSelection} gave */
export function readUniform(columns: readonly UniformColumn[], values: readonly unknown[]): UniformResult {
  let next = 0
  const found = columns.map((column) => {
    const aggregates = aggregatesOf(column)
    const own = values.slice(next, next + aggregates.length)
    next += aggregates.length
    return conclude(column, new Map(aggregates.map(({ of }, index) => [of, own[index]])))
  })
  const unproven = new Set<UniformKind>()
  for (const kind of gatheredKinds(columns)) {
    const texts = found.flatMap((measured, index) => (columns[index]?.kind === kind ? [measured] : []))
    if (!areProven(kind, texts, values[next++])) unproven.add(kind)
  }
  return {
    measured: found.map((measured, index) =>
      unproven.has(columns[index]?.kind ?? 'ascii') ? null : measured,
    ),
    unproven,
  }
}

interface UniformMeasure {
  readonly of: MeasureName | 'wholeNumbers' | 'texts'
  readonly sql: string
}

type Found = ReadonlyMap<UniformMeasure['of'], unknown>

function aggregatesOf({ structure, kind }: UniformColumn): readonly UniformMeasure[] {
  const name = quoteIdentifier(structure.name)
  // the collation may be one of the application
  const value = `${name} collate binary`
  const values: UniformMeasure = { of: 'values', sql: `count(${name})` }
  const texts: UniformMeasure = { of: 'texts', sql: `count(*) filter (where typeof(${name}) = 'text')` }
  switch (kind) {
    case 'integer':
      return [
        values,
        { of: 'integerMin', sql: `min(${value})` },
        { of: 'integerMax', sql: `max(${value})` },
        // an integer if all are; the division keeps it from overflowing
        { of: 'wholeNumbers', sql: `sum(${name} / 4096)` },
        { of: 'integersBoolean', sql: `count(*) filter (where ${value} in (0, 1))` },
      ]
    case 'real':
      return [values, { of: 'realMin', sql: `min(${value})` }, { of: 'realMax', sql: `max(${value})` }]
    case 'ascii':
      return [values, texts, ...bytesOf(name)]
    case 'utf-8':
      return [values, texts, ...bytesOf(name), ...charactersOf(name)]
    case 'timestamp':
      return declaresDays(structure)
        ? [values, texts, { of: 'midnights', sql: `count(*) filter (where ${isMidnight(name)})` }]
        : [values, texts]
    case 'date':
    case 'uuid':
      return [values, texts]
    default:
      return kind satisfies never
  }
}

function bytesOf(name: string): readonly UniformMeasure[] {
  const bytes = `octet_length(${name})`
  return [
    { of: 'longestTextBytes', sql: `max(${bytes})` },
    { of: 'textBytes', sql: `sum(${bytes})` },
  ]
}

/** Right for texts in valid UTF-8 without NUL. */
function charactersOf(name: string): readonly UniformMeasure[] {
  return [
    { of: 'longestText', sql: `max(length(${name}))` },
    { of: 'textsNonAscii', sql: `count(*) filter (where length(${name}) <> octet_length(${name}))` },
  ]
}

/**
 * Row by row, without its NULLs. It is cut where a text holds U+0000, and where it is longer than such texts can make it: then
 * the numbers disagree.
 */
function gathered(columns: readonly UniformColumn[]): string {
  const names = columns.map(({ structure }) => quoteIdentifier(structure.name))
  const row = `concat_ws(char(${SEPARATOR}), ${names.join(', ')})`
  const most = columns.length * (LONGEST_GATHERED_TEXT + 1)
  return `cast(group_concat(substr(${row}, 1, ${most}), char(${SEPARATOR})) as blob)`
}

function gatheredKinds(columns: readonly UniformColumn[]): readonly UniformKind[] {
  const kinds = new Set(columns.map(({ kind }) => kind))
  return [...kinds].filter((kind) => kind !== 'integer' && kind !== 'real')
}

/** Null where the values are not of the kind, as far as this is told by storage classes and bounds. */
function conclude({ kind }: UniformColumn, found: Found): Measured | null {
  const measured = measuredOfKind(kind, found)
  return measured === null || holdsLargeNumbers(measured) ? null : measured
}

/** The least and the greatest tell the storage classes: SQLite orders numbers before texts before blobs. */
function measuredOfKind(kind: UniformKind, found: Found): Measured | null {
  const values = found.get('values')
  switch (kind) {
    case 'integer': {
      const bounds = [found.get('integerMin'), found.get('integerMax'), found.get('wholeNumbers')]
      const areIntegers = bounds.every((bound) => typeof bound === 'bigint' || bound === null)
      return areIntegers ? measuredOf(found, { integers: values }) : null
    }
    case 'real': {
      const bounds = [found.get('realMin'), found.get('realMax')]
      const areReals = bounds.every((bound) => typeof bound === 'number' || bound === null)
      return areReals ? measuredOf(found, { reals: values }) : null
    }
    case 'ascii': {
      const longestText = found.get('longestTextBytes')
      return found.get('texts') === values ? measuredOf(found, { other: values, longestText }) : null
    }
    case 'utf-8':
      return found.get('texts') === values ? measuredOf(found, { other: values }) : null
    case 'date':
    case 'timestamp':
    case 'uuid': {
      if (found.get('texts') !== values) return null
      const length = FORM_LENGTHS[kind]
      const longest = Number(values) > 0 ? length : 0
      return measuredOf(found, {
        [kind]: values,
        longestText: longest,
        longestTextBytes: longest,
        textBytes: Number(values) * length,
      })
    }
    default:
      return kind satisfies never
  }
}

function measuredOf(found: Found, others: Readonly<Partial<Record<MeasureName, unknown>>>): Measured {
  const known = [...found].filter((entry): entry is [MeasureName, unknown] => !isProof(entry[0]))
  return new Map([...known, ...(Object.entries(others) as [MeasureName, unknown][])])
}

function isProof(name: UniformMeasure['of']): boolean {
  return name === 'wholeNumbers' || name === 'texts'
}

/** @param columns what was found of those whose texts were gathered */
function areProven(kind: UniformKind, columns: readonly (Measured | null)[], texts: unknown): boolean {
  const bytes = Buffer.isBuffer(texts) ? texts : NOTHING
  if (columns.includes(null)) return false
  const total = (name: MeasureName) => columns.reduce((sum, found) => sum + Number(found?.get(name) ?? 0), 0)
  switch (kind) {
    case 'integer':
    case 'real':
      return true
    case 'ascii':
    case 'utf-8': {
      const areShort = columns.every(
        (found) => Number(found?.get('longestTextBytes') ?? 0) <= LONGEST_GATHERED_TEXT,
      )
      const isEncoded = kind === 'utf-8' || isAscii(bytes)
      return areShort && isEncoded && bytesOfPlain(bytes) === total('textBytes')
    }
    case 'date':
    case 'timestamp':
    case 'uuid':
      return countOfForm(bytes, kind) === total('values')
    default:
      return kind satisfies never
  }
}

const NOTHING = Buffer.alloc(0)
