import { type ErrorCode, RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { Way } from './surroundings.ts'

/** Why one way led to no server. */
export interface Failure {
  readonly way: Way
  readonly error: RehearsalError
}

/** How a way can lead to nothing, and whether there was something to find that is of no use. */
const UNAVAILABLE: Partial<Readonly<Record<ErrorCode, 'absent' | 'broken'>>> = {
  'postgres-not-installed': 'absent',
  'docker-unavailable': 'absent',
  'postgres-image-unavailable': 'broken',
  'postgres-start-failed': 'broken',
  'postgres-unreachable': 'broken',
  'postgres-refused': 'broken',
  'postgres-unsupported': 'broken',
}

/** Whether another way may still lead to a server. */
export function isUnavailable(error: unknown): error is RehearsalError {
  return error instanceof RehearsalError && UNAVAILABLE[error.code] !== undefined
}

/** Whether somebody should know that a server was passed over. */
export function isWorthANote({ code }: RehearsalError): boolean {
  return UNAVAILABLE[code] === 'broken'
}

const SERVICE = `\
Give the job a PostgreSQL:

    services:
      postgres:
        image: postgres:18
        env:
          POSTGRES_PASSWORD: postgres
        ports: ['5432:5432']
        options: --health-cmd pg_isready --health-interval 1s --health-timeout 5s --health-retries 30

Or give postgres-url.`

/** All ways have failed. The error of an only way is told as it is. */
export function noPostgres(failures: readonly Failure[]): RehearsalError {
  const [first, ...more] = failures
  if (first !== undefined && more.length === 0) return first.error
  const broken = failures.find(({ error }) => isWorthANote(error))
  const lines = failures.map(({ way, error }) => `- ${way}: ${error.message}`)
  const inJob = failures.some(({ way }) => way === 'service')
  const hints = [...new Set(failures.map(({ error }) => error.hint))]
  return new RehearsalError(
    broken?.error.code ?? 'postgres-not-installed',
    `There is no PostgreSQL to rehearse on.\n${lines.join('\n')}`,
    { hint: inJob ? SERVICE : hints.join('\n'), cause: broken?.error },
  )
}
