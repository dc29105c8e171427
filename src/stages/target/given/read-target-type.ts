import type { TargetType } from '../target-schema.ts'

/**
 * Reads what `format_type` says of a column. https://www.postgresql.org/docs/current/functions-info.html
 *
 * @param labels of an enum
 */
export function readTargetType(type: string, labels: readonly string[] | null = null): TargetType {
  if (labels !== null && !type.endsWith('[]')) return { kind: 'enum', name: type, labels }
  const [, name = type, limits = ''] =
    /^([a-z ]+?)(?:\((\d+(?:,-?\d+)?)\))?( with(?:out)? time zone)?$/.exec(type) ?? []
  const [first, second] = limits
    .split(',')
    .filter((limit) => limit !== '')
    .map(Number)
  switch (name) {
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
      return { kind: name }
    case 'numeric':
      return { kind: 'numeric', precision: first ?? null, scale: second ?? null }
    case 'character varying':
      return first === undefined ? { kind: 'text' } : { kind: 'varchar', length: first }
    case 'character':
      return { kind: 'char', length: first ?? 1 }
    case 'time':
      return type.endsWith('without time zone')
        ? { kind: 'time', ...kept(first) }
        : { kind: 'other', name: type }
    case 'timestamp':
      return { kind: type.endsWith('with time zone') ? 'timestamptz' : 'timestamp', ...kept(first) }
    default:
      return { kind: 'other', name: type }
  }
}

/** Six decimals are all that PostgreSQL has. */
function kept(decimals: number | undefined): { readonly decimals?: number } {
  return decimals === undefined || decimals === 6 ? {} : { decimals }
}
