import { open } from 'node:fs/promises'
import { looksLikeScript, looksLikeText } from './recognise-script.ts'

/** What a file is, by its content. The description of another format completes "The file is …". */
export type FileKind =
  | { readonly type: 'sqlite' | 'script' | 'gzip' | 'zstd' | 'empty' | 'encrypted' }
  | { readonly type: 'other'; readonly description: string }

const HEAD_BYTES = 64 * 1024

/** Reads the beginning of a file and says what it is. The name only counts for text. */
export async function recogniseFile(path: string, name: string): Promise<FileKind> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return recognise(buffer.subarray(0, bytesRead), size, name)
  } finally {
    await file.close()
  }
}

function recognise(head: Buffer, size: number, name: string): FileKind {
  if (size === 0) return { type: 'empty' }
  if (startsWith(head, SQLITE)) return { type: 'sqlite' }
  if (startsWith(head, '\x1F\x8B\x08')) return { type: 'gzip' }
  if (startsWith(head, '\x28\xB5\x2F\xFD') || isSkippableZstdFrame(head)) return { type: 'zstd' }
  const format = FORMATS.find(({ magic, at }) => startsWith(head.subarray(at ?? 0), magic))
  if (format !== undefined) return { type: 'other', description: format.description }
  if (looksLikeText(head)) {
    return looksLikeScript(head, name)
      ? { type: 'script' }
      : { type: 'other', description: 'text, but not a SQL script' }
  }
  if (looksEncrypted(head, size)) return { type: 'encrypted' }
  return { type: 'other', description: 'of an unknown format: the header of SQLite is missing' }
}

/** https://www.sqlite.org/fileformat2.html#the_database_header */
const SQLITE = 'SQLite format 3\0'

/** What people hand over by mistake, by the first bytes (Latin-1). */
const FORMATS: readonly { readonly magic: string; readonly at?: number; readonly description: string }[] = [
  { magic: 'PK\x03\x04', description: 'a zip archive: unpack it first' },
  { magic: 'ustar', at: 257, description: 'a tar archive: unpack it first' },
  { magic: 'BZh', description: 'a bzip2 archive: unpack it first, or use gzip or zstd' },
  { magic: '\xFD7zXZ\0', description: 'an xz archive: unpack it first, or use gzip or zstd' },
  { magic: '7z\xBC\xAF\x27\x1C', description: 'a 7-Zip archive: unpack it first' },
  { magic: 'Rar!', description: 'a RAR archive: unpack it first' },
  { magic: '\x04\x22\x4D\x18', description: 'an lz4 archive: unpack it first, or use gzip or zstd' },
  { magic: '\x37\x7F\x06\x82', description: 'a write-ahead log (-wal): name the database beside it' },
  { magic: '\x37\x7F\x06\x83', description: 'a write-ahead log (-wal): name the database beside it' },
  {
    magic: '\xD9\xD5\x05\xF9\x20\xA1\x63\xD7',
    description: 'a rollback journal (-journal): name the database beside it',
  },
  { magic: '** This file contains an SQLite 2', description: 'a SQLite 2 database: convert it to SQLite 3' },
  { magic: 'DUCK', at: 8, description: 'a DuckDB database' },
  { magic: '\0\x01\0\0Standard ', description: 'a Microsoft Access database' },
  { magic: 'PGDMP', description: 'a dump of PostgreSQL (pg_dump -Fc)' },
  {
    magic: 'version https://git-lfs',
    description: 'a pointer of Git LFS: check out with `lfs: true`, or run `git lfs pull`',
  },
  {
    magic: '\xFF\xFE',
    description: 'UTF-16 text: write the script as UTF-8 (`sqlite3 app.db ".output dump.sql" .dump`)',
  },
  { magic: '<!DOCTYPE', description: 'a web page: the download has failed' },
  { magic: '<html', description: 'a web page: the download has failed' },
]

function startsWith(head: Buffer, magic: string): boolean {
  return head.toString('latin1', 0, magic.length) === magic
}

/** Parallel compressors begin with one. https://www.rfc-editor.org/rfc/rfc8878#name-skippable-frames */
function isSkippableZstdFrame(head: Buffer): boolean {
  return head.length >= 4 && (head.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50
}

/** SQLCipher and SEE leave no header: random bytes in whole pages. 7.8 bits is never reached by data that is not packed. */
function looksEncrypted(head: Buffer, size: number): boolean {
  return size % 512 === 0 && head.length >= 2048 && entropyBits(head) > 7.8
}

/** Shannon entropy of the bytes, 0 to 8 bits; 2 kB of random bytes have 7.9. */
function entropyBits(bytes: Buffer): number {
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  return counts
    .filter((count) => count > 0)
    .reduce((bits, count) => bits - (count / bytes.length) * Math.log2(count / bytes.length), 0)
}
