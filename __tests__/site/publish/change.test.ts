// One change, and what is asked when S3 refuses its condition.

import { describe, expect, test } from '@jest/globals'
import { byteBudget } from '../../../src/shared/budget.ts'
import type { Asset, Change } from '../../../src/site/model.ts'
import { make } from '../../../src/site/publish/change.ts'
import { caught } from '../../shared/support/caught.ts'
import { type FakeClock, fakeClock } from '../../shared/support/clock.ts'
import { added, asset, noCache, overwritten, reheadered } from '../support/assets.ts'
import { folderOf, type TestFolder } from '../support/folder.ts'
import {
  type MemoryBucket,
  memoryBucket,
  refused,
  type Stored,
  stored,
  type Trouble,
} from '../support/memory-bucket.ts'

const key = 'dist/app.js'

/** Makes a change to a bucket that holds these objects, and answers what came of it. */
async function making(
  changeOf: (file: Asset) => Change,
  objects: Readonly<Record<string, Stored>> = {},
  troubleWith: (bucket: () => MemoryBucket) => Trouble = () => ({}),
): Promise<{ bucket: MemoryBucket; clock: FakeClock; error: unknown }> {
  await using site: TestFolder = await folderOf({ 'app.js': 'content' })
  const clock = fakeClock()
  const bucket: MemoryBucket = memoryBucket(
    objects,
    troubleWith(() => bucket),
  )
  const change = changeOf(asset({ location: site.at('app.js') }))
  const made = make(change, { bucket, clock, memory: byteBudget(1000) })
  const error = await made.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return { bucket, clock, error }
}

const wanted = stored('content', { headers: noCache })
const overtaken =
  'Could not publish s3://shop/dist/app.js: somebody else changed it since this run compared it. ' +
  'Is another deploy, or a person, writing to this bucket? Run again: it starts from what is there then.'

describe('a change', () => {
  test.each<[string, (file: Asset) => Change, Readonly<Record<string, Stored>>, readonly string[]]>([
    ['uploads to a key that does not exist', added, {}, [`put ${key}`]],
    [
      'overwrites what was listed',
      (file) => overwritten(file, 'old'),
      { [key]: stored('x', { etag: 'old' }) },
      [`put ${key}`],
    ],
    ['sets headers', reheadered, { [key]: stored('content') }, [`set headers of ${key}`]],
  ])('%s, with one request', async (_, changeOf, objects, asked) => {
    const { bucket, error } = await making(changeOf, objects)
    expect(error).toBeUndefined()
    expect(bucket.asked).toEqual(asked)
    expect(bucket.objects.get(key)).toMatchObject({ body: wanted.body, headers: noCache })
  })

  test('that fails for another reason than its condition fails at once, with that reason', async () => {
    const denied = new Error('AccessDenied')
    const { bucket, error } = await making(added, {}, () => ({
      before: () => {
        throw denied
      },
    }))
    expect(error).toBe(denied)
    expect(bucket.asked).toEqual([`put ${key}`])
  })
})

describe('a refused condition', () => {
  test.each<[string, (file: Asset) => Change, Stored]>([
    ['of an upload', added, wanted],
    ['of an overwrite', (file) => overwritten(file, 'old'), wanted],
    ['under the ETag of a KMS key, known by its SHA-256', added, { ...wanted, etag: 'of a key' }],
    ['without a SHA-256, known by its ETag', added, { ...wanted, sha256: undefined }],
  ])('is no failure when what is there is what was wanted: our own lost answer %s', async (_, changeOf, there) => {
    const { bucket, error } = await making(changeOf, { [key]: there })
    expect(error).toBeUndefined()
    expect(bucket.asked).toEqual([`put ${key}`, `head ${key}`])
  })

  test('of a copy whose answer was lost is no failure either', async () => {
    const { error } = await making(reheadered, { [key]: stored('content') }, () => ({
      after: (request) => {
        if (request.startsWith('set')) throw refused(key, 412)
      },
    }))
    expect(error).toBeUndefined()
  })

  test.each<[string, (file: Asset) => Change, Readonly<Record<string, Stored>>]>([
    ['somebody uploaded other bytes to a new key', added, { [key]: stored('other', { headers: noCache }) }],
    ['somebody uploaded our bytes with other headers', added, { [key]: stored('content') }],
    ['somebody overwrote what was listed', (file) => overwritten(file, 'old'), { [key]: stored('theirs') }],
    ['somebody deleted what was listed', (file) => overwritten(file, 'old'), {}],
    ['somebody overwrote what was to get headers', reheadered, { [key]: stored('theirs') }],
    ['somebody deleted what was to get headers', reheadered, {}],
  ])('never means that there is nothing to do: %s', async (_, changeOf, objects) => {
    const before = new Map(Object.entries(objects))
    const { bucket, clock, error } = await making(changeOf, objects)
    expect(error).toMatchObject({ message: overtaken, cause: { name: 'ConditionRefused' } })
    expect(bucket.objects).toEqual(before)
    expect(clock.slept).toEqual([])
  })
})

describe('a write that meets another one (409)', () => {
  const busy = (times: number) => () => {
    let left = times
    return {
      before: (request: string) => {
        if (!request.startsWith('head') && left > 0) {
          left -= 1
          throw refused(key, 409)
        }
      },
    }
  }

  test('is tried again after growing pauses', async () => {
    const { bucket, clock, error } = await making(added, {}, busy(2))
    expect(error).toBeUndefined()
    expect(bucket.asked).toEqual([`put ${key}`, `head ${key}`, `put ${key}`, `head ${key}`, `put ${key}`])
    expect(clock.slept).toEqual([200, 400])
  })

  test('is given up after six attempts', async () => {
    const { bucket, clock, error } = await making(added, {}, busy(99))
    expect(error).toMatchObject({ message: overtaken })
    expect(bucket.asked.filter((request) => request.startsWith('put'))).toHaveLength(6)
    expect(clock.slept).toEqual([200, 400, 800, 1600, 3200])
  })

  test('is over when the other one wrote what was wanted', async () => {
    const { clock, error } = await making(added, {}, (bucket) => ({
      before: (request) => {
        if (!request.startsWith('put')) return
        bucket().objects.set(key, wanted)
        throw refused(key, 409)
      },
    }))
    expect(error).toBeUndefined()
    expect(clock.slept).toEqual([])
  })

  test('fails when the other one wrote something else, as the next attempt finds', async () => {
    const { error } = await making(added, {}, (bucket) => {
      let first = true
      return {
        before: (request) => {
          if (!request.startsWith('put') || !first) return
          first = false
          bucket().objects.set(key, stored('theirs'))
          throw refused(key, 409)
        },
      }
    })
    expect(error).toMatchObject({ message: overtaken, cause: { status: 412 } })
  })
})

test('when what is there cannot be looked at, that is what is told', async () => {
  const silent = new Error('no answer')
  const { error } = await making(added, { [key]: wanted }, () => ({
    before: (request) => {
      if (request.startsWith('head')) throw silent
    },
  }))
  expect(error).toBe(silent)
})

test('a file that changed meanwhile is not taken for a refused condition', async () => {
  await using site = await folderOf({ 'app.js': 'changed' })
  const bucket = memoryBucket()
  const change = added(asset({ location: site.at('app.js') }))
  const made = make(change, { bucket, clock: fakeClock(), memory: byteBudget(1000) })
  expect(await caught(made)).toMatchObject({
    message: expect.stringContaining('it changed while it was being deployed'),
  })
  expect(bucket.asked).toEqual([])
})
