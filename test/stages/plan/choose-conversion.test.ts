import { expect, it } from 'vitest'
import { chooseConversion } from '../../../src/stages/plan/choose-conversion.ts'
import { catalogOf, first, only } from '../catalog/read-from.ts'

it.each([
  ['seconds since 1970', '631152000', false, { kind: 'epoch', unit: 'seconds' }],
  ['numbers of Core Data are no moments since 1970', '631152000', true, { kind: 'timestamptz' }],
  ['numbers that would all be later than 2050', '3790000000', false, { kind: 'timestamptz' }],
])('into a given timestamptz: %s', async (_, value, isCoreData, expected) => {
  const catalog = await catalogOf(`create table t (v integer); insert into t values (${value})`)
  const { profile } = first(only(catalog.tables).columns)
  expect(chooseConversion(profile, { kind: 'timestamptz' }, true, isCoreData)).toEqual(expected)
})
