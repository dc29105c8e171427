import { describe, expect, test } from 'vitest'
import { found, withRehearsed } from '../support/given.ts'

/** One column `v` of a table `t` with a key, filled with values 1, 2, …; which of them arrive, and as what. */
describe('a value arrives unchanged, or is rejected under an issue that names it', () => {
  const cases: readonly [
    declared: string,
    values: string,
    type: string,
    arrived: readonly string[],
    issues: readonly string[],
  ][] = [
    [
      'integer',
      `32767, 32768, -32769, null`,
      'smallint',
      ['1:32767', '4:'],
      ['quality/integer-out-of-range:t.v 2 2 3'],
    ],
    [
      'integer',
      `2147483647, 2147483648, 'x', 1.5, 1e30`,
      'int',
      ['1:2147483647'],
      [
        'quality/fraction-in-integer:t.v 1 4',
        'quality/integer-beyond-64-bits:t.v 1 5',
        'quality/integer-out-of-range:t.v 1 2',
        'quality/wrong-storage-class:t.v 1 3',
      ],
    ],
    [
      'real',
      `3, -4, 2.5, 32768, 0, null`,
      'smallint',
      ['1:3', '2:-4', '5:0', '6:'],
      [
        'quality/fraction-in-integer:t.v 1 3',
        'quality/integer-out-of-range:t.v 1 4',
        'schema/target-type-narrower:t.v 0',
      ],
    ],
    ['', `1.0, -0.0, '7', 8`, 'int', ['1:1', '3:7', '4:8'], ['quality/fraction-in-integer:t.v 1 2']],
    [
      'text',
      `'7', '-12', '007', '9223372036854775807', '9223372036854775808', '-9223372036854775808', '1 '`,
      'bigint',
      ['1:7', '2:-12', '4:9223372036854775807', '6:-9223372036854775808'],
      ['quality/wrong-storage-class:t.v 3 3 5 7', 'schema/target-type-narrower:t.v 0'],
    ],
    [
      'real',
      `0.5, 0.1, 16777217, 3`,
      'real',
      ['1:0.5', '4:3'],
      ['quality/float-precision-lost:t.v 2 2 3', 'schema/target-type-narrower:t.v 0'],
    ],
    [
      'text',
      `'12.5', '12.50', '-0.00001', '0', '100000000000000000000', '9007199254740993', '0.1000000000000000055', '1e5', '007', '-0', '', '.5', 'x', '0.1'`,
      'float8',
      ['1:12.5', '2:12.5', '3:-1e-05', '4:0', '5:1e+20', '14:0.1'],
      ['quality/wrong-storage-class:t.v 8 6 7 8 9 10 11 12 13', 'schema/target-type-narrower:t.v 0'],
    ],
    [
      'text',
      `'12.5', '0.1', '16777217'`,
      'real',
      ['1:12.5'],
      ['quality/wrong-storage-class:t.v 2 2 3', 'schema/target-type-narrower:t.v 0'],
    ],
    [
      '',
      `'12.50', 0.5, -0.0, 7, x'00'`,
      'float8',
      ['1:12.5', '2:0.5', '3:-0', '4:7'],
      ['quality/wrong-storage-class:t.v 1 5'],
    ],
    ['real', `0.1, 'x'`, 'float8', ['1:0.1'], ['quality/wrong-storage-class:t.v 1 2']],
    [
      'decimal(10,2)',
      `19.99, 19.999, 123456789, 5, 'abc'`,
      'numeric(10,2)',
      ['1:19.99', '4:5.00'],
      ['quality/decimal-overflow:t.v 2 2 3', 'quality/wrong-storage-class:t.v 1 5'],
    ],
    [
      'text',
      `'19.90', '-0.5', '1e5', '1.005', '12.', '1.2.3', ' 7', '007', '-0', '.5', '+5', '0', '0.10'`,
      'numeric(6,2)',
      ['1:19.90', '2:-0.50', '12:0.00', '13:0.10'],
      ['quality/decimal-overflow:t.v 1 4', 'quality/wrong-storage-class:t.v 8 3 5 6 7 8 9 10 11'],
    ],
    [
      'text',
      `'-0', '0', '-0.0', '1e5', '-1.50', x'00'`,
      'numeric',
      ['2:0', '5:-1.50'],
      ['quality/wrong-storage-class:t.v 4 1 3 4 6'],
    ],
    [
      'text',
      `'abc', 'abcd', 'äöü', null`,
      'varchar(3)',
      ['1:abc', '3:äöü', '4:'],
      ['quality/varchar-overflow:t.v 1 2'],
    ],
    [
      'text',
      `'ab', 'abc', 'a ', 'abcd'`,
      'char(3)',
      ['1:ab ', '2:abc'],
      [
        'quality/trailing-blanks-lost:t.v 1 3',
        'quality/varchar-overflow:t.v 1 4',
        'quality/char-padded:t.v 1 1',
      ],
    ],
    [
      'text',
      `'sad', 'Sad', 'happy', null, ''`,
      'mood',
      ['1:sad', '4:'],
      ['quality/enum-label-unknown:t.v 3 2 3 5'],
    ],
    [
      'boolean',
      `1, 0, 't', 'yes', 2`,
      'boolean',
      ['1:t', '2:f', '3:t'],
      ['quality/boolean-spelling:t.v 2 4 5'],
    ],
    [
      'text',
      `'1', '0', 'T', '01', '2', '', '1 ', null`,
      'boolean',
      ['1:t', '2:f', '3:t', '8:'],
      ['quality/boolean-spelling:t.v 4 4 5 6 7'],
    ],
    [
      'date',
      `'2024-02-29', '2024-02-30', '2024-02-29 10:00:00', 20240229`,
      'date',
      ['1:2024-02-29'],
      [
        'quality/date-encodings-mixed:t.v 1 4',
        'quality/invalid-date:t.v 1 2',
        'quality/time-part-lost:t.v 1 3',
      ],
    ],
    [
      'date',
      `'2024-02-29', '2024-02-29 00:00:00', '2024-02-29T00:00', '2024-02-29T00:00:00.000Z', '2024-02-29 00:00:00+00:00', '2024-02-29 00:00:00.0000001', '2024-02-29 00:00:00+02:00', '2024-02-30 00:00:00', '2024-02-29 00:00:01', '0001-01-01 00:00:00 +0000', null`,
      'date',
      [...['1', '2', '3', '4', '5'].map((id) => `${id}:2024-02-29`), '10:0001-01-01', '11:'],
      [
        'quality/invalid-date:t.v 1 8',
        'quality/time-part-lost:t.v 3 6 7 9',
        'schema/declared-type-not-followed:t.v 5 2 3 4 5 10',
      ],
    ],
    [
      'date',
      `1700006400000, 1700092800000, 0, -86400000, 1700006400001, 1700010000000, null`,
      'date',
      ['1:2023-11-15', '2:2023-11-16', '3:1970-01-01', '4:1969-12-31', '7:'],
      ['quality/time-part-lost:t.v 2 5 6', 'quality/date-encoding:t.v 4 1 2 3 4'],
    ],
    [
      'real',
      `1700006400, 1700092800.0, 1700006400.5, 1700006401`,
      'date',
      ['1:2023-11-15', '2:2023-11-16'],
      ['quality/time-part-lost:t.v 2 3 4', 'quality/date-encoding:t.v 2 1 2'],
    ],
    ['date', `20231115, 20231116`, 'date', [], ['quality/date-encoding-unknown:t.v 2 1 2']],
    [
      'datetime',
      `1700006400000, 1700006400001, '2023-11-15 10:00:00', 'soon', 1700006400002, 1700006400003, x'00'`,
      'timestamp(3)',
      [
        '1:2023-11-15 00:00:00',
        '2:2023-11-15 00:00:00.001',
        '5:2023-11-15 00:00:00.002',
        '6:2023-11-15 00:00:00.003',
      ],
      [
        'quality/date-encodings-mixed:t.v 1 3',
        'quality/invalid-date:t.v 2 4 7',
        'quality/date-encoding:t.v 4 1 2 5 6',
      ],
    ],
    [
      'datetime',
      `'2024-02-29 10:00:00', '2024-02-29T10:00:00Z', '2024-02-29 10:00:00+02:00', 'soon', '2024-02-29 10:00:00.1234567'`,
      'timestamp',
      ['1:2024-02-29 10:00:00', '2:2024-02-29 10:00:00'],
      ['quality/invalid-date:t.v 1 4', 'quality/sub-microsecond:t.v 1 5', 'quality/time-zone-lost:t.v 1 3'],
    ],
    [
      'datetime',
      `'2024-02-29 10:00:00.120', '2024-02-29 10:00:00.1234', '2024-02-29'`,
      'timestamp(3)',
      ['1:2024-02-29 10:00:00.12', '3:2024-02-29 00:00:00'],
      ['quality/sub-microsecond:t.v 1 2'],
    ],
    [
      'datetime',
      `'2024-02-29 10:00:00', '2024-02-29 10:00:00+02:00'`,
      'timestamptz',
      ['1:2024-02-29 10:00:00+00', '2:2024-02-29 08:00:00+00'],
      ['quality/time-zone-assumed:t.v 1 1', 'quality/time-zone-normalised:t.v 1 2'],
    ],
    [
      'text',
      `'2024-01-01 00:00:00+05:30', '2024-01-01 00:00:00Z', '2024-01-01T00:00:00+00:00', '2024-01-01 00:00:00.5-01:00'`,
      'timestamptz',
      [
        '1:2023-12-31 18:30:00+00',
        '2:2024-01-01 00:00:00+00',
        '3:2024-01-01 00:00:00+00',
        '4:2024-01-01 01:00:00.5+00',
      ],
      ['quality/time-zone-normalised:t.v 2 1 4'],
    ],
    [
      'integer',
      `1627303906122, 1627303906999, null`,
      'timestamptz',
      ['1:2021-07-26 12:51:46.122+00', '2:2021-07-26 12:51:46.999+00', '3:'],
      ['quality/date-encoding:t.v 2 1 2'],
    ],
    [
      'integer',
      `1627303906122, 1627303906000`,
      'timestamptz(0)',
      ['2:2021-07-26 12:51:46+00'],
      ['quality/sub-microsecond:t.v 1 1', 'quality/date-encoding:t.v 1 2'],
    ],
    [
      'timestamp',
      `1704103200.5, 1704103260, 1704103260.4567894, 1704103260.456789, 2459000.5`,
      'timestamptz',
      ['1:2024-01-01 10:00:00.5+00', '2:2024-01-01 10:01:00+00', '4:2024-01-01 10:01:00.456789+00'],
      [
        'quality/date-encodings-mixed:t.v 1 5',
        'quality/sub-microsecond:t.v 1 3',
        'quality/date-encoding:t.v 3 1 2 4',
      ],
    ],
    [
      'real',
      `1704103200.5, 1704103260`,
      'timestamp',
      ['1:2024-01-01 10:00:00.5', '2:2024-01-01 10:01:00'],
      ['quality/date-encoding:t.v 2 1 2'],
    ],
    [
      'integer',
      `20180406034959, 20191231235959`,
      'timestamp',
      [],
      ['quality/date-encoding-unknown:t.v 2 1 2'],
    ],
    [
      'time',
      `'10:00', '24:00:00', '10:00:00.5', '24:00:01', '10:00:00.1234567', '24:00:00.00'`,
      'time',
      ['1:10:00:00', '2:24:00:00', '3:10:00:00.5', '6:24:00:00'],
      ['quality/invalid-date:t.v 1 4', 'quality/sub-microsecond:t.v 1 5'],
    ],
    [
      'json',
      `'{"a":1}', '{"a":1,"a":2}', '{"a":"\\u0000"}', 'x', '[1.10]'`,
      'jsonb',
      ['1:{"a": 1}', '5:[1.10]'],
      ['quality/invalid-json:t.v 1 4', 'quality/json-not-jsonb:t.v 2 2 3'],
    ],
    [
      'datetime',
      `'2024-02-29 10:00:00-00:00', '2024-02-29T10:00:00.5+0000', '2024-02-29 10:00 +00', '2024-02-29 10:00Z', '2024-02-29 10:00:00-0000'`,
      'timestamp',
      [
        '1:2024-02-29 10:00:00',
        '2:2024-02-29 10:00:00.5',
        '3:2024-02-29 10:00:00',
        '4:2024-02-29 10:00:00',
        '5:2024-02-29 10:00:00',
      ],
      [],
    ],
    [
      'json',
      `x'7b7d', '[1]', x'7b', x'ff'`,
      'json',
      ['1:{}', '2:[1]'],
      ['quality/invalid-json:t.v 2 3 4', 'quality/blob-in-text:t.v 1 1'],
    ],
    [
      'json',
      `x'7b7d', cast('{"a":1,"a":2}' as blob)`,
      'jsonb',
      ['1:{}'],
      ['quality/json-not-jsonb:t.v 1 2', 'quality/blob-in-text:t.v 1 1'],
    ],
    [
      'text',
      `'0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f', '0E0DFD3C-6F1C-4A0A-9D6F-0D1C8D8A6A50', '0e0dfd3c6f1c4a0a9d6f0d1c8d8a6a51', 'x'`,
      'uuid',
      [
        '1:0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f',
        '2:0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a50',
        '3:0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a51',
      ],
      ['quality/invalid-uuid:t.v 1 4', 'quality/uuid-respelled:t.v 2 2 3'],
    ],
    [
      'blob',
      `x'6fa459eaee8a4ca4894edb77e160355e', x'00', x'00112233445566778899aabbccddeeff', '6fa459ea-ee8a-4ca4-894e-db77e160355e', 7`,
      'uuid',
      ['4:6fa459ea-ee8a-4ca4-894e-db77e160355e'],
      ['quality/invalid-uuid:t.v 2 2 5', 'quality/uuid-bytes:t.v 2 1 3'],
    ],
    [
      'blob',
      `x'00ff', 'text', 7`,
      'bytea',
      ['1:\\x00ff', '2:\\x74657874'],
      ['quality/wrong-storage-class:t.v 1 3', 'quality/text-in-blob:t.v 1 2'],
    ],
    [
      'text',
      `'a' || char(0), cast(x'c3' as text), x'ff00', x'4142', 'ok'`,
      'text',
      ['4:AB', '5:ok'],
      [
        'quality/binary-in-text:t.v 1 3',
        'quality/invalid-utf8:t.v 1 2',
        'quality/nul-in-text:t.v 1 1',
        'quality/blob-in-text:t.v 1 4',
      ],
    ],
    [
      'text',
      `'10.0.0.1', 'no address', '10.0.0.300'`,
      'inet',
      ['1:10.0.0.1'],
      ['quality/row-refused:t.v 2 2 3'],
    ],
    ['text', `'10.0.0.1/32', '::0001', '10.0.0.0/8'`, 'inet', ['1:10.0.0.1', '2:::1', '3:10.0.0.0/8'], []],
    ['text', `'( 1, 2 )', '3,4'`, 'point', ['1:(1,2)', '2:(3,4)'], []],
    ['text', `'{ 1,2 , 3}', '{}', '[1]'`, 'int[]', ['1:{1,2,3}', '2:{}'], ['quality/row-refused:t.v 1 3']],
    ['text', `'[1,4]', '[1,5)'`, 'int4range', ['1:[1,5)', '2:[1,5)'], []],
    [
      'text',
      `'1 day 2 hours', 'P1DT2H', '-3 days', '27:00:00', null, 90, 'x'`,
      'interval',
      ['1:1 day 02:00:00', '2:1 day 02:00:00', '3:-3 days', '4:27:00:00', '5:'],
      ['quality/interval-unclear:t.v 2 6 7'],
    ],
    [
      'text',
      `'1.02:03:04', '-00:00:01.5000000', '00:00:00.0000001', 'PT0.5S', '2 hours ago', '1 mon 1.5 d', 'P'`,
      'interval',
      ['2:-00:00:01.5', '4:00:00:00.5', '5:-02:00:00', '6:1 mon 1 day 12:00:00'],
      [
        'quality/interval-unclear:t.v 1 7',
        'quality/sub-microsecond:t.v 1 3',
        'quality/timespan-text:t.v 1 1',
      ],
    ],
    [
      'bigint',
      `3600000001, -5400500000, -1, 0, null, 9223372036854775807, 7730941129200000000`,
      'interval',
      ['1:01:00:00.000001', '2:-01:30:00.5', '3:-00:00:00.000001', '4:00:00:00', '5:', '7:2147483647:00:00'],
      ['quality/integer-out-of-range:t.v 1 6', 'quality/interval-from-number:t.v 5 1 2 3 4 7'],
    ],
    ['bigint', `90, '1 day', 1.5`, 'interval', ['2:1 day'], ['quality/wrong-storage-class:t.v 2 1 3']],
    [
      'decimal(10,2)',
      `12.34, 0.555, 7, -0.1, 1e17`,
      'money',
      ['1:$12.34', '3:$7.00', '4:-$0.10'],
      ['quality/decimal-overflow:t.v 2 2 5'],
    ],
    ['text', `'$12.34', '1,000.5'`, 'money', ['1:$12.34', '2:$1,000.50'], []],
    [
      'text',
      `'a@b', 'nobody', 'c@d'`,
      'email',
      ['1:a@b', '3:c@d'],
      ['integrity/check-violated:t.v[email] 1 2', 'schema/target-rule-extra:t.v[email] 0'],
    ],
    ['integer', `5, 6, null`, 'text', ['1:5', '2:6', '3:'], []],
    ['integer', `5, 6, 'x'`, 'text', ['1:5', '2:6', '3:x'], ['schema/mixed-storage-classes:t.v 1 3']],
    [
      '',
      `1, '1', x'31', 1.0, '1.0'`,
      'text',
      ['1:1', '2:1', '3:1', '4:1.0', '5:1.0'],
      ['schema/mixed-storage-classes:t.v 2 1 4', 'quality/blob-in-text:t.v 1 3'],
    ],
    [
      '',
      `1, 'ab', x'c3a4c3a4', x'616263', x'ff', 100, null`,
      'varchar(2)',
      ['1:1', '2:ab', '3:ää', '7:'],
      [
        'schema/mixed-storage-classes:t.v 1 1',
        'quality/binary-in-text:t.v 1 5',
        'quality/varchar-overflow:t.v 2 4 6',
        'quality/blob-in-text:t.v 1 3',
      ],
    ],
    [
      'blob',
      `1, 'ab', x'6162', x'00'`,
      'char(2)',
      ['1:1 ', '2:ab', '3:ab'],
      [
        'schema/mixed-storage-classes:t.v 1 1',
        'quality/binary-in-text:t.v 1 4',
        'quality/blob-in-text:t.v 1 3',
      ],
    ],
    ['text', `'1 day', x'3120646179'`, 'interval', ['1:1 day'], ['quality/wrong-storage-class:t.v 1 2']],
    [
      'text',
      `'a', null`,
      'text not null',
      ['1:a'],
      ['integrity/null-in-not-null:t.v 1 2', 'schema/target-rule-extra:t.v[NOT NULL] 0'],
    ],
  ]
  const types = `create type mood as enum ('sad', 'ok'); create domain email as text check (value like '%@%');`

  test.each(cases)('%s with %s to %s', async (declared, values, type, arrived, issues) => {
    const rows = splitValues(values).map((value, index) => `(${index + 1}, ${value})`)
    const source = `create table t (id integer primary key, v ${declared}); insert into t values ${rows.join(', ')}`
    const schema = `${types} create table t (id integer primary key, v ${type});`
    await withRehearsed(source, schema, async ({ record, query }) => {
      expect(record.run.error).toBeNull()
      expect((await query('select id, v from t order by id')).map(([id, v]) => `${id}:${v ?? ''}`)).toEqual(
        arrived,
      )
      expect(found(record).filter((line) => !line.startsWith('integrity/insert-probe-failed'))).toEqual(
        issues,
      )
      expect(record.mismatches).toEqual([])
      expect(record.summary).toMatchObject({
        validation: 'PASS',
        rowsLoaded: arrived.length,
        rowsRejected: rows.length - arrived.length,
      })
    })
  })
})

test.each(['float8', 'numeric'])('texts that are one number are one key of %s', async (type) => {
  const source = `create table t (v text primary key) without rowid; insert into t values ('1.5'), ('1.50'), ('2')`
  await withRehearsed(source, `create table t (v ${type} primary key)`, ({ record }) => {
    expect(found(record)[0]).toBe('integrity/duplicate-key:t.v[t_pkey] 2 1.5 1.50')
    expect(record.mismatches).toEqual([])
  })
})

/** Splits at the commas outside of quotes and parentheses. */
function splitValues(list: string): readonly string[] {
  return (
    list.match(/(?:'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|[^,'(])+/g)?.map((value) => value.trim()) ?? []
  )
}

test('a column of booleans that is no boolean is told for itself, beside the other types of its table', async () => {
  await withRehearsed(
    'create table t (id integer primary key, a boolean, b boolean); insert into t values (1, 0, 1)',
    'create table t (id int primary key, a smallint, b boolean)',
    ({ record }) => {
      const types = record.issues.filter(({ code }) => code === 'target-type-differs')
      expect(types.map(({ priority, id, message }) => `${priority} ${id} ${message}`)).toEqual([
        'MED schema/target-type-differs:t.a The target has smallint for the booleans of the source: PostgreSQL takes no true or false there, nor does it as a condition',
        'LOW schema/target-type-differs:t Types that the values alone would not ask for: id is integer instead of bigint',
      ])
    },
  )
})

test('a declared boolean whose DEFAULT is none is compared as the number that it is', async () => {
  const rows = 'insert into t values (1, 1), (2, 2), (3, 1), (4, 1)'
  await withRehearsed(
    `create table t (id integer primary key, w boolean not null default 1000); ${rows}`,
    'create table t (id bigint primary key generated by default as identity, w integer not null default 1000)',
    ({ record }) => {
      expect(record.summary).toMatchObject({ validation: 'PASS', rowsLoaded: 4, rowsRejected: 0 })
      expect(record.issues.map(({ priority, id }) => `${priority} ${id}`)).toEqual([
        'LOW schema/target-type-differs:t',
      ])
    },
  )
})
