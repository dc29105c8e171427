import { expect, test } from 'vitest'
import { postgresImage } from './build-images.ts'
import { jobServices, makeNetwork, ownContainers, startContainer } from './docker.ts'
import { runInJobContainer } from './job-container.ts'

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
