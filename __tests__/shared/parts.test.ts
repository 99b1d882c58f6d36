// Large files part by part.

import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { inParts, PART, type Part, partSize, proven } from '../../src/shared/parts.ts'
import { caught } from './support/caught.ts'

describe('parts', () => {
  const GB = 1024 ** 3

  test.each([
    [1, PART],
    [PART * 10_000, PART],
    [PART * 10_000 + 1, 2 * PART],
    [5 * 1024 * GB, 33 * PART],
  ])('of a file of %d bytes have %d bytes', (size, part) => {
    expect(partSize(size)).toBe(part)
  })

  test('are never more than S3 takes, nor larger than it takes, up to its largest object', () => {
    for (let size = PART; size <= 5 * 1024 * GB; size *= 1.37) {
      const part = partSize(Math.ceil(size))
      expect(Math.ceil(size / part)).toBeLessThanOrEqual(10_000)
      expect(part).toBeLessThanOrEqual(5 * GB)
    }
  })
})

async function collected<One>(parts: AsyncIterable<One>): Promise<readonly One[]> {
  const all: One[] = []
  for await (const part of parts) all.push(part)
  return all
}

/** Never answers more than that many bytes at once, as disks may. */
function sourceOf(bytes: Buffer, most: number) {
  let at = 0
  return {
    async read(into: Buffer, offset: number) {
      const bytesRead = bytes.copy(into, offset, at, Math.min(at + most, at + into.length - offset))
      at += bytesRead
      return { bytesRead }
    },
  }
}

test('parts are full but for the last one, however little a disk answers at once', async () => {
  const bytes = Buffer.alloc(PART + 5, 'abcdefg')
  const parts = await collected(inParts(sourceOf(bytes, 5_000_000), bytes.length))
  expect(parts.map(({ length }) => length)).toEqual([PART, 5])
  expect(Buffer.concat(parts).equals(bytes)).toBe(true)
})

test.each([[['one', 'two', 'three']], [['one']], [[]]])(
  '%j are handed out where they are what they should be, each with its hash',
  async (texts) => {
    const parts = await collected(proven(streamOf(texts), hashOf(texts.join('')), () => new Error('changed')))
    expect(parts).toEqual(texts.map((text): Part => ({ bytes: Buffer.from(text), sha256: hashOf(text) })))
  },
)

test('the last of other bytes is never handed out', async () => {
  const given: string[] = []
  const failure = await caught(
    (async () => {
      for await (const part of proven(streamOf(['one', 'TWO']), hashOf('onetwo'), () => new Error('changed')))
        given.push(String(part.bytes))
    })(),
  )
  expect(failure).toMatchObject({ message: 'changed' })
  expect(given).toEqual(['one'])
})

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

async function* streamOf(texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text)
}
