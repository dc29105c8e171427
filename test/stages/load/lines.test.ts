import { expect, test } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { readLines } from '../../../src/engines/sqlite/read-lines.ts'
import { encodeLine } from '../../../src/stages/load/encode-line.ts'
import type { Conversion } from '../../../src/stages/plan/conversion.ts'
import { canonicalValue } from '../../../src/stages/validation/canonical-value.ts'
import { sourceLine } from '../../../src/stages/validation/source-line.ts'
import { targetLines } from '../../../src/stages/validation/target-line.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { columnPlan, tablePlan } from '../plan/column-plans.ts'

/** Values of SQLite; the text that COPY gets for each, and what the column then shows. 1e23 has two shortest spellings. */
const CASES: readonly (readonly [
  conversion: Conversion['kind'],
  type: string,
  values: readonly (readonly [value: string, sent: string, shown: string | null])[],
])[] = [
  [
    'integer',
    'bigint',
    [
      ['-9223372036854775808', '-9223372036854775808', '-9223372036854775808'],
      ['0', '0', '0'],
    ],
  ],
  [
    'float',
    'double precision',
    [
      ['-0.0', '-0', '-0'],
      ['0.0', '0', '0'],
      ['7', '7', '7'],
      ['0.1', '0.1', '0.1'],
      ['1e23', '1.0e+23', '9.999999999999999e+22'],
      ['5e-324', '4.9406564584124654e-324', '5e-324'],
      ['9e999', 'Inf', 'Infinity'],
      ['-9e999', '-Inf', '-Infinity'],
    ],
  ],
  [
    'decimal',
    'numeric',
    [
      ['19.99', '19.99', '19.99'],
      ['-0.0', '0.0', '0.0'],
      ['9007199254740993', '9007199254740993', '9007199254740993'],
      ['9e999', 'Inf', 'Infinity'],
    ],
  ],
  [
    'text',
    'text',
    [
      [`''`, '', ''],
      [`'\\N'`, '\\\\N', '\\N'],
      [`'\\.'`, '\\\\.', '\\.'],
      [`char(9, 10, 13)`, '\\t\\n\\r', '\t\n\r'],
      ['char(8, 11, 12)', '\b\v\f', '\b\v\f'],
      [`'🦦'`, '🦦', '🦦'],
      [`x'416461'`, 'Ada', 'Ada'],
    ],
  ],
  [
    'rendered',
    'text',
    [
      ['1', '1', '1'],
      ['1.5', '1.5', '1.5'],
      ['-0.0', '0.0', '0.0'],
      [`'1'`, '1', '1'],
      [`x'c3a9'`, 'é', 'é'],
    ],
  ],
  [
    'bytes',
    'bytea',
    [
      [`x''`, '\\\\x', '\\x'],
      [`x'00ff'`, '\\\\x00FF', '\\x00ff'],
      [`'é'`, '\\\\xC3A9', '\\xc3a9'],
      [`''`, '\\\\x', '\\x'],
    ],
  ],
  [
    'boolean',
    'boolean',
    [
      ['1', '1', 't'],
      ['0', '0', 'f'],
      [`'TRUE'`, 'TRUE', 't'],
      [`'f'`, 'f', 'f'],
    ],
  ],
  ['date', 'date', [[`'2001-02-03'`, '2001-02-03', '2001-02-03']]],
  [
    'midnight',
    'date',
    [
      `2001-02-03`,
      `2001-02-03 00:00`,
      `2001-02-03 00:00:00`,
      `2001-02-03T00:00:00.000Z`,
      `2001-02-03 00:00:00.000000000+00:00`,
      `2001-02-03 00:00:00 +0000`,
      `2001-02-03T00:00-00`,
    ].map((text) => [`'${text}'`, text, '2001-02-03'] as const),
  ],
  [
    'time',
    'time',
    [
      [`'08:30'`, '08:30', '08:30:00'],
      [`'23:59:59.999999'`, '23:59:59.999999', '23:59:59.999999'],
      [`'08:30:00.500'`, '08:30:00.500', '08:30:00.5'],
    ],
  ],
  [
    'timestamp',
    'timestamp',
    [
      [`'2001-02-03'`, '2001-02-03', '2001-02-03 00:00:00'],
      [`'2001-02-03T04:05Z'`, '2001-02-03T04:05Z', '2001-02-03 04:05:00'],
      [`'9999-12-31 23:59:59.999999'`, '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999'],
    ],
  ],
  [
    'timestamptz',
    'timestamptz',
    [
      [`'2001-02-03'`, '2001-02-03', '2001-02-03 00:00:00+00'],
      [`'2001-02-03 04:05:06.5-0930'`, '2001-02-03 04:05:06.5-0930', '2001-02-03 13:35:06.5+00'],
      [`'2001-02-03T04:05+02'`, '2001-02-03T04:05+02', '2001-02-03 02:05:00+00'],
      [`'1969-12-31 23:59:59.25Z'`, '1969-12-31 23:59:59.25Z', '1969-12-31 23:59:59.25+00'],
      [`'9999-12-31 23:59:59-15:59'`, '9999-12-31 23:59:59-15:59', '10000-01-01 15:58:59+00'],
      [`'0001-01-01 00:00:00+15'`, '0001-01-01 00:00:00+15', '0001-12-31 09:00:00+00 BC'],
    ],
  ],
  [
    'epoch',
    'timestamptz',
    [
      ['1627303906122', '2021-07-26 12:51:46.122+00', '2021-07-26 12:51:46.122+00'],
      ['-1', '1969-12-31 23:59:59.999+00', '1969-12-31 23:59:59.999+00'],
      ['-62135596800000', '0001-01-01 00:00:00.000+00', '0001-01-01 00:00:00+00'],
    ],
  ],
  [
    'epoch',
    'date',
    [
      ['1700006400000', '2023-11-15 00:00:00.000+00', '2023-11-15'],
      ['-86400000', '1969-12-31 00:00:00.000+00', '1969-12-31'],
    ],
  ],
  [
    'json',
    'json',
    [
      [`'{"a": 1, "a": "\\t"}'`, '{"a": 1, "a": "\\\\t"}', '{"a": 1, "a": "\\t"}'],
      ['1.5', '1.5', '1.5'],
    ],
  ],
  [
    'uuid',
    'uuid',
    [
      [
        `'0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'`,
        '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f',
        '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f',
      ],
    ],
  ],
]

const ENCODINGS = ['UTF-8', 'UTF-16le', 'UTF-16be'] as const

test.each(
  ENCODINGS.flatMap((encoding) =>
    CASES.map(([conversion, type, values]) => [encoding, conversion, type, values] as const),
  ),
)(
  'in a %s database the lines of both sides agree on %s to %s',
  async (encoding, conversion, type, values) => {
    const all = [...values, ['null', '\\N', null]] as const
    const column = columnPlan(conversion)
    const plan = tablePlan([column], { encoding })
    const path = await sqliteFromSql(`
      pragma encoding = '${encoding}'; create table t (c);
      insert into t values ${all.map(([value]) => `(${value})`).join(', ')}`)
    const sent = await linesOf(path, encodeLine(plan), encoding)
    expect(sent).toEqual(all.map(([, line]) => line))
    await withTestConnection(async (connection) => {
      await connection.query(`create table t (c ${type})`)
      const sink = connection.copyIn('copy t from stdin')
      await sink.write(Buffer.from(`${sent.join('\n')}\n`))
      await sink.end()
      const shown = await connection.query('select c from t order by ctid')
      expect(shown.rows.map(({ c }) => c)).toEqual(all.map(([, , text]) => text))

      const pieces: Buffer[] = []
      for await (const piece of connection.copyOut(targetLines(plan, []))) pieces.push(piece)
      const canonical = (line: string) => canonicalValue(Buffer.from(line), column)
      const target = Buffer.concat(pieces).toString().trimEnd().split('\n').map(canonical)
      expect((await linesOf(path, sourceLine(plan, []), encoding)).map(canonical)).toEqual(target)
    })
  },
)

test('the witness takes no moment for its day, whatever the plan says of it', async () => {
  const texts = [
    '2001-02-03 00:00:00.001',
    '2001-02-03 00:00:00.0000001',
    '2001-02-03T10:00Z',
    '2001-02-03 00:00:00+02:00',
  ]
  const path = await sqliteFromSql(
    `create table t (c); insert into t values ${texts.map((text) => `('${text}')`).join(', ')}`,
  )
  const plan = tablePlan([columnPlan('midnight')])
  expect(await linesOf(path, sourceLine(plan, []), 'UTF-8')).toEqual(texts)
})

async function linesOf(path: string, line: string, encoding: string): Promise<readonly string[]> {
  const database = openSqlite(path)
  const query = {
    table: 't',
    line,
    where: null,
    order: { rowid: 'rowid' },
    batchRows: 2,
    utf16: encoding !== 'UTF-8',
  }
  const batches: string[] = []
  for await (const { lines } of readLines(database, query, new AbortController().signal))
    batches.push(String(lines))
  database.close()
  return batches.join('').split('\n').slice(0, -1)
}
