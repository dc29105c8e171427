import type { PostgresConnection } from './database.ts'

/**
 * Works through the items in their order, `jobs` at a time, each worker over one connection of its own.
 * The first failure stops the others after their current item, and is thrown.
 *
 * @returns the results in the order of the items
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  jobs: number,
  connect: () => Promise<PostgresConnection>,
  work: (connection: PostgresConnection, item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  let failed = false
  const worker = async () => {
    const connection = await connect()
    try {
      for (const [index, item] of queue) {
        if (failed) return
        results[index] = await work(connection, item)
      }
    } catch (error) {
      failed = true
      throw error
    } finally {
      await connection.close()
    }
  }
  const workers = Array.from({ length: Math.min(jobs, items.length) }, worker)
  const outcomes = await Promise.allSettled(workers)
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure !== undefined) throw failure.reason
  return results
}
