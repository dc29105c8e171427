import { expect, test } from 'vitest'
import { remedied } from './remedied.ts'

const issuesOf = (
  issues: readonly { readonly id: string; readonly rows: number; readonly priority: string }[],
) => issues.flatMap(({ id, rows, priority }) => (rows > 0 ? [`${id} ${rows} ${priority}`] : []))

test.each(['UTF-8', 'UTF-16le'])(
  'documents that are stored as blobs arrive as JSON, from %s',
  async (encoding) => {
    const document = (text: string) => `x'${Buffer.from(text).toString('hex')}'`
    const { record, rows } = await remedied(
      `pragma encoding = '${encoding}';
     create table t (id integer primary key, a json, b json not null);
     insert into t values (1, ${document('{"ä":12}')}, ${document('[1]')}), (2, '{"b":\t"\\\\"}', ${document('"\\n"')}),
                          (3, ${document('{"a":12}')}, ${document('{}')}), (4, null, ${document('{ }')})`,
      [],
      'select a::text, b::text from t order by id',
    )
    expect(rows).toEqual([
      ['{"ä":12}', '[1]'],
      ['{"b":\t"\\\\"}', '"\\n"'],
      ['{"a":12}', '{}'],
      [null, '{ }'],
    ])
    expect(issuesOf(record.issues)).toEqual([
      'quality/blob-in-text:t.a 2 MED',
      'quality/blob-in-text:t.b 4 MED',
    ])
  },
)

test('a blob that is no document is refused, and told apart from those that are', async () => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a json);
     insert into t values (1, x'7b7d'), (2, '[]'), (3, x'ff'), (4, x'7b'), (5, '{}')`,
    [],
    'select id::text from t order by id',
  )
  expect(rows.flat()).toEqual(['1', '2', '5'])
  expect(issuesOf(record.issues)).toEqual([
    'quality/invalid-json:t.a 2 HIGH',
    'quality/blob-in-text:t.a 1 MED',
  ])
})

test('documents arrive that are deeper than SQLite reads', async () => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a json);
     insert into t values (1, '{}'), (2, replace(hex(zeroblob(750)), '0', '[') || replace(hex(zeroblob(750)), '0', ']'))`,
    [],
    'select length(a::text)::text from t order by id',
  )
  expect(rows.flat()).toEqual(['2', '3000'])
  expect(issuesOf(record.issues)).toEqual([])
})
