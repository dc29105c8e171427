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

test('what the target has no column for does not come back', async () => {
  const source = `
    create table t (id integer primary key, a text, gone text); insert into t values (1, 'x', 'y'), (2, 'z', null);
    create table loose (a text, gone text); insert into loose values ('x', 'y'), ('z', null)`
  const schema = 'create table t (id int primary key, a text); create table loose (a text)'
  await withRehearsed(
    source,
    schema,
    ({ record }) => {
      const plan = record.readiness.items.find(({ id }) => id === 'rollback-plan')
      expect(plan?.evidence).toMatch(
        /1 cell of t\.gone came back changed; 1 row of loose did not come back; 1 row of loose came back that/,
      )
      expect(plan?.status).toBe('fail')
    },
    { checklist: checklistSettings({ 'rollback-plan': {} }) },
  )
})
