// Bounded parallelism: a few workers share one queue, the first failure stops the rest, and every failure is told.

/** What failed, and how much was never tried because of it. */
export class PartialFailure extends Error {
  readonly failures: readonly unknown[]
  readonly untried: number

  constructor(failures: readonly unknown[], untried: number) {
    super(`${failures.length} failed, ${untried} not tried`, { cause: failures[0] })
    this.name = 'PartialFailure'
    this.failures = failures
    this.untried = untried
  }
}

/**
 * Does the work for every item, at most `limit` at a time, and answers the results in the items' order.
 *
 * After a failure nothing new is started; what is under way is awaited, so that nothing goes on behind the caller's back.
 * @throws {PartialFailure} with every failure.
 */
export async function parallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const failures: unknown[] = []
  const queue = items.entries()
  let untried = items.length

  async function worker(): Promise<void> {
    for (const [index, item] of queue) {
      untried -= 1
      try {
        results[index] = await work(item)
      } catch (error) {
        failures.push(error)
      }
      if (failures.length > 0) return
    }
  }

  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  if (failures.length > 0) throw new PartialFailure(failures, untried)
  return results
}
