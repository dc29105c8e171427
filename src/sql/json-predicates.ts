import { isTextualBlob } from './textual-blob.ts'

/**
 * A SQLite predicate for texts that are JSON. SQLite itself goes no deeper than 1000 levels, PostgreSQL does.
 * https://www.sqlite.org/json1.html#interface_overview
 */
export function isJson(text: string): string {
  return `iif(json_valid(${text}), 1, is_json(${text}))`
}

/**
 * A SQLite predicate for blobs whose bytes are a JSON text: SQLite reads them as one. Asked about the blob itself, it
 * takes some of them for its own binary form. https://www.sqlite.org/json1.html#the_json_blob_input_bug
 */
export function isJsonBlob(column: string): string {
  return `iif(${isTextualBlob(column)}, ${isJson(`text_of_utf8(${column})`)}, 0)`
}

/** Larger blobs are not read to find out whether they are JSON; IIF alone promises not to. */
const LARGEST_JSONB_BYTES = 1_000_000

/** A SQLite predicate for blobs in the binary form of SQLite. https://www.sqlite.org/jsonb.html */
export function isStrictJsonb(value: string): string {
  const isSmall = `typeof(${value}) = 'blob' and octet_length(${value}) <= ${LARGEST_JSONB_BYTES}`
  return `iif(${isSmall}, json_valid(${value}, 8), 0)`
}

/** Those that no JSON text is spelled by, which PostgreSQL cannot read. */
export function isUnreadableJsonb(value: string): string {
  return `iif(${isStrictJsonb(value)}, not ${isJsonBlob(value)}, 0)`
}

/** A SQLite predicate for JSON texts of which jsonb keeps every member. */
export function keepsAsJsonb(text: string): string {
  return `iif(${isJson(text)}, keeps_as_jsonb(${text}), 0)`
}
