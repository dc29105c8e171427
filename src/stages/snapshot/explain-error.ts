import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { errorCode } from '../../errors/error-code.ts'
import { type ErrorCode, RehearsalError } from '../../errors/rehearsal-error.ts'

/** What went wrong with the source, in words. Errors that are none of the source's come back as they are. */
export function explainSourceError(error: unknown, shownPath: string): unknown {
  if (error instanceof RehearsalError || !(error instanceof Error)) return error
  const resultCode = sqliteResultCode(error)
  if (resultCode !== null) return explainSqliteError(resultCode, error, shownPath)
  const code = errorCode(error) ?? ''
  const explanation = /^(Z|ZSTD)_|^ERR_ZLIB/.test(code) ? ARCHIVE_DAMAGED : FILE_ERRORS[code]
  if (explanation === undefined) return error
  return build(explanation, shownPath, error)
}

/** `says` completes a sentence that starts with the path. */
interface Explanation {
  readonly code: ErrorCode
  readonly says: string
  readonly hint: string
}

const MISSING: Explanation = {
  code: 'snapshot-missing',
  says: 'does not exist',
  hint: 'Check the path; it is relative to the working directory.',
}

const NO_PERMISSION: Explanation = {
  code: 'snapshot-no-permission',
  says: 'may not be read by this user',
  hint: 'Give the user read permission on the file, its -wal and -journal, and the folders above it.',
}

const DISK_FULL: Explanation = {
  code: 'disk-full',
  says: 'needs a temporary copy, and the disk is full',
  hint: 'Make room, or set TMPDIR to a folder on another disk.',
}

const ARCHIVE_DAMAGED: Explanation = {
  code: 'snapshot-archive-damaged',
  says: 'cannot be decompressed',
  hint: 'The archive is cut off or damaged. Test it with `gzip -t` or `zstd -t`, and copy it again.',
}

const UNREADABLE: Explanation = {
  code: 'snapshot-corrupt',
  says: 'cannot be read from its disk',
  hint: 'Copy the file to another disk and look at the log of the operating system.',
}

/** https://nodejs.org/api/errors.html#common-system-errors */
const FILE_ERRORS: Readonly<Record<string, Explanation>> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  ELOOP: MISSING,
  ENAMETOOLONG: MISSING,
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EIO: UNREADABLE,
}

function explainSqliteError(resultCode: string, error: Error, shownPath: string): RehearsalError {
  const explanation = SQLITE_ERRORS.find(({ codes }) => codes.test(resultCode)) ?? CORRUPT
  return build({ ...explanation, says: `${explanation.says}: ${error.message}` }, shownPath, error)
}

const CORRUPT: Explanation = {
  code: 'snapshot-corrupt',
  says: 'cannot be opened as a SQLite database',
  hint: 'Repair it with `sqlite3 damaged.db .recover | sqlite3 repaired.db`, and rehearse with the repaired file.',
}

export const IN_USE_HINT =
  'Rehearse with a copy that is made in one go: --snapshot-command \'sqlite3 app.db ".backup $SNAPSHOT_PATH"\''

/** https://www.sqlite.org/rescode.html */
const SQLITE_ERRORS: readonly (Explanation & { readonly codes: RegExp })[] = [
  { codes: /^SQLITE_IOERR_SHORT_READ/, ...CORRUPT, code: 'snapshot-truncated', says: 'is cut off' },
  { codes: /^SQLITE_IOERR/, ...UNREADABLE },
  { codes: /^SQLITE_FULL/, ...DISK_FULL },
  { codes: /^SQLITE_(CANTOPEN|PERM|AUTH)/, ...NO_PERMISSION, says: 'cannot be opened' },
  {
    codes: /^SQLITE_(BUSY|LOCKED|READONLY)/,
    code: 'snapshot-in-use',
    says: 'is being written to',
    hint: IN_USE_HINT,
  },
]

function build({ code, says, hint }: Explanation, shownPath: string, cause: Error): RehearsalError {
  return new RehearsalError(code, `${shownPath} ${says}.`, { hint, cause })
}
