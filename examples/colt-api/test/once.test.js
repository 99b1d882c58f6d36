// Of all that try, one runs the job of a slot: at once, one after the other, and after one of them died.

import { deepEqual, equal, rejects } from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'

import { once } from '../src/once.js'
import { openStore } from '../src/store.js'

const folder = await mkdtemp(join(tmpdir(), 'colt-api-'))
const server = await conditionalServer()
after(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const stores = [openStore({ store: folder }), openStore({ store: `http://127.0.0.1:${server.address().port}` })]

for (const [index, store] of stores.entries()) {
  describe(index === 0 ? 'in a folder' : 'behind HTTP', () => {
    let names = 0
    const trial = (more = {}) => {
      const runs = []
      const name = `trial-${(names += 1)}`
      const attempt = (holder, also = {}) =>
        once({ store, name, slot: 7, holder, boundSeconds: 60, job: async () => runs.push(holder), ...more, ...also })
      return { runs, attempt }
    }

    test('of twenty that try at once, one runs the job', async () => {
      const { runs, attempt } = trial()
      const outcomes = await Promise.all(Array.from({ length: 20 }, (_, holder) => attempt(holder)))
      deepEqual([runs.length, outcomes.filter((outcome) => outcome === 'done').length], [1, 1])
    })

    test('who comes later in the same slot finds it done; the next slot is done anew', async () => {
      const { runs, attempt } = trial()
      deepEqual(
        [await attempt('a'), await attempt('b'), await attempt('b', { slot: 8 })],
        ['done', 'done before', 'done'],
      )
      deepEqual(runs, ['a', 'b'])
    })

    test('a job that fails is left to the next one', async () => {
      const { runs, attempt } = trial()
      const job = async () => {
        throw new Error('no paper')
      }
      await rejects(attempt('a', { job }), /no paper/)
      equal(await attempt('b'), 'done')
      deepEqual(runs, ['b'])
    })

    test('who died at it is waited for until its bound, and then replaced; if it lives on, it is told', async () => {
      const { runs, attempt } = trial()
      let finish
      const job = () => new Promise((resolve) => (finish = resolve))
      const first = attempt('a', { job, now: () => 0 })
      while (finish === undefined) await new Promise(setImmediate)
      equal(await attempt('b', { now: () => 59_999 }), 'taken')
      equal(await attempt('b', { now: () => 60_000 }), 'done')
      finish()
      equal(await first, 'late')
      deepEqual(runs, ['b'])
    })
  })
}

/** The least that a store behind HTTP must do. */
async function conditionalServer() {
  const documents = new Map()
  const server = createServer(async (request, response) => {
    const found = documents.get(request.url)
    if (request.method === 'GET') {
      response.writeHead(found ? 200 : 404, found ? { ETag: found.etag } : {})
      return response.end(found?.body)
    }
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const { 'if-match': match, 'if-none-match': none } = request.headers
    const current = documents.get(request.url)
    const isLate = none === '*' ? current !== undefined : current?.etag !== match
    if (!isLate) documents.set(request.url, { body: Buffer.concat(chunks), etag: `"${Math.random()}"` })
    response.writeHead(isLate ? 412 : 200).end()
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  return server
}
