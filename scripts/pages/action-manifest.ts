import { stringify } from 'yaml'
import { ACTION_INPUTS } from '../../src/action/action-inputs.ts'
import { INPUT_NAMES } from '../../src/action/inputs.ts'
import { OUTPUTS } from '../../src/action/outputs.ts'
import { OPTIONS, type OptionEntry, type OptionName } from '../../src/settings/options.ts'

/** action.yml: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax */
export function actionManifest(): string {
  const manifest = {
    name: 'pg-rehearsal',
    description: 'Rehearses the migration of a SQLite database to PostgreSQL and validates every cell.',
    branding: { icon: 'database', color: 'blue' },
    inputs: Object.fromEntries([
      ...INPUT_NAMES.map((name) => [name, { description: describeInput(name) }]),
      ...Object.entries(ACTION_INPUTS).map(([name, input]) => [name, actionInput(input)]),
    ]),
    outputs: Object.fromEntries(
      Object.entries(OUTPUTS).map(([name, { description }]) => [
        name,
        { description: sentence(description) },
      ]),
    ),
    runs: { using: 'node24', main: 'dist/action.js', post: 'dist/post.js', 'post-if': 'always()' },
  }
  return `# Made from the code by \`npm run docs\`; changes here are lost.\n${stringify(manifest, { lineWidth: 110 })}`
}

/** The default stands in the text only: as `default` it would be like a value given, and win over the settings file. */
function describeInput(name: OptionName): string {
  return `${meaningOfInput(OPTIONS[name])} (default: ${OPTIONS[name].default}).`
}

/** Only what the runner fills in is a `default`. */
function actionInput({
  description,
  default: otherwise,
  value,
}: (typeof ACTION_INPUTS)[keyof typeof ACTION_INPUTS]) {
  const text = `${capitalised(description)} (default: ${otherwise}).`
  return value === null ? { description: text } : { description: text, default: value }
}

/** What an input means and takes, as a sentence without its full stop. */
export function meaningOfInput({ type, description, expects }: OptionEntry): string {
  if (type === 'choice') return capitalised(`${description}: ${expects}`)
  return capitalised(type === 'globs' ? `${description}; one glob a line` : description)
}

/** `The number of this test run.` */
export function sentence(text: string): string {
  return `${capitalised(text)}.`
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
