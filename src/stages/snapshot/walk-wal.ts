import { type FileHandle, open } from 'node:fs/promises'
import { errorCode } from '../../errors/error-code.ts'

/** What SQLite reads of a write-ahead log, and what it passes over. */
export interface WalWalk {
  /** Whole frames that the file has room for. */
  readonly frames: number
  /** SQLite reads up to here: the frames behind it are not in the database, whatever they hold. */
  readonly validFrames: number
  /** Transactions that SQLite reads. */
  readonly transactions: number
  /** Ends of transactions that SQLite passes over. */
  readonly passedOver: number
  /** The file ends inside of its header, or of a frame that was written after it. */
  readonly isCut: boolean
  /** Without a header that holds, SQLite takes the file as empty. */
  readonly isHeaderWhole: boolean
}

/**
 * Follows the frames of a `-wal` as SQLite does, up to the first whose salts or checksum are wrong, and then looks at what
 * lies behind. Frames with other salts are left from before the last reset, and are in the database. Reads only.
 * https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 *
 * @param pageSize of the database, for a header that does not tell it
 * @returns null where there is no file, or an empty one
 */
export async function walkWal(path: string, pageSize: number, signal: AbortSignal): Promise<WalWalk | null> {
  const file = await open(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (file === null) return null
  try {
    const { size } = await file.stat()
    return size === 0 ? null : await walk(file, size, pageSize, signal)
  } finally {
    await file.close()
  }
}

async function walk(file: FileHandle, size: number, pageSize: number, signal: AbortSignal): Promise<WalWalk> {
  if (size < WAL_HEADER) return { ...NOTHING, isCut: true }
  const header = readWalHeader(await readAt(file, 0, WAL_HEADER))
  const frameBytes = FRAME_HEADER + (header.isWhole ? header.pageSize : pageSize)
  const frames = Math.floor((size - WAL_HEADER) / frameBytes)
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES / frameBytes))
  let sums = header.sums
  let isValid = header.isWhole
  let isOwn = true
  let [validFrames, transactions, passedOver] = [0, 0, 0]
  for (let first = 0; first < frames; first += perPiece) {
    signal.throwIfAborted()
    const count = Math.min(perPiece, frames - first)
    const piece = await readAt(file, WAL_HEADER + first * frameBytes, count * frameBytes)
    for (let at = 0; at + frameBytes <= piece.length; at += frameBytes) {
      const frame = piece.subarray(at, at + frameBytes)
      const isCommit = frame.readUInt32BE(0) !== 0 && frame.readUInt32BE(4) !== 0
      // without a whole header nobody knows the salts
      isOwn = !header.isWhole || hasSalts(frame, header.salts)
      if (isValid) {
        sums = checksum(checksum(sums, frame, 0, 8, header), frame, FRAME_HEADER, frameBytes, header)
        isValid = isOwn && frame.readUInt32BE(0) !== 0 && isSum(frame, 16, sums)
      }
      if (isValid) validFrames += 1
      if (isCommit && isValid) transactions += 1
      if (isCommit && isOwn && !isValid) passedOver += 1
    }
  }
  const tail = await readAt(file, WAL_HEADER + frames * frameBytes, Math.min(size, FRAME_HEADER))
  const tailBytes = (size - WAL_HEADER) % frameBytes
  return {
    frames,
    validFrames,
    transactions,
    passedOver,
    // SQLite writes the header of a frame by itself: a crash in between is no damage
    isCut:
      tailBytes > 0 &&
      tailBytes !== FRAME_HEADER &&
      header.isWhole &&
      (tail.length < SALTS_END ? isOwn : hasSalts(tail, header.salts)),
    isHeaderWhole: header.isWhole,
  }
}

const NOTHING: WalWalk = {
  frames: 0,
  validFrames: 0,
  transactions: 0,
  passedOver: 0,
  isCut: false,
  isHeaderWhole: false,
}

/** https://www.sqlite.org/fileformat2.html#wal_file_format */
const WAL_HEADER = 32
/** Page number, size of the database after a commit, two salts, two checksums. */
const FRAME_HEADER = 24
const SALTS_END = 16
/** The lowest bit says in which byte order the checksums are computed. */
const MAGIC = 0x377f0682

const PIECE_BYTES = 1 << 20

type Sums = readonly [number, number]

interface WalHeader {
  readonly isWhole: boolean
  readonly pageSize: number
  readonly isLittleEndian: boolean
  readonly salts: Buffer
  /** Every checksum of a frame goes on from the one before it, and the first from this. */
  readonly sums: Sums
}

function readWalHeader(bytes: Buffer): WalHeader {
  const magic = bytes.readUInt32BE(0)
  const pageSize = bytes.readUInt32BE(8)
  const isLittleEndian = (magic & 1) === 0
  const sums = checksum([0, 0], bytes, 0, 24, { isLittleEndian })
  const isPageSize = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0
  return {
    isWhole: (magic & ~1) === MAGIC && isPageSize && isSum(bytes, 24, sums),
    pageSize,
    isLittleEndian,
    salts: bytes.subarray(16, 24),
    sums,
  }
}

function hasSalts(frame: Buffer, salts: Buffer): boolean {
  return salts.equals(frame.subarray(8, SALTS_END))
}

function isSum(bytes: Buffer, at: number, [first, second]: Sums): boolean {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second
}

/** https://www.sqlite.org/fileformat2.html#checksum_algorithm */
function checksum(
  [first, second]: Sums,
  bytes: Buffer,
  start: number,
  end: number,
  { isLittleEndian }: Pick<WalHeader, 'isLittleEndian'>,
): Sums {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let [a, b] = [first | 0, second | 0]
  for (let at = start; at < end; at += 8) {
    a = (a + view.getInt32(at, isLittleEndian) + b) | 0
    b = (b + view.getInt32(at + 4, isLittleEndian) + a) | 0
  }
  return [a >>> 0, b >>> 0]
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
