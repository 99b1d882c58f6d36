// An archive on the disk becomes an object, whole or in parts, or nothing at all: the real SDK against Local AWS.

import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { uploadArchive } from '../../../src/beanstalk/publish/upload.ts'
import { openGate } from '../../../src/shared/gate.ts'
import { Interrupted } from '../../../src/shared/interrupt.ts'
import { PART } from '../../../src/shared/parts.ts'
import { caught } from '../../shared/support/caught.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import { folderOf } from '../../shared/support/folder.ts'
import { partOf } from '../../shared/support/parts.ts'
import { ACCOUNT, localBundles } from '../support/local-bundles.ts'

const local = await localBundles()
const { aws, failing, asked } = local
const KEY = 'colt-api/api-prod/1.zip'
const large = Buffer.alloc(PART + 7, 'abcdefg')

async function laidOut(bytes: Buffer) {
  const folder = await folderOf({ 'bundle.zip': bytes })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { ...folder, archive: { path: folder.at('bundle.zip'), size: bytes.length, sha256 } }
}

async function uploaded(bytes: Buffer, bundles = local.bundles()) {
  await using folder = await laidOut(bytes)
  return await uploadArchive(folder.archive, KEY, bundles, fakeClock())
}

const stored = () => aws.buckets.get('bundles', KEY)

describe('an archive', () => {
  test.each([1, PART])('of %d bytes goes in one request', async (size) => {
    const bytes = Buffer.alloc(size, 'x')
    expect(await uploaded(bytes)).toBe(true)
    expect(aws.journal.lines()).toEqual([`PutObject bundles/${KEY} If-None-Match:* 200`])
    expect(stored()?.body.equals(bytes)).toBe(true)
  })

  test('of a byte more goes in parts, which are there only when all are', async () => {
    const bytes = Buffer.alloc(PART + 1, 'x')
    expect(await uploaded(bytes)).toBe(true)
    expect(aws.journal.lines()).toEqual([
      `CreateMultipartUpload bundles/${KEY} 200`,
      expect.stringMatching(/^UploadPart /),
      expect.stringMatching(/^UploadPart /),
      `CompleteMultipartUpload bundles/${KEY} If-None-Match:* 200`,
    ])
    expect(stored()?.body.equals(bytes)).toBe(true)
    expect(stored()?.headers).toMatchObject({ 'Content-Type': 'application/zip' })
  })

  test('is held to its bytes in every request that carries some, and each names the owner of the bucket', async () => {
    await uploaded(large)
    const { entries } = aws.journal
    expect(entries.map(({ headers }) => headers['x-amz-expected-bucket-owner'])).toEqual(entries.map(() => ACCOUNT))
    const hashes = aws.journal.of('UploadPart').map(({ headers }) => headers['x-amz-content-sha256'])
    const parts = [large.subarray(0, PART), large.subarray(PART)]
    expect(hashes.toSorted()).toEqual(parts.map((bytes) => partOf(bytes).sha256).toSorted())
    aws.journal.clear()
    aws.buckets.delete('bundles', KEY)
    await uploaded(Buffer.from('small'))
    expect(aws.journal.of('PutObject').map(({ headers }) => headers)).toEqual([
      expect.objectContaining({
        'x-amz-checksum-sha256': expect.any(String),
        'x-amz-expected-bucket-owner': ACCOUNT,
      }),
    ])
  })

  test('that has changed on the disk leaves nothing behind', async () => {
    await using folder = await laidOut(large)
    await writeFile(folder.archive.path, Buffer.from(large).fill('z', PART, PART + 1))
    expect(await caught(uploadArchive(folder.archive, KEY, local.bundles(), fakeClock()))).toMatchObject({
      message: `Could not upload ${folder.archive.path}: it has changed since it was read. Let the build end before the deploy begins.`,
    })
    expect([asked(), stored(), await local.left()]).toMatchObject([{ AbortMultipartUpload: 1 }, undefined, 0])
    expect(asked()).not.toHaveProperty('CompleteMultipartUpload')
  })

  test.each([5, large.length])('of %d bytes that is gone from the disk is told by its path', async (size) => {
    await using folder = await laidOut(Buffer.alloc(size))
    await rm(folder.archive.path)
    expect(await caught(uploadArchive(folder.archive, KEY, local.bundles(), fakeClock()))).toMatchObject({
      message: expect.stringMatching(/^Could not read .*bundle\.zip: ENOENT/),
    })
    expect(aws.journal.entries).toEqual([])
  })
})

describe('a part', () => {
  const second = (query: Readonly<Record<string, string>>): boolean => query.partNumber === '2'

  test('that fails twice is sent again', async () => {
    let failures = 0
    failing('UploadPart', ({ query }) => {
      if (!second(query) || failures === 2) return undefined
      failures += 1
      return failures === 1 ? { status: 503, code: 'SlowDown' } : { drop: 'before' }
    })
    expect(await uploaded(large)).toBe(true)
    expect(asked()).toEqual({ CreateMultipartUpload: 1, UploadPart: 4, CompleteMultipartUpload: 1 })
    expect(stored()?.body.equals(large)).toBe(true)
  })

  test('that fails for good ends the upload, of which nothing is left', async () => {
    failing('UploadPart', ({ query }) => (second(query) ? { status: 500, code: 'InternalError' } : undefined))
    expect(await caught(uploaded(large))).toMatchObject({
      message: expect.stringMatching(
        /^Could not upload s3:\/\/bundles\/colt-api\/api-prod\/1\.zip: AWS failed \(InternalError/,
      ),
    })
    expect(asked()).toMatchObject({ UploadPart: 7, AbortMultipartUpload: 1 })
    expect(asked()).not.toHaveProperty('CompleteMultipartUpload')
    expect([stored(), await local.left()]).toEqual([undefined, 0])
  })

  test('that can be neither sent nor removed is told together with the right that it takes', async () => {
    failing('UploadPart', () => ({ status: 500, code: 'InternalError' }))
    failing('AbortMultipartUpload', () => ({ status: 403, code: 'AccessDenied' }))
    const failure = await caught(uploaded(large))
    expect(failure).toBeInstanceOf(AggregateError)
    expect(failure).toMatchObject({
      errors: [
        { message: expect.stringMatching(/^Could not upload s3:/) },
        { message: expect.stringMatching(/The role needs s3:AbortMultipartUpload/) },
      ],
    })
  })

  test('that is under way when the run is cancelled is removed all the same', async () => {
    const gate = openGate()
    failing('UploadPart', (_, count) => {
      if (count === 2) gate.shut(new Interrupted('SIGINT'))
      return undefined
    })
    expect(await caught(uploaded(large, local.bundles({}, { gate })))).toBeInstanceOf(Interrupted)
    expect([asked(), stored(), await local.left()]).toMatchObject([{ AbortMultipartUpload: 1 }, undefined, 0])
  })
})

test('no more of an archive is in memory than three parts and one that waits', async () => {
  const sent = Promise.withResolvers<void>()
  const open = Promise.withResolvers<void>()
  failing('UploadPart', (_, count) => {
    if (count === 3) open.resolve()
    return { before: sent.promise }
  })
  let handedOut = 0
  async function* parts() {
    while (handedOut < 8) {
      handedOut += 1
      yield partOf(Buffer.from('part'))
    }
  }
  const upload = caught(local.bundles().putParts(KEY, parts()))
  await open.promise
  // The fourth waits for the first, and the rest is not asked for.
  expect(handedOut).toBe(4)
  sent.resolve()
  expect(await upload).toMatchObject({ message: expect.stringMatching(/EntityTooSmall/) })
  expect(asked()).toMatchObject({ UploadPart: 8 })
})

describe('a key', () => {
  test.each([
    ['small', Buffer.from('bundle')],
    ['large', large],
  ])('that has the content of a %s archive already is taken as it is', async (_, bytes) => {
    aws.buckets.put('bundles', KEY, bytes)
    expect(await uploaded(bytes)).toBe(false)
    expect(await local.left()).toBe(0)
  })

  test.each([
    ['small', Buffer.from('bundle')],
    ['large', large],
  ])('that has other content than a %s archive stays as it is', async (_, bytes) => {
    aws.buckets.put('bundles', KEY, 'other')
    expect(await caught(uploaded(bytes))).toMatchObject({
      message: expect.stringMatching(/^Could not use s3:.*: it is there already, with other content/),
    })
    expect([String(stored()?.body), await local.left()]).toEqual(['other', 0])
  })

  test.each([
    ['PutObject', Buffer.from('bundle')],
    ['CompleteMultipartUpload', large],
  ])('whose %s was done although its answer got lost is known again by its bytes', async (operation, bytes) => {
    failing(operation, (_, count) => (count === 1 ? { drop: 'after' } : undefined))
    expect(await uploaded(bytes)).toBe(false)
    expect([asked()[operation], await local.left()]).toEqual([2, 0])
    expect(stored()?.body.equals(bytes)).toBe(true)
  })

  test.each([
    ['PutObject', Buffer.from('bundle')],
    ['CompleteMultipartUpload', large],
  ])('to which another write was under way, and came to nothing, is written anew (%s)', async (operation, bytes) => {
    failing(operation, (_, count) => (count === 1 ? { status: 409, code: 'ConditionalRequestConflict' } : undefined))
    expect(await uploaded(bytes)).toBe(true)
    expect([stored()?.body.equals(bytes), await local.left()]).toEqual([true, 0])
  })

  test('to which another write is under way again and again is given up', async () => {
    failing('PutObject', () => ({ status: 409, code: 'ConditionalRequestConflict' }))
    expect(await caught(uploaded(Buffer.from('bundle')))).toMatchObject({
      message: expect.stringMatching(/^Could not upload s3:.*refused it 3 times for another write under way/),
    })
    expect(asked()).toEqual({ PutObject: 3, HeadObject: 3 })
  })
})
