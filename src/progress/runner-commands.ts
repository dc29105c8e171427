/**
 * What a runner obeys that reads a log: `##[command]`, `##vso[command]` and their like anywhere in a line, and `::command::`
 * at the beginning of one, after any white space.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 * https://www.jetbrains.com/help/teamcity/service-messages.html
 */
export const BRACKET_COMMAND = /##(?=[\w.-]*\[)/g
const AT_LINE_START = /^([^\S\n]*)::/gm

/** A text of one line or many of which no runner obeys a part. */
export function breakCommands(text: string): string {
  return breakBrackets(text).replace(AT_LINE_START, '$1: :')
}

/** {@link breakCommands} for a part of a line that begins none. */
export function breakBrackets(text: string): string {
  return text.replace(BRACKET_COMMAND, '# #')
}

/** The same for a text in double quotes of JSON or YAML: it is escaped, and says what it said. */
export function escapeBrackets(quoted: string): string {
  return quoted.replace(BRACKET_COMMAND, '#\\u0023')
}
