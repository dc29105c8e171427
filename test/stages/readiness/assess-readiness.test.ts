import { describe, expect, it } from 'vitest'
import { issue } from '../../../src/issues/issue.ts'
import { assessReadiness, type ReadinessFacts } from '../../../src/stages/readiness/assess-readiness.ts'
import type { ChecklistId } from '../../../src/stages/readiness/checklist.ts'
import { NO_CHANGES } from '../../../src/stages/readiness/decided-changes.ts'
import { projectDowntime } from '../../../src/stages/readiness/project-downtime.ts'
import type { LedgerEntry } from '../../../src/stages/target/ledger-entry.ts'
import { checklistSettings } from '../../support/checklist.ts'

const ENTRY: LedgerEntry = {
  type: 'index',
  name: 'by_name',
  table: 'players',
  status: 'kept',
  sql: 'create index by_name on players (name)',
  reason: null,
}
const FOREIGN_KEY: LedgerEntry = { ...ENTRY, type: 'foreign-key', name: 'players_team' }

const NOT_EXECUTED = {
  command: 'rehearse',
  isServerGiven: false,
  proofs: new Map(),
  changes: NO_CHANGES,
  settings: null,
  today: '2026-11-25',
} as const

const MISSING_COLUMN = issue('target-column-missing', {
  table: 'players',
  column: 'nickname',
  rows: 3,
  message: 'gone',
})

const CRASHES = issue('target-rule-extra', { table: 'players', object: 'UNLOGGED', message: 'a crash' })

interface Flaws {
  readonly rejected?: number
  readonly mismatches?: number
  readonly notCompared?: number
  readonly ledger?: readonly LedgerEntry[]
  readonly issues?: ReadinessFacts['issues']
  readonly tables?: readonly string[]
  readonly failure?: string
  /** There was time enough. */
  readonly isTimed?: boolean
}

const IN_TIME = projectDowntime({
  rehearsedBytes: 1e9,
  productionBytes: null,
  rows: 10,
  elapsedMs: 100_000,
  durable: true,
  windowSeconds: 3600,
})

function assess(flaws: Flaws): ReturnType<typeof assessReadiness> {
  const { rejected = 0, mismatches = 0, notCompared = 0, ledger = [ENTRY, FOREIGN_KEY] } = flaws
  const rowsLoaded = 10 - rejected
  const rowsCompared = rowsLoaded - notCompared
  return assessReadiness({
    tables: flaws.tables ?? ['players'],
    performance: null,
    load: {
      tables: [
        {
          source: 'players',
          rowsSource: 10,
          rowsLoaded,
          rowsRejected: rejected,
          refusedRows: null,
          checksBrokenByRejects: [],
          failure: flaws.failure ?? null,
        },
      ],
      issues: [],
      ledger,
      impossible: [],
    },
    validation: {
      tables: [
        {
          source: 'players',
          rowsTarget: rowsLoaded,
          rowsCompared,
          rowsMissing: 0,
          cellsCompared: rowsCompared * 3,
          mismatches,
        },
      ],
      mismatches: [],
      notCompared: [],
    },
    issues: flaws.issues ?? [],
    projection: flaws.isTimed === true ? IN_TIME : null,
    ...NOT_EXECUTED,
  })
}

function statusOf(id: ChecklistId, flaws: Flaws): string | undefined {
  return assess(flaws).items.find((item) => item.id === id)?.status
}

const PROVED: readonly ChecklistId[] = [
  'table-counts',
  'data-integrity',
  'foreign-keys',
  'no-truncation',
  'character-encoding',
  'index-creation',
]

describe('the checklist', () => {
  it('has the seventeen lines of the methodology in four groups', () => {
    const { items } = assess({})
    expect(items).toHaveLength(17)
    expect(
      Map.groupBy(items, ({ group }) => group)
        .keys()
        .toArray(),
    ).toEqual(['data', 'performance', 'operational', 'security'])
  })

  it('passes what a flawless run proves, and nothing else', () => {
    const { items, verdict } = assess({})
    expect(items.filter(({ status }) => status === 'pass').map(({ id }) => id)).toEqual(PROVED)
    expect(items.filter(({ status }) => status === 'unverified')).toHaveLength(11)
    expect(verdict).toBe('not-ready')
  })

  it.each<[ChecklistId, RegExp]>([
    ['connection-pooling', /one with `checklist: \{\}` in the settings does\.$/],
    ['backup-restore', /one with `checklist: \{\}` in the settings does\.$/],
    [
      'monitoring-alerts',
      /one with `checklist` in the settings does\. Give a command .*monitoring-alerts\.command/,
    ],
    ['documentation', /Name the file .* documentation\.path/],
    ['access-controls', /Give the roles and grants .* access-controls\.sql/],
    ['audit-trail', /Name the tables .* audit-trail\.tables/],
    ['connection-security', /connection-security\.url.* connection-security\.rehearse/],
    ['query-performance', /^It was not measured\.$/],
    ['compliance', /^No program can check it: somebody can attest it in the settings\.$/],
  ])('says for %s what can verify it', (id, advice) => {
    expect(assess({}).items.find((item) => item.id === id)?.evidence).toMatch(advice)
  })

  it('says that validate executes nothing, whatever the settings have', () => {
    const { items } = assessReadiness({
      ...NOT_EXECUTED,
      command: 'validate',
      settings: checklistSettings({}),
      tables: [],
      load: null,
      validation: null,
      performance: null,
      issues: [],
    })
    const told = items.filter(({ evidence }) => evidence.startsWith('`validate` does not'))
    expect(told.map(({ id }) => id)).toEqual([
      'time-window',
      'query-performance',
      'connection-pooling',
      'backup-restore',
      'rollback-plan',
      'monitoring-alerts',
      'documentation',
      'access-controls',
      'connection-security',
      'audit-trail',
    ])
  })

  it('verifies nothing for a run that was not validated', () => {
    const { items } = assessReadiness({
      tables: ['players'],
      load: null,
      validation: null,
      performance: null,
      issues: [],
      ...NOT_EXECUTED,
    })
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['unverified']))
  })

  it.each<[ChecklistId, string, Flaws, string]>([
    ['table-counts', 'a row was rejected', { rejected: 1 }, 'fail'],
    ['table-counts', 'a table is missing', { tables: ['players', 'teams'] }, 'fail'],
    ['data-integrity', 'a cell differs', { mismatches: 1 }, 'fail'],
    ['data-integrity', 'a row was not compared', { notCompared: 1 }, 'unverified'],
    ['data-integrity', 'no row arrived', { rejected: 10 }, 'unverified'],
    ['data-integrity', 'a column of values has no counterpart', { issues: [MISSING_COLUMN] }, 'fail'],
    ['no-truncation', 'a column of values has no counterpart', { issues: [MISSING_COLUMN] }, 'fail'],
    [
      'data-integrity',
      'a column of NULL has no counterpart',
      { issues: [{ ...MISSING_COLUMN, rows: 0 }] },
      'pass',
    ],
    ['data-integrity', 'a crash would empty a table', { issues: [CRASHES] }, 'fail'],
    ['no-truncation', 'a crash would empty a table', { issues: [CRASHES] }, 'pass'],
    ['foreign-keys', 'one was not validated', { ledger: [{ ...FOREIGN_KEY, status: 'changed' }] }, 'fail'],
    ['foreign-keys', 'one was dropped', { ledger: [{ ...FOREIGN_KEY, status: 'dropped' }] }, 'fail'],
    [
      'foreign-keys',
      'there are orphans',
      { issues: [issue('foreign-key-orphans', { table: 'players', message: 'orphans' })] },
      'fail',
    ],
    ['foreign-keys', 'the run made no constraint', { ledger: [] }, 'unverified'],
    ['no-truncation', 'a cell differs', { mismatches: 1 }, 'fail'],
    ['no-truncation', 'a row was not compared', { notCompared: 1 }, 'unverified'],
    [
      'character-encoding',
      'a text is not UTF-8',
      { issues: [issue('invalid-utf8', { table: 'players', column: 'name', message: 'bytes' })] },
      'fail',
    ],
    ['time-window', 'all was moved and compared in time', { isTimed: true }, 'pass'],
    ['time-window', 'a table was not loaded', { isTimed: true, failure: 'refused' }, 'unverified'],
    ['time-window', 'rows were rejected', { isTimed: true, rejected: 1 }, 'unverified'],
    ['time-window', 'a row was not compared', { isTimed: true, notCompared: 1 }, 'unverified'],
    ['index-creation', 'an index was refused', { ledger: [{ ...ENTRY, status: 'dropped' }] }, 'fail'],
    ['index-creation', 'the run made no index', { ledger: [] }, 'unverified'],
  ])('%s: when %s', (id, _, flaws, status) => {
    expect(statusOf(id, flaws)).toBe(status)
  })
})
