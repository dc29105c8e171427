import { errorCode } from '../../errors/error-code.ts'

/** What the token of a job can be given. https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#permissions */
export type Permission = 'pull-requests: write' | 'pull-requests: read' | 'actions: read'

/**
 * Why a request failed, on one line, with what to change in the workflow where that would help: reports show a reason in
 * the middle of a line, where the lines of a block would be lost.
 */
export function explainFailure(error: unknown, permission: Permission): string {
  const status = statusOf(error)
  if (isUnanswered(error)) {
    return isUnsendable(error)
      ? 'the token holds characters that cannot be sent: look at github-token.'
      : `GitHub could not be reached (${kindOf(error)}).`
  }
  if (isLimit(error)) {
    return `GitHub limits how much this token may ask for (${status}); the next run tries again.`
  }
  if (status === 401) return 'GitHub does not know this token (401): look at github-token.'
  if (status === 403 || status === 404) {
    return `the token may not do this (${status}). Add ${permission} to the permissions of the job.`
  }
  if (status === 410) return 'it has expired (410).'
  if (status === 422) return 'GitHub refuses the content (422).'
  return `GitHub does not answer as it should (${status}).`
}

/** The client gives an error of its own the status 500; only an answer of GitHub comes with a response. */
function isUnanswered(error: unknown): boolean {
  return statusOf(error) === null || (error instanceof Error && !('response' in error && error.response))
}

/** A header of HTTP holds neither line breaks nor characters beyond Latin-1. https://fetch.spec.whatwg.org/#header-value */
function isUnsendable(error: unknown): boolean {
  return error instanceof Error && /invalid header value|ByteString/.test(error.message)
}

/** `ECONNREFUSED` where the system says one, else the name of the error: its message can hold the token. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = errorCode(error)
  if (code !== null) return code
  return error.cause instanceof Error ? kindOf(error.cause) : error.name
}

/** Whether GitHub only limits how much is asked for; it says so with the status of a refusal. */
export function isLimit(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error)
  return /rate limit|abuse detection/i.test(message) || statusOf(error) === 429
}

export function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null
  return typeof error.status === 'number' ? error.status : null
}
