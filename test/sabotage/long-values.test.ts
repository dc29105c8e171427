import { describe, expect, test } from 'vitest'
import { migratedOnce } from '../support/damaged-copy.ts'

/** Values that are compared by their digests: blobs beyond 512 bytes, texts beyond a megabyte. */
const source = (encoding: string) => `
  pragma encoding = '${encoding}';
  create table files (id integer primary key, content blob, word text);
  insert into files values
    (1, unhex(replace(hex(zeroblob(800)), '00', '7a')), 'é'),
    (2, x'', null),
    (3, unhex(replace(hex(zeroblob(512)), '00', '78')), ''),
    (4, unhex(replace(hex(zeroblob(513)), '00', '78')), printf('%.*c', 600000, 'x') || 'é' || printf('%.*c', 600000, 'x')),
    (5, null, printf('%.*c', 1048576, 'y')),
    (6, printf('%.*c', 700, 'a text among blobs '), printf('%.*c', 1048577, 'a' || char(10) || '\\'));
  create table hashes (hash blob primary key, content blob) without rowid;
  insert into hashes select unhex(hex(content) || '0' || id), content from files where typeof(content) = 'blob' and length(content) > 500;
  create table keyless (content blob, word text);
  insert into keyless select content, word from files;
  insert into keyless select content, word from files;`

const DAMAGES: readonly (readonly [what: string, sql: string, mismatches: readonly string[]])[] = [
  [
    'a bit in the middle of a blob',
    'update files set content = set_bit(content, 3000, 1 - get_bit(content, 3000)) where id = 1',
    ['files.content {"id":1} value'],
  ],
  [
    'the last byte of a blob',
    'update files set content = substr(content, 1, 512) where id = 4',
    ['files.content {"id":4} value'],
  ],
  [
    'a blob that became its digest',
    'update files set content = sha256(content) where id = 4',
    ['files.content {"id":4} value'],
  ],
  [
    'a letter in the middle of a text',
    `update files set word = replace(word, 'é', 'e') where id = 4`,
    ['files.word {"id":4} value'],
  ],
  [
    'a blank behind a text',
    `update files set word = word || ' ' where id in (5, 6)`,
    ['files.word {"id":5} value', 'files.word {"id":6} value'],
  ],
  [
    'a long value that became NULL',
    'update files set content = null, word = null where id = 4',
    ['files.content {"id":4} value', 'files.word {"id":4} value'],
  ],
  [
    'a blob beside a key of a long blob',
    `update hashes set content = content || '\\x00' where length(hash) = 514`,
    [`hashes.content {"hash":"x'${'78'.repeat(39)}…"} value`],
  ],
  [
    'a blob of a row without a key',
    `update keyless set content = content || '\\x00' where ctid = (select min(ctid) from keyless where length(content) = 513)`,
    ['keyless {} extra', 'keyless {} missing'],
  ],
]

describe.each(['UTF-8', 'UTF-16le'])('of values that are compared by their digests (%s)', (encoding) => {
  const validateAfter = migratedOnce(source(encoding))

  test.each(DAMAGES)('%s is named', async (_, sql, mismatches) => {
    const seen = await validateAfter(sql)
    expect([...seen.mismatches].toSorted()).toEqual([...mismatches].toSorted())
    expect(seen.exitCode).toBe(1)
  })

  test('none differs when nothing was done', async () => {
    const { record, mismatches } = await validateAfter('select 1')
    expect(mismatches).toEqual([])
    expect(record.summary.cellsCompared).toBe(6 * 3 + 3 * 2 + 12 * 2)
  })
})
