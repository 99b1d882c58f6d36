// One step, and what is asked when S3 refuses its condition.

import { describe, expect, test } from '@jest/globals'
import { byteBudget } from '../../../src/shared/budget.ts'
import type { Asset, Wanted } from '../../../src/site/file-model.ts'
import type { Restore, Step } from '../../../src/site/model.ts'
import { Overtaken, take } from '../../../src/site/publish/step.ts'
import { nothingWritten, type Written } from '../../../src/site/publish/written.ts'
import { keptName } from '../../../src/site/records/names.ts'
import { type FakeClock, fakeClock } from '../../shared/support/clock.ts'
import {
  added,
  asset,
  copied,
  noCache,
  overwritten,
  putBack,
  reheadered,
  removed,
  restored,
} from '../support/assets.ts'
import { folderOf, type TestFolder } from '../support/folder.ts'
import {
  type BucketTrouble,
  type MemoryBucket,
  memoryBucket,
  refused,
  type Stored,
  stored,
} from '../support/memory-bucket.ts'
import { memoryState } from '../support/memory-state.ts'

type Objects = Readonly<Record<string, Stored>>
type StepOf = (file: Asset) => Step

interface Taken {
  readonly bucket: MemoryBucket
  readonly clock: FakeClock
  readonly written: Written
  /** Undefined where all went well. */
  readonly error: unknown
  /** How often it was asked whether the lease is still ours. */
  readonly verified: number
}

interface Around {
  readonly objects?: Objects
  readonly kept?: Objects
  readonly trouble?: (bucket: () => MemoryBucket) => Omit<BucketTrouble, 'state'>
  /** Fails where the lease is lost. */
  readonly verifyLease?: () => Promise<void>
  /** What the file on disk holds. */
  readonly content?: string
}

const key = 'dist/app.js'
const file = asset()
const name = keptName(file.sha256)

/** Takes a step on a bucket that holds these objects, and answers what came of it. */
async function taking(stepOf: StepOf, around: Around = {}): Promise<Taken> {
  await using site: TestFolder = await folderOf({ 'app.js': around.content ?? 'content' })
  const [clock, written] = [fakeClock(), nothingWritten()]
  const trouble = around.trouble?.(() => bucket) ?? {}
  const state = memoryState(around.kept ?? {}, { clock })
  const bucket: MemoryBucket = memoryBucket(around.objects ?? {}, { ...trouble, clock, state })
  let verified = 0
  const verifyLease = async (): Promise<void> => {
    verified += 1
    await around.verifyLease?.()
  }
  const means = { bucket, clock, memory: byteBudget(1000), written, verifyLease }
  const error = await take(stepOf(asset({ location: site.at('app.js') })), means).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return { bucket, clock, written, error, verified }
}

const wanted = stored('content', { headers: noCache })
const before = stored('x', { etag: 'before' })
const overtaken =
  'Could not publish s3://shop/dist/app.js: somebody else changed it since this run compared it. ' +
  'Is a person writing to this bucket? Run again: it starts from what is there then.'

/** Of an object whose headers nobody knows. */
const asKept = (of: Asset): Restore => ({ ...restored(of), asset: { ...of, headers: undefined } satisfies Wanted })

/** Of an object of which nobody knows more than the ETag that it had. */
const unreadAsKept = (of: Asset): Restore => {
  return { ...restored(of), asset: { ...of, sha256: undefined, headers: undefined } satisfies Wanted }
}

/** Of bytes that nobody has read. */
const unread = (of: Asset): Step => ({ ...copied(of), asset: { ...of, sha256: undefined } satisfies Wanted })

describe('a step', () => {
  test.each<[string, StepOf, Objects, readonly string[]]>([
    ['uploads to a key that does not exist', added, {}, [`put ${key}`]],
    ['overwrites what was listed', (of) => overwritten(of), { [key]: before }, [`put ${key}`]],
    ['sets headers', reheadered, { [key]: stored('content') }, [`set headers of ${key}`]],
    ['restores what is gone', restored, {}, [`restore ${key} from ${name}`]],
    ['restores what was replaced', (of) => putBack(of), { [key]: before }, [`restore ${key} from ${name}`]],
  ])('%s, with one request', async (_, stepOf, objects, asked) => {
    const { bucket, written, error } = await taking(stepOf, { objects, kept: { [name]: stored('content') } })
    expect(error).toBeUndefined()
    expect(bucket.asked).toEqual(asked)
    expect(bucket.objects.get(key)).toMatchObject({ body: wanted.body, headers: noCache })
    expect(written.etags).toEqual(new Map([[key, wanted.etag]]))
  })

  test('restores bytes whose headers nobody knows with those that they were kept with', async () => {
    const headers = { 'Content-Type': 'image/png' }
    const { bucket } = await taking(asKept, { kept: { [name]: stored('content', { headers }) } })
    expect(bucket.objects.get(key)).toMatchObject({ headers })
  })

  test('deletes what was listed, with one request', async () => {
    const { bucket, written, error } = await taking(removed, { objects: { [key]: wanted } })
    expect(error).toBeUndefined()
    expect(bucket.asked).toEqual([`remove ${key}`])
    expect(bucket.objects).toEqual(new Map())
    expect(written).toMatchObject({ removed: new Set([key]), etags: new Map() })
  })

  test('deletes what is gone already', async () => {
    const { written, error } = await taking(removed)
    expect(error).toBeUndefined()
    expect(written.removed).toEqual(new Set([key]))
  })

  test('keeps what is live under its hash, with one request, and leaves it where it is', async () => {
    const { bucket, written, error } = await taking(copied, { objects: { [key]: wanted } })
    expect(error).toBeUndefined()
    expect(bucket.asked).toEqual([`keep ${key} as ${name}`])
    expect(bucket.state.objects.get(name)).toMatchObject({ body: wanted.body, headers: noCache })
    expect(bucket.objects).toEqual(new Map([[key, wanted]]))
    const copy = { sha256: file.sha256, size: file.size, etag: wanted.etag, key, was: wanted.etag }
    expect(written).toMatchObject({ kept: [copy], etags: new Map(), removed: new Set() })
  })

  test('notes the ETag of the copy, and the one that the bytes had at their key', async () => {
    const { written } = await taking((of) => ({ ...copied(of), etag: 'of a key' }), {
      objects: { [key]: { ...wanted, etag: 'of a key' } },
    })
    expect(written.kept).toMatchObject([{ etag: wanted.etag, was: 'of a key' }])
  })

  test('keeps bytes that nobody has read under the hash of what it reads', async () => {
    const { bucket, written } = await taking(unread, { objects: { [key]: wanted } })
    expect(bucket.asked).toEqual([`read ${key}`, `keep ${key} as ${name}`])
    expect(written.kept).toMatchObject([{ sha256: file.sha256 }])
  })

  test('notes nothing of what failed, and fails at once, where its condition is not the reason', async () => {
    const denied = new Error('AccessDenied')
    const before = () => {
      throw denied
    }
    for (const stepOf of [added, reheadered, restored, removed, copied]) {
      const { bucket, error, written, verified } = await taking(stepOf, { trouble: () => ({ before }) })
      expect(error).toBe(denied)
      expect(bucket.asked).toHaveLength(1)
      expect(verified).toBe(0)
      expect(written).toEqual(nothingWritten())
    }
  })

  test('looks up the settings of an object first, where only the object can tell what a copy would lose', async () => {
    const kept = { storageClass: 'STANDARD_IA' }
    const { bucket } = await taking((of) => ({ ...reheadered(of), kept: undefined }), {
      objects: { [key]: { ...stored('content'), kept } },
    })
    expect(bucket.asked).toEqual([`head ${key}`, `set headers of ${key}`])
    expect(bucket.objects.get(key)).toMatchObject({ kept, headers: noCache })
  })
})

describe('a refused condition', () => {
  const kept = { [name]: stored('content') }

  test.each<[string, StepOf, Stored]>([
    ['of an upload', added, wanted],
    ['of an overwrite', (of) => overwritten(of), wanted],
    ['under the ETag of a KMS key, known by its SHA-256', added, { ...wanted, etag: 'of a key' }],
    ['without a SHA-256, known by its ETag', added, { ...wanted, sha256: undefined }],
    ['of a restore', restored, wanted],
    ['of a restore in place of other bytes', (of) => putBack(of), wanted],
    ['of a restore of which nobody knows more than its ETag', unreadAsKept, stored('content')],
    ['of a restore whose headers nobody knows', asKept, stored('content', { headers: { 'Content-Type': 'any' } })],
  ])('is no failure when what is there is what was wanted: our own lost answer %s', async (_, stepOf, there) => {
    const { bucket, error, written, verified } = await taking(stepOf, { objects: { [key]: there }, kept })
    expect(error).toBeUndefined()
    expect(bucket.asked.slice(1)).toEqual([`head ${key}`])
    expect(written.etags).toEqual(new Map([[key, there.etag]]))
    expect(verified).toBe(1)
  })

  test('of a copy whose answer was lost is no failure either', async () => {
    const after = (request: string) => {
      if (request.startsWith('set')) throw refused(key, 412)
    }
    const { error, written } = await taking(reheadered, {
      objects: { [key]: stored('content') },
      trouble: () => ({ after }),
    })
    expect(error).toBeUndefined()
    expect(written.etags).toEqual(new Map([[key, wanted.etag]]))
  })

  test('of a deletion is no failure where it is gone', async () => {
    const after = (request: string) => {
      if (request.startsWith('remove')) throw refused(key, 412)
    }
    const { error, written } = await taking(removed, { objects: { [key]: wanted }, trouble: () => ({ after }) })
    expect(error).toBeUndefined()
    expect(written.removed).toEqual(new Set([key]))
  })

  test.each<[string, StepOf, Objects]>([
    ['somebody uploaded other bytes to a new key', added, { [key]: stored('other', { headers: noCache }) }],
    ['somebody uploaded our bytes with other headers', added, { [key]: stored('content') }],
    ['somebody overwrote what was listed', (of) => overwritten(of), { [key]: stored('theirs') }],
    ['somebody deleted what was listed', (of) => overwritten(of), {}],
    ['somebody overwrote what was to get headers', reheadered, { [key]: stored('theirs') }],
    ['somebody deleted what was to get headers', reheadered, {}],
    ['somebody overwrote what was to leave', removed, { [key]: stored('theirs') }],
    ['somebody overwrote what was to be kept', copied, { [key]: stored('theirs') }],
    ['somebody deleted what was to be kept', copied, {}],
    ['somebody overwrote what was to be read', unread, { [key]: stored('theirs') }],
    ['somebody wrote where something was to be restored', restored, { [key]: stored('theirs') }],
    [
      'somebody wrote other bytes, of which S3 has no SHA-256 either',
      unreadAsKept,
      { [key]: stored('theirs', { sha256: undefined }) },
    ],
    ['somebody changed what was kept', (of) => ({ ...restored(of), from: { sha256: of.sha256, etag: 'kept' } }), {}],
  ])('never means that there is nothing to do: %s', async (_, stepOf, objects) => {
    const { bucket, clock, error, written, verified } = await taking(stepOf, { objects, kept })
    expect(error).toBeInstanceOf(Overtaken)
    expect(error).toMatchObject({ message: overtaken, cause: { name: 'ConditionRefused' } })
    expect(bucket.objects).toEqual(new Map(Object.entries(objects)))
    expect(bucket.state.objects).toEqual(new Map(Object.entries(kept)))
    expect(written).toEqual(nothingWritten())
    expect(clock.slept).toEqual([])
    expect(verified).toBe(1)
  })

  test.each<[string, StepOf]>([
    ['an upload', added],
    ['a restore', restored],
    ['other headers', reheadered],
    ['a deletion', removed],
    ['a copy', copied],
  ])(
    'of %s asks for the lease before anything else: who lost it is told so, and looks at nothing',
    async (_, stepOf) => {
      const lost = new Error('the lease is lost')
      const { bucket, error } = await taking(stepOf, {
        objects: { [key]: stored('theirs') },
        kept,
        verifyLease: () => Promise.reject(lost),
      })
      expect(error).toBe(lost)
      expect(bucket.asked).toHaveLength(1)
    },
  )
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

  test('is tried again after growing pauses, each time with a look at the lease', async () => {
    const { bucket, clock, error, verified } = await taking(added, { trouble: busy(2) })
    expect(error).toBeUndefined()
    expect(bucket.asked).toEqual([`put ${key}`, `head ${key}`, `put ${key}`, `head ${key}`, `put ${key}`])
    expect(clock.slept).toEqual([200, 400])
    expect(verified).toBe(2)
  })

  test.each<[string, StepOf, Objects]>([
    ['a restore', restored, {}],
    ['a deletion', removed, { [key]: wanted }],
    ['a copy beside the site', copied, { [key]: wanted }],
  ])('is tried again for %s too', async (_, stepOf, objects) => {
    const kept = { [name]: stored('content') }
    const { clock, error } = await taking(stepOf, { objects, kept, trouble: busy(1) })
    expect(error).toBeUndefined()
    expect(clock.slept).toEqual([200])
  })

  test('is given up after six attempts', async () => {
    const { bucket, clock, error } = await taking(added, { trouble: busy(99) })
    expect(error).toBeInstanceOf(Overtaken)
    expect(error).toMatchObject({ message: overtaken })
    expect(bucket.asked.filter((request) => request.startsWith('put'))).toHaveLength(6)
    expect(clock.slept).toEqual([200, 400, 800, 1600, 3200])
  })

  test('is over when the other one wrote what was wanted', async () => {
    const { clock, error } = await taking(added, {
      trouble: (bucket) => ({
        before: (request) => {
          if (!request.startsWith('put')) return
          bucket().objects.set(key, wanted)
          throw refused(key, 409)
        },
      }),
    })
    expect(error).toBeUndefined()
    expect(clock.slept).toEqual([])
  })

  test('fails when the other one wrote something else, as the next attempt finds', async () => {
    const { error } = await taking(added, {
      trouble: (bucket) => {
        let first = true
        return {
          before: (request) => {
            if (!request.startsWith('put') || !first) return
            first = false
            bucket().objects.set(key, stored('theirs'))
            throw refused(key, 409)
          },
        }
      },
    })
    expect(error).toMatchObject({ message: overtaken, cause: { status: 412 } })
  })
})

test('when what is there cannot be looked at, that is what is told', async () => {
  const silent = new Error('no answer')
  const before = (request: string) => {
    if (request.startsWith('head')) throw silent
  }
  const { error } = await taking(added, { objects: { [key]: wanted }, trouble: () => ({ before }) })
  expect(error).toBe(silent)
})

test('a file that changed meanwhile is not taken for a refused condition', async () => {
  const { bucket, error, verified } = await taking(added, { content: 'changed' })
  expect(error).toMatchObject({ message: expect.stringContaining('it changed while it was being deployed') })
  expect(bucket.asked).toEqual([])
  expect(verified).toBe(0)
})
