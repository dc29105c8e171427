import type { LineQuery } from './read-lines.ts'

/** In a UTF-16 database a cast to blob gives UTF-16, so the text itself is fetched and encoded here. */
export function asBytes(expression: string, query: Pick<LineQuery, 'utf16'>): string {
  return query.utf16 ? expression : `cast(${expression} as blob)`
}

export function toBuffer(lines: Buffer | string | null): Buffer {
  if (lines === null) return Buffer.alloc(0)
  return typeof lines === 'string' ? Buffer.from(lines, 'utf8') : lines
}

/** The line with what ends it. */
export function endedLine(line: string, { isBinary = false }: Pick<LineQuery, 'isBinary'>): string {
  return isBinary ? `(${line})` : `(${line}) || char(10)`
}
