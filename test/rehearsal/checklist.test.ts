import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { gateHolds } from '../../src/rehearsal/gate.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { parseSettings } from '../../src/settings/parse-settings.ts'
import { readSettingsFile } from '../../src/settings/read-settings-file.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { checklistSettings } from '../support/checklist.ts'
import { quietContext, rehearseFile } from '../support/rehearse.ts'
import { temporaryDirectory } from '../support/sqlite.ts'
import { expectValidRecord } from '../support/valid-record.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

function statusesOf({ readiness }: RunRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(readiness.items.map(({ id, status }) => [id, status]))
}

it('executes every line of the checklist for the example that is shipped', async () => {
  const file = await readSettingsFile('fixtures/clean.rehearsal.yml', ROOT)
  const out = await temporaryDirectory()
  const settings = parseSettings({
    door: 'terminal',
    command: 'rehearse',
    given: { out, history: `${out}/history.jsonl` },
    file,
    environment: {},
    parallelism: 2,
    mistakes: [],
  })
  const record = await rehearse(settings, quietContext(), { commit: null })
  expectValidRecord(record)
  expect(record.readiness.verdict).toBe('ready')
  expect(statusesOf(record)).toEqual({
    'time-window': 'pass',
    'query-performance': 'pass',
    'table-counts': 'pass',
    'data-integrity': 'pass',
    'foreign-keys': 'pass',
    'no-truncation': 'pass',
    'character-encoding': 'pass',
    'index-creation': 'pass',
    'connection-pooling': 'pass',
    'backup-restore': 'pass',
    'rollback-plan': 'pass',
    'monitoring-alerts': 'attested',
    documentation: 'attested',
    'access-controls': 'pass',
    'connection-security': 'pass',
    'audit-trail': 'not-applicable',
    compliance: 'attested',
  })
  expect(gateHolds(record, settings.failOn)).toBe(true)
  expect(record.timings.readiness).toBeGreaterThan(0)
  const met = Object.fromEntries(record.metrics.map((metric) => [metric.id, metric.met]))
  expect(met).toMatchObject({
    'data-accuracy': true,
    'data-quality': true,
    availability: true,
    confidence: true,
    documentation: true,
    'rollback-plan': true,
    'team-training': true,
  })
}, 180_000)

it('does not call league.sql ready, and says why', async () => {
  const record = await rehearseFile(`${ROOT}fixtures/league.sql`, { checklist: checklistSettings({}) })
  expect(record.readiness.verdict).toBe('not-ready')
  expect(statusesOf(record)).toMatchObject({
    'table-counts': 'fail',
    'foreign-keys': 'fail',
    'character-encoding': 'fail',
    'index-creation': 'fail',
    'rollback-plan': 'fail',
    'connection-pooling': 'pass',
    'access-controls': 'unverified',
    compliance: 'unverified',
  })
  const rollback = record.readiness.items.find(({ id }) => id === 'rollback-plan')
  expect(rollback?.evidence).toMatch(/rows? of \w+ did not come back/)
  expect(record.metrics.find(({ id }) => id === 'data-accuracy')).toMatchObject({ met: false })
  expect(record.metrics.find(({ id }) => id === 'confidence')).toMatchObject({ met: null })
})

it('executes nothing that nobody asked for', async () => {
  const record = await rehearseFile(`${ROOT}fixtures/clean.sql`)
  expect(record.readiness.items.filter(({ status }) => status === 'unverified')).toHaveLength(11)
  expect(record.readiness.items.find(({ id }) => id === 'rollback-plan')?.evidence).toContain(
    '`checklist: {}`',
  )
})
