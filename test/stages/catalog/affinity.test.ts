import { expect, it } from 'vitest'
import { affinityOf } from '../../../src/stages/catalog/affinity.ts'

/** The table of https://www.sqlite.org/datatype3.html#affinity_name_examples, and the traps of its text. */
it.each([
  ...['INT', 'INTEGER', 'TINYINT', 'SMALLINT', 'MEDIUMINT', 'BIGINT', 'UNSIGNED BIG INT', 'INT2', 'INT8'].map(
    (type) => [type, 'INTEGER'],
  ),
  ...[
    'CHARACTER(20)',
    'VARCHAR(255)',
    'VARYING CHARACTER(255)',
    'NCHAR(55)',
    'NATIVE CHARACTER(70)',
    'NVARCHAR(100)',
    'TEXT',
    'CLOB',
  ].map((type) => [type, 'TEXT']),
  ...['BLOB', '', 'longblob'].map((type) => [type, 'BLOB']),
  ...['REAL', 'DOUBLE', 'DOUBLE PRECISION', 'FLOAT'].map((type) => [type, 'REAL']),
  ...['NUMERIC', 'DECIMAL(10,5)', 'BOOLEAN', 'DATE', 'DATETIME', 'STRING', 'ANY'].map((type) => [
    type,
    'NUMERIC',
  ]),
  ['FLOATING POINT', 'INTEGER'],
  ['CHARINT', 'INTEGER'],
  ['TEXTBLOB', 'TEXT'],
  ['BLOBREAL', 'BLOB'],
])('%j has the affinity %s', (type, affinity) => {
  expect(affinityOf(type, false)).toBe(affinity)
})

it('takes ANY of a STRICT table as a type that converts nothing', () => {
  expect(affinityOf('ANY', true)).toBe('BLOB')
  expect(affinityOf('any', true)).toBe('BLOB')
})
