import type { DockerEngine } from './docker-engine.ts'

const SHOWN_LINES = 50

/** Bytes in front of each piece of a log: its stream, three zeros and its length. */
const HEADER = 8

/** The last lines that a container has printed, on both streams; empty when they cannot be had. */
export async function lastLogLines(engine: DockerEngine, name: string): Promise<readonly string[]> {
  const path = `/containers/${name}/logs?stdout=true&stderr=true&tail=${SHOWN_LINES}`
  const reply = await engine.call({ method: 'GET', path }).catch(() => null)
  if (reply === null || reply.status !== 200) return []
  return splitPieces(reply.body)
    .trimEnd()
    .split(/\r?\n/)
    .filter((line) => line !== '')
}

/** What both streams said. https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach */
export function splitPieces(log: Buffer): string {
  const pieces: Buffer[] = []
  for (let at = 0; at + HEADER <= log.length; ) {
    const length = log.readUInt32BE(at + 4)
    pieces.push(log.subarray(at + HEADER, at + HEADER + length))
    at += HEADER + length
  }
  return Buffer.concat(pieces).toString('utf8')
}
