import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerAddress } from '../../src/engines/postgres/server-address.ts'
import { contentsOf, createTarget, leaveTarget } from '../bench-target.ts'
import { measureProcess } from '../measure-process.ts'
import type { Contestant, Round } from './contestant.ts'

/** https://pgloader.readthedocs.io/en/latest/ref/sqlite.html */
export const PGLOADER: Contestant = {
  name: 'pgloader',
  describes: 'its migration: tables, rows, indexes, keys; it compares nothing',
  run: async ({ server, source, folder }) => {
    const address = await createTarget(server)
    const script = join(folder, 'migrate.load')
    writeFileSync(script, scriptOf(source, address))
    const { seconds, peakBytes, exitCode, output } = await measureProcess('pgloader', [
      '--root-dir',
      folder,
      script,
    ])
    const contents = await contentsOf(address)
    await leaveTarget(server, address, source.bytes)
    const told = output.split('\n').filter((line) => TROUBLE.test(line))
    const errors = exitCode === 0 ? told : [...told, `it ended with ${exitCode}`]
    return { seconds, peakBytes, contents, phases: {}, errors }
  },
}

const TROUBLE = /\b(ERROR|FATAL|KABOOM|WARNING)\b|heap exhausted/i

/** Rows of this size exhaust its memory (1 GB) where it reads 100 thousand of them ahead, as it does by itself. */
const LARGE_ROW_BYTES = 1000

/** With the memory that its manual gives to index builds. */
function scriptOf(
  { path, bytes, rows }: Round['source'],
  { host, port, user, password, database }: ServerAddress,
): string {
  const place = host.startsWith('/') ? `unix:${host}:${port}` : `${host}:${port}`
  const prefetch = bytes / rows > LARGE_ROW_BYTES ? ', prefetch rows = 5000' : ''
  return `load database from sqlite://${path}
     into postgresql://${user}:${password}@${place}/${database}
     with include drop, create tables, create indexes, reset sequences${prefetch}
      set work_mem to '128MB', maintenance_work_mem to '512MB';
`
}
