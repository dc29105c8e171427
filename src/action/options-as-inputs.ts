import { RehearsalError } from '../errors/rehearsal-error.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { INPUT_NAMES } from './inputs.ts'

/** The working directory of the action. https://docs.github.com/actions/reference/variables-reference */
const WORKSPACE = ['the working directory', 'the workspace'] as const

/** Not those of other programs: `pg_dump --no-owner`. */
const OPTION = new RegExp(`(?<![\\w-])--(${INPUT_NAMES.join('|')})(?![\\w-])`, 'g')

/** The error in the words of a workflow, where the option `--schema` is the input `schema`, and paths are those of the workspace. */
export function errorOfInputs(error: RehearsalError): RehearsalError {
  const { code, cause, timedOut } = error
  return new RehearsalError(code, optionsAsInputs(error.message), {
    hint: hintOfInputs(error.hint),
    cause,
    timedOut,
  })
}

/** The record, with what stopped its run said as {@link errorOfInputs} does. */
export function recordOfInputs(record: RunRecord): RunRecord {
  const { run } = record
  if (run.error === null) return record
  const { message, hint } = run.error
  const error = { ...run.error, message: optionsAsInputs(message), hint: hintOfInputs(hint) }
  return { ...record, run: { ...run, error } }
}

function hintOfInputs(hint: string): string {
  return optionsAsInputs(hint).replaceAll(...WORKSPACE)
}

function optionsAsInputs(text: string): string {
  return text.replaceAll(OPTION, (_, name: string) => `the input ${name}`)
}
