import { expect, test } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import { reproduction } from '../../../src/stages/report/reproduction.ts'
import { exampleRun } from '../record/example-run.ts'

const RECORD = buildRunRecord(exampleRun([]), EMPTY_HISTORY)

function commandsFor(
  path: string,
  target: Partial<typeof RECORD.target>,
  source: Partial<typeof RECORD.source> = {},
): readonly string[] {
  const changed = {
    ...RECORD,
    source: { ...RECORD.source, ...source, path },
    target: { ...RECORD.target, ...target },
  }
  return reproduction(changed).commands
}

test.each([
  [
    'a rehearsal at a URL',
    'app.db',
    { provision: 'url', schema: 'derived' },
    'rehearse app.db --postgres-url "$DATABASE_URL"',
  ],
  [
    'an embedded server',
    'app.db',
    { provision: 'embedded', schema: 'file', version: '18.4' },
    'rehearse app.db --postgres-version 18',
  ],
  ['none that was reached', 'app.db', { provision: null, schema: null, version: null }, 'rehearse app.db'],
  [
    'a snapshot that a command makes',
    '$SNAPSHOT_PATH',
    { provision: null, schema: null, version: null },
    'rehearse --snapshot-command "$SNAPSHOT_COMMAND"',
  ],
  [
    'a database that was there',
    "it's.db",
    { provision: 'url', schema: 'given' },
    `validate 'it'\\''s.db' --postgres-url "$DATABASE_URL"`,
  ],
] as const)('%s is done again by its own command', (_, path, target, command) => {
  expect(commandsFor(path, target)).toEqual([`pg-rehearsal ${command}`])
})

test('each of several files is rehearsed on each of several servers', () => {
  const target = { provision: 'embedded', schema: 'derived', version: '16.9, 17.6' } as const
  expect(commandsFor('a.db, b.db', target, { sha256: null })).toEqual([
    'pg-rehearsal rehearse a.db --postgres-version 16',
    'pg-rehearsal rehearse a.db --postgres-version 17',
    'pg-rehearsal rehearse b.db --postgres-version 16',
    'pg-rehearsal rehearse b.db --postgres-version 17',
  ])
  expect(commandsFor('a, b.db', { ...target, version: '17.6' })).toEqual([
    "pg-rehearsal rehearse 'a, b.db' --postgres-version 17",
  ])
})
