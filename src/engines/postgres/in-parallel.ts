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
  await workThrough([...items.entries()], jobs, connect, async (connection, [index, item]) => {
    results[index] = await work(connection, item)
  })
  return results
}

/**
 * As {@link inParallel}, where the work on an item can add others: they come behind those that are waiting, once it has
 * ended, and a worker that has none waits for them. Who has ended it comes first, for its session is open.
 */
export async function workThrough<Item>(
  items: readonly Item[],
  jobs: number,
  connect: () => Promise<PostgresConnection>,
  work: (connection: PostgresConnection, item: Item, add: (more: readonly Item[]) => void) => Promise<void>,
): Promise<void> {
  const queue = new WorkQueue(items)
  const worker = async () => {
    const first = await queue.next()
    if (first === null) return
    const connection = await connect().catch((error: unknown) => {
      queue.stop()
      throw error
    })
    try {
      for (let item: typeof first | null = first; item !== null; item = await queue.next()) {
        await work(connection, item.value, (more) => queue.add(more))
        queue.finish()
      }
    } catch (error) {
      queue.stop()
      throw error
    } finally {
      await connection.close()
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: jobs }, worker))
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure !== undefined) throw failure.reason
}

/** What is still to be done, and those who wait for it. */
class WorkQueue<Item> {
  readonly #items: { readonly value: Item }[]
  #next = 0
  #atWork = 0
  #stopped = false
  #wake: (() => void)[] = []

  constructor(items: readonly Item[]) {
    this.#items = items.map((value) => ({ value }))
  }

  /** Waits while others work, for they may add something; null when all is done. */
  async next(): Promise<{ readonly value: Item } | null> {
    for (;;) {
      if (this.#stopped) return null
      const item = this.#items[this.#next]
      if (item !== undefined) {
        this.#next += 1
        this.#atWork += 1
        return item
      }
      if (this.#atWork === 0) return null
      await new Promise<void>((resolve) => this.#wake.push(resolve))
    }
  }

  add(more: readonly Item[]): void {
    this.#items.push(...more.map((value) => ({ value })))
  }

  /** Those who wait are asked after the caller, if that goes on to {@link next} at once. */
  finish(): void {
    this.#atWork -= 1
    this.#wakeAll()
  }

  stop(): void {
    this.#stopped = true
    this.#wakeAll()
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake()
  }
}
