/**
 * Whether a whole text matches a glob: `*` stands for any characters, `?` for one, everything else for itself.
 * Without regard to case, because SQLite's names have none.
 */
export function matchesGlob(text: string, glob: string): boolean {
  const pattern = glob
    .split(/([*?])/)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : escapePattern(part)))
    .join('')
  return new RegExp(`^${pattern}$`, 'isu').test(text)
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.+()[\]{}|]/g, '\\$&')
}
