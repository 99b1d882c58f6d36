/**
 * Awaits all of them and, where some fail, tells every failure: who has two mistakes to mend wants to hear of both, and
 * nothing may go on behind the caller's back.
 */
export async function together<const Promises extends readonly Promise<unknown>[]>(
  promises: Promises,
): Promise<{ -readonly [Index in keyof Promises]: Awaited<Promises[Index]> }> {
  const settled = await Promise.allSettled(promises)
  const failures = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
  if (failures.length > 0) throw new AggregateError(failures)
  return await Promise.all(promises)
}
