// A file is uploaded only as it was described.

import { rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { byteBudget } from '../../../src/shared/budget.ts'
import { PART } from '../../../src/shared/parts.ts'
import type { Asset } from '../../../src/site/file-model.ts'
import { upload } from '../../../src/site/publish/upload.ts'
import { readContents } from '../../../src/site/read/contents.ts'
import { caught } from '../../shared/support/caught.ts'
import { moment, settled } from '../../shared/support/moments.ts'
import '../../shared/support/node-errors.ts'
import { added, asset } from '../support/assets.ts'
import { folderOf, type TestFolder } from '../support/folder.ts'
import { memoryBucket } from '../support/memory-bucket.ts'

const lookup = { mayMention: () => false, mentions: () => new Set<string>(), typeIsOpen: () => false }
const plenty = byteBudget(1024 ** 3)

async function described(site: TestFolder, path: string, size: number): Promise<Asset> {
  const file = { path, location: site.at(path), size }
  const [contents] = await readContents([file], lookup)
  return asset({ ...contents, path, headers: { 'Cache-Control': 'no-cache' } })
}

const large = Buffer.alloc(2 * PART + 7, 'abcdefg')
const changed =
  'Could not deploy a.js: it changed while it was being deployed. Let the build end before the deploy begins.'

test('a small file goes in one request, with its headers', async () => {
  await using site = await folderOf({ 'a.js': 'hello' })
  const bucket = memoryBucket()
  await upload(added(await described(site, 'a.js', 5)), bucket, plenty)

  expect(bucket.asked).toEqual(['put dist/a.js'])
  expect(bucket.objects.get('dist/a.js')).toMatchObject({
    body: Buffer.from('hello'),
    headers: { 'Cache-Control': 'no-cache' },
  })
})

test('a file above the size of a part goes in parts, and has the ETag that was foretold', async () => {
  await using site = await folderOf({ 'film.mp4': large })
  const film = await described(site, 'film.mp4', large.length)
  const bucket = memoryBucket()
  await upload(added(film), bucket, plenty)

  expect(bucket.asked).toEqual(['put dist/film.mp4 in 3 parts'])
  expect(bucket.objects.get(film.key)).toMatchObject({ etag: film.etag, sha256: film.sha256 })
})

describe('a file that is not what was described is not uploaded', () => {
  test.each<[string, string | Buffer, string | Buffer]>([
    ['other bytes of the same size', 'hello', 'jello'],
    ['more bytes', 'hello', 'hello, world'],
    ['no bytes', 'hello', ''],
    ['a large file in which one byte differs', large, Buffer.from(large).fill('z', PART, PART + 1)],
    ['a large file that grew', large, Buffer.concat([large, Buffer.from('x')])],
    ['a large file that shrank', large, large.subarray(0, PART)],
  ])('%s', async (_, before, after) => {
    await using site = await folderOf({ 'a.js': before })
    const file = await described(site, 'a.js', before.length)
    const bucket = memoryBucket()
    await writeFile(site.at('a.js'), after)

    expect(await caught(upload(added(file), bucket, plenty))).toMatchObject({ message: changed })
    expect(bucket.objects).toEqual(new Map())
  })

  test('a file that is gone', async () => {
    await using site = await folderOf({ 'a.js': 'hello' })
    const file = await described(site, 'a.js', 5)
    await rm(site.at('a.js'))

    expect(await caught(upload(added(file), memoryBucket(), plenty))).toMatchObject({
      message: expect.stringMatching(/^Could not read a\.js: ENOENT/),
    })
  })
})

describe('memory', () => {
  test('is asked for before a file is read, so that only so much is held at once', async () => {
    await using site = await folderOf({ 'a.js': 'hello' })
    const memory = byteBudget(8)
    const bucket = memoryBucket()
    const before = moment()
    const held = memory.spend(4, () => before.promise)
    const waiting = upload(added(await described(site, 'a.js', 5)), bucket, memory)

    await settled()
    expect(bucket.asked).toEqual([])
    before.end()
    await Promise.all([held, waiting])
    expect(bucket.asked).toEqual(['put dist/a.js'])
  })

  test('of a large file is a few parts, not its size', async () => {
    await using site = await folderOf({ 'film.mp4': large })
    const asked: number[] = []
    const memory = byteBudget(1024 ** 3)
    await upload(added(await described(site, 'film.mp4', large.length)), memoryBucket(), {
      spend: (bytes, work) => {
        asked.push(bytes)
        return memory.spend(bytes, work)
      },
    })
    expect(asked).toHaveLength(1)
    expect((asked[0] ?? 0) / PART).toBeLessThanOrEqual(6)
  })
})
