import { deepEqual, equal } from 'node:assert/strict'
import { ListObjectsV2Command, type ListObjectsV2CommandInput } from '@aws-sdk/client-s3'

import { answerTo, type Case, type World } from './world.ts'

async function filled(world: World, keys: readonly string[]): Promise<string> {
  const bucket = await world.bucket()
  const queue = keys.values()
  const worker = async () => {
    for (const key of queue) await world.put(bucket, key, key)
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  return bucket
}

/** The names on each page: keys as they are, groups in angle brackets. */
async function pagesOf({ s3 }: World, input: ListObjectsV2CommandInput): Promise<string[][]> {
  const pages: string[][] = []
  let ContinuationToken: string | undefined
  do {
    const page = await s3.send(new ListObjectsV2Command({ ...input, ContinuationToken }))
    const groups = page.CommonPrefixes?.map(({ Prefix }) => `<${Prefix}>`) ?? []
    pages.push([...(page.Contents?.map(({ Key = '' }) => Key) ?? []), ...groups])
    equal(page.KeyCount, pages.at(-1)?.length)
    ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (ContinuationToken !== undefined)
  return pages
}

export const listingCases: readonly Case[] = [
  {
    name: 'a listing tells key, size, ETag and storage class',
    needs: 's3',
    run: async (world) => {
      const Bucket = await world.bucket()
      const etag = await world.put(Bucket, 'a', '12345')
      const { Contents = [] } = await world.s3.send(new ListObjectsV2Command({ Bucket }))
      deepEqual(
        Contents.map(({ Key, Size, ETag, StorageClass }) => [Key, Size, ETag, StorageClass]),
        [['a', 5, etag, 'STANDARD']],
      )
    },
  },
  {
    name: 'a listing is in the order of UTF-8 bytes',
    needs: 's3',
    run: async (world) => {
      const keys = ['A', 'B', 'a', 'a-', 'a.', 'a0', 'a~', 'é', '｡', '𐀀']
      const Bucket = await filled(world, keys.toReversed())
      deepEqual(await pagesOf(world, { Bucket }), [keys])
    },
  },
  {
    name: 'a listing comes in pages of at most 1,000 keys, none twice, none left out',
    needs: 's3',
    run: async (world) => {
      const keys = Array.from({ length: 1003 }, (_, index) => `k${String(index).padStart(4, '0')}`)
      const Bucket = await filled(world, keys)
      const pages = await pagesOf(world, { Bucket })
      deepEqual(pages, [keys.slice(0, 1000), keys.slice(1000)])
      equal((await pagesOf(world, { Bucket, MaxKeys: 5000 }))[0]?.length, 1000)
    },
  },
  {
    name: 'a page may be smaller, and an exact last page ends the listing',
    needs: 's3',
    run: async (world) => {
      const Bucket = await filled(world, ['a', 'b', 'c', 'd'])
      deepEqual(await pagesOf(world, { Bucket, MaxKeys: 2 }), [
        ['a', 'b'],
        ['c', 'd'],
      ])
    },
  },
  {
    name: 'a prefix is a matter of characters, not of folders',
    needs: 's3',
    run: async (world) => {
      const Bucket = await filled(world, ['app/x', 'app2/x', 'ap', 'b'])
      deepEqual(await pagesOf(world, { Bucket, Prefix: 'app' }), [['app/x', 'app2/x']])
      deepEqual(await pagesOf(world, { Bucket, Prefix: 'app/' }), [['app/x']])
    },
  },
  {
    name: 'a delimiter gathers keys into groups that are told once',
    needs: 's3',
    run: async (world) => {
      const Bucket = await filled(world, ['a/1', 'a/2', 'a0', 'b/1', 'c'])
      deepEqual(await pagesOf(world, { Bucket, Delimiter: '/' }), [['a0', 'c', '<a/>', '<b/>']])
      deepEqual(await pagesOf(world, { Bucket, Delimiter: '/', MaxKeys: 1 }), [['<a/>'], ['a0'], ['<b/>'], ['c']])
      deepEqual(await pagesOf(world, { Bucket, Delimiter: '/', Prefix: 'a/' }), [['a/1', 'a/2']])
    },
  },
  {
    name: 'a listing can begin after a key, whether that is there or not',
    needs: 's3',
    run: async (world) => {
      const Bucket = await filled(world, ['a', 'b', 'd'])
      deepEqual(await pagesOf(world, { Bucket, StartAfter: 'b' }), [['d']])
      deepEqual(await pagesOf(world, { Bucket, StartAfter: 'c' }), [['d']])
    },
  },
  {
    name: 'a listing that begins after any key goes on in the order of UTF-8 bytes',
    needs: 's3',
    run: async (world) => {
      const keys = ['a', 'b!', 'b-', 'b/1', 'b/2', 'b0', 'c', 'é', '｡', '𐀀']
      const Bucket = await filled(world, keys.toReversed())
      for (const [index, StartAfter] of keys.entries()) {
        deepEqual(await pagesOf(world, { Bucket, StartAfter, MaxKeys: 100 }), [keys.slice(index + 1)])
      }
    },
  },
  {
    name: 'keys are told percent-encoded when that is asked for',
    needs: 's3',
    run: async (world) => {
      const Bucket = await filled(world, ['a b/ü+%'])
      const [[name = ''] = []] = await pagesOf(world, { Bucket, EncodingType: 'url' })
      equal(decodeURIComponent(name.replaceAll('+', '%20')), 'a b/ü+%')
      equal(/^[\x21-\x7e]+$/.test(name), true)
    },
  },
  {
    name: 'a continuation token that was never given is refused',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const request = new ListObjectsV2Command({ Bucket: await bucket(), ContinuationToken: 'never given' })
      equal(await answerTo(s3.send(request)), '400 InvalidArgument')
    },
  },
]
