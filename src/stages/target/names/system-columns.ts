/** No column of a user can have these names. https://www.postgresql.org/docs/current/ddl-system-columns.html */
export const SYSTEM_COLUMNS: ReadonlySet<string> = new Set([
  'tableoid',
  'xmin',
  'cmin',
  'xmax',
  'cmax',
  'ctid',
])
