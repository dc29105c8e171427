import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FakeRequest } from './fake-state.ts'

/** One request and the ways to answer it. */
export interface Exchange {
  readonly request: FakeRequest
  readonly bytes: Buffer
  /** `http://127.0.0.1:41234`, by which the client reached the server. */
  readonly origin: string
  readonly json: (status: number, value: unknown, headers?: Readonly<Record<string, string>>) => void
  readonly raw: (status: number, body: Buffer | string, headers?: Readonly<Record<string, string>>) => void
}

export async function readExchange(incoming: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const origin = `http://${incoming.headers.host}`
  const { pathname, searchParams } = new URL(incoming.url ?? '/', origin)
  const raw: Exchange['raw'] = (status, body, headers = {}) => {
    response.writeHead(status, headers)
    response.end(body)
  }
  return {
    bytes,
    origin,
    raw,
    request: {
      method: incoming.method ?? 'GET',
      path: decodeURIComponent(pathname),
      query: Object.fromEntries(searchParams),
      headers: incoming.headers,
      body: bytes.length < 2_000_000 ? bytes.toString('utf8') : '',
    },
    json: (status, value, headers = {}) =>
      raw(status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8', ...headers }),
  }
}

/** One page of a list, with the `Link` header that leads to the next. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function paged<T>(
  items: readonly T[],
  { request, origin }: Exchange,
): { readonly items: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
  const perPage = Math.min(100, Number(request.query.per_page ?? 30))
  const page = Number(request.query.page ?? 1)
  const rest = items.slice((page - 1) * perPage)
  if (rest.length <= perPage) return { items: rest, headers: {} }
  const query = new URLSearchParams({ ...request.query, page: String(page + 1) })
  const link = `<${origin}${encodeURI(request.path)}?${query}>; rel="next"`
  return { items: rest.slice(0, perPage), headers: { link } }
}
