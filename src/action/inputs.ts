import type { GivenValues } from '../settings/check-values.ts'
import { OPTIONS, type OptionName, optionsOf } from '../settings/options.ts'

/** What makes no sense in a workflow: nothing is piped there, and nobody comes back for the database. */
const NOT_INPUTS: readonly OptionName[] = ['format', 'keep']

/** The inputs of the action: the options of a rehearsal under the same names. */
export const INPUT_NAMES: readonly OptionName[] = optionsOf('rehearse').filter(
  (name) => !NOT_INPUTS.includes(name),
)

/**
 * The inputs that were given; an empty one counts as not given, so that the settings file decides. Several globs
 * stand one a line. The values are not checked yet.
 *
 * @param read gives an input without the white space around it, and `''` for one that is not there
 */
export function readInputs(read: (name: string) => string): GivenValues {
  const given = INPUT_NAMES.map((name) => [name, toGiven(name, read(name))] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

function toGiven(name: OptionName, text: string): GivenValues[OptionName] {
  if (text === '') return undefined
  const { type } = OPTIONS[name]
  switch (type) {
    case 'globs':
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    case 'switch':
      return toSwitch(text)
    case 'text':
    case 'number':
    case 'choice':
    case 'structure':
      return text
    default:
      return type satisfies never
  }
}

/** Spelled as YAML 1.2 does: https://yaml.org/spec/1.2.2/#10212-boolean. Anything else is refused with the rest. */
function toSwitch(text: string): string | boolean {
  if (/^(true|True|TRUE)$/.test(text)) return true
  return /^(false|False|FALSE)$/.test(text) ? false : text
}
