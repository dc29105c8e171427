/**
 * What a column definition of SQLite can have after its type. All of them are reserved, so none can be a word of a type.
 * https://www.sqlite.org/syntax/column-constraint.html
 */
export const CONSTRAINT_WORDS = [
  'CONSTRAINT',
  'PRIMARY',
  'NOT',
  'NULL',
  'UNIQUE',
  'CHECK',
  'DEFAULT',
  'COLLATE',
  'REFERENCES',
  'AS',
  'DEFERRABLE',
] as const
