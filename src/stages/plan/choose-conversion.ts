import { epochUnit } from '../../sql/epoch.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import type { TargetType } from '../target/target-schema.ts'
import type { Conversion } from './conversion.ts'

/** Decides how the values that a column really holds reach the type that they go into. Pure. */
export function chooseConversion(profile: ColumnProfile, type: TargetType): Conversion {
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return { kind: 'integer' }
    case 'real':
    case 'double precision':
      return { kind: 'float' }
    case 'numeric':
      return { kind: 'decimal' }
    case 'text':
    case 'varchar':
    case 'char':
      return profile.integers + profile.reals > 0 ? { kind: 'rendered' } : { kind: 'text' }
    case 'bytea':
      return { kind: 'bytes' }
    case 'boolean':
      return { kind: 'boolean' }
    case 'date':
      return { kind: 'date' }
    case 'time':
      return { kind: 'time' }
    case 'timestamp':
    case 'timestamptz':
      return profile.integers > profile.texts ? epoch(profile) : { kind: type.kind }
    case 'json':
    case 'jsonb':
      return { kind: 'json' }
    case 'uuid':
      return { kind: 'uuid' }
    case 'other':
      return { kind: 'rendered' }
    default:
      return type satisfies never
  }
}

/** A column that holds numbers of both kinds is read by the larger ones. */
function epoch(profile: ColumnProfile): Conversion {
  const unit = epochUnit(profile.integerMin ?? 0n, profile.integerMax ?? 0n)
  return { kind: 'epoch', unit: unit ?? 'seconds' }
}
