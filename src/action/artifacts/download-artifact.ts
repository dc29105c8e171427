import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Github } from '../github/open-github.ts'
import type { ListedArtifact } from './list-artifacts.ts'
import { ArchiveRefused, type UnzipLimits, unzip } from './unzip.ts'

/** The largest archive that is read; a record of ten thousand tables packs to a tenth of it. */
const MAX_ARCHIVE_BYTES = 30_000_000
const DOWNLOAD_MS = 60_000
const ATTEMPTS = 3

/**
 * The wanted files of an artifact, once its archive is what GitHub says that it was when it was uploaded.
 *
 * @throws ArchiveRefused; and what the API throws
 */
export async function downloadArtifact(
  github: Github,
  artifact: ListedArtifact,
  limits: UnzipLimits,
): Promise<ReadonlyMap<string, Buffer>> {
  if (artifact.expired) throw new ArchiveRefused('it has expired')
  if (artifact.digest === null) throw new ArchiveRefused('it has no digest')
  if (artifact.bytes > MAX_ARCHIVE_BYTES) throw new ArchiveRefused(`it has ${artifact.bytes} bytes`)
  const archive = await fetchArchive(github, artifact.id)
  const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`
  if (digest !== artifact.digest) throw new ArchiveRefused('its digest is another one')
  return unzip(archive, limits)
}

/** The API redirects to a signed address, which must not see the token. */
async function fetchArchive({ api, repository }: Github, id: number): Promise<Buffer> {
  const { url } = api.rest.actions.downloadArtifact.endpoint({
    ...repository,
    artifact_id: id,
    archive_format: 'zip',
  })
  const { headers } = await api.request(`GET ${new URL(url).pathname}`, { request: { redirect: 'manual' } })
  const { location } = headers
  if (location === undefined) throw new ArchiveRefused('GitHub gives no address for it')
  const { HttpClient } = await import('@actions/http-client')
  const client = new HttpClient('pg-rehearsal', [], { socketTimeout: DOWNLOAD_MS })
  for (let attempt = 1; ; attempt++) {
    const { message } = await client.get(location)
    const status = message.statusCode ?? 0
    if (status === 200) return await readAll(message)
    message.resume()
    if (status < 500 || attempt === ATTEMPTS) throw new ArchiveRefused(`its storage answers with ${status}`)
    await pause(attempt * 1000)
  }
}

async function readAll(message: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of message) {
    bytes += chunk.length
    if (bytes > MAX_ARCHIVE_BYTES) throw new ArchiveRefused('it is larger than GitHub says')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
