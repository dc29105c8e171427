/**
 * By which an error says what it is: `ENOENT` of the system, `ERR_STREAM_DESTROYED` of Node, the SQLSTATE of PostgreSQL's
 * driver. https://nodejs.org/docs/latest-v24.x/api/errors.html#errorcode
 *
 * @returns null for what is no error, and for one without a code
 */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return error.code === undefined || error.code === null ? null : String(error.code)
}
