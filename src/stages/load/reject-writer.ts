import { createHash } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { RowKey } from '../../issues/issue.ts'
import { MAX_EXAMPLES } from '../../issues/issue.ts'
import type { Reject } from './load-result.ts'

const LONGEST_NAME = 200

/** What the rejects of one issue come to. */
export interface RejectTally {
  readonly rows: number
  readonly examples: readonly RowKey[]
}

/**
 * Collects the rejects of one table: every one goes to `<directory>/<table>.ndjson`, and only counts and the
 * first keys stay in memory.
 */
export class RejectWriter {
  readonly #path: string | null
  readonly #tallies = new Map<string, { rows: number; examples: RowKey[] }>()
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

  async write(reject: Reject): Promise<void> {
    this.#rows += 1
    const tally = this.#tallies.get(reject.issue) ?? { rows: 0, examples: [] }
    tally.rows += 1
    if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(reject.key)
    this.#tallies.set(reject.issue, tally)
    if (this.#path === null) return
    this.#stream ??= await openStream(this.#path)
    if (!this.#stream.write(`${JSON.stringify(reject)}\n`)) await drained(this.#stream)
  }

  async close(): Promise<void> {
    if (this.#stream === null) return
    this.#stream.end()
    await finished(this.#stream)
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
  return createWriteStream(path)
}

function drained(stream: WriteStream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('drain', resolve)
    stream.once('error', reject)
  })
}
