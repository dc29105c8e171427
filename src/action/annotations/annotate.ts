import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { error, notice, warning } from '@actions/core'
import { escapeTerminal } from '../../progress/escape-terminal.ts'
import { beginningOf } from '../../progress/part-of.ts'
import type { ParsedSettings } from '../../settings/parsed-settings.ts'
import { SETTINGS_FILES } from '../../settings/read-settings-file.ts'
import type { IssueRecord, RunRecord } from '../../stages/record/run-record.ts'
import { type DeclaringFile, locateIssue } from './locate-issue.ts'

/** GitHub shows ten of a level for a step; one is left for the verdict. */
const MAX_OF_A_LEVEL = 9
const MAX_MESSAGE = 3000
const MAX_FILE_BYTES = 5_000_000

type Level = 'error' | 'warning' | 'notice'
const EMIT = { error, warning, notice } as const satisfies Record<Level, unknown>
const LEVELS = { HIGH: 'error', MED: 'warning', LOW: 'notice' } as const satisfies Record<
  IssueRecord['priority'],
  Level
>

/**
 * The worst issues of a record without secrets, each on the line that declares its table or column where that is known. Never
 * rejects.
 */
export async function annotate(
  record: RunRecord,
  settings: ParsedSettings,
  directory: string,
  gateHolds: boolean,
): Promise<void> {
  const files = await declaringFiles(settings, directory)
  for (const priority of ['HIGH', 'MED', 'LOW'] as const) {
    const issues = record.issues.filter((issue) => issue.priority === priority && issue.waived === null)
    // an error beside a step that went well would say the opposite of its verdict
    const level = priority === 'HIGH' && gateHolds ? 'warning' : LEVELS[priority]
    const room =
      priority === 'MED' && gateHolds ? Math.max(0, MAX_OF_A_LEVEL - highOf(record)) : MAX_OF_A_LEVEL
    const shown = issues.length > room ? issues.slice(0, Math.max(0, room - 1)) : issues
    for (const issue of shown) emit(level, issue, files)
    const rest = issues.length - shown.length
    if (rest > 0 && room > 0)
      EMIT[level](`${rest} more issues of priority ${priority} are in the job summary.`)
  }
}

function highOf({ issues }: RunRecord): number {
  return issues.filter(({ priority, waived }) => priority === 'HIGH' && waived === null).length
}

function emit(level: Level, issue: IssueRecord, files: readonly DeclaringFile[]): void {
  const place = locateIssue(issue, files)
  // the id of what concerns the whole database ends in a colon already
  const name = issue.id.endsWith(':') ? issue.id : `${issue.id}:`
  const message = beginningOf(escapeTerminal(`${name} ${issue.message}. ${issue.remedy}`), MAX_MESSAGE)
  EMIT[level](message, {
    title: `${issue.priority}: ${issue.code}`,
    ...(place === null ? {} : { file: place.file, startLine: place.line }),
  })
}

/** The schema that the owner gave, a snapshot that is a script, and the settings file: whichever are in the workspace. */
async function declaringFiles(
  { source, target }: ParsedSettings,
  directory: string,
): Promise<readonly DeclaringFile[]> {
  const given = [target.schema, source.snapshot].filter((path) => path !== null)
  const paths = (await Promise.all(given.map((path) => sqlFiles(resolve(directory, path))))).flat()
  const all = [...paths, ...SETTINGS_FILES.map((path) => resolve(directory, path))]
  const files = await Promise.all(all.map((path) => readDeclaring(path, directory)))
  return files.filter((file) => file !== null)
}

async function sqlFiles(path: string): Promise<readonly string[]> {
  const entries = await readdir(path).catch(() => null)
  const paths = entries === null ? [path] : entries.toSorted().map((name) => join(path, name))
  return paths.filter((one) => one.endsWith('.sql'))
}

async function readDeclaring(path: string, directory: string): Promise<DeclaringFile | null> {
  try {
    if ((await stat(path)).size > MAX_FILE_BYTES) return null
    const name = relative(directory, path)
    // an annotation can only stand in a file of the repository
    return name.startsWith('..') ? null : { path: name, text: await readFile(path, 'utf8') }
  } catch {
    return null
  }
}
