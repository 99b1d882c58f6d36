// From the start of the process to its first request: what a runner waits for before anything happens.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { runAction } from '../../local/runner.ts'
import type { Phase, Stage, Usage } from '../model.ts'
import { generatedTree } from '../trees.ts'

export const start: Phase = {
  name: 'start',
  about: 'ours alone, from the start of the process to its first request',
  run: async (stage) => {
    const { folder, paths, bytes } = await generatedTree(`${stage.scratch}/start`, 10)
    const pairs = []
    for (let run = 1; run <= stage.pairs; run++)
      pairs.push({ ours: await firstRequest(folder, stage), peer: undefined })
    return [{ phase: 'start', roundTrip: 0, files: paths.length, bytes, peer: undefined, pairs }]
  },
}

/** The server never answers; the process is ended as soon as it has asked. */
async function firstRequest(folder: string, { server: { credentials }, signal, say }: Stage): Promise<Usage> {
  signal.throwIfAborted()
  const ended = new AbortController()
  let [began, asked] = [Number.NaN, Number.NaN]
  const server = createServer(() => {
    asked = performance.now()
    ended.abort()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await runAction({
    action: 'site',
    inputs: { bucket: 'nobody', folder },
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    signal: AbortSignal.any([ended.signal, signal, AbortSignal.timeout(30_000)]),
    onStart: () => {
      began = performance.now()
    },
  })
  server.closeAllConnections()
  server.close()
  const wall = (asked - began) / 1000
  if (Number.isNaN(wall)) throw new Error('The action ended without a request.')
  say(`start: ${wall.toFixed(3)} s`)
  return { wall, cpu: Number.NaN, memory: Number.NaN, requests: 1 }
}
