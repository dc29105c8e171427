import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import type { OutputSettings } from '../settings/parsed-settings.ts'
import { appendHistory } from '../stages/record/history.ts'
import { replaceFile } from '../stages/record/replace-file.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { writeRunRecord } from '../stages/record/write-run-record.ts'
import { renderMarkdown } from '../stages/report/render-markdown.ts'
import { renderDdl } from '../stages/target/render-ddl.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'

/** The folder of `--out`: `record.json`, `report.md`, `ddl.sql` and `rejects/`, and the history beside them. */
export class OutputFolder {
  readonly #settings: OutputSettings
  readonly rejectsDirectory: string

  private constructor(settings: OutputSettings) {
    this.#settings = settings
    this.rejectsDirectory = join(settings.directory, 'rejects')
  }

  /** Makes the folder, and removes from it what only the run before can have written. */
  static async prepare(settings: OutputSettings): Promise<OutputFolder> {
    const folder = new OutputFolder(settings)
    try {
      await mkdir(settings.directory, { recursive: true })
      await rm(folder.rejectsDirectory, { recursive: true, force: true })
      await rm(join(settings.directory, 'ddl.sql'), { force: true })
    } catch (cause) {
      throw new RehearsalError('output-unwritable', `Cannot write to the folder ${settings.directory}.`, {
        hint: 'Name a folder that can be written with --out.',
        cause,
      })
    }
    return folder
  }

  /** The history comes last: a run counts when its record is there. */
  async write(record: RunRecord, schema: TargetSchema | null): Promise<void> {
    const { directory, history } = this.#settings
    if (schema !== null) await replaceFile(join(directory, 'ddl.sql'), renderDdl(schema))
    await replaceFile(join(directory, 'report.md'), renderMarkdown(record))
    await writeRunRecord(directory, record)
    await appendHistory(history, record)
  }
}
