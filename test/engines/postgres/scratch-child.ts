// A run that makes a scratch database on the server of its first argument and then does nothing until it is killed.
import { withScratchDatabase } from '../../../src/engines/postgres/scratch-database.ts'

const server = JSON.parse(process.argv[2] ?? '')
const options = { keep: false, signal: new AbortController().signal }
await withScratchDatabase(server, options, async ({ name }) => {
  process.stdout.write(`${JSON.stringify(name)}\n`)
  await new Promise(() => setInterval(() => {}, 60_000))
})
