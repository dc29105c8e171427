import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { PostgresServer } from '../src/engines/postgres/server.ts'
import { withEmbeddedServer } from '../test/support/embedded-server.ts'
import { leaveTarget, writeTargetFiles } from './bench-target.ts'
import type { Contestant, Outcome, Round } from './contestants/contestant.ts'
import { CSV } from './contestants/csv.ts'
import { LIMIT } from './contestants/limit.ts'
import { OURS, OURS_WITH_QUERIES, rehearse } from './contestants/ours.ts'
import { PGLOADER } from './contestants/pgloader.ts'
import { describeMachine } from './describe-machine.ts'
import { makeDatabase } from './make-database.ts'
import { measurePullRequest, renderPullRequest } from './pull-request.ts'
import { type BenchResult, renderResults } from './render-results.ts'
import { SHAPES, type Shape, SIZES, type SizeName } from './shapes.ts'

// `npm run bench`: see README.md beside this file.

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'S' },
    shape: { type: 'string', default: SHAPES.map(({ name }) => name).join(',') },
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '20261125' },
    databases: { type: 'string', default: join(tmpdir(), 'pg-rehearsal-bench') },
    only: { type: 'string' },
    out: { type: 'string', default: fileURLToPath(new URL('results.md', import.meta.url)) },
  },
})

const CONTESTANTS = [OURS, OURS_WITH_QUERIES, PGLOADER, CSV, LIMIT].filter(
  ({ name }) => values.only === undefined || values.only.split(',').includes(name),
)
const sizes = values.size.split(',') as SizeName[]
const shapes = values.shape.split(',').map(shapeCalled)
const rounds = Number(values.rounds)

const machine = describeMachine()
const results: BenchResult[] = []
await withEmbeddedServer(null, new AbortController().signal, async (server) => {
  for (const size of sizes) {
    for (const shape of shapes) {
      results.push(await benchmark(shape, size, server))
      write(server, '')
    }
  }
  write(server, renderPullRequest(await measurePullRequest(rounds)))
  console.log(`written: ${values.out}`)
})

/** After each database, so that an interrupted benchmark leaves what it has measured. */
function write(server: PostgresServer, rest: string): void {
  const page = renderResults({ machine, server: server.version, rounds, results, contestants: CONTESTANTS })
  writeFileSync(values.out, `${page}\n${rest}`.trimEnd().concat('\n'))
}

function shapeCalled(name: string): Shape {
  const shape = SHAPES.find((candidate) => candidate.name === name)
  if (shape === undefined)
    throw new Error(`${name} is none of ${SHAPES.map((known) => known.name).join(', ')}`)
  return shape
}

/** All contestants in turn, round by round, so that the noise of the machine meets them alike. */
async function benchmark(shape: Shape, size: SizeName, server: PostgresServer): Promise<BenchResult> {
  const source = makeDatabase(shape, SIZES[size], Number(values.seed), values.databases)
  const folder = join(values.databases, `work-${process.pid}`)
  const round = { server, source, folder }
  try {
    const files = await prepare(round)
    const outcomes = new Map<Contestant, Outcome[]>(CONTESTANTS.map((contestant) => [contestant, []]))
    for (let turn = 0; turn < rounds; turn++) {
      for (const contestant of CONTESTANTS) {
        emptyFolder(folder)
        const outcome = await contestant.run({ ...round, files })
        outcomes.get(contestant)?.push(outcome)
        tell(shape, size, contestant, outcome)
      }
    }
    return { shape, size, source, outcomes }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(`${folder}-files`, { recursive: true, force: true })
  }
}

/** One rehearsal that is not counted: it warms the caches, and its target gives the files and the schema. */
async function prepare(round: Omit<Round, 'files'>) {
  emptyFolder(round.folder)
  const { record } = await rehearse(round)
  const address = { ...round.server.address, database: String(record.target.database) }
  const files = await writeTargetFiles(address, join(round.folder, 'ddl.sql'), `${round.folder}-files`)
  await leaveTarget(round.server, address, round.source.bytes)
  return files
}

function emptyFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

function tell(shape: Shape, size: SizeName, contestant: Contestant, outcome: Outcome): void {
  const phases = Object.entries(outcome.phases).map(([phase, seconds]) => `${phase} ${seconds.toFixed(2)}`)
  const memory = `${Math.round(outcome.peakBytes / 1e6)} MB`
  console.log(
    `${shape.name} ${size} ${contestant.name.padEnd(15)} ${outcome.seconds.toFixed(2)} s ${memory} ${JSON.stringify(outcome.contents)} ${phases.join(', ')}`,
  )
  for (const error of outcome.errors) console.log(`  ${error}`)
}
