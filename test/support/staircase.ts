/**
 * The folders of `src`, from the top of the staircase to its foot. An import points down, or stays in its own
 * folder; folders on one step do not know each other. `stages/*` and `engines/*` stand for each folder in them.
 * ARCHITECTURE.md shows the same list, and a test compares the two.
 */
export const STAIRCASE = [
  ['cli', 'action'],
  ['rehearsal'],
  ['settings'],
  ['stages/*'],
  ['engines/*'],
  ['shell'],
  ['issues'],
  ['sql'],
  ['errors'],
  ['progress'],
  ['threads'],
] as const satisfies readonly (readonly string[])[]

/** Stages that give the same output for the same input: they know no engine, not even its types. */
export const PURE_STAGES = ['stages/plan', 'stages/record', 'stages/report']

/** Packages, and the only folders that may import them. `@actions/` stands for everything in that scope. */
export const FENCED_PACKAGES: Readonly<Record<string, string>> = {
  'better-sqlite3': 'engines/sqlite',
  'node:sqlite': 'engines/sqlite',
  pg: 'engines/postgres',
  'pg-copy-streams': 'engines/postgres',
  '@actions/': 'action',
  '@octokit/': 'action',
  yauzl: 'action',
  commander: 'cli',
}

/** The doors: only they know the process, its arguments, its environment and its outputs. */
export const DOORS = ['cli', 'action']

export const MAX_LINES = 300

/** Files that may be longer, and why. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'issues/issue-codes.ts': 'a table of data: every kind of issue, once',
  'settings/options.ts': 'a table of data: every option, once',
}

/** Imports that close a cycle of files, by the file that has them: the types of what the other file dispatches lie in it. */
export const KNOWN_CYCLES: Readonly<Record<string, string>> = {
  'engines/sqlite/cheapest-line.ts': 'engines/sqlite/read-lines.ts',
  'engines/sqlite/in-order.ts': 'engines/sqlite/read-lines.ts',
  'engines/sqlite/line-bytes.ts': 'engines/sqlite/read-lines.ts',
  'engines/sqlite/read-by-cursor.ts': 'engines/sqlite/read-lines.ts',
  'engines/sqlite/read-by-key.ts': 'engines/sqlite/read-lines.ts',
  'engines/sqlite/read-by-rowid.ts': 'engines/sqlite/read-lines.ts',
  'stages/load/copy-with-rejects.ts': 'stages/load/copy-table.ts',
}

export const FORBIDDEN_NAMES = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'shared',
  'lib',
  'misc',
  'index',
]
