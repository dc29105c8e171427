import { access, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errorCode } from '../errors/error-code.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { escapeTerminal } from '../progress/escape-terminal.ts'
import { SETTINGS_FILES } from '../settings/read-settings-file.ts'
import type { Request } from './parse-arguments.ts'
import { print, type Terminal } from './terminal.ts'

/**
 * Writes the proposed settings file. Where a settings file is there already, the proposal goes to standard output
 * instead, and nothing is written: also a new file could take the place of the one that is read now.
 *
 * @returns whether it was written
 * @throws RehearsalError `output-unwritable`
 */
export async function writeSuggestion(
  text: string,
  { given }: Request,
  terminal: Terminal,
): Promise<boolean> {
  const [name] = SETTINGS_FILES
  const named = typeof given.config === 'string' ? [given.config] : []
  const present = await firstPresent([...named, ...SETTINGS_FILES], terminal.directory)
  const existing = present ?? (await writeNew(name, text, terminal.directory))
  if (existing === null) {
    terminal.stderr.write(`The proposed remedies are in ${name}\n`)
    return true
  }
  await print(terminal, escapeTerminal(text))
  terminal.stderr.write(
    `${escapeTerminal(existing)} exists and stays as it is; the proposal went to standard output\n`,
  )
  return false
}

async function firstPresent(paths: readonly string[], directory: string): Promise<string | null> {
  for (const path of paths) {
    const isThere = await access(resolve(directory, path)).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  return null
}

/** Null where it was written, the name where somebody else was faster. */
async function writeNew(name: string, text: string, directory: string): Promise<string | null> {
  try {
    await writeFile(join(directory, name), text, { flag: 'wx' })
    return null
  } catch (cause) {
    const code = errorCode(cause)
    if (code === 'EEXIST') return name
    throw new RehearsalError('output-unwritable', `Cannot write ${name} (${code}).`, {
      hint: 'Run the command in a folder that you may write to.',
      cause,
    })
  }
}
