import { beginningOf } from '../progress/part-of.ts'
import { describeStructure, type InnerMistake } from './describe-structure.ts'
import { insertIntoUrls } from './insert-environment.ts'
import type { Door, Mistake } from './mistake.ts'
import { nearestName } from './nearest-name.ts'
import { isOptionName, OPTION_NAMES, OPTIONS, type OptionName } from './options.ts'
import type { SettingsFileEntry } from './read-settings-file.ts'
import { type Settings, settingsSchema } from './settings.ts'

/** What was given on the command line, or as inputs of the action. Numbers are still texts. */
export type GivenValues = { readonly [Name in OptionName]?: string | boolean | readonly string[] }

export type Environment = Readonly<Record<string, string | undefined>>

/** The values that can be used, and what is wrong with the others. */
export interface Checked {
  readonly settings: Settings
  readonly mistakes: readonly Mistake[]
}

/** Checks each value of the command line by itself. */
export function checkGiven(given: GivenValues, door: Door): Checked {
  const values: Record<string, unknown> = {}
  const mistakes: Mistake[] = []
  for (const name of OPTION_NAMES) {
    const { type } = OPTIONS[name]
    const value = type === 'number' ? toNumber(given[name]) : given[name]
    if (value === undefined) continue
    const found = mistakesIn(name, value)
    if (found.length === 0) values[name] = value
    for (const { message } of found) mistakes.push({ where: spelledAt(door, name), message })
  }
  return { settings: settingsSchema.parse(values), mistakes }
}

/** How an option is written at a door: `--jobs`, `snapshot` without a name, `input jobs`. */
export function spelledAt(door: Door, name: OptionName): string {
  if (door === 'workflow') return `input ${name}`
  return OPTIONS[name].positional ? name : `--${name}`
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
}

function mistakesIn(name: OptionName, value: unknown): readonly InnerMistake[] {
  const { schema, expects, confidential, type } = OPTIONS[name]
  const parsed = schema.safeParse(value)
  if (parsed.success) return []
  if (type === 'structure') {
    const structure = { schema, value, describe: confidential ? null : describe }
    const inner = describeStructure(structure, parsed.error.issues)
    if (inner.length > 0) return inner
  }
  return [whole(confidential ? `expected ${expects}` : `expected ${expects}, found ${describe(value)}`)]
}

function whole(message: string): InnerMistake {
  return { path: [], message }
}

function describe(value: unknown): string {
  return value === null || value === '' ? 'nothing' : cut(JSON.stringify(value, spellLarge))
}

/** JSON has no spelling for the integers that no double holds. */
function spellLarge(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

function cut(text: string): string {
  return text.length <= 60 ? text : `${beginningOf(text, 59)}…`
}

/** Checks each key and value of a settings file by itself; `${NAME}` in a URL is replaced. */
export function checkFile(entries: readonly SettingsFileEntry[], environment: Environment): Checked {
  const values: Record<string, unknown> = {}
  const mistakes: Mistake[] = []
  for (const { key, value: written, placeOf } of entries) {
    const { value, missing } = insertIntoUrls(key, written, environment)
    const found = missing.length > 0 ? [whole(missingVariables(missing))] : mistakesInEntry(key, value)
    if (found.length === 0) values[key] = value
    for (const { path, message } of found) {
      mistakes.push({ where: placeOf(path), message: `${cut(key)}: ${message}` })
    }
  }
  return { settings: settingsSchema.parse(values), mistakes }
}

function missingVariables(names: readonly string[]): string {
  return names.map((name) => `\${${name}} is not in the environment`).join(', ')
}

function mistakesInEntry(key: string, value: unknown): readonly InnerMistake[] {
  if (isOptionName(key)) {
    return OPTIONS[key].inFile ? mistakesIn(key, value) : [whole(`belongs on the command line, as --${key}`)]
  }
  const near = nearestName(
    key,
    OPTION_NAMES.filter((name) => OPTIONS[name].inFile),
  )
  return [whole(near === null ? 'unknown key' : `unknown key; did you mean ${near}?`)]
}
