import { escapeBrackets } from '../../progress/runner-commands.ts'

/** A text in double quotes for a settings file, which is also printed: nothing in it is a command to a runner. */
export function quoted(text: string): string {
  return escapeBrackets(JSON.stringify(text))
}
