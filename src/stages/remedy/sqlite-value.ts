/** A value of SQLite as the driver gives it with safe integers. */
export type SqliteValue = bigint | number | string | Buffer | null
