import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'

/** An archive with these files, whatever they are called, and the digest that GitHub would take of it. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly zip: Buffer
  readonly digest: string
} {
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ])
  const zip = Buffer.from(zipSync(Object.fromEntries(entries)))
  return { zip, digest: digestOf(zip) }
}

export function digestOf(zip: Buffer): string {
  return `sha256:${createHash('sha256').update(zip).digest('hex')}`
}
