/**
 * What SQLite takes for the rowid where a table has no column of that name, also between double quotes.
 * https://www.sqlite.org/lang_createtable.html#rowid
 */
export const ROWID_NAMES: readonly string[] = ['rowid', '_rowid_', 'oid']
