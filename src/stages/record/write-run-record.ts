import { join } from 'node:path'
import { replaceFile } from './replace-file.ts'
import type { RunRecord } from './run-record.ts'

/**
 * Writes `record.json` into a folder and gives its path.
 *
 * @throws RehearsalError `output-unwritable`
 */
export async function writeRunRecord(directory: string, record: RunRecord): Promise<string> {
  const path = join(directory, 'record.json')
  await replaceFile(path, `${JSON.stringify(record, null, 2)}\n`)
  return path
}
