import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contentsOf, leaveTarget, urlOf } from '../bench-target.ts'
import { measureProcess } from '../measure-process.ts'
import type { Contestant, Outcome, Round } from './contestant.ts'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** The migration and its proof by the built command line: snapshot, profile, load, constraints, every cell compared. */
export const OURS: Contestant = {
  name: 'pg-rehearsal',
  describes: 'snapshot, profile, load, indexes, keys, and every cell compared (`performance: off`)',
  run: (round) => contend(round, 'performance: off\n'),
}

/** What a user has who sets nothing. */
export const OURS_WITH_QUERIES: Contestant = {
  name: 'with queries',
  describes: 'pg-rehearsal with its default settings: the derived queries are timed on both engines too',
  run: (round) => contend(round, ''),
}

async function contend(round: Round, settings: string): Promise<Outcome> {
  const { measured, record } = await rehearse(round, settings)
  const address = { ...round.server.address, database: record.target.database }
  const contents = await contentsOf(address)
  await leaveTarget(round.server, address, round.source.bytes)
  const phases = Object.fromEntries(
    Object.entries(record.timings).map(([phase, milliseconds]) => [phase, Number(milliseconds) / 1000]),
  )
  const errors = record.summary.validation === 'PASS' ? [] : [`validation: ${record.summary.validation}`]
  return { seconds: measured.seconds, peakBytes: measured.peakBytes, contents, phases, errors }
}

/** Rehearses and keeps the database, which the record names. */
export async function rehearse({ server, source, folder }: Omit<Round, 'files'>, settings = '') {
  const config = join(folder, 'rehearsal.yml')
  writeFileSync(config, settings)
  const measured = await measureProcess(process.execPath, [
    CLI,
    'rehearse',
    source.path,
    '--config',
    config,
    '--postgres-url',
    urlOf(server.address),
    '--out',
    folder,
    '--history',
    join(folder, 'history.jsonl'),
    '--fail-on',
    'never',
    '--keep',
  ])
  if (measured.exitCode !== 0) throw new Error(`pg-rehearsal failed: ${measured.output}`)
  return { measured, record: JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')) }
}
