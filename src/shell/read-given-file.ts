import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { errorCode } from '../errors/error-code.ts'

const PAUSE_MS = 10
const PIECE_BYTES = 64 * 1024

/** What the path of the user names cannot be read as a file. `code` stands in messages where that of the system would. */
export class NotRegularFile extends Error {
  readonly code = 'not a regular file'
}

/**
 * The bytes of a file whose path the user gave. A named pipe that nobody writes to is refused and not waited for: a thread
 * that waits in open(2) holds up the end of the process, also by a signal.
 *
 * @throws NotRegularFile, or an error of the file system
 */
export async function readRegularFile(path: string): Promise<Buffer> {
  return await withFile(path, async (file) => {
    const found = await file.stat()
    // the system has a code of its own for a folder
    if (!found.isFile() && !found.isDirectory()) throw new NotRegularFile()
    return await file.readFile()
  })
}

/**
 * The same, and also what somebody writes into a pipe (`<(command)`, `/dev/stdin`) until it is closed, and the nothing of
 * `/dev/null`.
 *
 * @param signal ends the waiting for a pipe; then its reason is thrown
 * @throws NotRegularFile, or an error of the file system
 */
export async function readGivenFile(path: string, signal: AbortSignal | null = null): Promise<Buffer> {
  return await withFile(path, async (file) => {
    const found = await file.stat()
    if (found.isFile() || found.isDirectory()) return await file.readFile()
    if (found.isFIFO()) return await readPipe(file, signal)
    if (found.isCharacterDevice() && (await readPiece(file))?.length === 0) return Buffer.alloc(0)
    throw new NotRegularFile()
  })
}

async function withFile(path: string, read: (file: FileHandle) => Promise<Buffer>): Promise<Buffer> {
  // https://pubs.opengroup.org/onlinepubs/9799919799/functions/open.html: O_NONBLOCK waits for no writer
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return await read(file)
  } finally {
    await file.close()
  }
}

/** A pipe without a writer is at its end before the first byte. */
async function readPipe(file: FileHandle, signal: AbortSignal | null): Promise<Buffer> {
  const pieces: Buffer[] = []
  for (;;) {
    signal?.throwIfAborted()
    const piece = await readPiece(file)
    if (piece === null) await setTimeout(PAUSE_MS)
    else if (piece.length > 0) pieces.push(piece)
    else if (pieces.length > 0) return Buffer.concat(pieces)
    else throw new NotRegularFile()
  }
}

/** Empty at the end; null where a writer has not written yet. */
async function readPiece(file: FileHandle): Promise<Buffer | null> {
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES, null)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return null
    throw error
  }
}
