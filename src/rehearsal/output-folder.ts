import { lstat, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { makeFolder } from '../stages/record/make-folder.ts'
import { replaceFile } from '../stages/record/replace-file.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { writeRunRecord } from '../stages/record/write-run-record.ts'
import { renderHtml } from '../stages/report/render-html.ts'
import { renderMarkdown } from '../stages/report/render-markdown.ts'
import { renderDdl } from '../stages/target/render-ddl.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import { addToHistory, locksOf } from './add-to-history.ts'
import { claimFolder, OWN_NAMES } from './claim-folder.ts'
import { type Input, protectHistory, protectInputs } from './protect-inputs.ts'

/** In the order in which they are removed: the verdict goes first. */
const FILES = {
  record: 'record.json',
  report: 'report.md',
  page: 'report.html',
  ddl: 'ddl.sql',
} as const

const REJECTS = 'rejects'

/** What a run leaves that is killed while it writes one of them: see `replaceFile`. */
const HALF_WRITTEN = /^(record\.json|report\.md|report\.html|ddl\.sql)\.[\da-f-]{36}\.tmp$/

const isRejects = (name: string) => name.endsWith('.ndjson')

/** What a run has left in its folder, as paths inside of it. What else lies there is the owner's. */
export async function filesOfRun(directory: string): Promise<readonly string[]> {
  const here = await namesOfFiles(directory)
  const rejects = await namesOfFiles(join(directory, REJECTS))
  return [
    ...Object.values(FILES).filter((name) => here.includes(name)),
    ...rejects.filter(isRejects).map((name) => join(REJECTS, name)),
  ]
}

async function namesOfFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

/** Where a run writes. */
export interface OutputPlaces {
  readonly directory: string
  /** The file to which its digest is added; null keeps none. */
  readonly history: string | null
}

/** The folder of `--out`: `record.json`, `report.md`, `report.html`, `ddl.sql` and `rejects/`, and the history beside them. */
export class OutputFolder {
  readonly #places: OutputPlaces
  readonly rejectsDirectory: string

  private constructor(places: OutputPlaces) {
    this.#places = places
    this.rejectsDirectory = join(places.directory, REJECTS)
  }

  /**
   * Lends the folder to one run: makes it, holds it, and removes what the run before has left, so that no verdict is there
   * but that of this run. Nothing is removed or written over that is not ours: neither what the run reads nor a file that
   * only has the name of one of ours. No link is followed.
   *
   * @throws RehearsalError `output-unwritable`, also when another run is at work in it; what `use` throws
   */
  static async lend<T>(
    places: OutputPlaces,
    inputs: readonly Input[],
    use: (folder: OutputFolder) => Promise<T>,
  ): Promise<T> {
    const folder = new OutputFolder(places)
    const release = await folder.#begin(inputs)
    try {
      return await use(folder)
    } finally {
      release()
    }
  }

  async #begin(inputs: readonly Input[]): Promise<() => void> {
    const { directory, history } = this.#places
    const names = [...Object.values(FILES), REJECTS]
    const written = [...names, ...OWN_NAMES].map((name) => join(directory, name))
    if (history !== null) await protectHistory(history, written)
    const locks = history === null ? [] : locksOf(history)
    await protectInputs(inputs, [...written, ...locks], history)
    try {
      await makeFolder(directory)
      const release = await claimFolder(directory, names)
      await this.#empty().catch((error: unknown) => {
        release()
        throw error
      })
      return release
    } catch (cause) {
      if (cause instanceof RehearsalError) throw cause
      throw new RehearsalError('output-unwritable', `Cannot write to the folder ${directory}.`, {
        hint: 'Name a folder that can be written with --out.',
        cause,
      })
    }
  }

  /**
   * The history comes last: a run counts when its record is there. Where that cannot be written, there are no reports of it
   * either.
   *
   * @param schema null leaves out `ddl.sql`
   * @throws RehearsalError `output-unwritable`, `record-unreadable`
   */
  async write(record: RunRecord, schema: TargetSchema | null): Promise<void> {
    const { directory, history } = this.#places
    try {
      if (schema !== null) await replaceFile(join(directory, FILES.ddl), renderDdl(schema))
      await replaceFile(join(directory, FILES.report), renderMarkdown(record))
      await replaceFile(join(directory, FILES.page), renderHtml(record))
      await writeRunRecord(directory, record)
    } catch (error) {
      await this.#removeFiles().catch(() => {})
      throw error
    }
    if (history !== null) await addToHistory(history, record)
  }

  /** What cannot be removed keeps nothing else. */
  async #removeFiles(): Promise<void> {
    const failures: unknown[] = []
    for (const name of Object.values(FILES)) {
      const path = join(this.#places.directory, name)
      await rm(path, { force: true }).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }

  async #empty(): Promise<void> {
    const { directory } = this.#places
    const names = await readdir(directory)
    const rejects = names.includes(REJECTS) ? await this.#rejects() : []
    await this.#removeFiles()
    for (const name of names.filter((one) => HALF_WRITTEN.test(one))) await rm(join(directory, name))
    for (const name of rejects) await rm(join(this.rejectsDirectory, name))
    await rmdir(this.rejectsDirectory).catch(() => undefined)
  }

  async #rejects(): Promise<readonly string[]> {
    if ((await lstat(this.rejectsDirectory)).isDirectory()) {
      return (await readdir(this.rejectsDirectory)).filter(isRejects)
    }
    throw new RehearsalError('output-unwritable', `${this.rejectsDirectory} is not a folder.`, {
      hint: 'Name another folder with --out: the rejected rows would go to where this leads.',
    })
  }
}
