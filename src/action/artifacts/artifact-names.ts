import { createHash } from 'node:crypto'
import type { GithubSettings } from '../action-inputs.ts'
import type { GithubRun } from '../github-run.ts'

/** How the artifacts of every job begin, where the workflow does not say it. */
const DEFAULT_PREFIX = 'pg-rehearsal'

/** No part of a name has two hyphens in a row, see {@link suffix}: so no job and no leg is taken for a history. */
const HISTORY = '--history'
const PAGE = '-report'
const LONGEST_PART = 60

/** `pg-rehearsal-rehearse`, with the leg of a matrix `pg-rehearsal-rehearse-postgres-16`. */
export function recordArtifactName(run: GithubRun, settings: GithubSettings): string {
  return `${prefix(run, settings)}${suffix(settings.leg)}`
}

/** The same for each run of a job, so that the next one finds it. */
export function historyArtifactName(run: GithubRun, settings: GithubSettings): string {
  return `${prefix(run, settings)}${HISTORY}${suffix(settings.leg)}`
}

/** The page of that artifact, which is one of its own; `.html` follows. */
export function pageArtifactName(recordArtifact: string): string {
  return `${recordArtifact}${PAGE}`
}

/** Whether an artifact holds a record, of any job and leg. */
export function isRecordArtifact(name: string, { artifactName }: GithubSettings): boolean {
  const start = artifactName ?? DEFAULT_PREFIX
  if (name === start) return true
  const rest = name.slice(start.length)
  return name.startsWith(`${start}-`) && !rest.includes(HISTORY) && !rest.endsWith('.html')
}

function prefix({ jobId }: GithubRun, { artifactName }: GithubSettings): string {
  return artifactName ?? `${DEFAULT_PREFIX}${suffix(jobId)}`
}

/** Different texts stay different: what cannot stand in a name is replaced, and a hash says what it was. */
function suffix(text: string): string {
  if (text === '') return ''
  const plain = text
    .replaceAll(/[^\w.]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, LONGEST_PART)
  // what ends like a page would be taken for one
  const isSafe = plain === text.replaceAll(/: |, /g, '-') && !plain.endsWith('.html')
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return isSafe ? `-${plain}` : `-${plain}-${hash}`
}
