// What one read of a file tells.

import { createHash } from 'node:crypto'
import { appendFile, rm, stat } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { PART } from '../../../src/shared/parts.ts'
import type { SiteFile } from '../../../src/site/file-model.ts'
import { type Lookup, partsOf, readContents, wholeMd5 } from '../../../src/site/read/contents.ts'
import { caught } from '../../shared/support/caught.ts'
import '../../shared/support/node-errors.ts'
import { folderOf, type TestFolder } from '../support/folder.ts'

const blind: Lookup = { mayMention: () => false, mentions: () => new Set(), typeIsOpen: () => true }
const digest = (algorithm: string, bytes: string | Buffer) => createHash(algorithm).update(bytes).digest()

async function file(site: TestFolder, path: string): Promise<SiteFile> {
  const { size } = await stat(site.at(path))
  return { path, location: site.at(path), size }
}

async function read(site: TestFolder, path: string, lookup: Lookup = blind) {
  const [contents] = await readContents([await file(site, path)], lookup)
  return contents
}

test('the hashes of a file, of which MD5 is the ETag that S3 will answer', async () => {
  await using site = await folderOf({ 'a.js': 'hello' })
  expect(await read(site, 'a.js')).toMatchObject({
    path: 'a.js',
    size: 5,
    md5: '5d41402abc4b2a76b9719d911017c592',
    etag: '5d41402abc4b2a76b9719d911017c592',
    sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
  })
})

test('an empty file has hashes too', async () => {
  await using site = await folderOf({ empty: '' })
  expect(await read(site, 'empty')).toMatchObject({ size: 0, md5: 'd41d8cd98f00b204e9800998ecf8427e' })
})

test('many files come back in their order', async () => {
  const names = Array.from({ length: 300 }, (_, at) => `file-${at}`)
  await using site = await folderOf(Object.fromEntries(names.map((name) => [name, name])))
  const files = await readContents(await Promise.all(names.map((name) => file(site, name))), blind)
  expect(files.map(({ path, md5 }) => [path, md5])).toEqual(
    names.map((name) => [name, digest('md5', name).toString('hex')]),
  )
})

describe('text is', () => {
  test.each<[string, string | Buffer, boolean]>([
    ['plain ASCII', 'hello', true],
    ['UTF-8', 'Grüße', true],
    ['nothing at all', '', true],
    ['not what is no UTF-8', Buffer.from([0xff, 0xfe, 0x41]), false],
    ['not what holds a zero byte', 'a\0b', false],
  ])('%s', async (_, bytes, text) => {
    await using site = await folderOf({ CNAME: bytes })
    expect(await read(site, 'CNAME')).toMatchObject({ text })
  })

  test('only looked for where the name leaves the type open', async () => {
    await using site = await folderOf({ 'a.png': 'hello' })
    expect(await read(site, 'a.png', { ...blind, typeIsOpen: () => false })).toMatchObject({ text: false })
  })
})

test('what a file mentions is looked for in the text of those that may mention others, and in no other', async () => {
  await using site = await folderOf({ 'a.js': 'import "./b-HASH.js"', 'a.png': 'HASH' })
  const lookup: Lookup = {
    ...blind,
    mayMention: (path) => path.endsWith('.js'),
    mentions: (path, text) => new Set([`${path}: ${text}`]),
  }
  expect((await read(site, 'a.js', lookup))?.mentions).toEqual(new Set(['a.js: import "./b-HASH.js"']))
  expect((await read(site, 'a.png', lookup))?.mentions).toEqual(new Set())
})

test('SHA-1 is taken where it is compared, and nowhere else', async () => {
  await using site = await folderOf({ 'a.js': 'hello' })
  const lookup: Lookup = { ...blind, wantsSha1: (path) => path === 'a.js' }
  expect((await read(site, 'a.js', lookup))?.sha1).toBe(digest('sha1', 'hello').toString('hex'))
  expect((await read(site, 'a.js'))?.sha1).toBeUndefined()
})

describe('a file above the size of a part', () => {
  const large = Buffer.alloc(2 * PART + 7, 'abcdefg')

  test('has the ETag of an upload in parts, and the hashes of all its bytes', async () => {
    await using site = await folderOf({ 'film.mp4': large })
    const parts = [large.subarray(0, PART), large.subarray(PART, 2 * PART), large.subarray(2 * PART)]
    const ofParts = Buffer.concat(parts.map((part) => digest('md5', part)))

    expect(await read(site, 'film.mp4')).toMatchObject({
      size: large.length,
      md5: undefined,
      sha256: digest('sha256', large).toString('hex'),
      etag: `${digest('md5', ofParts).toString('hex')}-3`,
    })
  })

  test('has the MD5 of all its bytes where its name may tell it, and where it is asked for', async () => {
    await using site = await folderOf({ 'film.mp4': large })
    const md5 = digest('md5', large).toString('hex')
    expect(await read(site, 'film.mp4', { ...blind, wantsMd5: (path) => path === 'film.mp4' })).toMatchObject({ md5 })
    expect(await wholeMd5(await file(site, 'film.mp4'))).toBe(md5)
  })

  test('is read part by part, each of them full but the last', async () => {
    await using site = await folderOf({ 'film.mp4': large })
    const parts: Buffer[] = []
    for await (const part of partsOf(await file(site, 'film.mp4'))) parts.push(part)
    expect(parts.map(({ length }) => length)).toEqual([PART, PART, 7])
    expect(Buffer.concat(parts).equals(large)).toBe(true)
  })

  test('of exactly that size is read whole', async () => {
    await using site = await folderOf({ exact: Buffer.alloc(PART) })
    expect((await read(site, 'exact'))?.etag).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('a file that cannot be trusted is an error that names it', () => {
  test('when it is gone', async () => {
    await using site = await folderOf({ 'a.js': 'x' })
    const gone = await file(site, 'a.js')
    await rm(site.at('a.js'))
    for (const reading of [() => readContents([gone], blind), () => wholeMd5(gone)]) {
      expect(await caught(reading())).toMatchObject({
        message: expect.stringMatching(/^Could not read a\.js: ENOENT.*\. Check that the build is complete/),
      })
    }
  })

  test.each([
    ['small', 5],
    ['large', PART + 1],
  ])('when it has changed its size since it was found (%s)', async (_, size) => {
    await using site = await folderOf({ 'a.js': Buffer.alloc(size) })
    const before = await file(site, 'a.js')
    await appendFile(site.at('a.js'), 'more')
    expect(await caught(readContents([before], blind))).toMatchObject({
      message:
        'Could not deploy a.js: it changed while it was being deployed. Let the build end before the deploy begins.',
    })
  })
})
