import { foldName } from './same-name.ts'

/**
 * Whether a whole text matches a glob: `*` stands for any characters, `?` for one, everything else for itself.
 * Without regard to the case of ASCII letters, as SQLite compares names.
 */
export function matchesGlob(text: string, glob: string): boolean {
  const pattern = foldName(glob)
    .split(/([*?])/)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : escapePattern(part)))
    .join('')
  return new RegExp(`^${pattern}$`, 'su').test(foldName(text))
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.+()[\]{}|]/g, '\\$&')
}
