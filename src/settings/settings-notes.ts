import { type CommandName, keysOf } from './options.ts'
import type { SettingsFile } from './read-settings-file.ts'

/** What a command says of the settings file: which one it is, and which keys of it `validate`, which judges, cannot use. */
export function settingsNotes({ path, entries }: SettingsFile, command: CommandName): readonly string[] {
  if (path === null) return []
  const written = entries.map(({ key }) => key)
  const useful: readonly string[] = keysOf(command)
  const useless = command === 'validate' ? written.filter((key) => !useful.includes(key)) : []
  return [
    `The settings are those of ${path}.`,
    ...(useless.length === 0 ? [] : [`validate does not use these keys of it: ${useless.join(', ')}.`]),
    ...(command === 'validate' && written.includes('checklist') ? [ONLY_STATEMENTS] : []),
  ]
}

const ONLY_STATEMENTS =
  'validate executes no line of the checklist: only what people say of its lines counts (attested, not-applicable).'
