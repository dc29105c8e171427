// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the runner evaluates these expressions

import * as z from 'zod'
import { beginningOf } from '../progress/part-of.ts'
import type { Mistake } from '../settings/mistake.ts'
import { parseJson } from './parse-json.ts'

export const MODES = ['rehearse', 'report', 'gate'] as const
export type Mode = (typeof MODES)[number]

export const COMMENT_MODES = ['always', 'changes', 'on-failure', 'off'] as const
export type CommentMode = (typeof COMMENT_MODES)[number]

interface ActionInput {
  readonly description: string
  /** In words, for the manifest and the page. */
  readonly default: string
  /** What the runner fills in; an expression is evaluated by it. null leaves the input empty. */
  readonly value: string | null
}

/**
 * The inputs that only a workflow has, once; the others are the options of the command line. The last four fill
 * themselves in: expressions over `matrix` and `job` are allowed there, and there is no other way to learn of either.
 * https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputsinput_iddefault
 */
export const ACTION_INPUTS = {
  mode: {
    description:
      '`rehearse`; `report` puts the artifacts of other jobs together, or of the run that triggered a `workflow_run`, and posts the comment; `gate` asks whether there is a trusted, recent result for this commit',
    default: 'rehearse',
    value: null,
  },
  comment: {
    description:
      'when the pull request gets its comment: one of always, changes, on-failure, off; one that is there is kept up to date',
    default: 'always',
    value: null,
  },
  'comment-key': {
    description: 'jobs with the same key share one comment; other keys have a comment of their own',
    default: 'the workflow and the job',
    value: null,
  },
  'github-token': {
    description: 'what the comment is posted with, and earlier artifacts are read',
    default: 'the token of the job',
    value: '${{ github.token }}',
  },
  'artifact-name': {
    description:
      'begins the names of the artifacts; jobs with the same name share one history. `off` uploads nothing',
    default: 'pg-rehearsal-<job>',
    value: null,
  },
  'retention-days': {
    description: 'how many days the artifacts are kept, from 1 to 400',
    default: 'as the repository says',
    value: null,
  },
  'max-age': {
    description: 'how many hours old the result may be that the gate accepts, from 1 to 100000',
    default: '168',
    value: null,
  },
  matrix: {
    description: 'tells the legs of a matrix apart; fills itself in',
    default: 'the matrix of the job',
    value: '${{ toJSON(matrix) }}',
  },
  'check-run-id': {
    description: 'for the link to the job; fills itself in',
    default: 'that of the job',
    value: '${{ job.check_run_id }}',
  },
  'job-services': {
    description: 'where a server is looked for; fills itself in',
    default: 'the service containers of the job',
    value: '${{ toJSON(job.services) }}',
  },
  'job-container': {
    description: 'the network that leads to a server; fills itself in',
    default: 'the container of the job',
    value: '${{ toJSON(job.container) }}',
  },
} as const satisfies Record<string, ActionInput>

export type ActionInputName = keyof typeof ACTION_INPUTS
export const ACTION_INPUT_NAMES = Object.keys(ACTION_INPUTS) as readonly ActionInputName[]

export interface GithubSettings {
  readonly mode: Mode
  readonly comment: CommentMode
  readonly commentKey: string | null
  readonly token: string | null
  /** null: told from the job. */
  readonly artifactName: string | null
  readonly uploads: boolean
  readonly retentionDays: number | null
  readonly maxAgeHours: number
  /** `postgres: 16`; empty for a job without a matrix. */
  readonly leg: string
  readonly checkRunId: number | null
}

/** More than eleven years. */
const MAX_HOURS = 100_000

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most))

// https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/upload/path-and-artifact-name-validation.ts
const artifactNames = z
  .string()
  .max(100)
  .regex(/^[^":<>|*?\r\n\\/]+$/)

/**
 * Reads the inputs that only a workflow has. A mistake leaves the default in its place, so that all are found at once.
 *
 * @param read gives an input without the white space around it, and `''` for one that is not there
 */
export function readActionInputs(read: (name: string) => string): {
  readonly github: GithubSettings
  readonly mistakes: readonly Mistake[]
} {
  const mistakes: Mistake[] = []
  const value = <T>(name: ActionInputName, schema: z.ZodType<T>, expects: string): T | null => {
    const text = read(name)
    if (text === '') return null
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data
    mistakes.push({
      where: `input ${name}`,
      message: `expected ${expects}, found ${JSON.stringify(beginningOf(text, 60))}`,
    })
    return null
  }
  const artifactName = value(
    'artifact-name',
    artifactNames,
    'at most 100 characters, none of " : < > | * ? \\ /',
  )
  const github = {
    mode: value('mode', z.enum(MODES), `one of ${MODES.join(', ')}`) ?? 'rehearse',
    comment: value('comment', z.enum(COMMENT_MODES), `one of ${COMMENT_MODES.join(', ')}`) ?? 'always',
    commentKey: read('comment-key') || null,
    token: read('github-token') || null,
    artifactName: artifactName === 'off' ? null : artifactName,
    uploads: artifactName !== 'off',
    retentionDays: value('retention-days', whole(1, 400), 'a whole number of days from 1 to 400'),
    maxAgeHours:
      value('max-age', whole(1, MAX_HOURS), `a whole number of hours from 1 to ${MAX_HOURS}`) ?? 168,
    leg: legOf(read('matrix')),
    checkRunId: /^\d+$/.test(read('check-run-id')) ? Number(read('check-run-id')) : null,
  } as const
  return { github, mistakes }
}

/** Whether a mistake of {@link readActionInputs} is about the mode, so that the one that is taken is not what was meant. */
export function isOfMode({ where }: Mistake): boolean {
  return where === 'input mode'
}

/** `database: shop, postgres: 16`, whatever the order in which the matrix names them. */
function legOf(json: string): string {
  const matrix = z.record(z.string(), z.unknown()).safeParse(parseJson(json)).data ?? {}
  return Object.entries(matrix)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .toSorted()
    .join(', ')
}
