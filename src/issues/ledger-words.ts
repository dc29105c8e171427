/** What a source has, each with a line of its own in the ledger of the run record. */
export const OBJECT_TYPES = [
  'column',
  'primary-key',
  'unique',
  'index',
  'check',
  'foreign-key',
  'not-null',
  'default',
  'generated',
  'sequence',
  'view',
  'trigger',
  'virtual-table',
  'collation',
] as const
export type ObjectType = (typeof OBJECT_TYPES)[number]

/** What became of it; `unverified`: only of a database that was there, where the object could not be compared. */
export const OBJECT_STATUSES = ['kept', 'translated', 'changed', 'dropped', 'unverified'] as const
export type ObjectStatus = (typeof OBJECT_STATUSES)[number]

/** The object of an issue about a table that no write-ahead log has. */
export const UNLOGGED = 'UNLOGGED'
