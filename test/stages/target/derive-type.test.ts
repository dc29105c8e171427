import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { issueId } from '../../../src/issues/issue.ts'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { renderType } from '../../../src/stages/target/render-type.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { first, only, QUIET, snapshotOf } from '../catalog/read-from.ts'

/** A declared type, the values of the column between bars, the type in the target, and the issues as `code rows priority`. */
type Case = readonly [declared: string, values: string, target: string, ...issues: string[]]

const FAMILIES: Readonly<Record<string, readonly Case[]>> = {
  'no values: the declaration alone decides': [
    ['INTEGER', '', 'bigint'],
    ['smallint unsigned', '', 'bigint'],
    ['UNSIGNED BIG INT', '', 'bigint'],
    ['LONG', '', 'bigint'],
    ['REAL', '', 'double precision'],
    ['double precision', '', 'double precision'],
    ['DECIMAL(10,5)', '', 'numeric(10,5)'],
    ['numeric(5)', '', 'numeric(5,0)'],
    ['MONEY', '', 'numeric'],
    ['DECIMAL(5,10)', '', 'numeric'],
    ['VARCHAR(255)', '', 'character varying(255)'],
    ['VARYING CHARACTER(255)', '', 'character varying(255)'],
    ['NATIVE CHARACTER(70)', '', 'character varying(70)'],
    ['CHAR(36)', '', 'character varying(36)'],
    ['VARCHAR', '', 'text'],
    ['VARCHAR(99999999)', '', 'text'],
    ['TEXT', '', 'text'],
    ['CLOB', '', 'text'],
    ['BLOB', '', 'bytea'],
    ['BOOLEAN', '', 'boolean'],
    ['DATE', '', 'date'],
    ['TIME', '', 'time without time zone'],
    ['DATETIME', '', 'timestamp without time zone'],
    ['TIMESTAMP WITH TIME ZONE', '', 'timestamp with time zone'],
    ['JSON', '', 'json'],
    ['JSONB', '', 'json'],
    ['GUID', '', 'uuid'],
    ['', '', 'text'],
    ['INTEGE', '', 'bigint', 'declared-type-unknown 0 LOW'],
    ['TEXT NOCASE', '', 'text', 'declared-type-unknown 0 LOW'],
    ['INTERVAL', "'1 day'", 'text', 'declared-type-unknown 0 LOW'],
    ['POINT', "'(1,2)'", 'text', 'declared-type-unknown 0 LOW'],
    ['BIT', '', 'boolean'],
    ['BIT(1)', '', 'boolean'],
    ['YesNo', '', 'boolean'],
    ['[Yes/No]', '', 'boolean'],
    ['BIT(8)', '', 'text', 'declared-type-unknown 0 LOW'],
    ['BIT VARYING', '', 'text', 'declared-type-unknown 0 LOW'],
    ['BYTE', '', 'bigint'],
    ...['POINT', 'POINTZ', 'POINT Z', 'MULTIPOINT', 'MULTIPOINTZM', 'LineString M', 'polygon', 'CURVE'].map(
      (name): Case => [name, '', 'bytea'],
    ),
    ['"GEOMETRY(POINT, 4326)"', '', 'bytea'],
    ['GeometryCollectionZ', '', 'bytea'],
    ['TIN', '', 'bytea'],
    ['CLOSING', '', 'text', 'declared-type-unknown 0 LOW'],
    ['date_text', '', 'date'],
    ['time_text', '', 'time without time zone'],
    ['datetime_text', '', 'timestamp without time zone'],
    ['timestamp_with_timezone_text', '', 'timestamp with time zone'],
    ['json_text', '', 'json'],
    ['jsonb_text', '', 'json'],
    ['uuid_text', '', 'uuid'],
    ['enum_text', '', 'text'],
    ['real_decimal(10, 2)', '', 'numeric(10,2)'],
    ['real_decimal', '', 'numeric'],
    ['real_money', '', 'numeric'],
    ['varbinary_blob(16)', '', 'bytea'],
    ['boolean_integer', '', 'boolean'],
    ['uuid_blob', '', 'uuid'],
    ['tinyinteger', '', 'bigint'],
    ['smallinteger', '', 'bigint'],
    ['biginteger', '', 'bigint'],
    ['NAIVE_DATETIME', '', 'timestamp without time zone'],
    ['UTC_DATETIME_USEC', '', 'timestamp without time zone'],
    ['int4range', "'[1,2)'", 'text', 'declared-type-unknown 0 LOW'],
  ],
  'integers keep every number': [
    ['INTEGER', '1 | 9223372036854775807 | null', 'bigint'],
    ['INTEGER', '1 | 2.5', 'double precision', 'fraction-in-integer 1 MED'],
    ['INTEGER', '9007199254740993 | 2.5', 'numeric', 'fraction-in-integer 1 MED'],
    ['INTEGER', '9223372036854775807 | 18446744073709551615', 'numeric', 'integer-beyond-64-bits 1 MED'],
    ['INTEGER', "10 | 'lots' | 5", 'bigint', 'wrong-storage-class 1 HIGH'],
    ['INTEGER', "'a' | 'b' | 5", 'text', 'wrong-storage-class 2 HIGH', 'mixed-storage-classes 1 MED'],
    ['INTEGER', "'a' | 'b'", 'text', 'wrong-storage-class 2 MED'],
    ['INT', "x'00' | x'ff' | 1", 'bytea', 'wrong-storage-class 2 HIGH', 'mixed-storage-classes 1 HIGH'],
    ['INT', "x'ff' | 1", 'text', 'wrong-storage-class 1 HIGH', 'mixed-storage-classes 1 MED'],
    ['INT', "x'ff' | 1 | 'a'", 'text', 'wrong-storage-class 2 HIGH', 'mixed-storage-classes 1 MED'],
    ['INT', "x'ff' | 'a'", 'bytea', 'wrong-storage-class 2 MED'],
    ['INTEGER UNSIGNED', '1 | -1', 'bigint', 'negative-unsigned 0 LOW'],
  ],
  'reals and decimals are not rounded': [
    ['REAL', '0.1 | 1e300 | 9e999', 'double precision', 'non-finite-number 1 MED'],
    ['REAL', "1.5 | 2.5 | 'NaN'", 'double precision', 'wrong-storage-class 1 HIGH'],
    ['DECIMAL(5,2)', '999.99 | 1', 'numeric(5,2)'],
    ['DECIMAL(5,2)', '999.99 | 1000 | 0.001', 'numeric', 'decimal-overflow 2 HIGH'],
    ['DECIMAL(5,2)', '9e999', 'numeric', 'non-finite-number 1 MED'],
    ['DECIMAL(22,2)', "'12345678901234567890.12' | 1", 'numeric(22,2)', 'digits-already-lost 1 MED'],
  ],
  'texts are not cut': [
    ['VARCHAR(3)', "'abc' | 'äöü'", 'character varying(3)'],
    ['VARCHAR(3)', "'abcd'", 'text', 'varchar-overflow 0 HIGH'],
    ['TEXT', "'a' | x'62'", 'text', 'blob-in-text 1 MED'],
    ['TEXT', "'a' | 'b' | x'62' | x'ff'", 'text', 'blob-in-text 1 MED', 'binary-in-text 1 HIGH'],
    ['TEXT', "'a' | 'b' | x'ff'", 'text', 'blob-in-text 0 MED', 'binary-in-text 0 HIGH'],
    [
      'TEXT',
      "x'ff' | x'00' | 'a'",
      'bytea',
      'blob-in-text 0 MED',
      'binary-in-text 0 HIGH',
      'text-in-blob 1 MED',
    ],
    ['TEXT', "'a' | 'b' | char(0)", 'text', 'nul-in-text 1 HIGH'],
    ['TEXT', "'a' | 'b' | cast(x'ff' as text)", 'text', 'invalid-utf8 1 HIGH'],
    ['TEXT', 'char(0)', 'bytea', 'nul-in-text 1 MED'],
    ['TEXT', "'00:30:00' | '1.02:03:04'", 'text', 'timespan-text 0 LOW'],
    ['TEXT', "'2024-01-01 10:00:00.1234567'", 'text', 'sub-microsecond 1 LOW'],
  ],
  'texts of which SQLite has made numbers are told': [
    ['STRING', "'a' | 'b'", 'text'],
    ['STRING(20)', "'98101' | 'SW1A 1AA' | '01234'", 'text', 'mixed-storage-classes 2 HIGH'],
    [
      'STRING',
      "'1.10' | 'x' | x'62'",
      'text',
      'blob-in-text 0 MED',
      'binary-in-text 0 HIGH',
      'mixed-storage-classes 1 HIGH',
    ],
    [
      'ENUM',
      "'a' | '123456789012345678901'",
      'text',
      'mixed-storage-classes 1 HIGH',
      'digits-already-lost 1 MED',
    ],
    ['STRING', "'01234' | '007'", 'text', 'declared-type-not-followed 2 MED'],
    [
      'STRING',
      "1 | x'ff' | x'fe'",
      'bytea',
      'blob-in-text 0 MED',
      'binary-in-text 0 HIGH',
      'mixed-storage-classes 1 HIGH',
    ],
    [
      'PHONE',
      "'+41 7' | '+42 7' | '123456789012345678901'",
      'text',
      'mixed-storage-classes 1 HIGH',
      'digits-already-lost 1 MED',
      'declared-type-unknown 0 LOW',
    ],
    [
      'PHONE',
      '123456789012345678901',
      'double precision',
      'digits-already-lost 1 MED',
      'declared-type-unknown 0 LOW',
    ],
    ['', '1e300', 'double precision'],
    [
      'JSON',
      `'{"a":1}' | '12345678901234567890'`,
      'json',
      'json-not-jsonb 0 MED',
      'digits-already-lost 1 MED',
    ],
  ],
  'blobs stay bytes': [
    ['BLOB', "x'00' | x''", 'bytea'],
    ['BLOB', "x'00' | 'text'", 'bytea', 'text-in-blob 1 MED'],
    ['BLOB', "x'00' | x'01' | 1", 'bytea', 'wrong-storage-class 1 HIGH'],
    ['BLOB', "'a' | 'b'", 'bytea', 'text-in-blob 2 MED'],
    ['BLOB', "'a' | 'b' | 1", 'text', 'mixed-storage-classes 1 HIGH'],
    ['BLOB', "'a' | 1 | 2.5", 'text', 'mixed-storage-classes 1 HIGH'],
    ['BLOB', "'a' | 1", 'text', 'mixed-storage-classes 2 HIGH'],
    ['BLOB', "'a' | 'b' | 'c' | 1 | x'00'", 'bytea', 'text-in-blob 3 MED', 'wrong-storage-class 1 HIGH'],
    ['BLOB', '1 | 2', 'bigint', 'wrong-storage-class 2 MED'],
    ['BLOB', "1 | 2 | 3.5 | x'0001' | x'ff'", 'double precision', 'wrong-storage-class 2 HIGH'],
    ['BLOB', "9007199254740993 | 0.5 | x'00'", 'numeric', 'wrong-storage-class 1 HIGH'],
    [
      'BLOB',
      "1 | x'ff'",
      'text',
      'wrong-storage-class 1 HIGH',
      'blob-in-text 0 MED',
      'binary-in-text 0 HIGH',
    ],
    [
      'BLOB',
      "1 | 2 | 3 | 'a' | x'ff'",
      'text',
      'wrong-storage-class 3 HIGH',
      'blob-in-text 0 MED',
      'binary-in-text 0 HIGH',
    ],
    [
      'STRING',
      "1 | x'ff'",
      'text',
      'blob-in-text 0 MED',
      'binary-in-text 0 HIGH',
      'mixed-storage-classes 1 HIGH',
    ],
    ['BOOLEAN', "2 | 3 | x'ff'", 'bigint', 'boolean-spelling 3 MED', 'wrong-storage-class 1 HIGH'],
    ['byte[]', "x'00'", 'bytea', 'declared-type-unknown 0 LOW'],
  ],
  'booleans are 0, 1, t, f, true and false': [
    ['BOOLEAN', "0 | 1 | 't' | 'FALSE'", 'boolean'],
    ['BOOLEAN', "0 | 1 | 'yes'", 'boolean', 'boolean-spelling 1 HIGH'],
    ['BOOLEAN', '2 | 3 | 1', 'bigint', 'boolean-spelling 2 HIGH'],
    ['numeric default false', '0 | 1', 'boolean'],
    ['numeric default false', '0 | 2', 'numeric'],
    ['numeric', '0 | 1', 'numeric'],
    ['INTEGER', '0 | 1', 'bigint'],
    ['BIT NOT NULL DEFAULT 0', '0 | 1 | 1', 'boolean'],
    ['bit DEFAULT false', '0 | 1 | null', 'boolean'],
    ['BIT(1)', '0 | 1', 'boolean'],
    ['YESNO', "0 | 'true'", 'boolean'],
    ['YESNO', '0 | -1', 'bigint', 'declared-type-unknown 0 LOW'],
    ['BIT', '0 | 1 | 1 | 2', 'bigint', 'declared-type-unknown 0 LOW'],
    ['BIT(8)', '0 | 1', 'bigint', 'declared-type-unknown 0 LOW'],
    ['BIT VARYING', '0 | 1', 'bigint', 'declared-type-unknown 0 LOW'],
    ['BYTE', '0 | 255', 'bigint'],
    ['JSON default true', '1 | 1', 'json'],
    ['DATE default false', '0 | 1', 'bigint', 'date-encoding-unknown 2 MED'],
  ],
  'no boolean has a DEFAULT but 0 and 1': [
    ['BOOLEAN not null default 1000', '1 | 2 | 1 | 1', 'bigint', 'declared-type-not-followed 1 LOW'],
    ['BOOLEAN not null default 1000', '', 'bigint', 'declared-type-not-followed 0 LOW'],
    ['BOOLEAN default -1', '0 | 1', 'bigint', 'declared-type-not-followed 0 LOW'],
    ["BOOLEAN default '1000'", '0 | null', 'bigint', 'declared-type-not-followed 0 LOW'],
    ['BOOLEAN default (500 * 2)', '0 | 1', 'bigint', 'declared-type-not-followed 0 LOW'],
    ['BOOLEAN default 1e3', '0 | 1', 'bigint', 'declared-type-not-followed 0 LOW'],
    ['BOOLEAN default 0.5', '0 | 1', 'double precision', 'declared-type-not-followed 0 LOW'],
    [
      'BOOL default 5',
      "1 | 2 | 'x'",
      'bigint',
      'wrong-storage-class 1 HIGH',
      'declared-type-not-followed 2 LOW',
    ],
    ['BIT default 5', '', 'bigint', 'declared-type-not-followed 0 LOW'],
    ['BIT default 5', '0 | 1', 'bigint', 'declared-type-not-followed 0 LOW'],
    ['BIT default 5', '2 | 1', 'bigint', 'declared-type-not-followed 1 LOW'],
    ['BOOLEAN default 5', "'t' | 'f' | 1", 'boolean', 'default-not-translated 0 MED'],
    ["BOOLEAN default 'x'", '0 | 1', 'boolean', 'default-not-translated 0 MED'],
    ['BOOLEAN default true', '0 | 1', 'boolean'],
    ["BOOLEAN default '1'", '0 | 1', 'boolean'],
    ['BOOLEAN default 1.0', '0 | 1', 'boolean'],
    ['BOOLEAN default null', '', 'boolean'],
  ],
  'geometries are bytes': [
    [
      'MULTIPOINT',
      "x'47500003e61000000101000000' | null",
      'bytea',
      'geometry-blob 0 LOW',
      'sqlite-jsonb 0 MED',
    ],
    ['POINTZ', "x'47500003e61000000101000000'", 'bytea', 'geometry-blob 0 LOW', 'sqlite-jsonb 0 MED'],
    ['GEOMETRY', "'POINT(1 2)' | 'POINT(3 4)'", 'text', 'declared-type-unknown 0 LOW'],
    ['POINT', '3 | 4', 'bigint', 'declared-type-unknown 0 LOW'],
    ['MULTIPOINT', "'MULTIPOINT(1 2)'", 'text', 'declared-type-unknown 0 LOW'],
    [
      'POLYGON',
      "x'01' | x'02' | 'POLYGON EMPTY'",
      'bytea',
      'mixed-storage-classes 1 HIGH',
      'text-in-blob 1 MED',
      'declared-type-unknown 0 LOW',
    ],
  ],
  'the types of SeaORM, Ecto and Phinx are those that they have in PostgreSQL': [
    ['date_text', "'2024-02-29' | '2024-03-01 00:00:00'", 'date', 'declared-type-not-followed 1 LOW'],
    ['time_text', "'08:30:00' | '23:59:59.5'", 'time without time zone'],
    ['timestamp_text', "'2024-01-01 10:00:00'", 'timestamp without time zone'],
    ['timestamp_with_timezone_text', "'2024-01-01T10:00:00Z'", 'timestamp with time zone'],
    ['json_text', `'{"a": 1}' | '[]'`, 'json', 'json-not-jsonb 0 MED'],
    ['jsonb_text', `'{' | '[]' | '{}'`, 'json', 'invalid-json 1 HIGH', 'json-not-jsonb 0 MED'],
    ['uuid_text', "'0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'", 'uuid'],
    [
      'uuid_text',
      "x'0e0dfd3c6f1c4a0a9d6f0d1c8d8a6a5f'",
      'bytea',
      'invalid-uuid 0 MED',
      'uuid-bytes 0 MED',
      'geometry-blob 0 LOW',
      'sqlite-jsonb 0 MED',
    ],
    ['real_decimal(10, 2)', '12.34 | 99999999.99', 'numeric(10,2)'],
    ['real_decimal(5, 2)', '1000 | 1.001', 'numeric', 'decimal-overflow 2 HIGH'],
    ['real_money', '12.3456', 'numeric'],
    ['varbinary_blob(16)', "x'00'", 'bytea'],
    ['boolean_integer default 1', '0 | 1', 'boolean'],
    ['boolean_integer', '0 | 1 | 2', 'boolean', 'boolean-spelling 1 HIGH'],
    [
      'uuid_blob',
      "x'0e0dfd3c6f1c4a0a9d6f0d1c8d8a6a5f'",
      'bytea',
      'invalid-uuid 0 MED',
      'uuid-bytes 0 MED',
      'geometry-blob 0 LOW',
      'sqlite-jsonb 0 MED',
    ],
    ['NAIVE_DATETIME', "'2024-01-01T10:00:00'", 'timestamp without time zone'],
    ['UTC_DATETIME_USEC', "'2024-01-01T10:00:00.123456'", 'timestamp without time zone'],
  ],
  'dates are read in no way but the ISO one': [
    ['DATE', "'2024-02-29' | '0001-01-01'", 'date'],
    ['DATE', "'2024-02-28' | '2024-02-29' | '2023-02-29'", 'date', 'invalid-date 1 HIGH'],
    ['DATE', "'31/12/2020' | '2020-12-31'", 'text', 'invalid-date 1 HIGH'],
    ['DATE', "'31/12/2020' | '13.05.2020'", 'text', 'invalid-date 2 MED'],
    ['DATE', "'31/12/2020' | 7", 'text', 'date-encoding-unknown 1 MED', 'invalid-date 1 MED'],
    [
      'DATE',
      "'2024-01-01' | '2024-01-01 10:00'",
      'timestamp without time zone',
      'declared-type-not-followed 1 LOW',
    ],
    ['DATETIME', "'2024-01-01 10:00:00' | '2024-01-01'", 'timestamp without time zone'],
    ['DATETIME', "'2024-01-01T10:00:00Z' | '2024-01-01 10:00+00:00'", 'timestamp with time zone'],
    ['DATETIME', "'2024-01-01T10:00+02:00'", 'timestamp with time zone', 'time-zone-normalised 1 LOW'],
    [
      'DATETIME',
      "'2024-01-01T10:00+02:00' | '2024-01-01 10:00' | '2024-01-01'",
      'timestamp with time zone',
      'time-zone-normalised 1 LOW',
      'time-zone-mixed 1 MED',
    ],
    ['TIMESTAMPTZ', "'2024-01-01 10:00'", 'timestamp with time zone', 'time-zone-mixed 1 MED'],
    [
      'timestampz',
      "'2024-01-01 10:00+01'",
      'timestamp with time zone',
      'time-zone-normalised 1 LOW',
      'declared-type-unknown 0 LOW',
    ],
    [
      'DATETIME',
      "'2024-01-01 10:00Z' | '2024-01-02 10:00Z' | '2024-01-01 10:00'",
      'timestamp with time zone',
      'time-zone-mixed 1 MED',
    ],
    [
      'DATETIME',
      "'2024-01-01 10:00' | '2024-01-02 10:00' | '2024-01-01 10:00Z'",
      'timestamp with time zone',
      'time-zone-mixed 1 MED',
    ],
    ['DATETIME', "'2024-01-01 10:00' | '2024-01-01 10:00:00.1234567'", 'text', 'sub-microsecond 1 MED'],
    [
      'DATETIME',
      "'x' | '2024-01-01 10:00:00.1234567' | '2024-01-01 10:00:00.1234567+02:00'",
      'text',
      'invalid-date 1 HIGH',
      'sub-microsecond 2 MED',
    ],
    [
      'DATETIME',
      "'2024-01-01 10:00' | '2024-01-01' | 0",
      'timestamp without time zone',
      'date-encodings-mixed 1 HIGH',
    ],
    ['DATETIME', "'2024-01-01 10:00' | 0 | 1", 'text', 'date-encodings-mixed 3 HIGH'],
    ['date', "'2024-01-01 00:00:00' | '2024-01-02T00:00Z'", 'date', 'declared-type-not-followed 2 LOW'],
    [
      'DATE',
      "'2024-01-01 00:00' | '2024-01-02' | '2024-01-03 00:00' | 7 | 'x'",
      'date',
      'declared-type-not-followed 2 LOW',
      'date-encodings-mixed 1 HIGH',
      'invalid-date 1 HIGH',
    ],
    ['DATETIME', "'2024-01-01 00:00:00' | '2024-01-02 00:00:00'", 'timestamp without time zone'],
    [
      'DATETIME',
      "1627303906122 | 1627303906123 | 1627303906124 | '2024-01-01 10:00' | 'x'",
      'text',
      'date-encodings-mixed 1 HIGH',
      'invalid-date 1 HIGH',
    ],
    ['TIMESTAMP', "1704103200.5 | 1704103260 | '2024-01-01 10:00'", 'text', 'date-encodings-mixed 1 HIGH'],
    ['DATETIME', "1627303906122 | '2024-01-01 10:00'", 'text', 'date-encodings-mixed 1 HIGH'],
    ['DATETIME', '1627303906122 | -1 | 0 | null', 'timestamp with time zone', 'date-encoding 3 LOW'],
    ['TIMESTAMP', '1609459200', 'timestamp with time zone', 'date-encoding 1 LOW'],
    [
      'DATETIME',
      '1609459200 | 1609459201 | 1609459200000',
      'bigint',
      'date-encodings-mixed 0 HIGH',
      'date-encoding-unknown 0 MED',
    ],
    [
      'DATETIME',
      '1609459200000 | 1609459200001 | 1609459200',
      'bigint',
      'date-encodings-mixed 0 HIGH',
      'date-encoding-unknown 0 MED',
    ],
    ['DATE', '20180406034959', 'bigint', 'date-encoding-unknown 1 MED'],
    [
      'TIMESTAMP',
      '1704103200.5 | 1704103260.25 | 1704103320',
      'timestamp with time zone',
      'date-encoding 3 LOW',
    ],
    ['TIMESTAMP', '1704103260.456789 | null', 'timestamp with time zone', 'date-encoding 1 LOW'],
    ['TIMESTAMP', '1704103260.4567894 | 1704103320', 'double precision', 'date-encoding-unknown 2 MED'],
    ['TIMESTAMP', '1704103260.5 | 2459000.5', 'double precision', 'date-encoding-unknown 2 MED'],
    ['TIMESTAMP', '1704103260.5 | 1704103260000', 'double precision', 'date-encoding-unknown 2 MED'],
    [
      'TIMESTAMP',
      '1704103260.5 | 9e999',
      'double precision',
      'date-encoding-unknown 2 MED',
      'non-finite-number 1 MED',
    ],
    ['REAL TIMESTAMP', '1704103260.5', 'double precision', 'declared-type-unknown 0 LOW'],
    ['DATETIME', '2459000.5', 'double precision', 'date-encoding-unknown 1 MED'],
    ['TIMESTAMPTZ', "'2024-01-01 10:00:00-00:00' | '2024-01-01 10:00:00Z'", 'timestamp with time zone'],
    ['TIME', "'08:30' | '23:59:59.5'", 'time without time zone'],
    [
      'TIME',
      "'08:30' | '09:00' | '24:00:01'",
      'time without time zone',
      'time-beyond-day 0 HIGH',
      'invalid-date 0 HIGH',
    ],
    ['TIME', "'08:30' | '24:00:00' | '24:00'", 'time without time zone'],
    ['TIME', "'08:30' | '09:00' | '10:00:00.1234567'", 'text', 'sub-microsecond 1 MED'],
    [
      'TIME',
      "'25:30' | 'x' | '10:00:00.1234567' | '10:00'",
      'text',
      'time-beyond-day 0 HIGH',
      'invalid-date 0 HIGH',
      'sub-microsecond 1 MED',
    ],
    ['TIME', "'10:00:00+00:00' | '10:00:00.5Z' | null", 'time with time zone'],
    [
      'TIME',
      "'10:00:00+00:00' | '11:00:00+02:00' | '12:00'",
      'text',
      'time-beyond-day 0 HIGH',
      'invalid-date 0 HIGH',
    ],
    [
      'TIME',
      "'10:00:00+00:00' | '11:00' | '12:00'",
      'time without time zone',
      'time-beyond-day 0 HIGH',
      'invalid-date 0 HIGH',
    ],
    ['TIMETZ', "'10:00:00+02' | '23:59-0800'", 'time with time zone'],
    ['time with time zone', '', 'time with time zone'],
    ['TIMETZ', "'10:00:00+02' | '23:59'", 'time with time zone', 'time-zone-mixed 1 MED'],
    [
      'TIMETZ',
      "'10:00+02' | '23:59' | '22:00' | 'x'",
      'time with time zone',
      'time-zone-mixed 1 MED',
      'time-beyond-day 0 HIGH',
      'invalid-date 0 HIGH',
    ],
    ['TIMETZ', "'x' | 'y'", 'text', 'time-beyond-day 0 MED', 'invalid-date 0 MED'],
    ["TIMETZ default '08:00:00+01'", '', 'time with time zone'],
    ['TEXT', "'10:00:00.1234567'", 'text', 'sub-microsecond 1 LOW'],
    [
      'DATETIME',
      "'2024-01-01' | '10:00:00.1234567' | '2024-01-02'",
      'timestamp without time zone',
      'invalid-date 1 HIGH',
    ],
  ],
  'json and uuid are never respelled': [
    ['JSON', `'{"a": 1, "a": 2}' | '[]' | 1`, 'json', 'json-not-jsonb 0 MED'],
    ['JSON', `'{}' | '[]' | '{oops'`, 'json', 'invalid-json 1 HIGH', 'json-not-jsonb 0 MED'],
    ['JSON', "x'7b' | x'7d'", 'bytea', 'invalid-json 2 MED'],
    ['JSON', "x'7b7d' | x'5b5d'", 'json', 'sqlite-jsonb 0 HIGH', 'blob-in-text 0 MED'],
    [
      'JSON',
      "x'7b7d' | '[]' | '{}'",
      'json',
      'sqlite-jsonb 0 HIGH',
      'blob-in-text 0 MED',
      'json-not-jsonb 0 MED',
    ],
    [
      'JSON',
      "x'7b7d' | x'5b5d' | x'ff'",
      'json',
      'invalid-json 0 HIGH',
      'sqlite-jsonb 0 HIGH',
      'blob-in-text 0 MED',
    ],
    ['JSON', "x'7b7d' | x'ff' | x'fe'", 'bytea', 'invalid-json 2 HIGH'],
    ['TEXT', "x'7b7d' | '[]' | '{}'", 'text', 'blob-in-text 1 MED'],
    ['UUID', "'0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'", 'uuid'],
    [
      'UUID',
      "'0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f' | '0E0DFD3C-6F1C-4A0A-9D6F-0D1C8D8A6A5F'",
      'text',
      'invalid-uuid 1 MED',
    ],
    [
      'UUID',
      "x'0e0dfd3c6f1c4a0a9d6f0d1c8d8a6a5f'",
      'bytea',
      'invalid-uuid 0 MED',
      'uuid-bytes 0 MED',
      'geometry-blob 0 LOW',
      'sqlite-jsonb 0 MED',
    ],
  ],
  'UUIDs of which SQLite has made numbers are told apart': [
    [
      'UUID',
      "'970336196371487485912797e7866347' | '8d2ad3c88a334d458a415e0d6d8bd7f5' | '9d2ad3c88a334d458a415e0d6d8bd7f5' | '12345678901234567890123456789012' | 'x'",
      'text',
      'invalid-uuid 3 MED',
      'digits-already-lost 2 HIGH',
    ],
    [
      'GUID',
      "'0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f' | '1e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f' | '00000000000000000000000000000000'",
      'text',
      'digits-already-lost 1 HIGH',
    ],
    ['UUID', "'12345678901234567890123456789012'", 'double precision', 'digits-already-lost 1 HIGH'],
    [
      'UUID',
      "'1e999' | '12345678901234567890123456789012'",
      'double precision',
      'digits-already-lost 2 HIGH',
    ],
    [
      'UUID',
      "'12345678901234567890123456789012' | 'a'",
      'text',
      'invalid-uuid 1 MED',
      'digits-already-lost 1 HIGH',
    ],
    ['UUID', '1 | 2', 'bigint', 'invalid-uuid 2 MED'],
    [
      'UUID',
      "x'ff' | x'fe' | '12345678901234567890123456789012'",
      'bytea',
      'invalid-uuid 2 MED',
      'wrong-storage-class 1 HIGH',
    ],
    [
      'UUID',
      "x'ff' | '12345678901234567890123456789012' | '22345678901234567890123456789012'",
      'double precision',
      'invalid-uuid 1 MED',
      'digits-already-lost 2 HIGH',
      'wrong-storage-class 1 HIGH',
    ],
    ['uuid_text', "'12345678901234567890123456789012'", 'text', 'invalid-uuid 1 MED'],
    ['uuid_blob', "1 | 'a' | 'b'", 'text', 'invalid-uuid 3 MED'],
  ],
  'without a type the values decide': [
    ['', '1 | 2', 'bigint'],
    ['', '1 | 2.5', 'double precision'],
    ['', '9007199254740993 | 0.5', 'numeric'],
    ['', '9e999 | 1', 'double precision', 'non-finite-number 1 MED'],
    ['', "9e999 | -9e999 | 'x'", 'text', 'mixed-storage-classes 1 HIGH'],
    ['RATIO', '-9e999 | 1', 'double precision', 'non-finite-number 1 MED', 'declared-type-unknown 0 LOW'],
    ['BOOLEAN', '9e999 | 2', 'double precision', 'boolean-spelling 2 MED', 'non-finite-number 1 MED'],
    ['', "'a'", 'text'],
    ['', "x'00'", 'bytea'],
    ['', "1 | '1' | 'x'", 'text', 'mixed-storage-classes 1 HIGH'],
    ['', "1 | 2 | 3.5 | x'0001' | x'ff'", 'double precision', 'mixed-storage-classes 2 HIGH'],
    ['', "1 | x'0001' | x'ff'", 'bytea', 'mixed-storage-classes 1 HIGH'],
    ['', "1 | x'ff'", 'text', 'mixed-storage-classes 2 HIGH', 'blob-in-text 0 MED', 'binary-in-text 0 HIGH'],
    [
      '',
      "1 | 2 | 'a' | x'ff'",
      'text',
      'mixed-storage-classes 4 HIGH',
      'blob-in-text 0 MED',
      'binary-in-text 0 HIGH',
    ],
    [
      '',
      "1 | '1' | x'31' | 3.5",
      'text',
      'mixed-storage-classes 4 HIGH',
      'blob-in-text 0 MED',
      'binary-in-text 0 HIGH',
    ],
  ],
}

describe.each(Object.entries(FAMILIES))('%s', (_, cases) => {
  it.each(cases)('%s of (%s) becomes %s', async (declared, values, target, ...issues) => {
    const rows = values === '' ? '' : `insert into t (c) select v from (${unionOf(values)});`
    const path = await sqliteFromSql(`create table t (c ${declared}, id integer primary key); ${rows}`)
    const schema = deriveSchema(await readCatalog(snapshotOf(path), QUIET))
    const { type } = first(only(schema.tables).columns)
    const found = schema.issues.map(({ issue }) => `${issue.code} ${issue.rows} ${issue.priority}`)
    expect({ type: renderType(type), issues: found }).toEqual({ type: target, issues })
    expect(predictedRows(path, schema.issues)).toEqual(countedRows(schema.issues))
  })
})

describe('deriveType', () => {
  it('says of a blob with U+0000 no more than that one of two things is so', async () => {
    const path = await sqliteFromSql("create table t (c text); insert into t values ('a'), ('b'), (x'00')")
    const schema = deriveSchema(await readCatalog(snapshotOf(path), QUIET))
    const found = schema.issues.find(({ issue }) => issue.code === 'binary-in-text')
    expect(found?.counted?.message(1, 0)).toBe(
      '1 value is a blob in a text column, not valid UTF-8 or with the character U+0000',
    )
  })

  it('says of mixed encodings as many values as it counts', async () => {
    const values = "(1577872800), (1577872800123), (2458849.5), ('2020-01-01 10:00:00')"
    const path = await sqliteFromSql(
      `create table t (c datetime primary key); insert into t values ${values}`,
    )
    const schema = deriveSchema(await readCatalog(snapshotOf(path), QUIET))
    expect(schema.issues.map(({ issue }) => [issue.rows, issue.message])).toEqual([
      [4, '4 values are in several encodings: 3 numbers and 1 ISO date; the target is text'],
    ])
  })

  it.each([
    [
      '631152000',
      'bigint',
      '1 number counts seconds since 2001-01-01 UTC, if Core Data wrote it; the target is bigint',
    ],
    [
      '631152000.5',
      'double precision',
      '1 number counts seconds since 2001-01-01 UTC, if Core Data wrote it; the target is double precision',
    ],
  ])('takes %s of Core Data for no count since 1970', async (value, kind, message) => {
    const columns = 'z_created timestamp, Z_PK integer primary key, Z_ENT integer, Z_OPT integer'
    const path = await sqliteFromSql(`create table t (${columns}); insert into t values (${value}, 1, 1, 1)`)
    const schema = deriveSchema(await readCatalog(snapshotOf(path), QUIET))
    expect(first(only(schema.tables).columns).type.kind).toBe(kind)
    expect(schema.issues.map(({ issue }) => [issue.code, issue.message])).toContainEqual([
      'date-encoding-unknown',
      message,
    ])
    const { remedy } = only(schema.issues.filter(({ issue }) => issue.code === 'date-encoding-unknown')).issue
    expect(remedy).toContain('`from: core-data-seconds`')
    expect(remedy).not.toContain('from: epoch')
  })

  it('makes text of json that stands in a key, because json has no equality', async () => {
    const path = await sqliteFromSql(`create table t (c json unique); insert into t values ('{}')`)
    const schema = deriveSchema(await readCatalog(snapshotOf(path), QUIET))
    expect(first(only(schema.tables).columns).type).toEqual({ kind: 'text' })
    expect(schema.issues.map(({ issue }) => issueId(issue))).toContain(
      'schema/declared-type-not-followed:t.c',
    )
  })
})

function unionOf(values: string): string {
  return values
    .split(' | ')
    .map((value) => `select ${value} as v`)
    .join(' union all ')
}

type Issues = ReturnType<typeof deriveSchema>['issues']

/** How many rows the predicate of each issue finds. */
function predictedRows(path: string, issues: Issues): readonly unknown[] {
  const database = openSqlite(path)
  const counts = withRows(issues).map(({ issue, rowsWhere }) => [
    issue.code,
    Number(database.prepare(`select count(*) from t where ${rowsWhere}`).pluck().get()),
  ])
  database.close()
  return counts
}

/** What the issues say. */
function countedRows(issues: Issues): readonly unknown[] {
  return withRows(issues).map(({ issue }) => [issue.code, issue.rows])
}

/** Issues without rows are counted later, when the rows are located. */
function withRows(issues: Issues): Issues {
  return issues.filter(({ issue, rowsWhere }) => rowsWhere !== null && issue.rows > 0)
}
