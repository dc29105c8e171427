/** SQLite finds columns and tables without regard to the case of ASCII letters, and of no others. */
export function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b)
}

/** Equal for names that SQLite takes as one. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
