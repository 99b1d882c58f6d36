// The job: writes the report of a slot. Run twice for one slot it would count twice, so that everybody could see it.

export function reportJob(store, instance) {
  return async (slot, signal) => {
    const found = await store.get(`reports/${slot}`)
    const runs = (found?.value.runs ?? 0) + 1
    signal.throwIfAborted()
    const report = { slot, runs, by: instance, at: new Date().toISOString() }
    if (!(await store.put(`reports/${slot}`, report, found?.version))) throw new Error('somebody else wrote this report')
  }
}
