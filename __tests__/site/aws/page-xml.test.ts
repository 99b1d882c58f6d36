import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { pageIn } from '../../../src/site/aws/page-xml.ts'

const page = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</ListBucketResult>`

const object = (content: string) => `<Contents>${content}</Contents>`

test('an object is told by key, size, bare ETag, time and storage class', () => {
  const written = '<LastModified>2026-11-28T06:12:17.000Z</LastModified><ETag>&quot;abc&quot;</ETag><Size>496</Size>'
  const owner = '<Owner><ID>7</ID><DisplayName>Key</DisplayName></Owner><StorageClass>STANDARD</StorageClass>'
  expect(pageIn(page(object(`<Key>dist/a.js</Key>${written}${owner}`)))).toEqual({
    objects: [
      {
        key: 'dist/a.js',
        size: 496,
        etag: 'abc',
        modified: Date.UTC(2026, 10, 28, 6, 12, 17),
        storageClass: undefined,
      },
    ],
    next: undefined,
  })
})

test.each([
  ['', undefined],
  ['STANDARD', undefined],
  ['STANDARD_IA', 'STANDARD_IA'],
])('of a storage class “%s”, %s is told', (told, storageClass) => {
  const element = told === '' ? '' : `<StorageClass>${told}</StorageClass>`
  expect(pageIn(page(object(`<Key>a</Key>${element}`))).objects).toMatchObject([{ storageClass }])
})

test.each([
  ['an encoded key, where the answer says that it is', '<EncodingType>url</EncodingType>', 'a%20b+c%26', 'a b c&'],
  ['a key as it is, where the answer does not', '', 'a%20b+c', 'a%20b+c'],
  ['entities of XML', '', 'a&amp;b&lt;c&#39;d&#x1F600;', "a&b<c'd😀"],
  ['white space', '', ' a\n', ' a\n'],
  ['the encoding, also where it is told after the objects', '', 'a+b', 'a b', '<EncodingType>url</EncodingType>'],
])('%s is read', (_, before, told, key, after = '') => {
  const { objects } = pageIn(page(before + object(`<Key>${told}</Key>`) + after))
  expect(objects.map((one) => one.key)).toEqual([key])
})

test.each([
  ['<IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b</NextContinuationToken>', 'a&b'],
  ['<IsTruncated>false</IsTruncated><NextContinuationToken>ab</NextContinuationToken>', undefined],
  ['', undefined],
])('after %s comes %s', (content, next) => {
  expect(pageIn(page(content)).next).toBe(next)
})

test.each([
  ['nothing', ''],
  ['half of it', page(object('<Key>a</Key>')).slice(0, -10)],
  ['all but its end', page(object('<Key>a</Key>')).replace('</ListBucketResult>', '')],
  ['what ends between two objects', page(object('<Key>a</Key>')).replace(/<\/Contents>.*/s, '</Contents>')],
  ['what ends within an object', page(object('<Key>a</Key>')).replace(/<\/Contents>.*/s, '')],
  ['another document', '<Error><Code>SlowDown</Code></Error>'],
])('%s is no list', (_, xml) => {
  expect(() => pageIn(xml)).toThrow('The list of objects was cut off.')
})

const text = fc.string({ unit: fc.constantFrom('a', 'Z', '/', '%20', '+', '.', '&quot;', '&#34;', '&amp;', 'é', ' ') })
const field = fc.oneof(
  fc.tuple(fc.constantFrom('Key', 'ETag', 'StorageClass', 'ChecksumType'), text),
  fc.tuple(fc.constant('Size'), fc.nat().map(String)),
  fc.tuple(fc.constant('LastModified'), fc.constantFrom('2026-11-28T06:12:17.000Z', '')),
  fc.tuple(fc.constant('Owner'), fc.constantFrom('<ID>7</ID><DisplayName>Size</DisplayName>', '')),
)
const around = fc.constantFrom(
  '',
  '<Name>b</Name><Prefix>dist/</Prefix><KeyCount>2</KeyCount>',
  '<EncodingType>url</EncodingType>',
  '<IsTruncated>true</IsTruncated><NextContinuationToken>a&quot;b</NextContinuationToken>',
  '<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>',
)
const contents = fc
  .array(field, { maxLength: 6 })
  .map((fields) => object(fields.map(([name, value]) => `<${name}>${value}</${name}>`).join('')))

test('what is read without a parser is what the parser reads', () => {
  fc.assert(
    fc.property(around, fc.array(contents, { maxLength: 4 }), around, (before, objects, after) => {
      const inside = before + objects.join('') + after
      // A comment is nothing that can be read without.
      expect(pageIn(page(inside))).toEqual(pageIn(page(`${inside}<!-- -->`)))
    }),
  )
})

test.each([
  ['a part that is no markup', '<Key><![CDATA[a&b]]></Key>', 'a&b'],
  ['a comment', '<!-- <Key>b</Key> --><Key>a</Key>', 'a'],
  ['an attribute', '<Key xml:space="preserve">a</Key>', 'a'],
])('%s is understood', (_, content, key) => {
  expect(pageIn(page(object(content))).objects.map((one) => one.key)).toEqual([key])
})
