import type { TargetSettings } from '../settings/parsed-settings.ts'
import type { SchemaSource } from '../stages/target/create-schema.ts'

/** The schema that the settings give; null derives it from the source. */
export function schemaSource({ schema, schemaCommand }: TargetSettings): SchemaSource | null {
  if (schema !== null) return { kind: 'file', path: schema }
  return schemaCommand === null ? null : { kind: 'command', command: schemaCommand }
}
