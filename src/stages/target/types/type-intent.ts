import { type DeclaredType, decimalLimits, parseDeclaredType } from '../../../sql/declared-type.ts'
import type { Affinity, Column } from '../../catalog/catalog.ts'
import { valueCount } from './followers.ts'
import type { Intent } from './intent.ts'
import { TYPE_RULES, type TypeRule } from './type-rules.ts'

export interface DeclaredIntent {
  readonly intent: Intent
  /** Whether a rule names the declared type and speaks of its values; false where only its affinity is known. */
  readonly known: boolean
  /** Whether the name alone may be one for texts, of which SQLite has made numbers: of ZIPCODE, but not of BIT. */
  readonly mayNameTexts: boolean
}

/** The longest varchar that PostgreSQL has. https://www.postgresql.org/docs/current/datatype-character.html */
const LONGEST_VARCHAR = 10_485_760

/** Whole names first, then the affinity that SQLite gives to the name. */
export function typeIntent(column: Column): DeclaredIntent {
  const declared = parseDeclaredType(column.declaredType)
  if (declared.name === '') return { intent: { kind: 'any' }, known: true, mayNameTexts: false }
  const rule = ruleOf(declared)
  if (rule === undefined)
    return { intent: intentOfUnknown(declared.name, column.affinity), known: false, mayNameTexts: true }
  const isMeant = rule.isMeant?.(column.profile) ?? true
  const intent = !isMeant
    ? ({ kind: 'any' } as const)
    : asksForBoolean(column)
      ? ({ kind: 'boolean' } as const)
      : refine(rule.intent, column)
  return { intent, known: isMeant, mayNameTexts: false }
}

function ruleOf({ name: declared, arguments: [size = 1] }: DeclaredType): TypeRule | undefined {
  const name = withoutDimensions(withoutSign(declared))
  // a string of bits in PostgreSQL, and to SQLite a number
  if (name === 'BIT' && size !== 1) return undefined
  return TYPE_RULES.find((candidate) => candidate.names.includes(name))
}

/** `POINT ZM`, `POINTZ`: points with a height and a measure. https://www.ogc.org/standards/sfa/ */
function withoutDimensions(name: string): string {
  return name.replace(
    /(?<=POINT|LINESTRING|CIRCULARSTRING|POLYGON|GEOMETRY|COLLECTION|CURVE|SURFACE|TIN|TRIANGLE) ?(ZM?|M)$/,
    '',
  )
}

/** `UNSIGNED BIG INT` is a `BIG INT`; bigint holds all that SQLite can. */
function withoutSign(name: string): string {
  return name.replace(/^(UN)?SIGNED (?=.)/, '').replace(/ (UN)?SIGNED$/, '')
}

/**
 * `numeric DEFAULT false` is how some ORMs declare a boolean; the default says what the type does not.
 * https://github.com/go-gorm/sqlite
 */
function asksForBoolean(column: Column): boolean {
  return (
    column.affinity === 'NUMERIC' &&
    /^\(?\s*(true|false)\s*\)?$/i.test(column.defaultText ?? '') &&
    column.profile.integersBoolean === valueCount(column.profile)
  )
}

function refine(intent: Intent, column: Column): Intent {
  if (intent.kind === 'decimal') {
    return { kind: 'decimal', ...(decimalLimits(column.declaredType) ?? { precision: null, scale: null }) }
  }
  if (intent.kind === 'text' && intent.length !== null) {
    const [length = 0] = parseDeclaredType(column.declaredType).arguments
    return { kind: 'text', length: length >= 1 && length <= LONGEST_VARCHAR ? length : null }
  }
  return intent
}

function intentOfUnknown(name: string, affinity: Affinity): Intent {
  if (/^(TIMESTAMP|DATETIME)/.test(name)) return { kind: 'timestamp', zoned: false }
  // SQLite finds INT in them
  if (/^(INTERVAL|INT[48](MULTI)?RANGE)\b/.test(name)) return { kind: 'any' }
  switch (affinity) {
    case 'INTEGER':
      return { kind: 'integer' }
    case 'TEXT':
      return { kind: 'text', length: null }
    case 'REAL':
      return { kind: 'float' }
    case 'BLOB':
      return name.includes('BLOB') ? { kind: 'bytes' } : { kind: 'any' }
    case 'NUMERIC':
      return { kind: 'any' }
    default:
      return affinity satisfies never
  }
}
