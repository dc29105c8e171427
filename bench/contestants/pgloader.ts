import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerAddress } from '../../src/engines/postgres/server-address.ts'
import { contentsOf, createTarget, dropTarget } from '../bench-target.ts'
import { measureProcess } from '../measure-process.ts'
import type { Contestant } from './contestant.ts'

/** https://pgloader.readthedocs.io/en/latest/ref/sqlite.html */
export const PGLOADER: Contestant = {
  name: 'pgloader',
  describes: 'its migration: tables, rows, indexes, keys; it compares nothing',
  run: async ({ server, source, folder }) => {
    const address = await createTarget(server)
    const script = join(folder, 'migrate.load')
    writeFileSync(script, scriptOf(source.path, address))
    const { seconds, peakBytes, output } = await measureProcess('pgloader', ['--root-dir', folder, script])
    const contents = await contentsOf(address)
    await dropTarget(server, address)
    const errors = output.split('\n').filter((line) => /\b(ERROR|FATAL|KABOOM|WARNING)\b/.test(line))
    return { seconds, peakBytes, contents, phases: {}, errors }
  },
}

/** With the memory that its manual gives to index builds. */
function scriptOf(path: string, { host, port, user, password, database }: ServerAddress): string {
  const place = host.startsWith('/') ? `unix:${host}:${port}` : `${host}:${port}`
  return `load database from sqlite://${path}
     into postgresql://${user}:${password}@${place}/${database}
     with include drop, create tables, create indexes, reset sequences
      set work_mem to '128MB', maintenance_work_mem to '512MB';
`
}
