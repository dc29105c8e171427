import type { ServerAddress } from '../../src/engines/postgres/server-address.ts'
import { quoteLiteral } from '../../src/sql/quote.ts'
import { contentsOf, createTarget, leaveTarget, type TargetFiles, withSession } from '../bench-target.ts'
import type { Contestant } from './contestant.ts'

/** What no load can be faster than: the server reads ready-made files, and nobody reads SQLite. */
export const LIMIT: Contestant = {
  name: 'limit',
  describes:
    'the server reads ready-made files with COPY … FREEZE over one session, then the same keys and indexes',
  run: async ({ server, source, files }) => {
    const address = await createTarget(server)
    const started = performance.now()
    const phases = await loadFiles(address, files)
    const seconds = (performance.now() - started) / 1000
    const contents = await contentsOf(address)
    await leaveTarget(server, address, source.bytes)
    return { seconds, peakBytes: 0, contents, phases, errors: [] }
  },
}

async function loadFiles(
  address: ServerAddress,
  { tables, postData }: TargetFiles,
): Promise<Readonly<Record<string, number>>> {
  return withSession(address, async (session) => {
    const started = performance.now()
    for (const { name, create, file } of tables) {
      await session.query('begin')
      await session.query(create)
      await session.query(`copy ${name} from ${quoteLiteral(file)} with (freeze)`)
      await session.query('commit')
    }
    const copied = performance.now()
    for (const statement of postData) await session.query(statement)
    return { copy: (copied - started) / 1000, 'keys and indexes': (performance.now() - copied) / 1000 }
  })
}
