/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    () => new Error('The promise was expected to reject.'),
    (reason) => reason,
  )
  if (error instanceof Error) return error
  throw new TypeError('The promise has rejected with something that is no error.')
}
