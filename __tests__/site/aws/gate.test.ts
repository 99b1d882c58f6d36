// Once the gate is shut nothing is sent any more, what is under way ends at once, and everybody hears why.

import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { openGate } from '../../../src/shared/gate.ts'
import { cloudFront } from '../../../src/site/aws/cdn.ts'
import type { Bucket } from '../../../src/site/ports.ts'
import { caught } from '../../shared/support/caught.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import { drivenClock } from '../../shared/support/driven-clock.ts'
import { inParts } from '../../shared/support/parts.ts'
import { localS3, newObject, PLACE } from './local-s3.ts'

const s3 = await localS3()
const { aws } = s3
const absent = { absent: true } as const
const lost = new Error('The lease is lost.')
const body = Buffer.from('one')
const distribution = await aws.distributions.create({ bucket: 'shop', aliases: ['shop.example'] })

/** The adapters behind one gate. */
function behindOneGate(clock = fakeClock(), concurrency = 16) {
  const gate = openGate()
  const [bucket, state] = [s3.bucket({ concurrency }, { gate, clock }), s3.state({}, { gate, clock })]
  return { gate, bucket, state, cdn: cloudFront('us-east-1', gate, clock) }
}

async function arrived(requests: number): Promise<void> {
  while (aws.journal.entries.length < requests) await turn()
}

/** Milliseconds after which the connections themselves would give up. */
const SILENCE = 15_000

describe('when the gate shuts', () => {
  test('requests that hang fail with the reason at once, and nothing more arrives', async () => {
    const { gate, bucket, state, cdn } = behindOneGate()
    s3.rule(() => ({ stall: true }))
    const open = [
      bucket.put(newObject('dist/a', body), body, absent),
      state.get('lease.json'),
      cdn.find('shop.example'),
    ]
    const outcomes = Promise.all(open.map(caught))
    await arrived(3)
    const start = performance.now()
    gate.shut(lost)
    expect(await outcomes).toEqual([lost, lost, lost])
    expect(performance.now() - start).toBeLessThan(SILENCE / 3)

    const later = [bucket.list('dist/'), state.put('current.json', body, absent), cdn.find('shop.example')]
    for (const error of await Promise.all(later.map(caught))) expect(error).toBe(lost)
    expect(aws.journal.entries).toHaveLength(3)
  })

  test('what waits for a connection never goes out', async () => {
    const { gate, bucket } = behindOneGate(fakeClock(), 2)
    s3.rule(({ operation }) => (operation === 'HeadObject' ? { stall: true } : undefined))
    const open = ['a', 'b', 'c', 'd', 'e'].map((key) => caught(bucket.head(`dist/${key}`)))
    await arrived(2)
    gate.shut(lost)
    for (const error of await Promise.all(open)) expect(error).toBe(lost)
    await s3.state().list()
    expect(aws.journal.entries.map(({ operation }) => operation)).toEqual(['HeadObject', 'HeadObject', 'ListObjectsV2'])
  })

  test('who waits before another attempt is woken, and makes none', async () => {
    const clock = drivenClock()
    const gate = openGate()
    const bucket = s3.bucket({}, { gate, clock })
    s3.rule(() => ({ status: 503, code: 'SlowDown' }))
    const listing = caught(bucket.list('dist/'))
    while (clock.sleepers() === 0) await turn()
    gate.shut(lost)
    expect(await listing).toBe(lost)
    expect([clock.sleepers(), s3.journal()]).toEqual([0, ['ListObjectsV2 shop prefix=dist/ 503 SlowDown']])
  })

  test.each<[string, (bucket: Bucket) => Promise<unknown>]>([
    ['listing', (bucket) => bucket.list('dist/')],
    ['upload', (bucket) => bucket.put(newObject('dist/a', body), body, absent)],
    ['copy', (bucket) => bucket.keep('dist/a', 'any', 'kept/any')],
  ])('before an attempt of a %s, it is not made', async (_, ask) => {
    const { gate, bucket } = behindOneGate()
    let looks = 0
    gate.watch(() => {
      looks += 1
      return looks === 3 ? lost : undefined
    })
    s3.rule(() => ({ status: 503, code: 'SlowDown' }))
    expect(await caught(ask(bucket))).toBe(lost)
    expect(s3.journal()).toHaveLength(2)
  })

  test('in the middle of reading, that ends', async () => {
    const { gate, bucket } = behindOneGate()
    const etag = s3.put('dist/a', Buffer.alloc(50_000_000))
    const chunks = (await bucket.read('dist/a', etag))[Symbol.asyncIterator]()
    await chunks.next()
    gate.shut(lost)
    const rest = async () => {
      while (!(await chunks.next()).done);
    }
    expect(await caught(rest())).toBe(lost)
    expect(s3.journal()).toHaveLength(1)
  })

  test('in the middle of a listing in ranges, that ends', async () => {
    const { gate, bucket } = behindOneGate()
    const keys = Array.from({ length: 2500 }, (_, index) => `dist/${String(index).padStart(5, '0')}`)
    s3.rule(({ query }) => (query['start-after'] === undefined ? undefined : { stall: true }))
    for (const key of keys) s3.put(key, '')
    const listing = caught(bucket.list('dist/', [Promise.resolve(keys)]))
    await arrived(3)
    gate.shut(lost)
    expect(await listing).toBe(lost)
  })
})

describe('an upload in parts', () => {
  const parts = () => inParts(Buffer.alloc(5 * 2 ** 20), Buffer.alloc(5 * 2 ** 20))
  const film = newObject('dist/film', Buffer.alloc(10 * 2 ** 20))
  const operations = () => aws.journal.entries.map(({ operation }) => operation)

  test('that fails is aborted where the gate is open', async () => {
    s3.rule(({ operation }) => (operation === 'UploadPart' ? { status: 403, code: 'AccessDenied' } : undefined))
    expect(await caught(behindOneGate().bucket.putParts(film, parts(), absent))).toMatchObject({ name: 'Failure' })
    expect(operations().at(-1)).toBe('AbortMultipartUpload')
  })

  test('is left as it is where the gate is shut', async () => {
    const { gate, bucket } = behindOneGate()
    s3.rule(({ operation }) => (operation === 'UploadPart' ? { stall: true } : undefined))
    const uploading = caught(bucket.putParts(film, parts(), absent))
    await arrived(3)
    gate.shut(lost)
    expect(await uploading).toBe(lost)
    await s3.state().list()
    expect(operations()).toEqual(['CreateMultipartUpload', 'UploadPart', 'UploadPart', 'ListObjectsV2'])
  })
})

test('another gate stays open: the lease is given back while nothing else goes on', async () => {
  const { gate, state } = behindOneGate()
  const lease = s3.state()
  await lease.put('lease.json', body, absent)
  gate.shut(lost)
  expect(await caught(state.get('lease.json'))).toBe(lost)
  expect(await lease.get('lease.json')).toMatchObject({ body })
  expect(s3.text(`${PLACE}lease.json`)).toBe('one')
})

describe('CloudFront', () => {
  test('is asked through the gate, and answers as long as it is open', async () => {
    const { gate, cdn } = behindOneGate()
    const found = await cdn.find('shop.example')
    expect(found).toMatchObject({ id: distribution.id, aliases: ['shop.example'] })
    expect(await cdn.invalidate(found, ['/*'], 'reference')).toMatchObject({ id: expect.any(String) })
    gate.shut(lost)
    expect(await caught(cdn.invalidate(found, ['/*'], 'another'))).toBe(lost)
    expect(await caught(cdn.tags(found))).toBe(lost)
    expect(aws.journal.of('CreateInvalidation')).toHaveLength(1)
  })

  test('that denies is explained while the gate is open', async () => {
    const { cdn } = behindOneGate()
    const found = await cdn.find(distribution.id)
    s3.rule(() => ({ status: 403, code: 'AccessDenied' }))
    expect(await caught(cdn.invalidate(found, ['/*'], 'reference'))).toMatchObject({
      message: expect.stringMatching(/The role needs cloudfront:CreateInvalidation on arn:aws:cloudfront::/),
    })
  })
})
