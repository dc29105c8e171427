import { decimalLimits, parseDeclaredType } from '../../sql/declared-type.ts'
import { isOutermostMoment, looksLikeSeconds } from '../../sql/epoch.ts'
import { fits, secondsFit } from '../../sql/fits.ts'
import { isJson, isJsonBlob } from '../../sql/json-predicates.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { isMidnight, LIKELY_FORMS, textForm } from '../../sql/value-forms.ts'
import { type ColumnProfile, TEXT_FORMS, type TextForm } from './column-profile.ts'
import type { ColumnStructure } from './table-structure.ts'

/** What a value can be beside NULL: its storage class, and of texts the form. */
export const VALUE_KINDS = ['integer', 'real', 'blob', ...TEXT_FORMS] as const
export type ValueKind = (typeof VALUE_KINDS)[number]

/** One aggregate over the rows of a chunk, and what it measures. */
export interface Measure {
  readonly of: MeasureName
  readonly sql: string
}

export type MeasureName =
  | Exclude<keyof ColumnProfile, 'textForms' | 'totalBytes'>
  | TextForm
  | 'values'
  | 'textBytes'
  | 'blobBytes'
  | 'gathered'

/** The parts of a query that measure one column. */
export interface ColumnMeasures {
  /** Computed once a row, in a subquery. */
  readonly inner: readonly string[]
  readonly aggregates: readonly Measure[]
}

export interface MeasureOptions {
  /** Gather the bytes of all texts whose form leaves their encoding open; where one is too long, SQLite is asked for each. */
  readonly gathersTexts: boolean
  /** Some values may be too large to be read: they are only counted. */
  readonly unreadable: boolean
  /** Count the characters of texts beside their bytes: the encoding was seen to hold more than ASCII. */
  readonly characters: boolean
  /** Numbers are taken to be finite and within 2^53; {@link holdsLargeNumbers} tells whether that was right. */
  readonly small: boolean
}

/**
 * Values of more bytes are not looked into where the driver cannot read one of them: its limit is 512 MB, and what
 * is measured may take six times its size.
 */
export const LONGEST_READ = 2 ** 26

/** Texts longer than this are not gathered; bounds the memory of a chunk. In bytes. */
export const LONGEST_GATHERED_TEXT = 4096

/** Beyond it a double cannot hold every whole number. */
export const TWO_53 = 9_007_199_254_740_992n

/**
 * What to compute to measure one column, if it holds only values of the given kinds. `values` counts what is not
 * NULL: where the counts of the kinds do not add up to it, the column holds other kinds and nothing of the result
 * counts. Leaving out what never occurs makes the profile several times as fast.
 *
 * @param index tells the columns of one query apart
 */
export function columnMeasures(
  column: ColumnStructure,
  index: number,
  kinds: ReadonlySet<ValueKind>,
  { gathersTexts, unreadable, characters, small }: MeasureOptions,
): ColumnMeasures {
  const forms = TEXT_FORMS.filter((form) => kinds.has(form))
  const names: Names = {
    value: `v${index}`,
    kind: `k${index}`,
    finite: `r${index}`,
    textBytes: `t${index}`,
    characters: `c${index}`,
    blobBytes: `b${index}`,
  }
  const name = quoteIdentifier(column.name)
  const readable = unreadable ? `iif(octet_length(${name}) > ${LONGEST_READ}, null, ${name})` : name
  const hasText = forms.length > 0
  const hasBlob = kinds.has('blob')
  const hasOthers = kinds.size > (hasText ? forms.length : 1)
  // of blobs alone, the lengths say all but whether they are texts or documents
  const readsBlobs = column.affinity === 'TEXT' || declaresJson(column)
  const needsValue = [...kinds].some((kind) => kind !== 'blob') || readsBlobs
  return {
    inner: [
      ...(needsValue ? [`${readable} collate binary as ${names.value}`] : []),
      `${kindOf(name, readable, forms)} as ${names.kind}`,
      ...(kinds.has('real') && !small ? [`${finiteReal(name, readable, hasOthers)} as ${names.finite}`] : []),
      ...(hasText ? [`${bytesOf('text', name, hasOthers)} as ${names.textBytes}`] : []),
      ...(hasText && characters ? [`${charactersOf(name, readable, hasOthers)} as ${names.characters}`] : []),
      ...(hasBlob ? [`${bytesOf('blob', name, hasOthers)} as ${names.blobBytes}`] : []),
    ],
    aggregates: [
      {
        of: 'values',
        sql: needsValue && !unreadable ? `count(${names.value})` : `sum(${names.kind} <> 'null')`,
      },
      ...(kinds.has('integer') ? integerMeasures(names, hasOthers, small) : []),
      ...(kinds.has('real') ? realMeasures(names, hasOthers, small) : []),
      ...(hasBlob ? blobMeasures(names, column) : []),
      ...forms.map((form): Measure => ({ of: form, sql: `sum(${names.kind} = '${form}')` })),
      ...(kinds.has('boolean')
        ? [{ of: 'textsTf', sql: `sum(${names.kind} = 'boolean' and ${names.value} in ('t', 'f'))` } as const]
        : []),
      ...(hasText ? textMeasures(names, gathersTexts, kinds.has('other')) : []),
      ...(hasText && characters ? characterMeasures(names) : []),
      ...declaredMeasures(names, column, kinds),
    ],
  }
}

interface Names {
  readonly value: string
  readonly kind: string
  /** NULL but for finite reals. */
  readonly finite: string
  readonly textBytes: string
  readonly characters: string
  readonly blobBytes: string
}

function kindOf(name: string, readable: string, forms: readonly TextForm[]): string {
  const likely = LIKELY_FORMS.find((form) => forms.includes(form)) ?? null
  return forms.length > 0
    ? `case typeof(${name}) when 'text' then ${textForm(readable, likely)} else typeof(${name}) end`
    : `typeof(${name})`
}

/** @param hasOthers whether values of other storage classes are among them */
function bytesOf(storageClass: 'text' | 'blob', name: string, hasOthers: boolean): string {
  const bytes = `octet_length(${name})`
  return hasOthers ? `case when typeof(${name}) = '${storageClass}' then ${bytes} end` : bytes
}

function integerMeasures({ value, kind }: Names, hasOthers: boolean, small: boolean): readonly Measure[] {
  const integers = hasOthers ? ` filter (where ${kind} = 'integer')` : ''
  const beyond: Measure = {
    of: 'integersBeyondDouble',
    sql: `sum(${value} not between -${TWO_53} and ${TWO_53})${integers}`,
  }
  return [
    { of: 'integers', sql: `sum(${kind} = 'integer')` },
    { of: 'integerMin', sql: `min(${value})${integers}` },
    { of: 'integerMax', sql: `max(${value})${integers}` },
    { of: 'integersBoolean', sql: `sum(${value} in (0, 1))${integers}` },
    ...(small ? [] : [beyond]),
  ]
}

/** @param hasOthers whether values of other storage classes are among them */
function finiteReal(name: string, readable: string, hasOthers: boolean): string {
  const inRange = `${readable} collate binary between -1.7976931348623157e308 and 1.7976931348623157e308`
  return `case when ${hasOthers ? `typeof(${name}) = 'real' and ` : ''}${inRange} then ${readable} end`
}

function realMeasures(
  { value, kind, finite }: Names,
  hasOthers: boolean,
  small: boolean,
): readonly Measure[] {
  const count: Measure = { of: 'reals', sql: `sum(${kind} = 'real')` }
  if (small) {
    const reals = hasOthers ? ` filter (where ${kind} = 'real')` : ''
    return [
      count,
      { of: 'realMin', sql: `min(${value})${reals}` },
      { of: 'realMax', sql: `max(${value})${reals}` },
    ]
  }
  return [
    count,
    { of: 'realMin', sql: `min(${finite})` },
    { of: 'realMax', sql: `max(${finite})` },
    { of: 'realsInfinite', sql: `sum(${kind} = 'real') - count(${finite})` },
    { of: 'realsBeyondDouble', sql: `sum(${finite} not between -${TWO_53} and ${TWO_53})` },
  ]
}

function blobMeasures({ value, kind, blobBytes }: Names, column: ColumnStructure): readonly Measure[] {
  const bytes: readonly Measure[] = [
    { of: 'blobs', sql: `sum(${kind} = 'blob')` },
    { of: 'longestBlobBytes', sql: `max(${blobBytes})` },
    { of: 'blobBytes', sql: `sum(${blobBytes})` },
  ]
  if (column.affinity !== 'TEXT') return bytes
  const isText = `instr(${value}, x'00') = 0 and is_utf8(${value})`
  return [...bytes, { of: 'blobsUtf8', sql: `sum(${isText}) filter (where ${kind} = 'blob')` }]
}

/** @param hasOther whether there may be texts of no known form: of the forms, these alone leave open which bytes there are */
function textMeasures(
  { value, kind, textBytes }: Names,
  gathersTexts: boolean,
  hasOther: boolean,
): readonly Measure[] {
  const isShort = `${kind} = 'other' and ${textBytes} <= ${LONGEST_GATHERED_TEXT}`
  const gathered = hasOther ? `cast(group_concat(${value}) filter (where ${isShort}) as blob)` : 'null'
  return [
    { of: 'longestTextBytes', sql: `max(${textBytes})` },
    { of: 'textBytes', sql: `sum(${textBytes})` },
    ...(gathersTexts ? [{ of: 'gathered', sql: gathered } as const] : []),
  ]
}

/** Right for texts in valid UTF-8 without NUL. */
function charactersOf(name: string, readable: string, hasOthers: boolean): string {
  return hasOthers ? `case when typeof(${name}) = 'text' then length(${readable}) end` : `length(${readable})`
}

function characterMeasures({ textBytes, characters }: Names): readonly Measure[] {
  return [
    { of: 'longestText', sql: `max(${characters})` },
    { of: 'textCharacters', sql: `sum(${characters})` },
    { of: 'textsNonAscii', sql: `sum(${characters} <> ${textBytes})` },
  ]
}

export function declaresJson({ declaredType }: ColumnStructure): boolean {
  return /^JSONB?$/.test(parseDeclaredType(declaredType).name)
}

/** Whether the numbers of a column may be seconds since 1970. */
export function declaresMoments({ declaredType, isGivenAsMoment }: ColumnStructure): boolean {
  return isGivenAsMoment === true || /date|time/i.test(declaredType)
}

/** Whether the timestamps of a column may be days, all of them written with midnight, as Laravel does. */
export function declaresDays({ declaredType }: ColumnStructure): boolean {
  return parseDeclaredType(declaredType).name === 'DATE'
}

/** What the declared type asks for. https://www.sqlite.org/json1.html#jvalid */
function declaredMeasures(
  { value, kind }: Names,
  column: ColumnStructure,
  kinds: ReadonlySet<ValueKind>,
): readonly Measure[] {
  const hasNumbers = kinds.has('integer') || kinds.has('real')
  const isNumber = `${kind} in ('integer', 'real')`
  const holdsOnlyNumbers = [...kinds].every((of) => of === 'integer' || of === 'real')
  const limits = decimalLimits(column.declaredType)
  const measures: Measure[] = []
  if (limits !== null && hasNumbers) {
    const misfit = `not ${fits({ kind: 'decimal', ...limits }, value)}`
    measures.push({
      of: 'decimalMisfits',
      sql: `sum(${holdsOnlyNumbers ? misfit : `${isNumber} and ${misfit}`})`,
    })
  }
  if (declaresMoments(column) && kinds.has('integer')) {
    const isOrdinary = `${kind} = 'integer' and not ${isOutermostMoment(value)}`
    measures.push(
      {
        of: 'integersLikeSeconds',
        sql: `sum(${looksLikeSeconds(value)}) filter (where ${kind} = 'integer')`,
      },
      { of: 'momentMin', sql: `min(${value}) filter (where ${isOrdinary})` },
      { of: 'momentMax', sql: `max(${value}) filter (where ${isOrdinary})` },
    )
  }
  if (declaresMoments(column) && kinds.has('real')) {
    measures.push({
      of: 'realsLikeSeconds',
      sql: `sum(${secondsFit(6, value)}) filter (where ${kind} = 'real')`,
    })
  }
  if (column.isReferring === true && kinds.has('real')) {
    measures.push({
      of: 'realsWhole',
      sql: `sum(${fits({ kind: 'numeral', bits: 64 }, value)}) filter (where ${kind} = 'real')`,
    })
  }
  if (declaresDays(column) && (kinds.has('timestamp') || kinds.has('timestamp-utc'))) {
    measures.push({
      of: 'midnights',
      sql: `sum(${isMidnight(value)}) filter (where ${kind} in ('timestamp', 'timestamp-utc'))`,
    })
  }
  if (declaresJson(column) && kinds.size > 0) {
    const finite = `${value} > -9e999 and ${value} < 9e999`
    const isValid = `case when ${isNumber} then ${finite} when ${kind} = 'blob' then ${isJsonBlob(value)} else ${isJson(value)} end`
    measures.push({ of: 'jsons', sql: `sum(${isValid}) filter (where ${kind} <> 'null')` })
  }
  return measures
}
