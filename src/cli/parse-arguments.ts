import { type Command, CommanderError, type ParseOptionsResult } from 'commander'
import { VERSION } from '../rehearsal/version.ts'
import type { GivenValues } from '../settings/check-values.ts'
import type { Mistake } from '../settings/mistake.ts'
import { nearestName } from '../settings/nearest-name.ts'
import { COMMANDS, type CommandName, isOptionName, OPTIONS, optionsOf } from '../settings/options.ts'
import { buildCommand, helpOf, overview } from './command-help.ts'

/** A command with what was given to it. The values are not checked yet. */
export interface Request {
  readonly command: CommandName
  /** The snapshot, or the record for `report`. */
  readonly operand: string | null
  /** All of them: the records for `merge`; the other commands take one. */
  readonly operands: readonly string[]
  readonly given: GivenValues
  readonly mistakes: readonly Mistake[]
}

type ParsedArguments =
  | { readonly kind: 'request'; readonly request: Request }
  /** `--help` and `--version`. */
  | { readonly kind: 'text'; readonly text: string }

/**
 * Splits the command line. Without the name of a command it is `rehearse`. What is wrong with it is in the request, to be
 * reported together with the mistakes of the settings file.
 */
export function parseArguments(args: readonly string[]): ParsedArguments {
  const [first, ...others] = args
  if (first === 'help') return { kind: 'text', text: helpText(others[0]) }
  const named = COMMANDS.find((command) => command === first)
  const command = named ?? 'rehearse'
  const { operands, options, given, unfinished } = splitArguments(
    command,
    named === undefined ? args : others,
  )

  if (options.includes('--help') || options.includes('-h')) return { kind: 'text', text: helpText(named) }
  if (options.includes('--version') || options.includes('-V')) return { kind: 'text', text: VERSION }

  const mistakes = [
    ...unknownOptions(command, options),
    ...(unfinished === null ? [] : [withoutValue(unfinished)]),
    ...(command === 'merge' ? [] : unexpectedOperands(operands, named !== undefined)),
  ]
  const operand = operands[0] ?? null
  const values =
    operand === null || command === 'report' || command === 'merge' ? given : { ...given, snapshot: operand }
  return { kind: 'request', request: { command, operand, operands, given: values, mistakes } }
}

function helpText(name: string | undefined): string {
  const command = COMMANDS.find((known) => known === name)
  return command === undefined ? overview() : helpOf(command)
}

interface Split {
  readonly operands: readonly string[]
  /** Options that the command does not know. `--help` and `--version` are among them. */
  readonly options: readonly string[]
  readonly given: GivenValues
  /** The last argument, where it is an option that needs a value behind it. */
  readonly unfinished: string | null
}

function splitArguments(name: CommandName, args: readonly string[]): Split {
  const command = buildCommand(name)
  const { operands, unknown, unfinished } = parseOptions(command, args)
  const end = unknown.includes('--') ? unknown.indexOf('--') : unknown.length
  const options = unknown.slice(0, end).filter((arg) => arg.startsWith('-'))
  // It is not known which of these are values of the unknown options; the last one most likely is not.
  const rest = unknown.filter((arg, index) => arg !== '--' && (index > end || !arg.startsWith('-')))
  const given: Record<string, string | boolean | readonly string[]> = {}
  for (const option of command.options) {
    const value = command.getOptionValue(option.attributeName())
    if (value !== undefined && isOptionName(option.name())) given[option.name()] = value
  }
  return { operands: operands.length > 0 ? operands : rest.slice(-1), options, given, unfinished }
}

interface Parsed extends ParseOptionsResult, Pick<Split, 'unfinished'> {}

function parseOptions(command: Command, args: readonly string[]): Parsed {
  try {
    return { ...command.parseOptions([...args]), unfinished: null }
  } catch (error) {
    // only the last argument can be without the value that it needs
    const unfinished = args.at(-1)
    if (!(error instanceof CommanderError) || error.code !== MISSING_VALUE || unfinished === undefined)
      throw error
    return { ...command.parseOptions(args.slice(0, -1)), unfinished }
  }
}

/** https://github.com/tj/commander.js/blob/master/lib/command.js: `optionMissingArgument` */
const MISSING_VALUE = 'commander.optionMissingArgument'

function withoutValue(option: string): Mistake {
  const name = option.replace(/^--/, '')
  const expected = isOptionName(name) ? OPTIONS[name].expects : 'a value'
  return { where: option, message: `expected ${expected}, found nothing` }
}

function unknownOptions(command: CommandName, options: readonly string[]): readonly Mistake[] {
  const known = optionsOf(command)
  return options.map((option) => {
    const name = option.replace(/=.*$/s, '')
    return { where: name, message: unknownOption(name.replace(/^-+/, ''), known) }
  })
}

function unknownOption(name: string, known: readonly string[]): string {
  if (isOptionName(name) && OPTIONS[name].positional)
    return 'is named without an option, as the last argument'
  if (known.includes(name)) return 'takes no value; leave out the = and what follows it'
  const near = nearestName(name, known)
  return near === null ? 'unknown option' : `unknown option; did you mean --${near}?`
}

/** One operand is the snapshot, unless it looks like the name of a command with a typing error in it. */
function unexpectedOperands(operands: readonly string[], commandIsNamed: boolean): readonly Mistake[] {
  const [first, ...others] = operands
  if (first === undefined) return []
  const isWord = !commandIsNamed && /^[a-z-]+$/i.test(first)
  const near = isWord ? nearestName(first, COMMANDS) : null
  if (near !== null) {
    return [{ where: first, message: `unknown command; did you mean ${near}? (or ./${first}, the file?)` }]
  }
  if (isWord && others.length > 0)
    return [{ where: first, message: `unknown command; there are ${COMMANDS.join(', ')}` }]
  return others.map((where) => ({ where, message: 'one argument too many; quote paths that hold blanks' }))
}
