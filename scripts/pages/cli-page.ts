// biome-ignore-all lint/suspicious/noTemplateCurlyInString: settings files refer to the environment like this
import { COMMAND_HELP, EXIT_CODE_HELP } from '../../src/cli/command-help.ts'
import {
  COMMANDS,
  type CommandName,
  keysOf,
  OPTION_NAMES,
  OPTIONS,
  type OptionEntry,
  optionsOf,
} from '../../src/settings/options.ts'
import { SETTINGS_FILES } from '../../src/settings/read-settings-file.ts'
import { GENERATED, markdownTable } from './markdown-table.ts'

/** docs/cli.md: commands, options, settings file and exit codes. */
export function cliPage(): string {
  return [
    GENERATED,
    '# Command line',
    'Where the package is not installed, `pg-rehearsal …` is `npm run -s pg-rehearsal -- …` in a clone, after `npm ci`, and `node path/to/the/clone/dist/cli.js …` in every other folder.',
    'Results go to standard output; progress, messages and errors go to standard error.',
    ...COMMANDS.flatMap(commandSection),
    '## Options',
    markdownTable(['option', 'meaning', 'default', 'commands'], OPTION_NAMES.flatMap(optionRow)),
    '## Settings file',
    settingsText(),
    markdownTable(['key', 'holds', 'default', 'counts for'], OPTION_NAMES.flatMap(keyRow)),
    '## Exit codes',
    markdownTable(
      ['code', 'means'],
      EXIT_CODE_HELP.map(([code, meaning]) => [String(code), meaning]),
    ),
  ]
    .join('\n\n')
    .concat('\n')
}

function commandSection(command: CommandName): readonly string[] {
  const { operand, summary, examples } = COMMAND_HELP[command]
  const lines = examples.flatMap(([line, meaning]) => [`# ${meaning}`, line])
  return [
    `## \`pg-rehearsal ${command} <${operand}>\``,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    ['```sh', ...lines, '```'].join('\n'),
  ]
}

function optionRow(name: (typeof OPTION_NAMES)[number]): readonly string[][] {
  const entry: OptionEntry = OPTIONS[name]
  const commands = COMMANDS.filter((command) => optionsOf(command).includes(name))
  if (entry.positional || commands.length === 0) return []
  const value = entry.placeholder === null ? '' : ` ${entry.placeholder}`
  return [[`\`--${name}${value}\``, meaningOf(entry), entry.default, commands.join(', ')]]
}

function meaningOf(entry: OptionEntry): string {
  const others = Object.entries(entry.meanings ?? {}).map(
    ([command, meaning]) => `; with \`${command}\` ${meaning}`,
  )
  return `${generalMeaning(entry)}${others.join('')}`
}

function generalMeaning(entry: OptionEntry): string {
  if (entry.type === 'choice') return `${entry.description}: ${entry.expects}`
  return entry.type === 'globs' ? `${entry.description}; can be repeated` : entry.description
}

function keyRow(name: (typeof OPTION_NAMES)[number]): readonly string[][] {
  const entry = OPTIONS[name]
  const counting = COMMANDS.filter((command) => keysOf(command).includes(name) && FILE_READERS.has(command))
  return entry.inFile ? [[`\`${name}\``, entry.expects, entry.default, counting.join(', ')]] : []
}

const FILE_READERS: ReadonlySet<CommandName> = new Set(OPTIONS.config.commands)

function settingsText(): string {
  const files = SETTINGS_FILES.map((path) => `\`${path}\``).join(', ')
  return [
    `Settings that stay the same belong in one of ${files}, or in the file that \`--config\` names; two of them`,
    'are a mistake. The command line wins over the file, and a note of the run says which file it was. Paths are relative',
    'to the working directory. Every mistake of both is reported in one message. `validate` names the keys that it cannot',
    'use; of `checklist` it hears what people say of its lines, and executes none.',
    '',
    '```yaml',
    '# yaml-language-server: $schema=./node_modules/pg-rehearsal/schema/settings.schema.json',
    'snapshot: data/app.db',
    'postgres-url: postgres://ci:${PGPASSWORD}@localhost:5432/postgres',
    'exclude:',
    '  - log_*',
    'fail-on: new-issues',
    'rename:',
    '  players.nick: nickname',
    'queries:',
    '  - queries/reports.sql',
    '  - name: players of a team',
    '    sql: select name, ifnull(nick, name) from players where team_id = ? order by id',
    '    postgres: select name, coalesce(nickname, name) from players where team_id = $1 order by id',
    '    parameters: [7]',
    'performance: { floor-ms: 5, max-seconds: 60, query-seconds: 10 }',
    'remedies:',
    '  - issue: quality/varchar-overflow:players.nick',
    '    do: truncate',
    'waivers:',
    '  - issue: logic/nocase-collation:players.*',
    '    reason: the application compares in lower case',
    '    expires: 2027-01-31',
    '```',
    '',
    'The queries of the application are compared in results and time, as [How a run is judged](results.md#queries) says.',
    'In a file each statement is one, named by `-- name: …` before it. Without `queries` they are derived from the schema;',
    '`performance: off` compares none.',
    '',
    'The first line lets an editor complete the keys, where the package is installed in the folder of the file; elsewhere it is',
    'the path of `schema/settings.schema.json` in a clone. The program does not read it.',
    '',
    'What a remedy can do is in [Remedies](remedies.md). A waiver accepts the issues that it matches until its last day:',
    'they stay in the report, and do not count. What `checklist` holds is in [The checklist](checklist.md).',
    '',
    '`${NAME}` in `postgres-url` is replaced by the environment variable, so that no password is committed. It is',
    'percent-encoded, unless it is the whole value. A variable that is missing or empty is a mistake.',
  ].join('\n')
}
