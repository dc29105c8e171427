import type { TargetType } from './target-schema.ts'

/** A type as pg_dump spells it. */
export function renderType(type: TargetType): string {
  switch (type.kind) {
    case 'numeric':
      return type.precision === null ? 'numeric' : `numeric(${type.precision},${type.scale ?? 0})`
    case 'varchar':
      return `character varying(${type.length})`
    case 'char':
      return `character(${type.length})`
    case 'time':
    case 'timestamp':
      return `${type.kind}${decimals(type.decimals)} without time zone`
    case 'timestamptz':
      return `timestamp${decimals(type.decimals)} with time zone`
    case 'enum':
    case 'other':
      return type.name
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'double precision':
    case 'text':
    case 'bytea':
    case 'boolean':
    case 'date':
    case 'json':
    case 'jsonb':
    case 'uuid':
      return type.kind
    default:
      return type satisfies never
  }
}

/** The type as a word of a sentence. */
export function typeWord(type: TargetType): string {
  return type.kind === 'other' ? type.name : type.kind
}

function decimals(kept: number | undefined): string {
  return kept === undefined ? '' : `(${kept})`
}
