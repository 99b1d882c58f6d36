// The web process: reads its settings, answers requests, and tries for the job; on SIGTERM it ends what it has begun.

import { listenerFor } from './listener.js'
import { everySlot } from './once.js'
import { reportJob } from './report.js'
import { routesOf } from './routes.js'
import { settingsFrom } from './settings.js'
import { openStore } from './store.js'
import { versionHere } from './version.js'

const log = (line) => console.log(`${new Date().toISOString()} ${line}`)
const { port, instance, jobSeconds, jobBoundSeconds, ...place } = settingsFrom(process.env)
const store = openStore(place)

const listener = listenerFor(routesOf(store, await versionHere()), log)
const stopJob = everySlot({
  store,
  log,
  name: 'report',
  holder: instance,
  seconds: jobSeconds,
  boundSeconds: jobBoundSeconds,
  job: reportJob(store, instance),
})

listener.listen(port, () => log(`listening on ${port} as ${instance}`))

process.once('SIGTERM', async () => {
  log('ending')
  await Promise.all([stopJob(), new Promise((done) => listener.close(done))])
})
