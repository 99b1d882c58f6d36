import { Failure } from './failure.ts'

/**
 * Awaits all of them and, where some fail, tells every failure: who has two mistakes to mend wants to hear of both.
 * Failures of one cause are told once.
 */
export async function together<const Promises extends readonly Promise<unknown>[]>(
  promises: Promises,
): Promise<{ -readonly [Index in keyof Promises]: Awaited<Promises[Index]> }> {
  const settled = await Promise.allSettled(promises)
  const failures = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
  if (failures.length > 0) throw new AggregateError(ofDifferentCauses(failures))
  return await Promise.all(promises)
}

function ofDifferentCauses(failures: readonly unknown[]): unknown[] {
  const causes = failures.map((failure) => (failure instanceof Failure ? failure.why + failure.hint : failure))
  return failures.filter((_, index) => causes.indexOf(causes[index]) === index)
}
