import { createHash, randomUUID } from 'node:crypto'
import type { Exchange } from './exchange.ts'
import type { FakeState } from './fake-state.ts'

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService/'

/** An upload that is under way: blocks by their id, in no order; the block list puts them in one. */
interface Upload {
  readonly name: string
  readonly run: number
  /** As the client announces it; the browser is told it with the content. */
  readonly mimeType: string
  readonly blocks: Map<string, Buffer>
  content: Buffer
}

/** The protocol by which runners keep artifacts: RPCs as JSON, and the bytes as blocks of a blob. */
export class ArtifactRoutes {
  readonly #state: FakeState
  readonly #uploads = new Map<string, Upload>()

  constructor(state: FakeState) {
    this.#state = state
  }

  /** Answers a request of the artifact client; false for any other. */
  answer(exchange: Exchange): boolean {
    const { path } = exchange.request
    if (path.startsWith(SERVICE)) this.#call(path.slice(SERVICE.length), exchange)
    else if (path.startsWith('/blob/')) this.#blob(exchange)
    else if (path.startsWith('/download/')) this.#download(exchange)
    else return false
    return true
  }

  #call(method: string, exchange: Exchange): void {
    const given = JSON.parse(exchange.request.body)
    const run = Number(given.workflow_run_backend_id)
    const isOther = (name: string) => name !== given.name
    switch (method) {
      case 'CreateArtifact': {
        const taken = this.#state.artifacts.some((one) => one.run === run && one.name === given.name)
        const msg = 'Conflict: an artifact with this name already exists on the workflow run'
        if (taken) {
          exchange.json(409, { code: 'already_exists', msg })
          return
        }
        const id = randomUUID()
        const mimeType = given.mime_type
        const content = Buffer.alloc(0)
        this.#uploads.set(id, { name: given.name, run, mimeType, blocks: new Map(), content })
        const url = `${exchange.origin}/blob/${id}.zip?se=2030-01-01&sig=s%3D&sp=cw`
        exchange.json(200, { ok: true, signed_upload_url: url })
        return
      }
      case 'FinalizeArtifact': {
        const upload = [...this.#uploads.values()].findLast(
          ({ name, run: of }) => !isOther(name) && of === run,
        )
        const digest = `sha256:${createHash('sha256')
          .update(upload?.content ?? '')
          .digest('hex')}`
        if (upload === undefined || given.hash !== digest || Number(given.size) !== upload.content.length) {
          exchange.json(400, { code: 'invalid_argument', msg: 'the content is not what was promised' })
          return
        }
        const { name, mimeType, content: zip } = upload
        const { id } = this.#state.addArtifact({ name, run, zip, digest, mimeType })
        exchange.json(200, { ok: true, artifact_id: String(id) })
        return
      }
      default:
        exchange.json(404, { code: 'bad_route', msg: `no ${method}` })
        return
    }
  }

  #blob({ request, bytes, raw }: Exchange): void {
    const upload = this.#uploads.get(request.path.replace(/^\/blob\/|\.zip$/g, ''))
    const headers = {
      'x-ms-request-id': randomUUID(),
      'x-ms-version': '2025-11-05',
      etag: '"0x1"',
      date: new Date().toUTCString(),
      'last-modified': new Date().toUTCString(),
    }
    if (upload === undefined || request.method !== 'PUT' || request.query.sig !== 's=') {
      // https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes
      raw(403, '', { ...headers, 'x-ms-error-code': 'AuthenticationFailed' })
      return
    }
    if (request.query.comp === 'block') upload.blocks.set(request.query.blockid ?? '', bytes)
    else if (request.query.comp === 'blocklist') {
      const ids = [...request.body.matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)].map(
        ([, id]) => id ?? '',
      )
      const blocks = ids.map((id) => upload.blocks.get(id))
      const isWhole = blocks.every((block) => block !== undefined)
      if (!isWhole || new Set(ids.map((id) => id.length)).size > 1) {
        raw(400, '', { ...headers, 'x-ms-error-code': 'InvalidBlockList' })
        return
      }
      if (request.headers['x-ms-blob-content-type'] !== upload.mimeType) {
        raw(400, 'the content is not of the type that was announced', headers)
        return
      }
      upload.content = Buffer.concat(blocks)
    } else upload.content = bytes
    raw(201, '', headers)
  }

  /** What a REST download is redirected to. It takes no authorization: the signature is in the address. */
  #download({ request, raw }: Exchange): void {
    const artifact = this.#state.artifacts.find(({ id }) => `/download/${id}` === request.path)
    if (artifact === undefined || request.headers.authorization !== undefined) {
      raw(403, '')
      return
    }
    raw(200, artifact.zip, {
      'content-type': artifact.mimeType,
      'content-length': String(artifact.zip.length),
    })
  }
}
