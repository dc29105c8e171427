/** A SQLite predicate for blobs that are texts in disguise: valid UTF-8 without U+0000. */
export function isTextualBlob(column: string): string {
  return `(typeof(${column}) = 'blob' and instr(${column}, x'00') = 0 and is_utf8(${column}))`
}
