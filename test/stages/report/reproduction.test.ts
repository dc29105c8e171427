import { expect, test } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import { reproduction } from '../../../src/stages/report/reproduction.ts'
import { exampleRun } from '../record/example-run.ts'

const RECORD = buildRunRecord(exampleRun([]), EMPTY_HISTORY)

function commandFor(path: string, target: Partial<typeof RECORD.target>): string {
  const changed = {
    ...RECORD,
    source: { ...RECORD.source, path },
    target: { ...RECORD.target, ...target },
  }
  return reproduction(changed).command
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
  expect(commandFor(path, target)).toBe(`pg-rehearsal ${command}`)
})
