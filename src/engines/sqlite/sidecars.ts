/** Files beside a database that hold a part of it. https://www.sqlite.org/tempfiles.html */
export const SIDECARS_WITH_DATA = ['-wal', '-journal'] as const

/**
 * All that SQLite makes, and removes, beside a database under its name. The index of a write-ahead log holds no data.
 * https://www.sqlite.org/walformat.html#shm
 */
export const SIDECARS = [...SIDECARS_WITH_DATA, '-shm'] as const
