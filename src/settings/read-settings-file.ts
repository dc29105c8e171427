import { isUtf8 } from 'node:buffer'
import { lstat } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml'
import { errorCode } from '../errors/error-code.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { readGivenFile } from '../shell/read-given-file.ts'
import { exactDecimal } from '../sql/exact-decimal.ts'
import type { Mistake } from './mistake.ts'

/** Where a settings file is looked for; at most one of them may be there. */
export const SETTINGS_FILES = [
  'rehearsal.yml',
  'rehearsal.yaml',
  '.github/rehearsal.yml',
  '.github/rehearsal.yaml',
] as const

const MAX_BYTES = 1024 * 1024

/** A settings file as it is written: nothing is known yet about its keys and values. */
export interface SettingsFile {
  /** As the user named it; null where there is none. */
  readonly path: string | null
  readonly entries: readonly SettingsFileEntry[]
  readonly mistakes: readonly Mistake[]
}

export interface SettingsFileEntry {
  readonly key: string
  readonly value: unknown
  /** `rehearsal.yml:3:7`: where something inside of the value begins, or what holds it where it is not there. */
  readonly placeOf: (path: readonly PropertyKey[]) => string
}

/**
 * Reads the settings file that the user names, or that of {@link SETTINGS_FILES} in `directory`, or none.
 *
 * @param signal ends the waiting for a pipe
 * @throws RehearsalError `settings-unreadable` when the file cannot be read at all, or it is not clear which one is meant;
 *   what is wrong inside it is in `mistakes`
 */
export async function readSettingsFile(
  named: string | null,
  directory: string,
  signal: AbortSignal | null = null,
): Promise<SettingsFile> {
  const present: { readonly path: string; readonly bytes: Buffer }[] = []
  for (const path of named === null ? SETTINGS_FILES : [named]) {
    const bytes = await (named === null ? bytesIfThere : readBytes)(path, directory, signal)
    if (bytes !== null) present.push({ path, bytes })
  }
  const [file, ...others] = present
  if (others.length > 0) throw severalFiles(present.map(({ path }) => path))
  return file === undefined
    ? { path: null, entries: [], mistakes: [] }
    : { path: file.path, ...parseSettingsFile(file.path, file.bytes) }
}

/** Whichever was taken, the settings of the others would do nothing, and nobody would know. */
function severalFiles(paths: readonly string[]): RehearsalError {
  return new RehearsalError(
    'settings-unreadable',
    `There is more than one settings file: ${paths.join(', ')}.`,
    {
      hint: 'Keep one of them, or name the one that counts with --config.',
    },
  )
}

type Content = Omit<SettingsFile, 'path'>

async function readBytes(path: string, directory: string, signal: AbortSignal | null): Promise<Buffer> {
  try {
    return await readGivenFile(resolve(directory, path), signal)
  } catch (cause) {
    signal?.throwIfAborted()
    const message = `Cannot read the settings file ${path} (${errorCode(cause)}).`
    throw new RehearsalError('settings-unreadable', message, {
      hint: 'Name a YAML file with --config, relative to the working directory.',
      cause,
    })
  }
}

/** A link that leads nowhere is there: whoever made it means its settings to count. */
async function bytesIfThere(
  path: string,
  directory: string,
  signal: AbortSignal | null,
): Promise<Buffer | null> {
  const found = await lstat(resolve(directory, path)).catch((error: unknown) => errorCode(error))
  return found === 'ENOENT' || found === 'ENOTDIR' ? null : await readBytes(path, directory, signal)
}

function parseSettingsFile(path: string, bytes: Buffer): Content {
  if (bytes.length > MAX_BYTES) return refused(path, 'is larger than 1 MiB')
  if (!isUtf8(bytes)) return refused(path, 'is not UTF-8')
  try {
    return parseYaml(path, bytes.toString('utf8'))
  } catch (error) {
    if (error instanceof RangeError) return refused(path, 'is nested too deeply')
    // An alias without anchor, or aliases that would grow to more than a hundred times their size.
    if (error instanceof ReferenceError) return refused(path, 'holds an alias that cannot be followed')
    throw error
  }
}

function refused(where: string, message: string): Content {
  return { entries: [], mistakes: [{ where, message }] }
}

function parseYaml(path: string, text: string): Content {
  const lineCounter = new LineCounter()
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset)
    return `${path}:${line}:${col}`
  }
  // `prettyErrors` would quote the line, and what follows a colon is the token: both can hold a password.
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const flaws = [...document.errors, ...document.warnings]
  // The parser notes an exhausted stack as a flaw among others.
  if (flaws.some(({ message }) => /call stack/.test(message))) return refused(path, 'is nested too deeply')
  if (flaws.length > 0) {
    const mistakes = flaws.map((flaw) => ({
      where: placeOf(flaw.pos[0]),
      message:
        flaw.code === 'MULTIPLE_DOCS'
          ? 'a second document begins here; the settings are one'
          : flaw.message.replace(/: .*/s, ''),
    }))
    return { entries: [], mistakes }
  }
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { entries: [], mistakes: [] }
  if (!isMap(contents))
    return refused(placeOf(startOf(contents)), 'expected keys with values, like "jobs: 2"')
  const rounded = keepIntegers(document).map((scalar) => ({
    where: placeOf(startOf(scalar)),
    message: 'the number has more digits than can be kept; write it as a text, in quotes',
  }))
  if (rounded.length > 0) return { entries: [], mistakes: rounded }
  const entries = contents.items.map((pair) => ({
    key: String(pair.key),
    value: isNode(pair.value) ? pair.value.toJS(document) : null,
    placeOf: (path: readonly PropertyKey[]) => placeOf(startOf(nodeAt(pair, path, document))),
  }))
  return { entries, mistakes: [] }
}

/** The value of a pair, or the innermost part of it on the way to `path`; the key where it has no value. */
function nodeAt(pair: Pair, path: readonly PropertyKey[], document: Document): unknown {
  let node: unknown = pair.value ?? pair.key
  for (const part of path) {
    const holder = isAlias(node) ? node.resolve(document) : node
    const inner = isCollection(holder) ? holder.get(part, true) : undefined
    if (!isNode(inner)) break
    node = inner
  }
  return node
}

/**
 * Makes integers that no double holds bigints, digit by digit as they are written.
 *
 * @returns the numbers with decimals that were rounded
 */
function keepIntegers(document: Document): readonly Scalar[] {
  const rounded: Scalar[] = []
  visit(document, {
    Scalar(_key, scalar) {
      const { value, source } = scalar
      if (typeof value !== 'number' || source === undefined || !Number.isFinite(value)) return
      if (/^([+-]?\d+|0[xo][\da-f]+)$/i.test(source)) {
        if (!Number.isSafeInteger(value)) scalar.value = BigInt(source.replace(/^\+/, ''))
      } else if (exactDecimal(source) !== exactDecimal(String(value))) rounded.push(scalar)
    },
  })
  return rounded
}

function startOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0
}
