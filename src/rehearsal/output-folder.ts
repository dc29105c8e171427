import { readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import type { OutputSettings } from '../settings/parsed-settings.ts'
import { appendHistory } from '../stages/record/history.ts'
import { makeFolder } from '../stages/record/make-folder.ts'
import { parseRunRecord } from '../stages/record/parse-run-record.ts'
import { replaceFile } from '../stages/record/replace-file.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { writeRunRecord } from '../stages/record/write-run-record.ts'
import { renderHtml } from '../stages/report/render-html.ts'
import { renderMarkdown } from '../stages/report/render-markdown.ts'
import { renderDdl } from '../stages/target/render-ddl.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import { type Input, protectHistory, protectInputs } from './protect-inputs.ts'

/** Lies in every folder that is ours, so that the leftovers of a killed run are known for what they are. */
const MARK = '.pg-rehearsal'
const MARK_TEXT =
  'pg-rehearsal writes its record and its reports here, and removes those of the run before.\n'

const FILES = {
  record: 'record.json',
  report: 'report.md',
  page: 'report.html',
  ddl: 'ddl.sql',
  rejects: 'rejects',
} as const

/** The folder of `--out`: `record.json`, `report.md`, `report.html`, `ddl.sql` and `rejects/`, and the history beside them. */
export class OutputFolder {
  readonly #settings: OutputSettings
  readonly rejectsDirectory: string

  private constructor(settings: OutputSettings) {
    this.#settings = settings
    this.rejectsDirectory = join(settings.directory, FILES.rejects)
  }

  /**
   * Makes the folder, and removes from it what the run before has left. Nothing is removed or written over that is
   * not ours: neither what the run reads nor a file that only has the name of one of ours.
   *
   * @throws RehearsalError `output-unwritable`
   */
  static async prepare(settings: OutputSettings, inputs: readonly Input[]): Promise<OutputFolder> {
    const folder = new OutputFolder(settings)
    const { directory, history } = settings
    const written = Object.values(FILES).map((name) => join(directory, name))
    await protectHistory(history, written)
    await protectInputs(inputs, [...written, history])
    try {
      await makeFolder(directory)
      if (await isOurs(directory)) await folder.#empty()
      await writeFile(join(directory, MARK), MARK_TEXT)
    } catch (cause) {
      if (cause instanceof RehearsalError) throw cause
      throw new RehearsalError('output-unwritable', `Cannot write to the folder ${directory}.`, {
        hint: 'Name a folder that can be written with --out.',
        cause,
      })
    }
    return folder
  }

  /** The history comes last: a run counts when its record is there. */
  async write(record: RunRecord, schema: TargetSchema | null): Promise<void> {
    const { directory, history } = this.#settings
    if (schema !== null) await replaceFile(join(directory, FILES.ddl), renderDdl(schema))
    await replaceFile(join(directory, FILES.report), renderMarkdown(record))
    await replaceFile(join(directory, FILES.page), renderHtml(record))
    await writeRunRecord(directory, record)
    await appendHistory(history, record)
  }

  async #empty(): Promise<void> {
    await rm(join(this.#settings.directory, FILES.ddl), { force: true })
    const entries = await readdir(this.rejectsDirectory).catch(() => [])
    for (const name of entries.filter((entry) => entry.endsWith('.ndjson'))) {
      await rm(join(this.rejectsDirectory, name), { force: true })
    }
    await rmdir(this.rejectsDirectory).catch(() => undefined)
  }
}

/**
 * Whether a run of ours has begun in the folder before; false for a folder without any of our names in it.
 *
 * @throws RehearsalError when something else has one of them
 */
async function isOurs(directory: string): Promise<boolean> {
  const names = await readdir(directory)
  if (names.includes(MARK)) return true
  const taken = names.filter((name) => Object.values<string>(FILES).includes(name))
  if (taken.length === 0) return false
  try {
    parseRunRecord(await readFile(join(directory, FILES.record), 'utf8'))
    return true
  } catch (cause) {
    throw new RehearsalError(
      'output-unwritable',
      `The folder ${directory} holds ${taken.join(', ')}, and no record of an earlier run.`,
      {
        hint: 'Name another folder with --out; this one holds files that a rehearsal would write over.',
        cause,
      },
    )
  }
}
