import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'

import { startLocalAws } from '../../local/index.ts'
import { byBytes } from '../../local/s3/order.ts'
import { pageOf } from '../../local/s3/page.ts'
import { s3For } from './clients.ts'

const aws = await startLocalAws()
const s3 = s3For(aws)
const Bucket = 'keys'

aws.buckets.create(Bucket)
afterAll(() => aws.close())

/** Any text that UTF-8 can hold and XML 1.0 can tell; the SDK itself reads mere white space with a line end as nothing. */
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((key) => key.trim() !== '' || !key.includes('\n'))
  .filter((key) => key.isWellFormed() && /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]+$/u.test(key))

/** Keys that collide, nest and surround each other, with characters from both sides of the surrogates. */
const crowded = fc.array(fc.stringMatching(/^[a/.～🦜]{1,5}$/u), { maxLength: 40 }).map((keys) => [...new Set(keys)])

test('any key is stored, read and listed under the name it was given', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (Key) => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))
      const got = await s3.send(new GetObjectCommand({ Bucket, Key }))
      const listed = await s3.send(new ListObjectsV2Command({ Bucket }))
      expect(await got.Body?.transformToString()).toBe(Key)
      expect(listed.Contents?.map((object) => object.Key)).toEqual([Key])
      aws.buckets.delete(Bucket, Key)
    }),
    { numRuns: 150 },
  )
})

test('keys are in the order of their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(byBytes(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))
    }),
  )
})

test('pages of any size put together are the whole listing, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      crowded,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('', 'a', 'a/'),
      async (keys, most, prefix) => {
        for (const key of aws.buckets.keys(Bucket)) aws.buckets.delete(Bucket, key)
        for (const key of keys) aws.buckets.put(Bucket, key, '')
        const expected = keys
          .filter((key) => key.startsWith(prefix))
          .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        expect(await everyPage(most, prefix)).toEqual(expected)
      },
    ),
    { numRuns: 60 },
  )
})

test('with a delimiter every key is told once, by itself or by its group', () => {
  fc.assert(
    fc.property(crowded, fc.integer({ min: 1, max: 7 }), fc.constantFrom('', 'a', 'a/'), (keys, most, prefix) => {
      const sorted = keys.toSorted(byBytes)
      const here = sorted.filter((key) => key.startsWith(prefix))
      const groupIn = (key: string) => {
        const end = key.indexOf('/', prefix.length)
        return end < 0 ? key : key.slice(0, end + 1)
      }
      expect(everyName(sorted, most, prefix)).toEqual([...new Set(here.map(groupIn))].sort(byBytes))
    }),
  )
})

async function everyPage(MaxKeys: number, Prefix: string): Promise<string[]> {
  const names: string[] = []
  let ContinuationToken: string | undefined
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys, Prefix, ContinuationToken }))
    names.push(...(page.Contents ?? []).map(({ Key = '' }) => Key))
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken !== undefined)
  return names
}

function everyName(sorted: readonly string[], most: number, prefix: string): string[] {
  const names: string[] = []
  let after: string | undefined = ''
  while (after !== undefined) {
    const page = pageOf(sorted, { prefix, delimiter: '/', most, after })
    names.push(...[...page.keys, ...page.groups].sort(byBytes))
    after = page.next
  }
  return names
}
