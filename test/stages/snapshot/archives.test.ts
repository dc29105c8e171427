import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'
import { crashedDatabase, folderState, query, refusal, take } from './sources.ts'

const SCRIPT = 'create table t (a default ""); insert into t values (1), (2), (3);'
const FORMATS = [
  { name: 'gz', compress: (content: Buffer) => gzipSync(content) },
  { name: 'zst', compress: (content: Buffer) => zstdCompressSync(content) },
]

for (const { name, compress } of FORMATS) {
  describe(`A .${name} archive`, () => {
    it('of a database opens, and keeps its own size and hash', async () => {
      const archive = compress(await readFile(await sqliteFromSql(SCRIPT)))
      const path = await fileWith(archive)
      const before = await folderState(path)
      await take(path, (snapshot) => {
        expect(query(snapshot, 'select count(*) from t')).toEqual([[3n]])
        expect(snapshot.sizeBytes).toBe(archive.length)
        expect(before).toEqual([`given ${snapshot.sha256}`])
      })
      expect(await folderState(path)).toEqual(before)
    })

    it('of a script is run', async () => {
      const path = await fileWith(compress(Buffer.from(SCRIPT)))
      await take(path, (snapshot) => expect(query(snapshot, 'select count(*) from t')).toEqual([[3n]]))
    })

    it('of a database in WAL mode opens, and says that its -wal is missing', async () => {
      const database = await crashedDatabase(
        'pragma journal_mode = wal; create table t (a); pragma wal_checkpoint(truncate)',
      )
      const path = await fileWith(compress(await readFile(database)))
      const codes = await take(path, ({ issues }) => issues.map(({ code, priority }) => [code, priority]))
      expect(codes).toEqual([['wal-missing', 'LOW']])
    })

    it('of many parts is read to its end, wherever the parts end', async () => {
      const rows = Array.from(
        { length: 300 },
        (_, row) => `insert into t values (hex(randomblob(200))); -- ${row}\n`,
      )
      const padding = Buffer.from(`/* ${Buffer.alloc(200_000, 'x').toString()} */ `)
      const parts = ['create table t (a);', ...rows].map((sql) => compress(Buffer.from(sql)))
      const path = await fileWith(Buffer.concat([compress(padding), ...parts, compress(padding)]))
      await take(path, (snapshot) => expect(query(snapshot, 'select count(*) from t')).toEqual([[300n]]))
    })

    it('that is cut off or damaged is refused', async () => {
      const archive = compress(Buffer.concat([Buffer.from(SCRIPT), Buffer.alloc(1000, '-- x\n')]))
      const broken = Buffer.concat([archive.subarray(0, 6), Buffer.alloc(20, 0xff), archive.subarray(26)])
      for (const content of [
        archive.subarray(0, -6),
        Buffer.concat([archive, archive.subarray(0, -6)]),
        broken,
      ]) {
        expect(await refusal(await fileWith(content))).toMatchObject({
          code: 'snapshot-archive-damaged',
          exitCode: 3,
        })
      }
    })

    it('that unpacks to more than the limit is refused before it fills the disk', async () => {
      const bomb = compress(Buffer.alloc(50_000_000))
      const snapshot = await fileWith(Buffer.concat(Array.from({ length: 20 }, () => bomb)))
      expect(await refusal({ snapshot, maxBytes: 1_000_000 })).toMatchObject({
        code: 'snapshot-too-large',
        exitCode: 3,
        message: 'The snapshot unpacks to more than 1.0 MB.',
      })
    })

    it('of an archive, or of nothing that is known, says what it is', async () => {
      const archive = compress(compress(Buffer.from(SCRIPT)))
      expect((await refusal(await fileWith(archive))).message).toMatch(/is an archive inside of an archive/)
      const empty = compress(Buffer.alloc(0))
      expect(await refusal(await fileWith(empty))).toMatchObject({ code: 'snapshot-empty' })
    })
  })
}

describe('A zstd archive', () => {
  it('may begin with a skippable frame, as parallel compressors write it', async () => {
    const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4])
    const path = await fileWith(Buffer.concat([skippable, zstdCompressSync(Buffer.from(SCRIPT))]))
    await take(path, (snapshot) => expect(query(snapshot, 'select count(*) from t')).toEqual([[3n]]))
  })

  it('with garbage at its end is refused', async () => {
    const path = await fileWith(
      Buffer.concat([zstdCompressSync(Buffer.from(SCRIPT)), Buffer.from('garbage')]),
    )
    expect(await refusal(path)).toMatchObject({ code: 'snapshot-archive-damaged' })
  })
})

it('A script that grows beyond the limit is refused', async () => {
  const snapshot = await fileWith(
    Buffer.from('create table t (a); insert into t values (zeroblob(5000000));'),
  )
  expect(await refusal({ snapshot, maxBytes: 1_000_000 })).toMatchObject({ code: 'snapshot-too-large' })
})

async function fileWith(content: Buffer): Promise<string> {
  const path = join(await temporaryDirectory(), 'given')
  await writeFile(path, content)
  return path
}
