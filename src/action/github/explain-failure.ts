/** What the token of a job can be given. https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#permissions */
export type Permission = 'pull-requests: write' | 'pull-requests: read' | 'actions: read'

/**
 * Why a request failed, on one line, with what to change in the workflow where that would help: reports show a reason in
 * the middle of a line, where the lines of a block would be lost.
 */
export function explainFailure(error: unknown, permission: Permission): string {
  const status = statusOf(error)
  if (isLimit(error)) {
    return `GitHub limits how much this token may ask for (${status}); the next run tries again.`
  }
  if (status === 401) return 'GitHub does not know this token (401): look at github-token.'
  if (status === 403 || status === 404) {
    return `the token may not do this (${status}). Add to the job: permissions: { contents: read, ${permission} }`
  }
  if (status === 410) return 'it has expired (410).'
  if (status === 422) return 'GitHub refuses the content (422).'
  if (status !== null && status >= 500) return `GitHub does not answer as it should (${status}).`
  return `GitHub could not be reached (${error instanceof Error ? error.name : typeof error}).`
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
