import { expect, test } from '@jest/globals'
import fc from 'fast-check'

import { unframe } from '../../local/http/framing.ts'
import { rangeIn } from '../../local/http/range.ts'
import { crc32c, crc64nvme } from '../../local/s3/crc.ts'
import { addressIn } from '../../local/s3/source.ts'
import { childOf, childrenOf, readXml } from '../../local/xml/read.ts'
import { tag, xmlDocument } from '../../local/xml/write.ts'

test('any text survives XML', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed())), (texts) => {
      const root = readXml(
        xmlDocument('Root', [
          tag(
            'List',
            texts.map((text) => tag('Item', text)),
          ),
        ]),
      )
      expect(childrenOf(childOf(root, 'List'), 'Item').map(({ text }) => text)).toEqual(texts)
    }),
  )
})

test.each(['', 'text', '<a>', '<a></b>', '<a><b></a></b>', '<a/><b/>', '</a>'])('%p is no document', (source) => {
  expect(readXml(source)).toBeUndefined()
})

test('declarations, comments and empty elements are read over, references are resolved', () => {
  const root = readXml('<?xml version="1.0"?><!-- a note --><a xmlns="urn:x"><b/><c>&amp;&#65;&#x42;</c></a>')
  expect(root?.children.map(({ name, text }) => [name, text])).toEqual([
    ['b', ''],
    ['c', '&AB'],
  ])
})

test('framing comes off any bytes in any chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1 })), (chunks) => {
      const frames = chunks.flatMap((chunk) => [
        Buffer.from(`${chunk.length.toString(16)}\r\n`),
        chunk,
        Buffer.from('\r\n'),
      ])
      const framed = Buffer.concat([...frames, Buffer.from('0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n')])
      expect(unframe(framed)).toEqual({ body: Buffer.concat(chunks), trailers: { 'x-amz-checksum-crc32': 'AAAA' } })
    }),
  )
})

test('signed chunks carry their signature in the frame', () => {
  const framed = Buffer.from('5;chunk-signature=ab\r\nhello\r\n0;chunk-signature=cd\r\n\r\n')
  expect(unframe(framed).body.toString()).toBe('hello')
})

test.each(['5\r\nhel', 'zz\r\n', '', '5\r\nhello\r\n'])('framing that ends early is refused: %j', (framed) => {
  expect(() => unframe(Buffer.from(framed))).toThrow('terminated')
})

test('the CRCs are those of the catalogue', () => {
  const check = Buffer.from('123456789')
  expect(crc32c(check).toString('hex')).toBe('e3069283')
  expect(crc64nvme(check).toString('hex')).toBe('ae8b14860a799888')
})

test.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=5-', { first: 5, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-30', { first: 0, last: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=3-2', undefined],
  ['bytes=0-1,4-5', undefined],
  ['lines=0-1', undefined],
  [undefined, undefined],
])('%s of ten bytes', (header, range) => {
  expect(rangeIn(header, 10)).toEqual(range)
})

test.each([
  ['shop/a', 'a'],
  ['/shop/a/b', 'a/b'],
  ['shop/a%2Fb%20c%2Bd', 'a/b c+d'],
  ['shop/a+b', 'a b'],
  ['shop//a', '/a'],
])('the source %s is the key %s', (header, key) => {
  expect(addressIn(header)).toEqual(['shop', key])
})

test.each(['shop', 'shop/', 'shop/%FF'])('the source %s is none', (header) => {
  expect(() => addressIn(header)).toThrow('Copy Source')
})
