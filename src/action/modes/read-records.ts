import { parseRunRecord } from '../../stages/record/parse-run-record.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { GithubSettings } from '../action-inputs.ts'
import { isRecordArtifact, pageArtifactName } from '../artifacts/artifact-names.ts'
import { type ArtifactOrigin, artifactOriginSchema, ORIGIN_FILE } from '../artifacts/artifact-origin.ts'
import { downloadArtifact } from '../artifacts/download-artifact.ts'
import { type ListedArtifact, listOfRun } from '../artifacts/list-artifacts.ts'
import type { Github } from '../github/open-github.ts'
import type { Messages } from '../messages.ts'
import { parseJson } from '../parse-json.ts'

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

/** What a run has uploaded. */
export interface RunRecords {
  /** The newest of each leg. */
  readonly found: readonly FoundRecord[]
  /** Artifacts that should hold a record, and why they gave none. */
  readonly unread: readonly string[]
}

/**
 * The records that a run has uploaded. The artifacts are hostile: of an archive only two files are read, and only into
 * memory, and what has not the form of a record, or cannot be fetched, is left out and named.
 *
 * @throws what the API throws when it is asked for the artifacts
 */
export async function readRecords(
  github: Github,
  runId: number,
  settings: GithubSettings,
  messages: Messages,
): Promise<RunRecords> {
  const artifacts = await listOfRun(github, runId)
  const found: FoundRecord[] = []
  const unread: string[] = []
  for (const artifact of artifacts
    .filter(({ name }) => isRecordArtifact(name, settings))
    .slice(0, MAX_RECORDS)) {
    try {
      const page = artifacts.find(({ name }) => name === `${pageArtifactName(artifact.name)}.html`) ?? null
      found.push({ ...(await readOne(github, artifact)), artifact, page })
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : typeof error
      messages.warning(`The artifact ${artifact.name} was left out: ${reason}`)
      unread.push(`The artifact ${artifact.name} cannot be read: ${reason}`)
    }
  }
  return { found: newestOfEachLeg(found), unread }
}

/** A record by a name that no other of its run has. */
export interface NamedFoundRecord extends FoundRecord {
  readonly name: string
}

/** The records, each by its name: its leg, if that is enough. */
export function nameRecords(found: readonly FoundRecord[]): readonly NamedFoundRecord[] {
  const spellings = [
    ({ origin }: FoundRecord) => origin.leg || origin.key,
    ({ origin }: FoundRecord) => [origin.key, origin.leg].filter((part) => part !== '').join(': '),
    ({ origin, artifact }: FoundRecord) => `${origin.leg || origin.key} (${artifact.name})`,
  ]
  const isUnique = (spell: (one: FoundRecord) => string) => new Set(found.map(spell)).size === found.length
  const [first = ({ artifact }: FoundRecord) => artifact.name] = [...spellings.filter(isUnique)]
  return found.map((one) => ({ ...one, name: first(one) }))
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

/** Of each job and leg those of its last attempt: two steps of one job have a record each. */
function newestOfEachLeg(found: readonly FoundRecord[]): readonly FoundRecord[] {
  const nameOf = ({ origin: { key, job, leg } }: FoundRecord) => JSON.stringify([key, job, leg])
  const last = new Map<string, number>()
  for (const one of found) last.set(nameOf(one), Math.max(one.origin.attempt, last.get(nameOf(one)) ?? 0))
  return found.filter((one) => one.origin.attempt === last.get(nameOf(one)))
}
