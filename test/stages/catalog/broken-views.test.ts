import { describe, expect, test } from 'vitest'
import { catalogOf } from './read-from.ts'

const TABLE = 'create table t (a, b);'

describe('a view', () => {
  test.each([
    ['of a table that is gone', 'create view v as select a from gone'],
    ['of itself', 'create view v as select * from w; create view w as select * from v'],
    ['of fewer columns than it names', 'create view v (a, b) as select a from t'],
    ['of an aggregate in an aggregate', 'create view v as select sum(count(*)) from t'],
    ['of a name with two meanings', 'create view v as select a from t, t as u'],
  ])('%s is broken', async (_, sql) => {
    const { views } = await catalogOf(`${TABLE} ${sql}`)
    expect(views.find(({ name }) => name === 'v')?.broken).toEqual(expect.any(String))
  })

  test.each([
    ['of a table', 'create view v as select a from t'],
    ['of a function of the application', 'create view v as select own(a) from t'],
    ['of a collation of the application', 'create view v as select a from t order by a collate own'],
    ['of a text in double quotes', 'create view v as select a from t where b = "x"'],
  ])('%s is not', async (_, sql) => {
    const { views } = await catalogOf(`${TABLE} ${sql}`)
    expect(views.map(({ name, broken }) => [name, broken])).toEqual([['v', undefined]])
  })
})
