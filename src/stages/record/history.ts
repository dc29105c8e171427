import * as z from 'zod'
import { errorCode } from '../../errors/error-code.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { readRegularFile } from '../../shell/read-given-file.ts'
import { compare } from './order.ts'
import { replaceFile } from './replace-file.ts'
import { type RunDigest, runDigestSchema, toRunDigest } from './run-digest.ts'
import type { RunRecord } from './run-record.ts'

/** What earlier runs left behind, oldest first. */
export interface History {
  readonly runs: readonly RunDigest[]
  /** What could not be read, for the user to know. */
  readonly notes: readonly string[]
}

export const EMPTY_HISTORY: History = { runs: [], notes: [] }

/** How many runs a history file keeps; at a run an hour that is three weeks. */
export const MAX_RUNS = 500

/**
 * Reads a history file: one digest a line. A missing file is an empty history. Lines that are no digest are
 * noted and passed over.
 *
 * @throws RehearsalError `record-unreadable` when the file is there but cannot be read, or is something else
 */
export async function readHistory(file: string): Promise<History> {
  const lines = await readLines(file)
  const runs: RunDigest[] = []
  const notes: string[] = []
  for (const [index, line] of lines.entries()) {
    const digest = parseDigest(line)
    if (digest !== null) runs.push(digest)
    else notes.push(noteFor(file, index, index === lines.length - 1))
  }
  if (runs.length === 0 && lines.length > 1) throw noHistory(file)
  return { runs, notes }
}

/** Several lines and not one run: it is the user's own file, and must not become ours. */
function noHistory(file: string): RehearsalError {
  return new RehearsalError('record-unreadable', `${file} is not the history of earlier runs.`, {
    hint: 'Name another file with --history; this one would be written over.',
  })
}

/**
 * The runs in the text of a history file that comes from elsewhere, oldest first, at most {@link MAX_RUNS}; lines that
 * are no run of this version are left out.
 */
export function parseHistory(text: string): readonly RunDigest[] {
  const runs = linesOf(text).map(parseDigest)
  return runs.filter((run) => run !== null).slice(-MAX_RUNS)
}

/** The runs of several histories as one: each once, in the order in which they were, the last {@link MAX_RUNS}. */
export function joinHistories(histories: readonly (readonly RunDigest[])[]): readonly RunDigest[] {
  // jobs that begin at one moment rehearse the same commit of different databases
  const keyOf = ({ run, source }: RunDigest) =>
    JSON.stringify([run.startedAt, run.commit, source?.path ?? null])
  const unique = new Map(histories.flat().map((digest) => [keyOf(digest), digest]))
  return [...unique.values()].toSorted((a, b) => compare(a.run.startedAt, b.run.startedAt)).slice(-MAX_RUNS)
}

/** The text of a history file with these runs, each of them once, in the order in which they were. */
export function renderHistory(runs: readonly RunDigest[]): string {
  return joinHistories([runs])
    .map((digest) => `${JSON.stringify(digest)}\n`)
    .join('')
}

/**
 * Adds a run to the history file. The file is replaced as a whole; lines that could not be read stay in it,
 * and only the oldest runs beyond {@link MAX_RUNS} leave.
 *
 * @throws RehearsalError `record-unreadable`, `output-unwritable`
 */
export async function appendHistory(file: string, record: RunRecord): Promise<void> {
  const lines = [...(await readLines(file)), JSON.stringify(toRunDigest(record))]
  const runs = lines.filter((line) => parseDigest(line) !== null)
  const leaving = new Set(runs.slice(0, Math.max(0, runs.length - MAX_RUNS)))
  const staying = lines.filter((line) => !leaving.has(line))
  await replaceFile(file, `${staying.join('\n')}\n`, '--history')
}

async function readLines(file: string): Promise<readonly string[]> {
  try {
    const text = (await readRegularFile(file)).toString('utf8')
    return linesOf(text)
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return []
    throw new RehearsalError('record-unreadable', `Cannot read the history ${file} (${errorCode(cause)}).`, {
      hint: 'Give a file that can be read with --history, or remove it to begin a new history.',
      cause,
    })
  }
}

/** An editor may have put a byte order mark before the first. */
function linesOf(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
}

function parseDigest(line: string): RunDigest | null {
  try {
    const digest = runDigestSchema.parse(JSON.parse(line))
    // the next run counts on from it
    return digest.run.number < Number.MAX_SAFE_INTEGER ? digest : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

function noteFor(file: string, index: number, last: boolean): string {
  const why = last ? 'is not a run; the write may have been cut off' : 'is not a run that this version knows'
  return `${file}, line ${index + 1} ${why}. It was passed over and kept.`
}
