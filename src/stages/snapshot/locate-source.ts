import { realpath, stat } from 'node:fs/promises'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { DEFAULT_COMMAND_RULES } from '../../shell/command-rules.ts'
import { isOwnFile } from './own-file.ts'
import { COMMAND_OUTPUT, runSnapshotCommand } from './run-snapshot-command.ts'
import type { SnapshotOptions } from './snapshot-options.ts'

export interface SourceFile {
  /** For messages: the path as the user gave it. */
  readonly shownPath: string
  /** Absolute, without symbolic links: SQLite names the sidecars after the file itself. */
  readonly path: string
  /** It is a file of this run alone, so SQLite may write to it and beside it. See {@link isOwnFile}. */
  readonly isPrivate: boolean
}

/** Finds the file that the user means, or has the command write it. */
export async function locateSource(
  options: SnapshotOptions,
  directory: string,
  signal: AbortSignal,
): Promise<SourceFile> {
  const { snapshot, snapshotCommand, commands = DEFAULT_COMMAND_RULES } = options
  if (snapshot !== null && snapshotCommand === null) return regularFile(snapshot, snapshot, false)
  if (snapshot === null && snapshotCommand !== null) {
    const path = await runSnapshotCommand(snapshotCommand, directory, commands, signal)
    return regularFile(path, COMMAND_OUTPUT, await isOwnFile(path))
  }
  throw new RehearsalError(
    'usage-invalid',
    'The source must be a path or a snapshot command, and not both.',
    {
      hint: 'Name the database file, or a command that makes a copy of it with --snapshot-command.',
    },
  )
}

async function regularFile(given: string, shownPath: string, isPrivate: boolean): Promise<SourceFile> {
  // before its real path is asked for: a pipe on standard input has none
  const found = await stat(given)
  if (found.isDirectory()) {
    throw new RehearsalError('snapshot-is-directory', `${shownPath} is a folder.`, {
      hint: 'Name the database file inside of it.',
    })
  }
  if (!found.isFile()) {
    throw new RehearsalError('snapshot-not-sqlite', `${shownPath} is not a regular file.`, {
      hint: 'Write what comes out of it to a file first (cat > copy.db), and name that file.',
    })
  }
  return { shownPath, path: await realpath(given), isPrivate }
}
