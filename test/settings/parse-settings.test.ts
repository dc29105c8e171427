// biome-ignore-all lint/suspicious/noTemplateCurlyInString: settings files refer to the environment like this
import { expect, test } from 'vitest'
import { RehearsalError } from '../../src/errors/rehearsal-error.ts'
import { parseSettings, type SettingsInput } from '../../src/settings/parse-settings.ts'

type Written = Readonly<Record<string, unknown>>

function input(given: SettingsInput['given'], written: Written = {}, rest: Partial<SettingsInput> = {}) {
  const entries = Object.entries(written).map(([key, value], index) => ({
    key,
    value,
    placeOf: () => `rehearsal.yml:${index + 1}:1`,
  }))
  return {
    door: 'terminal',
    command: 'rehearse',
    given,
    file: { path: entries.length === 0 ? null : 'rehearsal.yml', entries, mistakes: [] },
    environment: {},
    parallelism: 2,
    mistakes: [],
    ...rest,
  } as const satisfies SettingsInput
}

function mistakesOf(wrong: SettingsInput): readonly string[] {
  try {
    parseSettings(wrong)
  } catch (error) {
    if (error instanceof RehearsalError && error.code === 'settings-invalid') {
      return error.message.split('\n  ').slice(1)
    }
    throw error
  }
  return []
}

test('fills in the defaults', () => {
  expect(parseSettings(input({ snapshot: 'app.db' }))).toEqual({
    source: { snapshot: 'app.db', snapshotCommand: null, maxBytes: 64 * 1024 ** 3 },
    postgres: { url: null, image: null, version: null, durable: false },
    downtime: { windowSeconds: 3600, productionBytes: null },
    tables: { include: [], exclude: [], core: [] },
    target: { schema: null, schemaCommand: null, rename: {} },
    resolution: { prepare: [], remedies: [], waivers: [], phase: null },
    performance: { enabled: true, queries: [], seed: 1, floorMs: 5, maxSeconds: 60, querySeconds: 10 },
    checklist: null,
    failOn: 'failure',
    output: {
      directory: '.rehearsal',
      history: '.rehearsal/history.jsonl',
      keep: false,
      showValues: false,
      format: 'terminal',
    },
    commandSeconds: 3600,
    jobs: 2,
    file: null,
    notes: [],
  })
})

test('takes every key of the file', () => {
  const written = {
    snapshot: 'app.db',
    'postgres-url': 'postgresql://u@h/d',
    'postgres-version': 15,
    window: '90m',
    'production-size': '40GB',
    include: ['a', 'b'],
    exclude: 'c',
    core: ['a'],
    schema: 'db/schema.sql',
    rename: { 'a.b': 'c' },
    prepare: 'fix.sql',
    remedies: [
      { issue: 'quality/*', do: null },
      { issue: 'quality/varchar-overflow:a.b', do: 'truncate' },
      { issue: 'quality/date-encoding-unknown:a.at', do: 'cast', from: 'julian-day' },
    ],
    waivers: [
      { issue: 'logic/view-not-migrated:*', reason: 'rebuilt by the application', expires: '2027-01-31' },
    ],
    phase: 'validation',
    'fail-on': 'never',
    out: 'o',
    history: 'h',
    keep: true,
    'show-values': true,
    queries: [
      'q.sql',
      { name: 'q', sql: 'select ?', postgres: 'select $1', parameters: [1] },
      { file: 'a.sql', 'postgres-file': 'b.sql', parameters: { a: null } },
    ],
    performance: { seed: 7, 'floor-ms': 2.5, 'max-seconds': 9, 'query-seconds': 3 },
    'command-timeout': '90m',
    jobs: 7,
  }
  expect(parseSettings(input({}, written))).toEqual({
    source: { snapshot: 'app.db', snapshotCommand: null, maxBytes: 64 * 1024 ** 3 },
    postgres: { url: 'postgresql://u@h/d', image: null, version: 15, durable: false },
    downtime: { windowSeconds: 5400, productionBytes: 40e9 },
    tables: { include: ['a', 'b'], exclude: ['c'], core: ['a'] },
    target: { schema: 'db/schema.sql', schemaCommand: null, rename: { 'a.b': 'c' } },
    resolution: {
      prepare: ['fix.sql'],
      remedies: [
        { issue: 'quality/*', do: 'null' },
        { issue: 'quality/varchar-overflow:a.b', do: 'truncate', length: null },
        { issue: 'quality/date-encoding-unknown:a.at', do: 'cast', from: 'julian-day' },
      ],
      waivers: [
        {
          issue: 'logic/view-not-migrated:*',
          reason: 'rebuilt by the application',
          owner: null,
          expires: '2027-01-31',
        },
      ],
      phase: 'validation',
    },
    performance: {
      enabled: true,
      queries: [
        { name: null, sqlite: { path: 'q.sql' }, postgres: null, many: true, parameters: [] },
        {
          name: 'q',
          sqlite: { text: 'select ?' },
          postgres: { text: 'select $1' },
          many: false,
          parameters: [1],
        },
        {
          name: null,
          sqlite: { path: 'a.sql' },
          postgres: { path: 'b.sql' },
          many: false,
          parameters: { a: null },
        },
      ],
      seed: 7,
      floorMs: 2.5,
      maxSeconds: 9,
      querySeconds: 3,
    },
    checklist: null,
    failOn: 'never',
    output: { directory: 'o', history: 'h', keep: true, showValues: true, format: 'terminal' },
    commandSeconds: 5400,
    jobs: 7,
    file: 'rehearsal.yml',
    notes: ['The settings are those of rehearsal.yml.'],
  })
})

test('lets the command line win over the file', () => {
  const given = { snapshot: 'b.db', jobs: '3', include: ['x'], 'fail-on': 'partial' }
  const written = { snapshot: 'a.db', jobs: 7, include: 'y', 'fail-on': 'never', out: 'kept' }
  expect(parseSettings(input(given, written))).toMatchObject({
    source: { snapshot: 'b.db' },
    jobs: 3,
    tables: { include: ['x'] },
    failOn: 'partial',
    output: { directory: 'kept' },
  })
})

test('sets the source of the file aside when the command line names another kind of source', () => {
  const fromFile = parseSettings(input({ snapshot: 'a.db' }, { 'snapshot-command': 'restore' }))
  expect(fromFile.source).toMatchObject({ snapshot: 'a.db', snapshotCommand: null })
  const fromCommand = parseSettings(input({ 'snapshot-command': 'restore' }, { snapshot: 'a.db' }))
  expect(fromCommand.source).toMatchObject({ snapshot: null, snapshotCommand: 'restore' })
})

test('reports every mistake of the command line and the file in one message', () => {
  const given = { jobs: 'many', 'fail-on': 'maybe', 'postgres-version': '13' }
  const written = {
    postgres_version: 15,
    keep: 'yes',
    colour: 'red',
    include: [1],
    format: 'json',
    exclude: null,
  }
  const file = { ...input({}, written).file, mistakes: [{ where: 'rehearsal.yml:9:1', message: 'broken' }] }
  const mistakes = [{ where: '--kep', message: 'unknown option' }]
  expect(mistakesOf(input(given, written, { file, mistakes }))).toEqual([
    '--kep: unknown option',
    '--postgres-version: expected a major version from 14 to 18, found 13',
    '--fail-on: expected one of failure, partial, new-issues, not-ready, never, found "maybe"',
    '--jobs: expected a whole number from 1 to 64, found "many"',
    'rehearsal.yml:9:1: broken',
    'rehearsal.yml:1:1: postgres_version: unknown key; did you mean postgres-version?',
    'rehearsal.yml:2:1: keep: expected true (with postgres-url) or false, found "yes"',
    'rehearsal.yml:3:1: colour: unknown key',
    'rehearsal.yml:4:1: include: expected a glob or a list of globs, found [1]',
    'rehearsal.yml:5:1: format: belongs on the command line, as --format',
    'rehearsal.yml:6:1: exclude: expected a glob or a list of globs, found nothing',
    'snapshot: missing: name a SQLite database, or give --snapshot-command',
  ])
})

test.each([
  ['jobs', '0'],
  ['jobs', '65'],
  ['jobs', '1.5'],
  ['jobs', '-1'],
  ['jobs', '1e1'],
  ['jobs', ''],
  ['jobs', '99999999999999999999'],
  ['out', ''],
  ['config', ''],
  ['format', 'pdf'],
] as const)('refuses --%s %s', (name, value) => {
  expect(mistakesOf(input({ snapshot: 'a.db', [name]: value }))).toHaveLength(1)
})

test.each(['mysql://h/d', 'h:5432', 'postgres://u:hunter2@h:port/d', '${HUNTER2}', ''])(
  'refuses the URL %j without repeating it',
  (url) => {
    expect(mistakesOf(input({ snapshot: 'a.db', 'postgres-url': url }))).toEqual([
      '--postgres-url: expected a URL like postgres://user:password@host:5432/database, with one host and a port up to 65535',
    ])
  },
)

test.each([
  'postgres://localhost/db',
  'postgresql://u:p%40@h:5432/db?sslmode=require',
  'postgres:///db?host=/run/postgresql',
  'postgres://u@/db?host=/run/postgresql',
])('takes the URL %s', (url) => {
  expect(parseSettings(input({ snapshot: 'a.db', 'postgres-url': url })).postgres.url).toBe(url)
})

test('takes a password for the URL of the file from the environment', () => {
  const written = { 'postgres-url': 'postgres://ci:${PGPASSWORD}@h/d' }
  const environment = { PGPASSWORD: 'p@ss' }
  expect(parseSettings(input({ snapshot: 'a.db' }, written, { environment })).postgres.url).toBe(
    'postgres://ci:p%40ss@h/d',
  )
})

test('names every variable that the environment lacks', () => {
  const written = { 'postgres-url': 'postgres://${A}:${B}@h/d' }
  expect(mistakesOf(input({ snapshot: 'a.db' }, written))).toEqual([
    'rehearsal.yml:1:1: postgres-url: ${A} is not in the environment, ${B} is not in the environment',
  ])
})

test('checks what the environment puts into the URL, and does not repeat it', () => {
  const written = { 'postgres-url': '${DATABASE_URL}' }
  const environment = { DATABASE_URL: 'mysql://u:hunter2@h/d' }
  const [mistake] = mistakesOf(input({ snapshot: 'a.db' }, written, { environment }))
  expect(mistake).toContain('postgres-url: expected a URL')
  expect(mistake).not.toContain('hunter2')
})

test('keep without a server is refused where it was written', () => {
  const needs = expect.stringContaining('needs --postgres-url: ')
  expect(mistakesOf(input({ snapshot: 'a.db', keep: true }))).toEqual([needs])
  expect(mistakesOf(input({ snapshot: 'a.db', keep: true }))[0]).toMatch(/^--keep: /)
  expect(mistakesOf(input({ snapshot: 'a.db' }, { keep: true }))[0]).toMatch(
    /^rehearsal\.yml:1:1: keep: needs /,
  )
  expect(mistakesOf(input({ snapshot: 'a.db', keep: true }, {}, { door: 'workflow' }))[0]).toMatch(
    /^input keep: needs postgres-url: /,
  )
})

test('refuses two sources in one place', () => {
  const both = { snapshot: 'a.db', 'snapshot-command': 'restore' }
  const message = 'snapshot: give a file or snapshot-command, not both'
  expect(mistakesOf(input(both))).toEqual([message])
  expect(mistakesOf(input({}, both))).toEqual([`rehearsal.yml:1:1: ${message}`])
})

test('does not call a source missing that is only wrong', () => {
  expect(mistakesOf(input({}, { snapshot: 12 }))).toEqual([
    'rehearsal.yml:1:1: snapshot: expected the path of a file, found 12',
  ])
})

test('needs a URL to validate', () => {
  const validate = { command: 'validate' } as const
  expect(mistakesOf(input({ snapshot: 'a.db' }, {}, validate))).toHaveLength(1)
  expect(mistakesOf(input({ snapshot: 'a.db' }, { 'postgres-url': 'postgres://h/d' }, validate))).toEqual([])
})

test('takes no key for a setting that every object has', () => {
  expect(mistakesOf(input({ snapshot: 'a.db' }, { constructor: 1, toString: 2 }))).toEqual([
    'rehearsal.yml:1:1: constructor: unknown key',
    'rehearsal.yml:2:1: toString: unknown key',
  ])
})

test('cuts what is too long to be read', () => {
  const [key, value] = mistakesOf(
    input({ snapshot: 'a.db' }, { ['k'.repeat(500)]: 1, jobs: 'v'.repeat(500) }),
  )
  expect(key?.length).toBeLessThan(110)
  expect(value?.length).toBeLessThan(150)
})

test('names the place inside of a structure that is wrong', () => {
  const written = {
    remedies: [
      { issue: 'a', do: 'truncate', lenght: 3 },
      { issue: 'b', do: 'cast', from: 'moon' },
      { issue: 'c', do: 'replace' },
      { issue: 'd', do: 'clamp', length: 3 },
      { issue: 'e', do: 'truncat' },
      { do: 'truncate', length: 0 },
      7,
    ],
    waivers: [{ issue: 'a', reason: ' ', expires: 'tomorrow', reasn: 'b' }],
    rename: { a: '', '': 'b' },
    performance: { 'floor-ms': 0, seed: 'x' },
    queries: [],
  }
  const kinds = 'one of default, null, truncate, clamp, strip, replace, drop-row, cast, rename, skip, sql'
  const casts = expect.stringMatching(
    /^rehearsal.yml:1:1: remedies: \[2\]\.from: expected one of epoch-seconds, .*, found "moon"$/,
  )
  expect(mistakesOf(input({ snapshot: 'a.db' }, written))).toEqual([
    'rehearsal.yml:1:1: remedies: [1].lenght: unknown key; did you mean length?',
    casts,
    'rehearsal.yml:1:1: remedies: [3].with: is missing: expected a text, a number or null',
    'rehearsal.yml:1:1: remedies: [4].length: does not belong beside the other keys',
    `rehearsal.yml:1:1: remedies: [5].do: expected ${kinds}, found "truncat"`,
    'rehearsal.yml:1:1: remedies: [6].issue: is missing: expected a text',
    'rehearsal.yml:1:1: remedies: [6].length: expected a whole number from 1, found 0',
    'rehearsal.yml:1:1: remedies: [7]: expected keys with values, found 7',
    'rehearsal.yml:2:1: waivers: [1].reason: expected a text, found " "',
    'rehearsal.yml:2:1: waivers: [1].expires: expected a day like 2027-01-31, found "tomorrow"',
    'rehearsal.yml:2:1: waivers: [1].reasn: unknown key; did you mean reason?',
    'rehearsal.yml:3:1: rename: a: expected a text, found nothing',
    'rehearsal.yml:3:1: rename: expected a name, found nothing',
    'rehearsal.yml:4:1: performance: seed: expected a whole number from 0, found "x"',
    'rehearsal.yml:4:1: performance: floor-ms: expected a number from 0.1 to 1000, found 0',
    'rehearsal.yml:5:1: queries: expected a list of queries: paths of SQL files, or each with "sql" or "file", found []',
  ])
})

test('a structure of another kind is told as other keys are', () => {
  expect(mistakesOf(input({ snapshot: 'a.db' }, { rename: ['a'], remedies: 'x' }))).toEqual([
    'rehearsal.yml:1:1: rename: expected names of tables and of columns (table.column), each with its name in the target, found ["a"]',
    'rehearsal.yml:2:1: remedies: expected a list of remedies, each with "issue" and "do", found "x"',
  ])
})

test.each([
  [{ remedies: [{ issue: 'a', do: 'clamp', min: 5, max: 1 }] }, 'remedies: [1]: min is greater than max'],
  [{ remedies: [{ issue: 'a', do: 'clamp', min: 2n ** 60n, max: 1 }] }, 'remedies: [1]: min is greater'],
  [
    { performance: { 'query-seconds': 100, 'max-seconds': 5 } },
    'performance: query-seconds is more than max-seconds',
  ],
  [{ performance: { 'query-seconds': 61 } }, 'performance: query-seconds is more than max-seconds'],
])('refuses settings that contradict themselves (%#)', (written, message) => {
  expect(mistakesOf(input({ snapshot: 'a.db' }, written))).toEqual([expect.stringContaining(message)])
})

test('takes what is no contradiction', () => {
  const written = {
    remedies: [
      { issue: 'a', do: 'clamp', min: 5, max: 5 },
      { issue: 'b', do: 'clamp', min: 5 },
    ],
    performance: { 'max-seconds': 5 },
  }
  expect(mistakesOf(input({ snapshot: 'a.db' }, written))).toEqual([])
})

test('a schema is a file or the result of a command, and one on the command line wins', () => {
  expect(mistakesOf(input({ snapshot: 'a.db', schema: 's.sql', 'schema-command': 'make' }))).toEqual([
    '--schema: give a file or schema-command, not both',
  ])
  const { target } = parseSettings(input({ snapshot: 'a.db', schema: 's.sql' }, { 'schema-command': 'make' }))
  expect(target).toEqual({ schema: 's.sql', schemaCommand: null, rename: {} })
})

test('queries are not compared where the settings say so', () => {
  const enabled = (performance: unknown) =>
    parseSettings(input({ snapshot: 'a.db' }, { performance })).performance.enabled
  expect([true, 'on', {}, false, 'off'].map(enabled)).toEqual([true, true, true, false, false])
  expect(
    mistakesOf(input({ snapshot: 'a.db' }, { queries: [{ name: 'q' }], performance: 'fast' })),
  ).toHaveLength(2)
})

test('names the place of a mistake where a query may be one of several things', () => {
  const mistakeIn = (query: unknown) =>
    mistakesOf(input({ snapshot: 'a.db' }, { queries: ['a.sql', query] }))[0]?.replace(/.*queries: /, '')
  expect(mistakeIn({ name: 'q' })).toBe('[2].sql: is missing: expected a text')
  expect(mistakeIn({ sql: 'select 1', file: 'q.sql' })).toBe(
    '[2].file: does not belong beside the other keys',
  )
  expect(mistakeIn({ sql: 1 })).toBe('[2].sql: expected a text, found 1')
  expect(mistakeIn({ parameter: [1], sql: 'select 1' })).toBe(
    '[2].parameter: unknown key; did you mean parameters?',
  )
  expect(mistakeIn({ sql: 'select ?', parameters: [1, [7]] })).toBe(
    '[2].parameters[2]: expected a text, a number, true or false or null, found [7]',
  )
  expect(mistakeIn(7)).toBe('[2]: expected a text or keys with values, found 7')
})

test('validate can prove nothing ready, so it does not wait for that', () => {
  const given = { snapshot: 'a.db', 'postgres-url': 'postgres://h/d', 'fail-on': 'not-ready' } as const
  expect(mistakesOf(input(given))).toEqual([])
  expect(mistakesOf(input(given, {}, { command: 'validate' }))).toEqual([
    expect.stringMatching(/^--fail-on: not-ready is for rehearse/),
  ])
})

test('validate names the keys of the file that it cannot use', () => {
  const written = {
    snapshot: 'a.db',
    'postgres-url': 'postgres://h/d',
    'postgres-version': 18,
    rename: { a: 'b' },
    queries: ['q.sql'],
    window: '1h',
    checklist: {},
  }
  const notes = (command: 'validate' | 'rehearse') => parseSettings(input({}, written, { command })).notes
  expect(notes('rehearse')).toEqual(['The settings are those of rehearsal.yml.'])
  expect(notes('validate')).toEqual([
    'The settings are those of rehearsal.yml.',
    'validate does not use these keys of it: queries, window.',
    expect.stringMatching(/^validate executes no line of the checklist/),
  ])
})
