import { expect, it } from 'vitest'
import { serverSettings } from '../../../../src/engines/postgres/provision/server-settings.ts'

const [SMALL, LARGE] = [256 * 2 ** 20, 64 * 2 ** 30]

it.each([
  ['of 18, thrown away', 18, false, LARGE, { io_method: 'sync', shared_buffers: '64MB', fsync: 'off' }],
  ['of 18, durable', 18, true, LARGE, { io_method: 'worker', shared_buffers: '256MB', fsync: 'on' }],
  ['of 17, which has no such method', 17, false, LARGE, { shared_buffers: '64MB' }],
  ['of a version that nobody knows', null, true, LARGE, { shared_buffers: '256MB' }],
  ['on a small machine', 18, false, SMALL, { shared_buffers: '32MB', work_mem: '16MB' }],
])('a server %s', (_, majorVersion, durable, memory, settings) => {
  const found = serverSettings(majorVersion, durable, memory)
  expect(found).toMatchObject(settings)
  expect('io_method' in found).toBe('io_method' in settings || majorVersion === 18)
})
