const LINE_FEED = 10

/**
 * Cuts the pieces of a `COPY … TO STDOUT` in text format into the lines of its rows.
 * https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
 */
export class CopyLines {
  #rest: readonly Buffer[] = []

  /** @param piece may end anywhere @returns the lines that end in it, without their ends */
  push(piece: Buffer): readonly string[] {
    const end = piece.lastIndexOf(LINE_FEED) + 1
    if (end === 0) {
      this.#rest = [...this.#rest, piece]
      return []
    }
    const whole = Buffer.concat([...this.#rest, piece.subarray(0, end - 1)])
    this.#rest = end === piece.length ? [] : [piece.subarray(end)]
    return whole.toString('utf8').split('\n')
  }
}

/** The fields of a line: texts, or null. */
export function fieldsOf(line: string): readonly (string | null)[] {
  const fields = line.split('\t')
  return line.includes('\\') ? fields.map(readField) : fields
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** Most backslashes of a table belong to its NULLs. */
function readField(field: string): string | null {
  if (field === '\\N') return null
  if (!field.includes('\\')) return field
  return field.replaceAll(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter)
}
