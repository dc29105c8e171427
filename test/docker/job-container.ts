import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { parseRunRecord } from '../../src/stages/record/parse-run-record.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { JOB_IMAGE } from './build-images.ts'
import { docker, folderOfTest, NOTES, startContainer } from './docker.ts'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))

/**
 * Runs the action in a job container as the runner does: Node, the action, the workspace and the socket are mounts.
 *
 * @param files of the workspace, beside `notes.sql`
 */
export async function runInJobContainer(
  network: string,
  inputs: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<RunRecord> {
  const folder = await folderOfTest()
  await cp(DIST, join(folder, 'action'), { recursive: true })
  await mkdir(join(folder, 'work'))
  for (const [name, content] of Object.entries({ 'notes.sql': NOTES, ...files })) {
    await writeFile(join(folder, 'work', name), content)
  }
  const mounts = [
    `${process.execPath}:/__e/node24/bin/node:ro`,
    `${folder}/action:/__a:ro`,
    `${folder}/work:/__w`,
    `${inject('dockerSocket')}:/var/run/docker.sock`,
  ].flatMap((mount) => ['--volume', mount])
  const id = startContainer('--network', network, '--workdir', '/__w', ...mounts, JOB_IMAGE)
  const variables = { snapshot: 'notes.sql', 'job-container': JSON.stringify({ id, network }), ...inputs }
  const env = Object.entries(variables).flatMap(([name, value]) => [
    '--env',
    `INPUT_${name.toUpperCase()}=${value}`,
  ])
  docker('exec', ...env, id, '/__e/node24/bin/node', '/__a/action.js')
  return parseRunRecord(await readFile(join(folder, 'work', '.rehearsal', 'record.json'), 'utf8'))
}
