import Database from 'better-sqlite3'
import { addressVariables, type ServerAddress } from '../../src/engines/postgres/server-address.ts'
import { contentsOf, createTarget, leaveTarget, withSession } from '../bench-target.ts'
import { measureProcess } from '../measure-process.ts'
import type { Contestant } from './contestant.ts'

/** What people do by hand: one pipe a table, one after the other. */
export const CSV: Contestant = {
  name: 'sqlite3 + psql',
  describes: '`sqlite3 -csv … | psql -c "\\copy …"`, a table at a time, then the same keys and indexes',
  run: async ({ server, source, files }) => {
    const address = await createTarget(server)
    const started = performance.now()
    const errors: string[] = []
    let peakBytes = 0
    await execute(
      address,
      files.tables.map(({ create }) => create),
    )
    for (const name of source.tables) {
      const pipe = `set -o pipefail; sqlite3 -readonly -csv "$SOURCE" "$SELECT" | psql -qX -v ON_ERROR_STOP=1 -c '\\copy ${name} from stdin with (format csv)'`
      const environment = {
        ...addressVariables(address),
        SOURCE: source.path,
        SELECT: selectOf(source.path, name),
      }
      const piped = await measureProcess('bash', ['-c', pipe], environment)
      peakBytes = Math.max(peakBytes, piped.peakBytes)
      if (piped.exitCode !== 0) errors.push(`${name}: ${piped.output.trim().split('\n')[0]}`)
    }
    await execute(address, files.postData)
    const seconds = (performance.now() - started) / 1000
    const contents = await contentsOf(address)
    await leaveTarget(server, address, source.bytes)
    return { seconds, peakBytes, contents, phases: {}, errors }
  },
}

async function execute(address: ServerAddress, statements: readonly string[]): Promise<void> {
  await withSession(address, async (session) => {
    for (const statement of statements) await session.query(statement)
  })
}

/** The shell of SQLite prints a blob as its bytes, which are no CSV. */
function selectOf(path: string, table: string): string {
  const database = new Database(path, { readonly: true })
  try {
    const columns = database.prepare('select name, type from pragma_table_info(?)').all(table) as Column[]
    const fields = columns.map(({ name, type }) => (type === 'BLOB' ? `'\\x' || hex(${name})` : name))
    return `select ${fields.join(', ')} from ${table}`
  } finally {
    database.close()
  }
}

interface Column {
  readonly name: string
  readonly type: string
}
