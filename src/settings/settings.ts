import * as z from 'zod'
import { OPTION_NAMES, OPTIONS, type OptionName } from './options.ts'

/** What a user may write, each value correct in itself. Defaults are not filled in, contradictions are possible. */
export type Settings = { readonly [Name in OptionName]?: z.infer<(typeof OPTIONS)[Name]['schema']> }

/** All options together: a settings file with the command line laid over it. */
export const settingsSchema = z.strictObject(shapeOf(OPTION_NAMES)) as unknown as z.ZodType<Settings>

/** What a settings file may hold, for editors: published as schema/settings.schema.json. */
export const settingsFileSchema = z.strictObject(shapeOf(OPTION_NAMES.filter((name) => OPTIONS[name].inFile)))

function shapeOf(names: readonly OptionName[]): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(names.map((name) => [name, describedSchema(name)]))
}

function describedSchema(name: OptionName): z.ZodType {
  const entry = OPTIONS[name]
  const description = `${entry.description} (default: ${entry.default})`
  return z.optional(entry.schema.meta({ description }))
}
