import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RehearsalError } from '../../src/errors/rehearsal-error.ts'
import type { Context, ProgressEvent } from '../../src/progress/context.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { testSettings } from '../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

const FAMILY = `
  create table parents (id integer primary key, name text);
  create table children (id integer primary key, parent integer references parents);
  insert into parents values (1, 'a'), (2, 'b');
  insert into children values (1, 1), (2, 2), (3, 7)`

const stageEvents = (events: readonly ProgressEvent[]) =>
  events.flatMap((event) =>
    'rows' in event || event.type === 'note' ? [] : [`${event.stage} ${event.type}`],
  )

/** A context that calls `listen` before it keeps an event. */
function listening(listen: (event: ProgressEvent) => void = () => {}) {
  const controller = new AbortController()
  const events: ProgressEvent[] = []
  const context: Context = {
    signal: controller.signal,
    emit: (event) => {
      events.push(event)
      listen(event)
    },
  }
  return { controller, events, context }
}

const isStartOfValidation = (event: ProgressEvent) =>
  event.type === 'stage-started' && event.stage === 'validation'

test('compares the rows while foreign keys are validated, and misses neither', async () => {
  const { events, context } = listening()
  const settings = await testSettings(await sqliteFromSql(FAMILY))
  const record = await rehearse(settings, context, { commit: null })
  const order = stageEvents(events)
  const began = order.indexOf('validation stage-started')
  expect(began).toBeGreaterThan(order.indexOf('load stage-started'))
  expect(began).toBeLessThan(order.indexOf('load stage-finished'))
  expect(record.issues.map(({ code }) => code)).toContain('foreign-key-orphans')
  expect(record.summary).toMatchObject({ rowsLoaded: 5, cellsCompared: 10, mismatches: 0 })
})

test('waits with the comparison where the rules are given, for they lock their tables', async () => {
  const { events, context } = listening()
  const schema = join(await temporaryDirectory(), 'schema.sql')
  await writeFile(
    schema,
    `create table parents (id bigint primary key, name text);
     create table children (id bigint primary key, parent bigint references parents)`,
  )
  const target = { schema, schemaCommand: null, rename: {} }
  const settings = await testSettings(await sqliteFromSql(FAMILY), { target })
  const record = await rehearse(settings, context, { commit: null })
  const order = stageEvents(events)
  expect(order.indexOf('validation stage-started')).toBe(order.indexOf('load stage-finished') + 1)
  expect(record.summary).toMatchObject({ rowsLoaded: 5, cellsCompared: 10 })
})

test('a run that is cancelled while both are at work says so', async () => {
  const reason = new RehearsalError('cancelled-sigint', 'The run was cancelled.', { hint: 'Run again.' })
  const { controller, context } = listening((event) => {
    if (isStartOfValidation(event)) controller.abort(reason)
  })
  const settings = await testSettings(await sqliteFromSql(FAMILY))
  const { run, result } = await rehearse(settings, context, { commit: null })
  expect(run).toMatchObject({ status: 'cancelled', error: { code: 'cancelled-sigint' } })
  expect(result).toBe('error')
})

test('an error of the comparison ends the run with itself, once the load has stopped', async () => {
  const { events, context } = listening((event) => {
    if (isStartOfValidation(event)) throw new TypeError('a bug')
  })
  const settings = await testSettings(await sqliteFromSql(FAMILY))
  await expect(rehearse(settings, context, { commit: null })).rejects.toThrow('a bug')
  expect(stageEvents(events)).not.toContain('validation stage-finished')
})
