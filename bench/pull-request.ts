import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeDatabase } from './make-database.ts'
import { measureProcess } from './measure-process.ts'
import { median } from './median.ts'
import { SHAPES } from './shapes.ts'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

/** About a megabyte of the application. */
const ROWS = 15_000

/** The phases of one rehearsal from its call to its end, in seconds. */
export type PhaseSeconds = Readonly<Record<string, number>>

/** The case of a pull request: a fixture of a megabyte, the embedded server, everything from the start. */
export async function measurePullRequest(rounds: number): Promise<readonly PhaseSeconds[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pg-rehearsal-bench-'))
  try {
    const [application] = SHAPES
    if (application === undefined) throw new TypeError('there is no shape')
    const source = makeDatabase(application, ROWS, 1, folder)
    const all: PhaseSeconds[] = []
    for (let turn = 0; turn < rounds; turn++) all.push(await measureOnce(source.path, folder))
    return all
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureOnce(path: string, folder: string): Promise<PhaseSeconds> {
  const node = await measureProcess(process.execPath, [CLI, '--version'])
  const out = join(folder, 'out')
  const args = [
    CLI,
    'rehearse',
    path,
    '--out',
    out,
    '--history',
    join(folder, 'history.jsonl'),
    '--fail-on',
    'never',
  ]
  const run = await measureProcess(process.execPath, args)
  if (run.exitCode !== 0) throw new Error(`pg-rehearsal failed: ${run.output}`)
  const { timings, run: told } = JSON.parse(readFileSync(join(out, 'record.json'), 'utf8'))
  const stages = Object.entries(timings as Record<string, number>).map(
    ([phase, milliseconds]) => [phase, milliseconds / 1000] as const,
  )
  return {
    'start of Node': node.seconds,
    ...Object.fromEntries(stages.filter(([, seconds]) => seconds > 0)),
    'start, report and stop': run.seconds - Number(told.durationMs) / 1000,
    'in all': run.seconds,
  }
}

export function renderPullRequest(rounds: readonly PhaseSeconds[]): string {
  const phases = Object.keys(rounds[0] ?? {})
  const lines = phases.map(
    (phase) => `| ${phase} | ${median(rounds.map((round) => round[phase] ?? 0)).toFixed(2)} |`,
  )
  return `## The case of a pull request

A fixture of 1 MB with the embedded server, from the call of the command to its end; seconds, medians. Stages overlap:
the server starts while the source is read.

| phase | s |
| --- | ---: |
${lines.join('\n')}
`
}
