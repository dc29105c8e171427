/**
 * The words of SQLite that are no name in an expression unless they are quoted. All other keywords fall back to a
 * name where they make no sense as a keyword. https://www.sqlite.org/lang_keywords.html, and `%fallback` in `parse.y`
 */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create default deferrable
  delete distinct drop else escape except exists foreign from group having in index insert intersect into is
  isnull join limit not nothing notnull null on or order primary references returning select set table then to
  transaction union unique update using values when where`.split(/\s+/),
)

/** Names, but not of types and collations. */
export const JOIN_WORDS: ReadonlySet<string> = new Set(
  'cross full indexed inner left natural outer right'.split(' '),
)
