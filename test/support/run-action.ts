import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { parseRunRecord } from '../../src/stages/record/parse-run-record.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
const COMMAND_FILES = [
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STEP_SUMMARY',
] as const

export interface ActionRun {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** What the step that cleans up is told. */
  readonly state: Readonly<Record<string, string>>
  /** What the runner would obey, on both streams. */
  readonly commands: readonly WorkflowCommand[]
  /** The folder in which the action ran. */
  readonly workspace: string
}

export interface WorkflowCommand {
  readonly name: string
  readonly message: string
}

export interface ActionOptions {
  /** The other program is the one after the job. */
  readonly program?: 'action.js' | 'post.js'
  readonly inputs: Readonly<Record<string, string>>
  /** Over the runner's environment; undefined takes a variable out of it. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** The payload of the event. */
  readonly event?: object
  /** Files of the workspace, by their path in it. */
  readonly files?: Readonly<Record<string, string>>
  /** Changes the workspace before the action runs, as earlier steps of the job do. */
  readonly prepare?: (workspace: string) => Promise<void>
  /** Options for Node itself, before the program. */
  readonly nodeOptions?: readonly string[]
  /** Called with all that was printed so far; what it gives is sent to the action, once. */
  readonly signalWhen?: (printed: string) => NodeJS.Signals | null
  /** A signal for when something outside of the action has happened; asked again and again. */
  readonly signalOnce?: { readonly signal: NodeJS.Signals; readonly when: () => boolean }
  /** The signal that comes right after that one. */
  readonly andThen?: NodeJS.Signals
}

/** Runs the bundled action as the runner does: a child process, its environment, and files for its commands. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-rehearsal-action-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const workspace = join(folder, 'workspace')
  await mkdir(workspace)
  for (const [path, content] of Object.entries(options.files ?? {}))
    await writeFile(join(workspace, path), content)
  await options.prepare?.(workspace)
  const environment = await runnerEnvironment(folder, workspace, options)
  const { exitCode, stdout, stderr } = await runBundle(workspace, environment, options)
  return {
    exitCode,
    stdout,
    stderr,
    outputs: parseCommandFile(await readFile(join(folder, 'GITHUB_OUTPUT'), 'utf8')),
    state: parseCommandFile(await readFile(join(folder, 'GITHUB_STATE'), 'utf8')),
    summary: await readFile(join(folder, 'GITHUB_STEP_SUMMARY'), 'utf8'),
    commands: [...parseCommands(stdout), ...parseCommands(stderr)],
    workspace,
  }
}

/** The record that a step has left. */
export async function recordOf({ outputs, workspace }: ActionRun): Promise<RunRecord> {
  const path = outputs['record-path'] || join(workspace, '.rehearsal', 'record.json')
  return parseRunRecord(await readFile(path, 'utf8'))
}

/** https://docs.github.com/actions/reference/variables-reference#default-environment-variables */
async function runnerEnvironment(
  folder: string,
  workspace: string,
  { inputs, environment, event = {} }: ActionOptions,
): Promise<NodeJS.ProcessEnv> {
  const eventPath = join(folder, 'event.json')
  await writeFile(eventPath, JSON.stringify(event))
  for (const name of COMMAND_FILES) await writeFile(join(folder, name), '')
  await mkdir(join(folder, 'temp'))
  return {
    PATH: process.env.PATH,
    HOME: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: join(folder, 'temp'),
    ...Object.fromEntries(COMMAND_FILES.map((name) => [name, join(folder, name)])),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [inputVariable(name), value])),
    ...environment,
  }
}

/** The runner keeps dashes: `INPUT_FAIL-ON`. */
function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}

function runBundle(
  cwd: string,
  env: NodeJS.ProcessEnv,
  { program = 'action.js', nodeOptions = [], signalWhen, signalOnce, andThen }: ActionOptions,
): Promise<Pick<ActionRun, 'exitCode' | 'stdout' | 'stderr'>> {
  const child = spawn(process.execPath, [...nodeOptions, join(DIST, program)], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let signalled = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    const signal = signalled ? null : (signalWhen?.(stdout) ?? null)
    if (signal === null) return
    signalled = child.kill(signal)
    if (andThen !== undefined) child.kill(andThen)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const watch = setInterval(() => {
    if (signalOnce?.when() !== true) return
    child.kill(signalOnce.signal)
    clearInterval(watch)
  }, 50)
  return new Promise<Pick<ActionRun, 'exitCode' | 'stdout' | 'stderr'>>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  }).finally(() => clearInterval(watch))
}

/**
 * Reads `name=value` and `name<<DELIMITER … DELIMITER`, as strictly as the runner.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */
function parseCommandFile(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue
    const [, name = '', mark, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (mark === '=') values[name] = rest
    else if (mark === '<<' && lines.includes(rest)) {
      values[name] = lines.splice(0, lines.indexOf(rest)).join('\n')
      lines.shift()
    } else throw new Error(`the runner would refuse the line ${line}`)
  }
  return values
}

/**
 * The commands that the runner takes out of a log: `::name key=value::message` at the beginning of a line, after any
 * white space, and the older `##[name]message` anywhere in it; none between `stop-commands` and its token.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function parseCommands(log: string): readonly WorkflowCommand[] {
  const commands: WorkflowCommand[] = []
  let token: string | null = null
  for (const line of log.split(/\r\n|\r|\n/)) {
    const [, name, message = ''] =
      /^\s*::([^\s:]+)(?: .*?)?::(.*)$/.exec(line) ?? /##\[([^\]\s]+)(?: [^\]]*)?\](.*)$/.exec(line) ?? []
    if (name === undefined) continue
    if (token !== null) {
      if (name === token) token = null
    } else if (name === 'stop-commands') token = message
    else commands.push({ name, message: unescapeData(message) })
  }
  return commands
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}
