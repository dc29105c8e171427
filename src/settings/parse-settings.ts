import { checkFile, checkGiven, type Environment, type GivenValues, spelledAt } from './check-values.ts'
import { toChecklist } from './checklist-schema.ts'
import { type Door, type Mistake, settingsInvalid } from './mistake.ts'
import { type CommandName, OPTIONS, type OptionName } from './options.ts'
import type { ParsedSettings } from './parsed-settings.ts'
import { parseDuration, parseSize } from './quantities.ts'
import { toPerformance } from './query-schema.ts'
import type { SettingsFile } from './read-settings-file.ts'
import { toRemedies } from './remedy-schema.ts'
import type { Settings } from './settings.ts'
import { settingsNotes } from './settings-notes.ts'

export interface SettingsInput {
  readonly door: Door
  readonly command: CommandName
  readonly given: GivenValues
  readonly file: SettingsFile
  /** What `${NAME}` in the settings file can stand for. */
  readonly environment: Environment
  /** How many workers this machine can run at once. */
  readonly parallelism: number
  /** What is wrong with the command line itself: unknown options, too many arguments. */
  readonly mistakes: readonly Mistake[]
}

/** Unpacking stops here, so that a small archive cannot fill the disk: 64 GiB. */
export const MAX_SNAPSHOT_BYTES = 64 * 1024 ** 3

/**
 * Checks the command line and the settings file, lays the first over the second and fills in the defaults.
 *
 * @throws RehearsalError `settings-invalid` that lists every mistake of both
 */
export function parseSettings(input: SettingsInput): ParsedSettings {
  const given = checkGiven(input.given, input.door)
  const file = checkFile(input.file.entries, input.environment)
  const merged = layOver(given.settings, file.settings)
  const mistakes = [
    ...input.mistakes,
    ...given.mistakes,
    ...input.file.mistakes,
    ...file.mistakes,
    ...contradictionsIn(given.settings, input),
    ...contradictionsIn(file.settings, input),
    ...missingIn(input),
    ...uselessIn(merged, input),
  ]
  if (mistakes.length > 0) throw settingsInvalid(mistakes, input.door)
  return fillIn(merged, input)
}

const EITHER_OR: readonly (readonly [OptionName, OptionName])[] = [
  ['snapshot', 'snapshot-command'],
  ['schema', 'schema-command'],
  ['postgres-url', 'postgres-image'],
]

/** Where the user wrote a setting: `--keep`, `input keep`, `rehearsal.yml:3:7: keep`. */
function placeOf(name: OptionName, { door, given, file }: SettingsInput): string {
  if (given[name] !== undefined) return spelledAt(door, name)
  const entry = file.entries.find(({ key }) => key === name)
  return entry === undefined ? name : `${entry.placeOf([])}: ${name}`
}

function contradictionsIn(settings: Settings, input: SettingsInput): readonly Mistake[] {
  return EITHER_OR.flatMap(([one, other]) =>
    settings[one] === undefined || settings[other] === undefined
      ? []
      : [
          {
            where: placeOf(one, input),
            message: `give ${one === 'postgres-url' ? 'a URL' : 'a file'} or ${other}, not both`,
          },
        ],
  )
}

function missingIn({ door, command, given, file }: SettingsInput): readonly Mistake[] {
  const isThere = (name: OptionName) =>
    given[name] !== undefined || file.entries.some(({ key }) => key === name)
  const mistakes: Mistake[] = []
  if (!isThere('snapshot') && !isThere('snapshot-command')) {
    mistakes.push({
      where: 'snapshot',
      message: `missing: name a SQLite database, or give ${door === 'terminal' ? '--' : ''}snapshot-command`,
    })
  }
  if (command === 'validate' && !isThere('postgres-url')) {
    mistakes.push({
      where: '--postgres-url',
      message: 'missing: validate compares the database that it names',
    })
  }
  return mistakes
}

function uselessIn(settings: Settings, input: SettingsInput): readonly Mistake[] {
  const { command, door } = input
  const neverReady = {
    where: placeOf('fail-on', input),
    message:
      'not-ready is for rehearse: validate sees keys and indexes, but proves none, so nothing is ready by it',
  }
  if (command === 'validate') return settings['fail-on'] === 'not-ready' ? [neverReady] : []
  if (command !== 'rehearse') return []
  const isGiven = settings['postgres-url'] !== undefined
  const keep = {
    where: placeOf('keep', input),
    message: `needs ${door === 'terminal' ? '--' : ''}postgres-url: a server that the run has started is removed with it, and its databases too`,
  }
  const durable = {
    where: placeOf('durable', input),
    message: 'is for a server that the run starts: the one of postgres-url has its own settings',
  }
  return [
    ...(settings.keep === true && !isGiven ? [keep] : []),
    ...(settings.durable === true && isGiven ? [durable] : []),
  ]
}

/** The command line wins. A source, schema or server given there sets aside both ways that the file has to name one. */
function layOver(given: Settings, file: Settings): Settings {
  const replaced = EITHER_OR.filter((pair) => pair.some((name) => given[name] !== undefined)).flat()
  const others = Object.entries(file).filter(([name]) => !replaced.some((gone) => gone === name))
  return { ...Object.fromEntries(others), ...given }
}

/** After which a command is stopped, where the settings may say it. */
export function commandSecondsOf(settings: Settings): number {
  return parseDuration(settings['command-timeout'] ?? OPTIONS['command-timeout'].default)
}

function fillIn(settings: Settings, { parallelism, file, command }: SettingsInput): ParsedSettings {
  return {
    source: {
      snapshot: settings.snapshot ?? null,
      snapshotCommand: settings['snapshot-command'] ?? null,
      maxBytes: MAX_SNAPSHOT_BYTES,
    },
    postgres: {
      url: settings['postgres-url'] ?? null,
      image: settings['postgres-image'] ?? null,
      version: settings['postgres-version'] ?? null,
      durable: settings.durable ?? false,
    },
    downtime: {
      windowSeconds: parseDuration(settings.window ?? OPTIONS.window.default),
      productionBytes:
        settings['production-size'] === undefined ? null : parseSize(settings['production-size']),
    },
    tables: {
      include: toList(settings.include),
      exclude: toList(settings.exclude),
      core: toList(settings.core),
    },
    target: {
      schema: settings.schema ?? null,
      schemaCommand: settings['schema-command'] ?? null,
      rename: settings.rename ?? {},
    },
    resolution: {
      prepare: toList(settings.prepare),
      remedies: toRemedies(settings.remedies ?? []),
      waivers: settings.waivers ?? [],
      phase: settings.phase ?? null,
    },
    performance: toPerformance(settings.queries, settings.performance),
    checklist: toChecklist(settings.checklist ?? (asksForReadiness(settings) ? {} : undefined)),
    failOn: settings['fail-on'] ?? OPTIONS['fail-on'].default,
    output: {
      directory: settings.out ?? OPTIONS.out.default,
      history: settings.history ?? OPTIONS.history.default,
      keep: settings.keep ?? false,
      showValues: settings['show-values'] ?? false,
      format: settings.format ?? OPTIONS.format.default,
    },
    commandSeconds: commandSecondsOf(settings),
    jobs: settings.jobs ?? Math.min(parallelism, 64),
    file: file.path,
    notes: settingsNotes(file, command),
  }
}

/** Who wants to know whether it is ready wants the checklist executed. */
function asksForReadiness(settings: Settings): boolean {
  return settings['fail-on'] === 'not-ready' || settings.phase === 'readiness'
}

function toList(globs: string | readonly string[] | undefined): readonly string[] {
  if (globs === undefined) return []
  return typeof globs === 'string' ? [globs] : globs
}
