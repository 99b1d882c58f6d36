// The entry of the site action: the built files are read in a thread of their own, while everything else is being loaded.

import { isMainThread } from 'node:worker_threads'
import { beginReading } from './read/thread.ts'

if (isMainThread) {
  const reading = beginReading(new URL(import.meta.url))
  const { runSite } = await import('./run.ts')
  await runSite(reading)
} else {
  const { readForOther } = await import('./read/in-thread.ts')
  await readForOther()
}
