// Waits until the version that has just started is well, for half a minute at most.

import { setTimeout as sleep } from 'node:timers/promises'

const url = `http://127.0.0.1:${process.env.PORT || 8080}/health`
const end = Date.now() + 30_000
let seen = 'nothing'

do {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch((error) => error)
  seen = answer.status ?? answer.cause?.code ?? answer.message
  if (seen === 200) {
    console.log(`well: ${await answer.text()}`)
    process.exit(0)
  }
  await sleep(500)
} while (Date.now() < end)

console.error(`Not well after 30 seconds: ${url} answers ${seen}.`)
process.exit(1)
