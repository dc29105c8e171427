import { Command, Option } from 'commander'
import {
  COMMANDS,
  type CommandName,
  OPTIONS,
  type OptionEntry,
  type OptionName,
  optionsOf,
} from '../settings/options.ts'

interface CommandHelp {
  readonly operand: string
  readonly summary: string
  /** Command lines, each with what it is for. */
  readonly examples: readonly (readonly [string, string])[]
}

/** What the help and docs/cli.md say about each command. */
export const COMMAND_HELP: Readonly<Record<CommandName, CommandHelp>> = {
  rehearse: {
    operand: 'snapshot',
    summary:
      'migrate a SQLite database into a scratch PostgreSQL and compare every cell (the default command)',
    examples: [
      ['pg-rehearsal app.db', 'on an embedded PostgreSQL; nothing to install'],
      [
        'pg-rehearsal app.db --postgres-url postgres://ci:ci@localhost:5432/postgres',
        'on a server that runs',
      ],
      ['pg-rehearsal app.db --fail-on new-issues', 'exit with 1 only when something new came up'],
      ["pg-rehearsal dump.sql.zst --exclude 'log_*' --exclude cache", 'a script, without some tables'],
    ],
  },
  inspect: {
    operand: 'snapshot',
    summary: 'show the planned schema and the issues to expect, without PostgreSQL',
    examples: [
      ['pg-rehearsal inspect app.db', 'a first look'],
      ['pg-rehearsal inspect app.db --format json', 'the same for a program'],
      [
        'pg-rehearsal inspect app.db --suggest',
        'and a rehearsal.yml with a remedy for each issue that has one',
      ],
    ],
  },
  validate: {
    operand: 'snapshot',
    summary: 'compare a database that another tool has migrated; nothing is written to it',
    examples: [
      [
        'pg-rehearsal validate app.db --postgres-url postgres://reader@db.example.org/app',
        'every cell of every table that both sides have',
      ],
    ],
  },
  report: {
    operand: 'record.json',
    summary: 'render the record of an earlier run again',
    examples: [
      ['pg-rehearsal report .rehearsal/record.json --format markdown', 'for an issue or a wiki'],
      ['pg-rehearsal report .rehearsal/record.json --format html > report.html', 'a page for a browser'],
    ],
  },
  merge: {
    operand: 'record.json …',
    summary: 'make one record of many: the shards of a run, or the legs of a matrix',
    examples: [
      [
        'pg-rehearsal merge shards/*/record.json --out merged',
        'shards are judged together; of legs, the worst verdict stands',
      ],
    ],
  },
}

/** The exit codes, as the help and docs/cli.md explain them. */
export const EXIT_CODE_HELP = [
  [0, 'the run finished and the gate (--fail-on) holds'],
  [1, 'the run finished and the gate does not hold'],
  [2, 'the arguments or the settings are wrong'],
  [3, 'the source cannot be read as a SQLite database'],
  [4, 'PostgreSQL could not be started or reached'],
  [70, 'internal error'],
  [129, 'cancelled by SIGHUP: the terminal was closed'],
  [130, 'cancelled by SIGINT'],
  [143, 'cancelled by SIGTERM'],
] as const

/** The parser of one command. It throws a CommanderError, and prints and exits never. */
export function buildCommand(name: CommandName): Command {
  const { operand, summary } = COMMAND_HELP[name]
  const command = new Command(`pg-rehearsal ${name}`)
    .description(summary)
    .argument(`[${operand}]`)
    .usage(`${name === 'report' || name === 'merge' ? `<${operand}>` : `[${operand}]`} [options]`)
    .helpOption('-h, --help', 'show this help')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
  for (const option of optionsOf(name)) {
    if (!OPTIONS[option].positional) command.addOption(buildOption(option, name))
  }
  return command
}

function buildOption(name: OptionName, command: CommandName): Option {
  const entry: OptionEntry = OPTIONS[name]
  const flags = entry.placeholder === null ? `--${name}` : `--${name} <${entry.placeholder}>`
  const option = new Option(flags, describeOption(entry, command))
  if (entry.type !== 'globs') return option
  return option.argParser<readonly string[]>((value, previous) => [...(previous ?? []), value])
}

/** The description with what else there is to know: choices, repetition, default. */
function describeOption(entry: OptionEntry, command: CommandName): string {
  const own = entry.meanings?.[command]
  if (own !== undefined) return own
  const notes = [
    ...(entry.type === 'choice' ? [entry.expects] : []),
    ...(entry.type === 'globs' ? ['can be repeated'] : []),
    ...(['none', 'off'].includes(entry.default) ? [] : [`default: ${entry.default}`]),
  ]
  return notes.length === 0 ? entry.description : `${entry.description} (${notes.join('; ')})`
}

/** The help of one command. */
export function helpOf(name: CommandName): string {
  return `${buildCommand(name).helpInformation()}\n${renderExamples(COMMAND_HELP[name].examples)}`
}

/** The help of the whole program. */
export function overview(): string {
  const width = Math.max(...COMMANDS.map((name) => commandLine(name).length)) + 2
  const commands = COMMANDS.map((name) => `  ${commandLine(name).padEnd(width)}${COMMAND_HELP[name].summary}`)
  const exitCodes = EXIT_CODE_HELP.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`)
  return [
    'Rehearses the migration of a SQLite database to PostgreSQL, and validates every cell.',
    '',
    'Commands:',
    ...commands,
    '',
    'Each of them explains its options: pg-rehearsal <command> --help',
    'Settings that stay the same belong in rehearsal.yml: docs/cli.md has its keys.',
    '',
    renderExamples(COMMANDS.flatMap((name) => COMMAND_HELP[name].examples.slice(0, 1))),
    '',
    'Exit codes:',
    ...exitCodes,
  ].join('\n')
}

function commandLine(name: CommandName): string {
  return `${name} <${COMMAND_HELP[name].operand}>`
}

function renderExamples(examples: CommandHelp['examples']): string {
  return ['Examples:', ...examples.flatMap(([line, meaning]) => [`  # ${meaning}`, `  ${line}`])].join('\n')
}
