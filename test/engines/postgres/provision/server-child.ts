// A run that starts an embedded server and holds it: `finish` not at all, `crash` until its error, `unwind` until it is
// asked to end and does so by itself, `hold` until it is ended.
import { setTimeout as delay } from 'node:timers/promises'
import { withEmbeddedServer } from '../../../support/embedded-server.ts'

const mode = process.argv[2]
await withEmbeddedServer(null, new AbortController().signal, async (server) => {
  const message = { address: server.address, version: server.version, uid: process.getuid?.() }
  process.stdout.write(`${JSON.stringify(message)}\n`)
  if (mode === 'finish') return
  if (mode === 'crash') setTimeout(() => JSON.parse('not JSON'), 50)
  if (mode === 'unwind') return new Promise<void>((resolve) => process.once('SIGTERM', resolve))
  await delay(600_000)
})
