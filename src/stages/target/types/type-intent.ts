import { type DeclaredType, decimalLimits, parseDeclaredType } from '../../../sql/declared-type.ts'
import type { Affinity, Column } from '../../catalog/catalog.ts'
import { storedDefault } from '../defaults/default-value.ts'
import { valueCount } from './followers.ts'
import type { Intent } from './intent.ts'
import { TYPE_RULES, type TypeRule } from './type-rules.ts'

export interface DeclaredIntent {
  readonly intent: Intent
  /** Whether a rule names the declared type and speaks of its values; false where only its affinity is known. */
  readonly known: boolean
  /** Whether the name alone may be one for texts, of which SQLite has made numbers: of ZIPCODE, but not of BIT. */
  readonly mayNameTexts: boolean
  /** Whether the declaration says boolean, and a DEFAULT that is none says better. */
  readonly isRefuted: boolean
}

/** The longest varchar that PostgreSQL has. https://www.postgresql.org/docs/current/datatype-character.html */
const LONGEST_VARCHAR = 10_485_760

/** Whole names first, then the affinity that SQLite gives to the name. */
export function typeIntent(column: Column): DeclaredIntent {
  const declared = parseDeclaredType(column.declaredType)
  const plain = { known: true, mayNameTexts: false, isRefuted: false }
  if (declared.name === '') return { ...plain, intent: { kind: 'any' } }
  const rule = ruleOf(declared)
  if (rule === undefined) {
    const intent = intentOfUnknown(declared.name, column.affinity)
    return { ...plain, intent, known: false, mayNameTexts: true }
  }
  const counted = rule.intent.kind === 'boolean' ? countedByDefault(column) : null
  if (counted !== null) return { ...plain, intent: counted, isRefuted: true }
  if (rule.isMeant?.(column.profile) === false) return { ...plain, intent: { kind: 'any' }, known: false }
  const asksForBoolean = rule.intent.kind === 'decimal' && saysBoolean(column)
  return { ...plain, intent: asksForBoolean ? { kind: 'boolean' } : refine(rule.intent, column) }
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
function saysBoolean({ affinity, defaultText, profile }: Column): boolean {
  return (
    affinity === 'NUMERIC' &&
    /^\(?\s*(true|false)\s*\)?$/i.test(defaultText ?? '') &&
    profile.integersBoolean === valueCount(profile)
  )
}

/**
 * `BOOLEAN DEFAULT 1000` is a weight or a rank that somebody has declared by mistake: no boolean has such a DEFAULT. Null
 * where the declaration stands, also for what its owner has made a boolean of, and beside the words for true and false.
 * https://github.com/louislam/uptime-kuma/blob/master/db/old_migrations/patch-group-table.sql
 */
function countedByDefault(column: Column): Intent | null {
  const { profile, sourceType } = column
  const value = storedDefault(column)
  if (sourceType !== undefined || profile.textForms.boolean * 2 > valueCount(profile)) return null
  if (value?.kind === 'real') return { kind: 'float' }
  return value?.kind === 'integer' && value.value !== 0n && value.value !== 1n ? { kind: 'integer' } : null
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
