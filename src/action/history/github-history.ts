import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { joinHistories, parseHistory, renderHistory } from '../../stages/record/history.ts'
import { replaceFile } from '../../stages/record/replace-file.ts'
import type { RunDigest } from '../../stages/record/run-digest.ts'
import type { Baseline } from '../../stages/report/baseline.ts'
import type { GithubSettings } from '../action-inputs.ts'
import { historyArtifactName } from '../artifacts/artifact-names.ts'
import { downloadArtifact } from '../artifacts/download-artifact.ts'
import { type ListedArtifact, listByName, listOfRun } from '../artifacts/list-artifacts.ts'
import { ArchiveRefused } from '../artifacts/unzip.ts'
import {
  numberedNames,
  type Uploading,
  uploadFolder,
  uploadingOf,
  withUploadFolder,
} from '../artifacts/upload-artifact.ts'
import { explainFailure } from '../github/explain-failure.ts'
import type { Github } from '../github/open-github.ts'
import type { GithubRun } from '../github-run.ts'
import type { Messages } from '../messages.ts'
import type { Redact } from '../secrets.ts'
import type { Step } from '../step.ts'
import { newestTrusted } from './trusted-artifact.ts'

const FILE = 'history.jsonl'
const LIMITS = { wants: (name: string) => name === FILE, maxEntries: 5, maxBytes: 100_000_000 }

/**
 * The history of a branch, kept as an artifact that each run replaces by a longer one. Where several jobs of a run share
 * its name, each leaves what it knows in an artifact of its own, numbered, and all of them together are the history.
 */
export class GithubHistory {
  readonly #github: Github | null
  readonly #run: GithubRun
  readonly #settings: GithubSettings
  readonly #uploading: Uploading
  readonly #redact: Redact
  readonly #messages: Messages

  constructor(github: Github | null, { run, settings, runner }: Step, redact: Redact, messages: Messages) {
    this.#github = github
    this.#run = run
    this.#settings = settings
    this.#uploading = uploadingOf({ settings, runner }, messages)
    this.#redact = redact
    this.#messages = messages
  }

  /**
   * Puts the history of the baseline where the rehearsal looks for it. A file that is there already is the owner's way
   * to keep a history, and stays. Never rejects: without a baseline the rehearsal is the first one, and says why.
   */
  async prepare(file: string): Promise<Baseline> {
    const own = await readFile(file, 'utf8').catch(() => null)
    if (own !== null) return toBaseline(parseHistory(own), 'the history of the workspace', 'it holds no run')
    if (this.#github === null)
      return {
        kind: 'none',
        reason: this.#run.event === '' ? null : 'there is no github-token to look for one with.',
      }
    try {
      const found = await this.#download(this.#github)
      if (found === null) return { kind: 'none', reason: this.#nothingYet() }
      await replaceFile(file, renderHistory(found.runs), '--history')
      return toBaseline(found.runs, found.branch, 'it holds no run of this version.')
    } catch (error) {
      const reason =
        error instanceof ArchiveRefused
          ? `the artifact was refused: ${error.message}.`
          : explainFailure(error, 'actions: read')
      this.#messages.notice(`No baseline to compare with: ${reason}`)
      return { kind: 'none', reason }
    }
  }

  /** Keeps the history for the next runs, when this one is of a branch and not of a pull request. Never rejects. */
  async keep(file: string): Promise<void> {
    if (!this.#run.isBaseline || !this.#settings.uploads) return
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) return
    const runs = [...(await this.#runsOfOthers()), ...parseHistory(text)]
    await withUploadFolder(this.#uploading, null, async (folder) => {
      const copy = join(folder, FILE)
      await writeFile(copy, this.#redact(renderHistory(runs)))
      const name = historyArtifactName(this.#run, this.#settings)
      return uploadFolder(name, [copy], folder, this.#uploading)
    })
  }

  /** What another run has kept since this one began; the histories are put together, so that none is lost. */
  async #runsOfOthers(): Promise<readonly RunDigest[]> {
    if (this.#github === null) return []
    const found = await this.#download(this.#github, this.#run.baseBranches.slice(0, 1)).catch(() => null)
    return found?.runs ?? []
  }

  async #download(
    github: Github,
    branches: readonly string[] = this.#run.baseBranches,
  ): Promise<{ readonly branch: string; readonly runs: readonly RunDigest[] } | null> {
    const name = historyArtifactName(this.#run, this.#settings)
    const artifact = await newestTrusted(github, await listByName(github, name), branches)
    if (artifact === null) return null
    const histories: (readonly RunDigest[])[] = []
    for (const one of [artifact, ...(await numberedBeside(github, artifact))]) {
      const files = await downloadArtifact(github, one, LIMITS)
      histories.push(parseHistory(files.get(FILE)?.toString('utf8') ?? ''))
    }
    return { branch: artifact.branch ?? '', runs: joinHistories(histories) }
  }

  #nothingYet(): string {
    const [branch = 'this branch'] = this.#run.baseBranches
    return `no trusted run of ${branch} has left a history, or it has expired. A run on a push to it, or by a schedule, makes one, also where it fails; until then every issue is new.`
  }
}

/** What other jobs of the same run have kept by the same name. The run is trusted already. */
async function numberedBeside(
  github: Github,
  { name, runId }: ListedArtifact,
): Promise<readonly ListedArtifact[]> {
  if (runId === null) return []
  const [, ...numbered] = numberedNames(name)
  const ofRun = await listOfRun(github, runId)
  return ofRun.filter((one) => !one.expired && numbered.includes(one.name))
}

function toBaseline(runs: readonly RunDigest[], branch: string, otherwise: string): Baseline {
  const [first, ...others] = runs
  return first === undefined
    ? { kind: 'none', reason: otherwise }
    : { kind: 'found', branch, runs: [first, ...others] }
}
