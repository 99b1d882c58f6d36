// The lease as it lies in the store.

import { describe, expect, test } from '@jest/globals'
import { Failure } from '../../src/shared/failure.ts'
import { bodyOf, LEASE, readLease } from '../../src/shared/lease-record.ts'
import { caught } from './support/caught.ts'
import { memoryStore } from './support/memory-store.ts'

const record = {
  state: 'taken',
  fence: 7,
  holder: 'a',
  repository: 'octo/shop',
  run: 'https://example.com/runs/7',
  attempt: 2,
  job: 'deploy',
  nonce: 'b',
} as const
const written = { format: 1, ...record }

const text = `{
  "format": 1,
  "state": "taken",
  "fence": 7,
  "holder": "a",
  "repository": "octo/shop",
  "run": "https://example.com/runs/7",
  "attempt": 2,
  "job": "deploy",
  "nonce": "b"
}
`

function storeWith(content: string, now: () => number = () => 0) {
  const store = memoryStore(now)
  store.set(LEASE, content)
  return store
}

test('people can read it, and its bytes do not depend on the order in which it was put together', () => {
  expect(bodyOf(record).toString()).toBe(text)
  const { job, ...rest } = record
  expect(bodyOf({ job, ...rest }).toString()).toBe(text)
})

test('it is read as it was written, with its age', async () => {
  let now = 1000
  const store = storeWith(text, () => now)
  now = 6000
  expect(await readLease(store)).toMatchObject({ record, age: 5000 })
})

test('where nobody ever took one there is none', async () => {
  expect(await readLease(memoryStore(() => 0))).toBeUndefined()
})

describe('a damaged lease is no free one: it is told how to go on', () => {
  test.each([
    ['nothing', ''],
    ['half of it', text.slice(0, 100)],
    ['no object', '"taken"'],
    ['null', 'null'],
    ['no format', JSON.stringify({ ...written, format: undefined })],
    ['an older format', JSON.stringify({ ...written, format: 0 })],
    ['another state', JSON.stringify({ ...written, state: 'lent' })],
    ['no number', JSON.stringify({ ...written, fence: '7' })],
    ['number 0', JSON.stringify({ ...written, fence: 0 })],
    ['half a number', JSON.stringify({ ...written, fence: 1.5 })],
    ['a number that is too large to count on', JSON.stringify({ ...written, fence: 2 ** 60 })],
    ['no holder', JSON.stringify({ ...written, holder: 7 })],
    ['no repository', JSON.stringify({ ...written, repository: null })],
    ['no run', JSON.stringify({ ...written, run: 7 })],
    ['no attempt', JSON.stringify({ ...written, attempt: 'two' })],
    ['no job', JSON.stringify({ ...written, job: undefined })],
    ['no nonce', JSON.stringify({ ...written, nonce: undefined })],
  ])('%s', async (_, content) => {
    const error = await caught(readLease(storeWith(content)))
    expect(error).toBeInstanceOf(Failure)
    expect(error).toMatchObject({
      message:
        'Could not read the lease s3://state/.colt-deploy/site/lease.json: it is damaged. ' +
        'Delete that object while no deploy is running, then run again.',
    })
  })
})

test('a lease in a newer format is not touched', async () => {
  expect(await caught(readLease(storeWith('{"format": 2}')))).toMatchObject({
    message:
      'Could not read the lease s3://state/.colt-deploy/site/lease.json: ' +
      'it was written by a newer version (format 2). Use at least that version.',
  })
})
