import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type ImportStatement, type ScannedSource, scanSource } from './scan-source.ts'
import {
  DOORS,
  FENCED_PACKAGES,
  FORBIDDEN_NAMES,
  LONG_FILES,
  MAX_LINES,
  PURE_STAGES,
  STAIRCASE,
} from './staircase.ts'

/** Paths relative to `src`, with forward slashes, and their content. */
export type Sources = Readonly<Record<string, string>>

/** Reads all TypeScript files below a folder. */
export function readSources(folder: string): Sources {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  )
  return Object.fromEntries(
    paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  )
}

/** Every breach of the rules of ARCHITECTURE.md, as `path: what is wrong`. */
export function findBreaches(sources: Sources): readonly string[] {
  return Object.entries(sources).flatMap(([path, source]) => {
    const scanned = scanSource(source)
    const breaches = [
      ...breachesOfName(path),
      ...breachesOfLength(path, source),
      ...scanned.imports.flatMap((statement) => breachesOfImport(path, statement)),
      ...breachesOfProcess(path, scanned),
      ...breachesOfExport(scanned),
    ]
    return breaches.map((breach) => `${path}: ${breach}`)
  })
}

/** `stages/load` of `stages/load/copy-table.ts`, `cli` of `cli/commands/run-report.ts`. */
function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/')
  return STAIRCASE.flat().some((step) => step === `${first}/*`) ? `${first}/${second}` : first
}

function stepOf(folder: string): number {
  const pattern = folder.replace(/\/.*/, '/*')
  return STAIRCASE.findIndex((step) => step.some((name) => name === pattern))
}

function breachesOfName(path: string): readonly string[] {
  const names = path.replace(/\.ts$/, '').split('/')
  return [
    ...(stepOf(folderOf(path)) === -1 ? ['lies outside the staircase'] : []),
    ...names.filter((name) => FORBIDDEN_NAMES.includes(name)).map((name) => `the name ${name} says nothing`),
    ...names.filter((name) => !/^[a-z0-9-]+$/.test(name)).map((name) => `the name ${name} is not kebab-case`),
  ]
}

function breachesOfLength(path: string, source: string): readonly string[] {
  const lines = source.trimEnd().split('\n').length
  return lines > MAX_LINES && LONG_FILES[path] === undefined ? [`has ${lines} lines, over ${MAX_LINES}`] : []
}

function breachesOfImport(
  path: string,
  { specifier, typeOnly, reexport }: ImportStatement,
): readonly string[] {
  const from = folderOf(path)
  const barrel = reexport ? [`exports what ${specifier} exports: no barrels`] : []
  if (!specifier.startsWith('.')) return [...barrel, ...breachesOfPackage(from, specifier)]

  const target = posix.join(posix.dirname(path), specifier)
  if (target.startsWith('../')) return barrel
  const to = folderOf(target)
  if (from === to) return barrel
  return [
    ...barrel,
    ...(PURE_STAGES.includes(from) && to.startsWith('engines/')
      ? [`${from} is pure and imports ${target}`]
      : []),
    ...(isAllowed(from, to, typeOnly) ? [] : [`${from} imports ${target}${typeOnly ? ' (type)' : ''}`]),
  ]
}

function isAllowed(from: string, to: string, typeOnly: boolean): boolean {
  const areStages = from.startsWith('stages/') && to.startsWith('stages/')
  return areStages ? typeOnly : stepOf(from) < stepOf(to)
}

function breachesOfPackage(from: string, specifier: string): readonly string[] {
  const fence = Object.entries(FENCED_PACKAGES).find(([name]) => {
    return name.endsWith('/')
      ? specifier.startsWith(name)
      : specifier === name || specifier.startsWith(`${name}/`)
  })
  if (fence !== undefined && fence[1] !== from) return [`imports ${specifier}, which belongs to ${fence[1]}`]
  return specifier === 'node:console' && !DOORS.includes(from)
    ? ['imports node:console outside the doors']
    : []
}

const PROCESS_OF_DOORS = /^(env|argv|exit|exitCode|stdout|stderr|stdin)$/

function breachesOfProcess(path: string, { tokens }: ScannedSource): readonly string[] {
  if (DOORS.includes(folderOf(path))) return []
  return tokens.flatMap((token, index) => {
    if (/^.node:process.$/.test(token)) return breachesOfProcessImport(tokens, index)
    const isMember = tokens[index - 1] === '.' && tokens[index - 2] !== 'globalThis'
    if (isMember) return []
    const member = tokens[index + 1] === '.' ? (tokens[index + 2] ?? '') : ''
    if (token === 'console' && member !== '') return [`uses console.${member}`]
    if (token !== 'process') return []
    if (tokens[index + 1] === '[') return ['uses process[…]']
    return PROCESS_OF_DOORS.test(member) ? [`uses process.${member}`] : []
  })
}

/** Single names may be imported, and the whole under its usual name, by which its members are found. */
function breachesOfProcessImport(tokens: readonly string[], index: number): readonly string[] {
  const clause = tokens.slice(tokens.lastIndexOf('import', index) + 1, index - 1)
  const names = clause.filter((token) => PROCESS_OF_DOORS.test(token)).map((name) => `uses process.${name}`)
  return clause[0] === '{' || clause[0] === 'process' ? names : ['imports node:process under another name']
}

function breachesOfExport({ tokens }: ScannedSource): readonly string[] {
  const isDefault = (token: string, index: number) => token === 'export' && tokens[index + 1] === 'default'
  return tokens.some(isDefault) ? ['exports a default: give it a name'] : []
}
