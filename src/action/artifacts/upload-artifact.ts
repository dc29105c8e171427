import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as core from '@actions/core'
import { errorCode } from '../../errors/error-code.ts'
import type { Environment } from '../../settings/check-values.ts'
import type { Messages } from '../messages.ts'
import type { Step } from '../step.ts'

/** Two steps of one run may have the same name; the second gets a number. */
const MAX_NAMES = 9

/** The names that artifacts of one run get which all ask for this one, in this order: `history`, `history-2`, … */
export function numberedNames(name: string): readonly string[] {
  return [name, ...Array.from({ length: MAX_NAMES - 1 }, (_, index) => `${name}-${index + 2}`)]
}

/** How everything of a step is uploaded. */
export interface Uploading {
  /** Null leaves it to the repository. */
  readonly retentionDays: number | null
  readonly environment: Environment
  readonly messages: Messages
}

export function uploadingOf(
  { settings, runner }: Pick<Step, 'settings' | 'runner'>,
  messages: Messages,
): Uploading {
  return { retentionDays: settings.retentionDays, environment: runner.environment, messages }
}

/**
 * Lends a folder for copies of what is to be uploaded. What goes wrong with them is said, and fails nothing: a disk that is
 * full is no verdict.
 *
 * @param nothing what is given where nothing could be uploaded
 */
export async function withUploadFolder<T>(
  { environment, messages }: Uploading,
  nothing: T,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  try {
    const folder = await mkdtemp(join(environment.RUNNER_TEMP ?? tmpdir(), 'pg-rehearsal-upload-'))
    try {
      return await use(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  } catch (error) {
    messages.notice(notUploaded(error))
    return nothing
  }
}

/**
 * Uploads files as one artifact, a ZIP archive, and gives its id; null where the runner has no artifacts, or they cannot
 * be uploaded, which is said and fails nothing. It needs no permission: the runner has a token of its own for it.
 *
 * @param folder holds all the files
 */
export function uploadFolder(
  name: string,
  files: readonly string[],
  folder: string,
  uploading: Uploading,
): Promise<number | null> {
  return upload(name, uploading, (client, numbered, options) =>
    client.uploadArtifact(numbered, [...files], folder, options),
  )
}

/**
 * Uploads a page as an artifact of its own that is no archive, so that a browser shows it. Such an artifact has the
 * name of its file.
 *
 * https://github.blog/changelog/2026-02-26-github-actions-now-supports-uploading-and-downloading-non-zipped-artifacts
 *
 * @param name `pg-rehearsal-report`, to which `.html` is added
 */
export function uploadPage(name: string, page: string, uploading: Uploading): Promise<number | null> {
  return upload(name, uploading, async (client, numbered, options) => {
    const named = join(dirname(page), `${numbered}.html`)
    await copyFile(page, named)
    return client.uploadArtifact(numbered, [named], dirname(page), { ...options, skipArchive: true })
  })
}

type Client = import('@actions/artifact').DefaultArtifactClient
type Options = NonNullable<Parameters<Client['uploadArtifact']>[3]>

async function upload(
  name: string,
  { retentionDays, environment, messages: { notice, info } }: Uploading,
  send: (client: Client, numbered: string, options: Options) => Promise<{ readonly id?: number }>,
): Promise<number | null> {
  if ((environment.ACTIONS_RUNTIME_TOKEN ?? '') === '') {
    info('This runner keeps no artifacts; the files are in the output folder.')
    return null
  }
  const options = retentionDays === null ? {} : { retentionDays }
  core.startGroup(`Upload of the artifact ${name.replaceAll('::', ': :')}`)
  try {
    // Not before it is needed: it is large, and refuses to load beside a payload that is broken.
    const { DefaultArtifactClient } = await import('@actions/artifact')
    const names = numberedNames(name)
    for (const numbered of names) {
      try {
        const { id } = await send(new DefaultArtifactClient(), numbered, options)
        return id ?? null
      } catch (error) {
        if (!isTaken(error) || numbered === names.at(-1)) throw error
      }
    }
    return null
  } catch (error) {
    if (error instanceof Error && error.name === 'GHESNotSupportedError') {
      notice(
        'This GitHub Enterprise Server keeps no artifacts of this kind: the record and the report are only in the output folder, and there is no history.',
      )
    } else notice(notUploaded(error))
    return null
  } finally {
    core.endGroup()
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && /\(409\)|already exists/.test(error.message)
}

function notUploaded(error: unknown): string {
  return `The artifact could not be uploaded: ${reasonOf(error)} The files are in the output folder.`
}

/** The messages of the client hold addresses with signatures in them. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  if (/quota|insufficient usage/i.test(message)) return 'the storage for artifacts is used up.'
  const status = /\((\d{3})\)/.exec(message)?.[1]
  if (status !== undefined) return `GitHub answers ${status}.`
  return `${errorCode(error) ?? (error instanceof Error ? error.name : typeof error)}.`
}
