// Runs a job once per slot of time, however many instances try.
//
// The record says who is at which slot and until when, and which slot was done last. Every change of it is a write that
// carries the version it was made from, so of two that try at once one is refused.

/**
 * Answers `done`, `done before`, `taken` (somebody else is at it) or `late` (it took so long that somebody else may
 * have taken over). A job that fails leaves the slot to the next one that tries. The job is handed a signal that ends
 * it before the lock does; it must be able to run twice all the same, because a machine can stop between its last
 * write and the record.
 */
export async function once({ store, name, slot, holder, boundSeconds, job, now = Date.now }) {
  const key = `jobs/${name}`
  const found = await store.get(key)
  const record = found?.value ?? { done: -1, until: 0 }
  if (record.done >= slot) return 'done before'
  if (record.until > now()) return 'taken'

  const until = now() + boundSeconds * 1000
  if (!(await store.put(key, { ...record, holder, until }, found?.version))) return 'taken'
  const mine = await store.get(key)
  if (mine.value.holder !== holder || mine.value.until !== until) return 'taken'

  try {
    await job(slot, AbortSignal.timeout(boundSeconds * 900))
  } catch (error) {
    await store.put(key, { ...record, holder, until: 0 }, mine.version)
    throw error
  }
  const kept = await store.put(key, { done: slot, holder, until: 0 }, mine.version)
  return kept ? 'done' : 'late'
}

/** Tries every few seconds; answers what ends it, once the job under way has ended. */
export function everySlot({ seconds, now = Date.now, log, ...rest }) {
  let running = Promise.resolve()
  const attempt = async () => {
    const slot = Math.floor(now() / (seconds * 1000))
    try {
      const outcome = await once({ ...rest, slot, now })
      if (outcome === 'done' || outcome === 'late') log(`job ${rest.name}, slot ${slot}: ${outcome}`)
    } catch (error) {
      log(`job ${rest.name}, slot ${slot} failed: ${error.message}`)
    }
  }
  const timer = setInterval(
    () => {
      running = running.then(attempt)
    },
    Math.min(seconds * 200, 15_000),
  )
  return async () => {
    clearInterval(timer)
    await running
  }
}
