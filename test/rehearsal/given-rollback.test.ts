import { expect, test } from 'vitest'
import { checklistSettings } from '../support/checklist.ts'
import { withRehearsed } from '../support/given.ts'

test('texts and reals that the target has as numbers and booleans come back as they were', async () => {
  const source = `
    create table t (id integer primary key, flag text, ratio text, price text, pieces real, weight);
    insert into t values (1, '1', '12.5', '1.5', 3, 4.0), (2, '0', '-0.125', '7', -9e15, 0.0),
                         (3, null, '100000000000000000000', null, 1e18, null)`
  const schema = `
    create table t (id int primary key default 0, flag boolean, ratio float8, price numeric, pieces bigint, weight int);`
  const checklist = checklistSettings({ 'rollback-plan': {} })
  await withRehearsed(
    source,
    schema,
    ({ record }) => {
      expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0 })
      const plan = record.readiness.items.find(({ id }) => id === 'rollback-plan')
      expect(plan?.evidence).toContain('every value and storage class')
      expect(plan?.status).toBe('pass')
    },
    { checklist },
  )
})
