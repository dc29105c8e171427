import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { parseRunRecord } from '../../src/stages/record/parse-run-record.ts'
import { JOB_IMAGE, postgresImage } from './build-images.ts'
import {
  docker,
  folderOfTest,
  jobServices,
  makeNetwork,
  NOTES,
  ownContainers,
  startContainer,
} from './docker.ts'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))

/** Runs the action in a job container as the runner does: Node, the action, the workspace and the socket are mounts. */
async function runInJobContainer(network: string, inputs: Readonly<Record<string, string>>) {
  const folder = await folderOfTest()
  await cp(DIST, join(folder, 'action'), { recursive: true })
  await mkdir(join(folder, 'work'))
  await writeFile(join(folder, 'work', 'notes.sql'), NOTES)
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

test('in a job container, a container of our own joins the network of the job', async () => {
  const { target, result } = await runInJobContainer(makeNetwork(), { 'postgres-image': postgresImage(18) })
  expect({ ...target, result }).toMatchObject({ provision: 'docker', result: 'complete' })
  expect(ownContainers()).toEqual([])
})

test('in a job container, a service is reached in the network of the job', async () => {
  const network = makeNetwork()
  const id = startContainer(
    '--network',
    network,
    '--env',
    'POSTGRES_PASSWORD=pass',
    '--env',
    'POSTGRES_USER=anna',
    postgresImage(14),
  )
  const { target, result } = await runInJobContainer(network, { 'job-services': jobServices({ db: id }) })
  expect({ ...target, result }).toMatchObject({ provision: 'service', result: 'complete' })
  expect(target.version).toMatch(/^14\./)
})
