import { createHash } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { RowKey } from '../../issues/issue.ts'
import { MAX_EXAMPLES } from '../../issues/issue.ts'
import type { Reject } from './load-result.ts'

const LONGEST_NAME = 200
/** Rejects are written together: with Node's 16 kB a million of them wait 15,000 times. */
const BUFFER_BYTES = 256 << 10

/** What the rejects of one issue come to. */
export interface RejectTally {
  readonly rows: number
  readonly examples: readonly RowKey[]
  /** What PostgreSQL says, or would say, to them. */
  readonly sqlstates: ReadonlySet<string>
}

/**
 * Collects the rejects of one table: every one goes to `<directory>/<table>.ndjson`, and only counts and the
 * first keys stay in memory.
 */
export class RejectWriter {
  readonly #path: string | null
  readonly #tallies = new Map<string, { rows: number; examples: RowKey[]; sqlstates: Set<string> }>()
  #stream: WriteStream | null = null
  #rows = 0

  /** `directory` null writes no file. */
  constructor(directory: string | null, table: string) {
    this.#path = directory === null ? null : join(directory, rejectFileName(table))
  }

  get rows(): number {
    return this.#rows
  }

  /** By issue id. */
  get tallies(): ReadonlyMap<string, RejectTally> {
    return this.#tallies
  }

  /** @throws RehearsalError `output-unwritable` */
  async write(reject: Reject): Promise<void> {
    this.#rows += 1
    this.tell(reject)
    if (this.#path === null) return
    this.#stream ??= await openStream(this.#path)
    const isFull = !this.#stream.write(`${JSON.stringify(reject)}\n`)
    if (this.#stream.errored !== null) throw unwritable(this.#path, this.#stream.errored)
    if (isFull) await drained(this.#stream)
  }

  /** Counts a row under one more issue: its own, or one that it has beside the reason for which it was rejected. */
  tell({ issue, sqlstate, key }: Pick<Reject, 'issue' | 'sqlstate' | 'key'>): void {
    const tally = this.#tallies.get(issue) ?? { rows: 0, examples: [], sqlstates: new Set() }
    tally.rows += 1
    tally.sqlstates.add(sqlstate)
    if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(key)
    this.#tallies.set(issue, tally)
  }

  /** @throws RehearsalError `output-unwritable` */
  async close(): Promise<void> {
    if (this.#stream === null) return
    this.#stream.end()
    await finished(this.#stream).catch((cause) => {
      throw unwritable(this.#path, cause)
    })
  }
}

/** A table's name as a file name: no separators, no leading dot, at most 200 characters. */
export function rejectFileName(table: string): string {
  const safe = encodeURIComponent(table).replace(/^\./, '%2E').replaceAll('*', '%2A')
  if (safe.length <= LONGEST_NAME) return `${safe === '' ? '%' : safe}.ndjson`
  const digest = createHash('sha256').update(table).digest('hex').slice(0, 16)
  return `${safe.slice(0, LONGEST_NAME - digest.length - 1)}-${digest}.ndjson`
}

async function openStream(path: string): Promise<WriteStream> {
  await mkdir(dirname(path), { recursive: true })
  // the file is new, so no link of somebody else is followed; an error must not end the process; the next write or the close reports it
  return createWriteStream(path, { flags: 'wx', highWaterMark: BUFFER_BYTES }).on('error', () => {})
}

function unwritable(path: string | null, cause: unknown): RehearsalError {
  return new RehearsalError('output-unwritable', `Cannot write the rejects to ${path}.`, {
    hint: 'Make room, or name another folder with --out.',
    cause,
  })
}

/** An error ends the wait too; the next write reports it. */
function drained(stream: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('drain', resolve)
    stream.once('close', resolve)
  })
}
