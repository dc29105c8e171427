import type { Fit } from '../../sql/fits.ts'
import { intervalDecimals } from '../../sql/interval-text.ts'
import type { TextEncoding } from '../snapshot/snapshot.ts'
import type { TargetType } from '../target/target-schema.ts'
import type { Conversion } from './conversion.ts'
import { fitOfNamed } from './fit-of-named.ts'

/** What a value has to fit, by its conversion and by the limits of the type behind it. */
export function fitOf(conversion: Conversion, type: TargetType, encoding: TextEncoding, given: boolean): Fit {
  switch (conversion.kind) {
    case 'integer':
    case 'numeral':
      return {
        kind: conversion.kind,
        bits: type.kind === 'smallint' ? 16 : type.kind === 'integer' ? 32 : 64,
      }
    case 'float':
    case 'spelled-float':
      return { kind: conversion.kind, bits: type.kind === 'real' ? 32 : 64 }
    case 'decimal':
      return { kind: 'decimal', ...decimalLimits(type), spelled: given }
    case 'text':
    case 'rendered':
      return textFit(conversion.kind, type)
    case 'bytes':
      return { kind: 'bytes', utf16: encoding !== 'UTF-8' }
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return { ...conversion, ...keptDecimals(type) }
    case 'epoch':
      return type.kind === 'date'
        ? { ...conversion, wholeDays: true }
        : { ...conversion, ...keptDecimals(type) }
    case 'json':
      return { kind: type.kind === 'jsonb' ? 'jsonb' : 'json' }
    case 'boolean':
      return { kind: 'boolean', spelled: given }
    case 'date':
    case 'midnight':
    case 'duration': {
      const decimals = type.kind === 'other' ? intervalDecimals(type.name) : null
      return decimals === null ? conversion : { kind: 'duration', decimals }
    }
    case 'uuid':
    case 'respelled-uuid':
      return conversion
    default:
      return conversion satisfies never
  }
}

function textFit(kind: 'text' | 'rendered', type: TargetType): Fit {
  const unlimited: Fit = { kind, maxLength: null }
  switch (type.kind) {
    case 'enum':
      return { kind: 'label', labels: type.labels }
    case 'other':
      return fitOfNamed(type.name, kind) ?? unlimited
    case 'varchar':
      return { kind, maxLength: type.length }
    case 'char':
      return { kind, maxLength: type.length, blankPadded: true }
    default:
      return unlimited
  }
}

function decimalLimits(type: TargetType): {
  readonly precision: number | null
  readonly scale: number | null
} {
  if (type.kind === 'numeric') return { precision: type.precision, scale: type.scale }
  // money counts hundredths in 64 bits, and would round the others away
  return type.kind === 'other' ? { precision: 18, scale: 2 } : { precision: null, scale: null }
}

function keptDecimals(type: TargetType): { readonly decimals?: number } {
  const isMoment = type.kind === 'time' || type.kind === 'timestamp' || type.kind === 'timestamptz'
  return isMoment && type.decimals !== undefined ? { decimals: type.decimals } : {}
}
