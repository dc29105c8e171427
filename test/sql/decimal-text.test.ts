import { expect, test } from 'vitest'
import { openSqlite } from '../../src/engines/sqlite/open-sqlite.ts'
import { decimalText } from '../../src/sql/decimal-text.ts'
import fc from '../support/fast-check.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

async function textOf(values: readonly unknown[]): Promise<readonly unknown[]> {
  const database = openSqlite(await sqliteFromSql('create table t (v)'))
  const statement = database
    .prepare<[unknown], unknown>(`select ${decimalText('v')} from (select ? as v)`)
    .pluck()
  const texts = values.map((value) => statement.get(value))
  database.close()
  return texts
}

/** Digits and exponent, however they are spelled. */
function digitsOf(text: string): string {
  const [, sign = '', whole = '', decimals = '', exponent = '0'] =
    /^(-?)(\d+)\.?(\d*)(?:e([+-]\d+))?$/.exec(text) ?? []
  const digits = `${whole}${decimals}`.replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  return `${sign}${significant}e${Number(exponent) - decimals.length + digits.length - significant.length}`
}

test('the text of a real is the shortest decimal of the same double', async () => {
  const short = fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: -20, max: 20 }))
    .map(([digits, exponent]) => Number(`${digits}e${exponent}`))
  const reals = fc.sample(fc.oneof(short, fc.double({ noNaN: true, noDefaultInfinity: true })), 5000)
  const nonZero = reals.filter((real) => real !== 0)
  const texts = (await textOf(nonZero)).map(String)
  expect(texts.map(Number)).toEqual(nonZero)
  expect(texts.map(digitsOf)).toEqual(nonZero.map((real) => digitsOf(String(real))))
  expect(texts.every((text) => /[.e]/.test(text))).toBe(true)
})

test('what is no real is cast', async () => {
  const values = [
    null,
    2n ** 63n - 1n,
    'a text that is longer than any number',
    Buffer.from('bytes'),
    1 / 0,
    -1 / 0,
  ]
  const texts = [null, '9223372036854775807', 'a text that is longer than any number', 'bytes', 'Inf', '-Inf']
  expect(await textOf(values)).toEqual(texts)
})
