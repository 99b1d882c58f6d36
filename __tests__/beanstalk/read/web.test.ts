// Looks at an API over HTTP: the first answer counts, and no message of an error is handed on.

import { expect, test } from '@jest/globals'
import { webClient } from '../../../src/beanstalk/read/web.ts'
import { openGate } from '../../../src/shared/gate.ts'

const answering = (answer: () => Promise<Response>) => webClient(openGate(), answer as typeof fetch)
const URL = 'https://api.example.com/health?key=hidden'

test.each([
  [200, 200, { isRight: true, what: 'status 200' }],
  [502, 200, { isRight: false, what: 'status 502, not 200' }],
  [302, 302, { isRight: true, what: 'status 302' }],
])('status %i where %i is right', async (status, wanted, look) => {
  expect(await answering(async () => new Response(null, { status })).look(URL, wanted)).toEqual(look)
})

test('no answer is wrong, and told by its code alone', async () => {
  const refused = Object.assign(new TypeError('fetch failed for hidden'), { cause: { code: 'ECONNREFUSED' } })
  const look = await answering(() => Promise.reject(refused)).look(URL, 200)
  expect(look).toEqual({ isRight: false, what: 'no answer (ECONNREFUSED)' })
})

test('a run that is cancelled does not look on', async () => {
  const gate = openGate()
  gate.shut(new Error('cancelled'))
  const web = webClient(gate, (() => Promise.reject(new Error('aborted'))) as typeof fetch)
  await expect(web.look(URL, 200)).rejects.toThrow('cancelled')
})
