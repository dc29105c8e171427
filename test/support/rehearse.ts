import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { PostgresServer } from '../../src/engines/postgres/server.ts'
import type { Context } from '../../src/progress/context.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import type { ParsedSettings } from '../../src/settings/parsed-settings.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer } from './postgres.ts'
import { expectValidRecord } from './valid-record.ts'

/** A context that reports nothing and is never cancelled. */
export function quietContext(signal: AbortSignal = new AbortController().signal): Context {
  return { emit: () => {}, signal }
}

/** Settings for a run on the server of the tests, with a fresh output folder that the test's end removes. */
export async function testSettings(
  snapshot: string,
  overrides: Partial<ParsedSettings> = {},
): Promise<ParsedSettings> {
  const directory = await mkdtemp(join(tmpdir(), 'pg-rehearsal-out-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return settingsIn(directory, snapshot, overrides)
}

/** The same in a folder of the caller's, for hooks that are no test. */
export function settingsIn(
  directory: string,
  snapshot: string,
  overrides: Partial<ParsedSettings> = {},
): ParsedSettings {
  return {
    source: { snapshot, snapshotCommand: null, maxBytes: 2 ** 33 },
    postgres: { url: serverUrl(testServer()), version: null },
    downtime: { windowSeconds: 3600, productionBytes: null },
    tables: { include: [], exclude: [], core: [] },
    target: { schema: null, schemaCommand: null, rename: {} },
    resolution: { prepare: [], remedies: [], waivers: [], phase: null },
    performance: { enabled: false, queries: [], seed: 1, floorMs: 1, maxSeconds: 60, querySeconds: 10 },
    checklist: null,
    failOn: 'failure',
    output: {
      directory,
      history: join(directory, 'history.jsonl'),
      keep: false,
      showValues: false,
      format: 'terminal',
    },
    commandSeconds: 3600,
    jobs: 2,
    file: null,
    notes: [],
    ...overrides,
  }
}

/** Rehearses a SQLite file on the server of the tests, and checks the record by its published schema. */
export async function rehearseFile(
  snapshot: string,
  overrides: Partial<ParsedSettings> = {},
): Promise<RunRecord> {
  const record = await rehearse(await testSettings(snapshot, overrides), quietContext(), { commit: null })
  expectValidRecord(record)
  return record
}

/** A URL that leads to a server, also to one behind a Unix socket. */
export function serverUrl({ address }: PostgresServer, database = address.database): string {
  const user = `${encodeURIComponent(address.user)}:${encodeURIComponent(address.password ?? '')}`
  const path = encodeURIComponent(database)
  return address.host.startsWith('/')
    ? `postgres://${user}@/${path}?host=${encodeURIComponent(address.host)}&port=${address.port}`
    : `postgres://${user}@${address.host}:${address.port}/${path}`
}
