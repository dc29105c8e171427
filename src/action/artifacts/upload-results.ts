import { createReadStream } from 'node:fs'
import { mkdir, open, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { filesOfRun } from '../../rehearsal/output-folder.ts'
import type { Redact } from '../secrets.ts'
import { pageArtifactName } from './artifact-names.ts'
import { type ArtifactOrigin, ORIGIN_FILE } from './artifact-origin.ts'
import { type Uploading, uploadFolder, uploadPage, withUploadFolder } from './upload-artifact.ts'

const PAGE = 'report.html'

/** A page is not packed, and a browser takes long for one that is larger; it is in the archive anyway. */
const MAX_PAGE_BYTES = 20_000_000

/** The ids of artifacts; null where there is none. */
export interface Uploaded {
  readonly archive: number | null
  /** `report.html` alone, which a browser can show. */
  readonly page: number | null
}

const NOTHING: Uploaded = { archive: null, page: null }

/**
 * Uploads the files of a run as one archive, and its page once more for the browser. Secrets are taken out of the copies
 * that are uploaded: the runner masks its log, and no file. What else lies in the folder is the owner's. Never rejects.
 */
export async function uploadResults(
  {
    name,
    directory,
    origin,
  }: {
    readonly name: string
    readonly directory: string
    readonly origin: ArtifactOrigin
  },
  redact: Redact,
  uploading: Uploading,
): Promise<Uploaded> {
  // a file of rejected rows is named for its table, and no name in an artifact may hold a star
  const nameOf = (path: string) => redact(path).replaceAll('*', '_')
  return withUploadFolder(uploading, NOTHING, async (copies) => {
    const files = await filesOfRun(directory)
    for (const path of files) await copyRedacted(join(directory, path), join(copies, nameOf(path)), redact)
    await writeFile(join(copies, ORIGIN_FILE), `${JSON.stringify(origin, null, 2)}\n`)
    const paths = [...files.map(nameOf), ORIGIN_FILE].map((path) => join(copies, path))
    const archive = await uploadFolder(name, paths, copies, uploading)
    if (archive === null || !files.includes(PAGE)) return { archive, page: null }
    const page = join(copies, PAGE)
    const isSmall = (await stat(page)).size <= MAX_PAGE_BYTES
    return {
      archive,
      page: isSmall ? await uploadPage(pageArtifactName(name), page, uploading) : null,
    }
  })
}

/** Line by line: rejected rows can be more than fits into memory, and no secret holds a line end. */
async function copyRedacted(from: string, to: string, redact: Redact): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  const copy = await open(to, 'w')
  try {
    for await (const line of createInterface({
      input: createReadStream(from),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      await copy.write(`${redact(line)}\n`)
    }
  } finally {
    await copy.close()
  }
}
