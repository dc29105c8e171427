import { expect, it } from 'vitest'
import { decimalLimits, parseDeclaredType } from '../../src/sql/declared-type.ts'

it.each([
  ['VARCHAR(255)', { name: 'VARCHAR', arguments: [255] }],
  ['varying  character (70)', { name: 'VARYING CHARACTER', arguments: [70] }],
  ['DECIMAL(10, 2)', { name: 'DECIMAL', arguments: [10, 2] }],
  ['DECIMAL(10,2) UNSIGNED', { name: 'DECIMAL UNSIGNED', arguments: [10, 2] }],
  ['VARCHAR(max)', { name: 'VARCHAR', arguments: [] }],
  ['ENUM(', { name: 'ENUM', arguments: [] }],
  ['', { name: '', arguments: [] }],
])('takes %s apart', (text, expected) => {
  expect(parseDeclaredType(text)).toEqual(expected)
})

it.each([
  ['DECIMAL(10,2)', { precision: 10, scale: 2 }],
  ['numeric(5)', { precision: 5, scale: 0 }],
  ['MONEY', null],
  ['DECIMAL(2,5)', null],
  ['DECIMAL(0)', null],
  ['DECIMAL(5,-2)', null],
  ['DECIMAL(1001)', null],
  ['VARCHAR(10,2)', null],
])('reads the limits of %s', (text, expected) => {
  expect(decimalLimits(text)).toEqual(expected)
})
