import type { Contestant, Outcome } from './contestants/contestant.ts'
import type { BenchDatabase } from './make-database.ts'
import { median } from './median.ts'
import type { Shape, SizeName } from './shapes.ts'

/** One database, with what the contestants made of it in each round. */
export interface BenchResult {
  readonly shape: Shape
  readonly size: SizeName
  readonly source: BenchDatabase
  readonly outcomes: ReadonlyMap<Contestant, readonly Outcome[]>
}

export interface BenchReport {
  readonly machine: readonly string[]
  readonly server: string
  readonly rounds: number
  readonly results: readonly BenchResult[]
  readonly contestants: readonly Contestant[]
}

/** The page of results. Medians of the rounds; a ratio is ours divided by theirs, round by round. */
export function renderResults({ machine, server, rounds, results, contestants }: BenchReport): string {
  return `# Benchmark

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. ${rounds} rounds, all contestants in turn on one embedded
PostgreSQL ${server} with the settings of a throw-away server; medians.

${machine.map((line) => `- ${line}`).join('\n')}

${contestants.map(({ name, describes }) => `- **${name}**: ${describes}`).join('\n')}

Times are seconds from the start of the program to its end. \`load\` and \`validation\` are stages of ours; the targets are
pg-rehearsal ≤ 0.6 × pgloader, load ≤ 1.3 × limit, validation ≤ 0.8 × load, memory ≤ 200 MB. A ratio is that of two programs
in one round: the median of the rounds, and in parentheses the least and the greatest. MB/s are of the SQLite file.

| database | rows | MB | ${contestants.map(({ name }) => name).join(' | ')} | pg-rehearsal ÷ pgloader | load ÷ limit | validation ÷ load | rows/s | MB/s |
| --- | ---: | ---: | ${contestants.map(() => '---:').join(' | ')} | ---: | ---: | ---: | ---: | ---: |
${results.map((result) => timesRow(result, contestants)).join('\n')}

Stages of ours, in seconds, and the most memory of all processes of each program, in MB:

| database | ${STAGES.join(' | ')} | ${contestants
    .filter(hasProcess)
    .map(({ name }) => name)
    .join(' | ')} |
| --- | ${STAGES.map(() => '---:').join(' | ')} | ${contestants
    .filter(hasProcess)
    .map(() => '---:')
    .join(' | ')} |
${results.map((result) => stagesRow(result, contestants)).join('\n')}

What each has made, to see that the work was equal (rows / indexes with those of keys / foreign keys):

| database | ${contestants.map(({ name }) => name).join(' | ')} |
| --- | ${contestants.map(() => '---').join(' | ')} |
${results.map((result) => contentsRow(result, contestants)).join('\n')}

${errorLines(results).join('\n')}
`
}

const STAGES = ['snapshot', 'catalog', 'postgres', 'load', 'validation'] as const

const hasProcess = ({ name }: Contestant) => name !== 'limit'

function outcomesOf(result: BenchResult, name: string): readonly Outcome[] {
  return [...result.outcomes].find(([contestant]) => contestant.name === name)?.[1] ?? []
}

function timesRow(result: BenchResult, contestants: readonly Contestant[]): string {
  const seconds = (name: string) => median(outcomesOf(result, name).map((outcome) => outcome.seconds))
  const ours = outcomesOf(result, 'pg-rehearsal')
  const total = (name: string) => outcomesOf(result, name).map((outcome) => outcome.seconds)
  const stage = (name: string) => ours.map(({ phases }) => phases[name] ?? 0)
  const all = seconds('pg-rehearsal')
  const cells = [
    `${result.shape.name} ${result.size}`,
    result.source.rows.toLocaleString('en-US'),
    megabytes(result.source.bytes),
    ...contestants.map(({ name }) => seconds(name).toFixed(2)),
    ratio(total('pg-rehearsal'), total('pgloader')),
    ratio(stage('load'), total('limit')),
    ratio(stage('validation'), stage('load')),
    Math.round(result.source.rows / all).toLocaleString('en-US'),
    (result.source.bytes / 1e6 / all).toFixed(1),
  ]
  return `| ${cells.join(' | ')} |`
}

function ratio(ours: readonly number[], theirs: readonly number[]): string {
  const ratios = ours.flatMap((value, round) => (theirs[round] ? [value / theirs[round]] : []))
  if (ratios.length === 0) return ''
  const [least, greatest] = [Math.min(...ratios), Math.max(...ratios)]
  const range = ratios.length === 1 ? '' : ` (${least.toFixed(2)}–${greatest.toFixed(2)})`
  return `${median(ratios).toFixed(2)}${range}`
}

function stagesRow(result: BenchResult, contestants: readonly Contestant[]): string {
  const ours = outcomesOf(result, 'pg-rehearsal')
  const stages = STAGES.map((stage) => median(ours.map(({ phases }) => phases[stage] ?? 0)).toFixed(2))
  const peaks = contestants
    .filter(hasProcess)
    .map(({ name }) => megabytes(Math.max(...outcomesOf(result, name).map(({ peakBytes }) => peakBytes))))
  return `| ${result.shape.name} ${result.size} | ${[...stages, ...peaks].join(' | ')} |`
}

function contentsRow(result: BenchResult, contestants: readonly Contestant[]): string {
  const contents = contestants.map(({ name }) => {
    const last = outcomesOf(result, name).at(-1)?.contents
    return last === undefined
      ? ''
      : `${last.rows.toLocaleString('en-US')} / ${last.indexes} / ${last.foreignKeys}`
  })
  return `| ${result.shape.name} ${result.size} | ${contents.join(' | ')} |`
}

function megabytes(bytes: number): string {
  return Math.round(bytes / 1e6).toLocaleString('en-US')
}

/** Each message once. */
function errorLines(results: readonly BenchResult[]): readonly string[] {
  const lines = results.flatMap((result) =>
    [...result.outcomes].flatMap(([{ name }, outcomes]) =>
      outcomes.flatMap(({ errors }) =>
        errors
          .slice(0, 5)
          .map(
            (error) =>
              `- ${name}, ${result.shape.name} ${result.size}: ${error.slice(0, 200).replace(/^\S+Z /, '')}`,
          ),
      ),
    ),
  )
  const unique = [...new Set(lines)]
  return unique.length === 0 ? ['No program told of an error.'] : ['Errors that they told of:', '', ...unique]
}
