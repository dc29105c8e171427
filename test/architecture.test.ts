// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources of the cases hold templates
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findBreaches, readSources, type Sources } from './support/architecture.ts'
import { findCycles } from './support/import-cycles.ts'
import { scanSource } from './support/scan-source.ts'
import { LONG_FILES, MAX_LINES, STAIRCASE } from './support/staircase.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = readSources(`${ROOT}src`)

test('the sources follow the rules of ARCHITECTURE.md', () => {
  expect(findBreaches(SOURCES)).toEqual([])
})

test('the sources were read', () => {
  expect(Object.keys(SOURCES)).toContain('errors/rehearsal-error.ts')
  expect(scanSource(SOURCES['issues/issue.ts'] ?? '').imports).toEqual([
    { specifier: './issue-codes.ts', typeOnly: false, reexport: false },
    { specifier: './issue-ranks.ts', typeOnly: true, reexport: false },
  ])
})

test('ARCHITECTURE.md shows the staircase that is enforced', () => {
  const page = readFileSync(`${ROOT}ARCHITECTURE.md`, 'utf8')
  const shown = /```text staircase\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const steps = shown
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/ {2,}.*/, '').split(', '))
  expect(steps).toEqual(STAIRCASE)
})

test('every exception from the length of files is still needed', () => {
  const short = Object.keys(LONG_FILES).filter(
    (path) => (SOURCES[path] ?? '').split('\n').length <= MAX_LINES,
  )
  expect(short).toEqual([])
})

test('no file imports itself by others', () => {
  expect(findCycles(SOURCES)).toEqual([])
})

test.each([
  ['of values', "import { b } from './b.ts'", "import { a } from './a.ts'"],
  ['of types', "import type { B } from './b.ts'", "import { type A } from './a.ts'"],
  ['over a third file', "import { c } from '../errors/c.ts'", "import { a } from './a.ts'"],
  ['by a dynamic import', "const b = await import('./b.ts')", "import { a } from './a.ts'"],
])('refuses a cycle of files, %s', (_, a, b) => {
  const others = { 'errors/c.ts': "import type { B } from '../sql/b.ts'", 'sql/d.ts': "import './a.ts'" }
  const [cycle, ...more] = findCycles({ 'sql/a.ts': a, 'sql/b.ts': b, ...others })
  expect(cycle).toMatch(/^sql\/a\.ts → (errors\/c\.ts → )?sql\/b\.ts → sql\/a\.ts$/)
  expect(more).toEqual([])
})

test('a file that two others import closes no cycle', () => {
  const both = "import { c } from './c.ts'"
  expect(
    findCycles({ 'sql/a.ts': `${both}\nimport { b } from './b.ts'`, 'sql/b.ts': both, 'sql/c.ts': '' }),
  ).toEqual([])
})

/** What an encoder and its witness may both believe: how a name is quoted, what is NULL, what the text of a number is. */
const SHARED_SPELLINGS = ['sql/decimal-text.ts', 'sql/fits.ts', 'sql/join-balanced.ts', 'sql/quote.ts']

test('the load and the validation share no other spelling of values', () => {
  expect(sharedSpellings(SOURCES)).toEqual(SHARED_SPELLINGS)
})

test('a spelling that both begin to share is found', () => {
  const both = "import { x } from '../../sql/epoch.ts'"
  expect(sharedSpellings({ 'stages/load/a.ts': both, 'stages/validation/b.ts': both })).toEqual([
    'sql/epoch.ts',
  ])
})

function sharedSpellings(sources: Sources): readonly string[] {
  const importedBy = (stage: string) =>
    Object.entries(sources)
      .filter(([path]) => path.startsWith(`${stage}/`))
      .flatMap(([path, source]) =>
        scanSource(source).imports.map(({ specifier }) => posix.join(posix.dirname(path), specifier)),
      )
  const loaded = new Set(importedBy('stages/load'))
  const shared = importedBy('stages/validation').filter((path) => path.startsWith('sql/') && loaded.has(path))
  return [...new Set(shared)].toSorted()
}

const long = 'const a = 1\n'.repeat(MAX_LINES + 1)

test.each([
  ['an upward import', 'errors/a.ts', "import { x } from '../issues/b.ts'", 'errors imports issues/b.ts'],
  [
    'an upward import of a type',
    'sql/a.ts',
    "import type { X } from '../stages/plan/b.ts'",
    'stages/plan/b.ts (type)',
  ],
  ['an upward dynamic import', 'sql/a.ts', "const x = await import('../settings/b.ts')", 'settings/b.ts'],
  ['an upward import without names', 'sql/a.ts', "import '../issues/b.ts'", 'issues/b.ts'],
  [
    'an upward import in a template',
    'sql/a.ts',
    "const x = `${await import('../issues/b.ts')}`",
    'issues/b.ts',
  ],
  [
    'a value from another stage',
    'stages/load/a.ts',
    "import { x } from '../plan/b.ts'",
    'stages/load imports',
  ],
  [
    'an engine from an engine',
    'engines/sqlite/a.ts',
    "import { x } from '../postgres/b.ts'",
    'engines/sqlite imports',
  ],
  [
    'the action from the command line',
    'cli/a.ts',
    "import { x } from '../action/b.ts'",
    'cli imports action/b.ts',
  ],
  [
    'the command line from the action',
    'action/a.ts',
    "import type { X } from '../cli/b.ts'",
    'action imports cli/b.ts',
  ],
  [
    'an engine in the plan',
    'stages/plan/a.ts',
    "import type { X } from '../../engines/sqlite/b.ts'",
    'is pure',
  ],
  [
    'an engine in the report',
    'stages/report/a.ts',
    "import { x } from '../../engines/postgres/b.ts'",
    'is pure',
  ],
  [
    'an engine in the record',
    'stages/record/a.ts',
    "import type { X } from '../../engines/sqlite/b.ts'",
    'is pure',
  ],
  [
    'the SQLite driver in a stage',
    'stages/catalog/a.ts',
    "import D from 'better-sqlite3'",
    'belongs to engines/sqlite',
  ],
  [
    'the SQLite of Node',
    'engines/postgres/a.ts',
    "import { D } from 'node:sqlite'",
    'belongs to engines/sqlite',
  ],
  [
    'the PostgreSQL driver in a stage',
    'stages/load/a.ts',
    "import type { C } from 'pg'",
    'belongs to engines/postgres',
  ],
  ['a part of a driver', 'stages/load/a.ts', "import x from 'pg/lib/x.js'", 'belongs to engines/postgres'],
  ['COPY streams', 'rehearsal/a.ts', "import { from } from 'pg-copy-streams'", 'belongs to engines/postgres'],
  [
    '@actions/core in the command line',
    'cli/a.ts',
    "import * as c from '@actions/core'",
    'belongs to action',
  ],
  ['process.env', 'settings/a.ts', 'const x = process.env.HOME', 'uses process.env'],
  ['process.exit', 'rehearsal/a.ts', 'process.exit(1)', 'uses process.exit'],
  [
    'process.argv in a template',
    'rehearsal/a.ts',
    'const x = `a ${`b ${process.argv}`}`',
    'uses process.argv',
  ],
  ['globalThis.process', 'rehearsal/a.ts', 'globalThis.process.exit()', 'uses process.exit'],
  ['process by a computed name', 'rehearsal/a.ts', "process['exit']()", 'uses process[…]'],
  ['a name of node:process', 'rehearsal/a.ts', "import { env as e } from 'node:process'", 'uses process.env'],
  ['node:process renamed', 'rehearsal/a.ts', "import p from 'node:process'", 'under another name'],
  ['all of node:process', 'rehearsal/a.ts', "import * as process from 'node:process'", 'under another name'],
  ['node:console', 'rehearsal/a.ts', "import { log } from 'node:console'", 'outside the doors'],
  ['console', 'stages/load/a.ts', 'console.log(1)', 'uses console.log'],
  ['a file that is too long', 'sql/a.ts', long, 'has 301 lines'],
  ['a folder called utils', 'cli/utils/a.ts', '', 'the name utils says nothing'],
  ['a file called helpers', 'cli/helpers.ts', '', 'the name helpers says nothing'],
  ['an index', 'sql/index.ts', '', 'the name index says nothing'],
  ['a name in camelCase', 'sql/quoteName.ts', '', 'is not kebab-case'],
  ['a folder that is not in the list', 'models/a.ts', '', 'outside the staircase'],
  ['a file beside the folders', 'main.ts', '', 'outside the staircase'],
  ['a barrel', 'sql/a.ts', "export { x } from './b.ts'", 'no barrels'],
  ['a barrel of everything', 'sql/a.ts', "export * from './b.ts'", 'no barrels'],
  ['a barrel with a name', 'sql/a.ts', "export * as b from './b.ts'", 'no barrels'],
  ['a default export', 'sql/a.ts', 'export default 1', 'exports a default'],
])('refuses %s', (_, path, source, expected) => {
  expect(findBreaches({ [path]: source })).toEqual([expect.stringContaining(expected)])
})

test.each([
  ['a downward import', 'cli/a.ts', "import { x } from '../rehearsal/b.ts'"],
  ['a type of another stage', 'stages/load/a.ts', "import type { X } from '../plan/b.ts'"],
  ['a file of the same folder', 'stages/load/a.ts', "import { x } from './b.ts'"],
  ['a driver in its engine', 'engines/postgres/a.ts', "import { Client } from 'pg'"],
  ['package.json', 'rehearsal/a.ts', "import x from '../../package.json' with { type: 'json' }"],
  ['an import in a comment', 'sql/a.ts', "// import '../cli/a.ts'\n/* import '../cli/a.ts' */"],
  ['an import in a string', 'sql/a.ts', 'const x = "import \'../cli/a.ts\'"'],
  ['an import in a regular expression', 'sql/a.ts', "const x = /import '..\\/cli\\/a.ts'/"],
  ['code after a regular expression with a quote', 'sql/a.ts', 'const x = /[\'"`]/g\n// process.exit(1)'],
  ['a division', 'sql/a.ts', "const x = a / b // console.log('/')"],
  ['a member called process', 'sql/a.ts', 'const x = a.process.env'],
  ['a type called like the console', 'sql/a.ts', 'const console_ = 1'],
  ['a harmless name of node:process', 'sql/a.ts', "import { pid } from 'node:process'"],
  ['process.platform', 'engines/postgres/a.ts', 'const x = process.platform'],
  ['the console in a door', 'cli/a.ts', 'console.log(process.argv)'],
  ['import.meta', 'sql/a.ts', "const x = import.meta.url + ' from ' + '../cli/a.ts'"],
  ['an export of its own', 'sql/a.ts', "const x = 1\nexport { x }\nconst from = 'y'"],
])('allows %s', (_, path, source) => {
  expect(findBreaches({ [path]: source })).toEqual([])
})
