import { parseRunRecord } from '../../stages/record/parse-run-record.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { GithubSettings } from '../action-inputs.ts'
import { isRecordArtifact, pageArtifactName } from '../artifacts/artifact-names.ts'
import { type ArtifactOrigin, artifactOriginSchema, ORIGIN_FILE } from '../artifacts/artifact-origin.ts'
import { downloadArtifact } from '../artifacts/download-artifact.ts'
import { type ListedArtifact, listOfRun } from '../artifacts/list-artifacts.ts'
import type { Github } from '../github/open-github.ts'
import type { Messages } from '../messages.ts'

/** A record out of an artifact. Both it and its origin are what the run that made them says, and no more. */
export interface FoundRecord {
  readonly record: RunRecord
  readonly origin: ArtifactOrigin
  readonly artifact: ListedArtifact
  /** Its page, which is an artifact of its own; null where there is none. */
  readonly page: ListedArtifact | null
}

const RECORD_FILE = 'record.json'
const LIMITS = {
  wants: (name: string) => name === RECORD_FILE || name === ORIGIN_FILE,
  maxEntries: 20_000,
  maxBytes: 60_000_000,
}

/** A matrix has at most 256 legs. */
const MAX_RECORDS = 256

/**
 * The records that a run has uploaded, the newest of each leg. The artifacts are hostile: of an archive only two files
 * are read, and only into memory, and what has not the form of a record is left out and named.
 *
 * @throws what the API throws
 */
export async function readRecords(
  github: Github,
  runId: number,
  settings: GithubSettings,
  messages: Messages,
): Promise<readonly FoundRecord[]> {
  const artifacts = await listOfRun(github, runId)
  const found: FoundRecord[] = []
  for (const artifact of artifacts
    .filter(({ name }) => isRecordArtifact(name, settings))
    .slice(0, MAX_RECORDS)) {
    try {
      const page = artifacts.find(({ name }) => name === `${pageArtifactName(artifact.name)}.html`) ?? null
      found.push({ ...(await readOne(github, artifact)), artifact, page })
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : typeof error
      messages.warning(`The artifact ${artifact.name} was left out: ${reason}`)
    }
  }
  return newestOfEachLeg(found)
}

async function readOne(
  github: Github,
  artifact: ListedArtifact,
): Promise<Pick<FoundRecord, 'record' | 'origin'>> {
  const files = await downloadArtifact(github, artifact, LIMITS)
  const text = (name: string) => files.get(name)?.toString('utf8') ?? ''
  const origin = artifactOriginSchema.safeParse(parseJson(text(ORIGIN_FILE)))
  if (!origin.success) throw new Error('it does not say where it comes from')
  return { record: parseRunRecord(text(RECORD_FILE)), origin: origin.data }
}

function newestOfEachLeg(found: readonly FoundRecord[]): readonly FoundRecord[] {
  const newest = new Map<string, FoundRecord>()
  for (const one of found) {
    const name = JSON.stringify([one.origin.key, one.origin.leg])
    const other = newest.get(name)
    if (other === undefined || one.origin.attempt > other.origin.attempt) newest.set(name, one)
  }
  return [...newest.values()]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
