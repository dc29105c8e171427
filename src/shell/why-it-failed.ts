import type { ShellEnding } from './run-shell-command.ts'

/**
 * `exit status 127 (a program was not found: pgcopy)`: why a command failed, without what it said of its work. A program
 * is named only where the command itself does: the shell could be told to run a value.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02
 */
export function whyItFailed(command: string, { failure, lastWords }: ShellEnding): string {
  if (failure === 'exit status 127') return `${failure} (a program was not found${named(command, lastWords)})`
  if (failure === 'exit status 126') {
    return `${failure} (a program could not be executed${named(command, lastWords)})`
  }
  return String(failure)
}

/** `sh: 1: pgcopy: not found`, `sh: line 1: pgcopy: command not found`, `sh: ./run: Permission denied` */
const OF_THE_SHELL =
  /^(?:\S+: )?(?:(?:line )?\d+: )?(?<program>[^\s:]+): (?:(?:command )?not found|No such file or directory|Permission denied)$/

function named(command: string, lastWords: string): string {
  const programs = lastWords.split('\n').flatMap((line) => OF_THE_SHELL.exec(line)?.groups?.program ?? [])
  const program = programs.find((name) => command.split(/[\s;&|(){}<>"']+/).includes(name))
  return program === undefined ? '' : `: ${program}`
}
