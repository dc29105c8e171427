import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { SIDECARS } from '../engines/sqlite/sidecars.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'

/** A file, or a folder of files, that the run reads. */
export interface Input {
  readonly what:
    | 'source'
    | 'schema'
    | 'prepare script'
    | 'file of queries'
    | 'SQL of the access check'
    | 'documentation'
    | 'record'
  /** As the user named it. */
  readonly path: string
}

/** The files of the settings that a run reads after it has emptied its output folder. */
export function inputsOf({
  source,
  target,
  resolution,
  performance,
  checklist,
}: ParsedSettings): readonly Input[] {
  const queries = performance.queries.flatMap(({ sqlite, postgres }) => [sqlite, postgres])
  const { access = null, documentationPath = null } = checklist ?? {}
  return [
    ...(source.snapshot === null ? [] : [{ what: 'source', path: source.snapshot } as const]),
    ...(target.schema === null ? [] : [{ what: 'schema', path: target.schema } as const]),
    ...resolution.prepare.map((path) => ({ what: 'prepare script', path }) as const),
    ...queries.flatMap((query) =>
      query !== null && 'path' in query ? [{ what: 'file of queries', path: query.path } as const] : [],
    ),
    ...(access === null ? [] : [{ what: 'SQL of the access check', path: access.sql } as const]),
    ...(documentationPath === null ? [] : [{ what: 'documentation', path: documentationPath } as const]),
  ]
}

const HINT = 'Name another folder with --out, or another file with --history.'

/**
 * The source is sacred, and so is what somebody else has written: refuses to begin when a file or folder that the run would
 * write, or remove, is an input, one of its sidecars, or a folder around it, or lies in a folder that is read.
 *
 * @param history null where the command keeps none, and has no option for it
 * @throws RehearsalError `output-unwritable`
 */
export async function protectInputs(
  inputs: readonly Input[],
  outputs: readonly string[],
  history: string | null,
): Promise<void> {
  const hint = history === null ? 'Name another folder with --out.' : HINT
  for (const { what, path } of inputs) {
    const real = await realPath(path)
    for (const output of history === null ? outputs : [...outputs, history]) {
      const written = await realPath(output)
      const isAround = ['', ...SIDECARS].some(
        (suffix) => `${real}${suffix}` === written || `${real}${suffix}`.startsWith(written + sep),
      )
      if (!isAround && dirname(written) !== real) continue
      throw new RehearsalError('output-unwritable', `The run would write ${output}, where the ${what} is.`, {
        hint,
      })
    }
  }
}

/**
 * Refuses a history that would be written into a file of the run's own, or that is a folder.
 *
 * @throws RehearsalError `output-unwritable`
 */
export async function protectHistory(history: string, outputs: readonly string[]): Promise<void> {
  const real = await realPath(history)
  const isWritten = (await Promise.all(outputs.map(realPath))).includes(real)
  const isFolder = (await stat(real).catch(() => null))?.isDirectory() ?? false
  if (!isWritten && !isFolder) return
  const fault = isWritten ? 'a file that each run writes anew' : 'a folder'
  throw new RehearsalError('output-unwritable', `The history ${history} is ${fault}.`, { hint: HINT })
}

/** With all symbolic links followed, also of a file that does not exist yet. */
async function realPath(path: string): Promise<string> {
  const absolute = resolve(path)
  if (dirname(absolute) === absolute) return absolute
  return await realpath(absolute).catch(async () =>
    join(await realPath(dirname(absolute)), basename(absolute)),
  )
}
