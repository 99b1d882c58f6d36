// The bucket port on the real SDK: what it asks, what it answers, and what it says when it cannot.

import { describe, expect, test } from '@jest/globals'
import { ConditionRefused } from '../../../src/shared/objects.ts'
import { caught } from '../../shared/support/caught.ts'
import { inParts } from '../../shared/support/parts.ts'
import { localS3, md5, newObject, sha256 } from './local-s3.ts'

const s3 = await localS3()
const { aws } = s3
const absent = { absent: true } as const
const headers = { 'Cache-Control': 'no-cache', 'Content-Type': 'text/html', 'x-amz-meta-a': 'b' }

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `dist/${String(index).padStart(6, '0')}`)

/** Everything but the last part must have 5 MiB. */
const large = [Buffer.alloc(5 * 2 ** 20, 'a'), Buffer.alloc(5 * 2 ** 20, 'b'), Buffer.from('end')]
const film = newObject('dist/film.mp4', Buffer.concat(large), headers)

describe('a listing', () => {
  test('tells key, size, ETag and when each object was written, odd keys as they are', async () => {
    const keys = ["dist/it's 100% café + tea.txt", 'dist/\u0001', 'dist/𐀀']
    for (const key of [...keys, 'other']) s3.put(key, key)
    const listed = await s3.bucket().list('dist/')
    expect(listed).toEqual(
      keys.toSorted().map((key) => ({
        key,
        size: Buffer.byteLength(key),
        etag: md5(key),
        modified: aws.buckets.get('shop', key)?.lastModified,
      })),
    )
    // Local AWS tells what XML cannot hold all the same; S3 does not.
    expect(aws.journal.of('ListObjectsV2')[0]?.query).toMatchObject({ 'encoding-type': 'url' })
  })

  test.each([
    { objects: 2500, requests: 3 },
    { objects: 11_000, requests: 12 },
  ])('of $objects objects that are expected takes $requests requests, all at once', async ({ objects, requests }) => {
    for (const key of numbered(objects)) s3.put(key, '')
    const allThere = Promise.withResolvers<void>()
    let there = 0
    // Whoever asked for one page after the other would wait for ever.
    s3.rule(() => {
      there += 1
      if (there === requests) allThere.resolve()
      return { before: allThere.promise }
    })
    const listed = await s3.bucket().list('dist/', [Promise.resolve(numbered(objects))])
    expect(listed.map(({ key }) => key)).toEqual(numbered(objects))
    expect(s3.journal()).toHaveLength(requests)
  })

  test('of objects that nobody expected goes from page to page', async () => {
    for (const key of numbered(2500)) s3.put(key, '')
    expect(await s3.bucket().list('dist/')).toHaveLength(2500)
    const [first, ...others] = s3.journal()
    expect([first, ...others]).toEqual([
      'ListObjectsV2 shop prefix=dist/ 200',
      'ListObjectsV2 shop prefix=dist/ continued 200',
      'ListObjectsV2 shop prefix=dist/ continued 200',
    ])
  })

  test('that is denied says what the role needs', async () => {
    s3.rule(() => ({ status: 403, code: 'AccessDenied' }))
    expect(await caught(s3.bucket().list('dist/'))).toMatchObject({
      message: 'Could not list s3://shop/dist/: AccessDenied. The role needs s3:ListBucket on arn:aws:s3:::shop.',
    })
  })
})

describe('the headers of an object', () => {
  test('come with its ETag, and with its SHA-256 where S3 has that', async () => {
    const etag = await s3.bucket().put(newObject('dist/a', 'one', headers), Buffer.from('one'), absent)
    const kept = { encryption: 'AES256' }
    expect(await s3.bucket().head('dist/a')).toMatchObject({ etag, sha256: sha256('one'), headers, kept })
    s3.put('dist/a', 'one', headers)
    expect(await s3.bucket().head('dist/a')).toMatchObject({ etag, sha256: undefined, headers })
  })

  test('tell no SHA-256 where S3 has but one of the parts', async () => {
    await s3.instead(() => ({
      headers: { ETag: '"e-2"', 'x-amz-checksum-sha256': `${Buffer.alloc(32).toString('base64')}-2` },
    }))
    expect(await s3.bucket().head('dist/a')).toMatchObject({ etag: 'e-2', sha256: undefined })
  })

  test('of what is not there are undefined', async () => {
    expect(await s3.bucket().head('dist/a')).toBeUndefined()
  })
})

test('a refusal is no reason to ask again, where the clock of this machine is off', async () => {
  const bucket = s3.bucket()
  aws.clock.advance(3_600_000)
  expect(await bucket.head('dist/a')).toBeUndefined()
  expect(await caught(bucket.remove('dist/a', 'x').then(() => bucket.read('dist/a', 'x')))).toMatchObject({
    status: 404,
  })
  expect(s3.journal()).toHaveLength(3)
})

test('the moment of the latest answer is told in whole seconds, and none before that', async () => {
  const bucket = s3.bucket()
  expect(bucket.answered()).toBe(0)
  aws.clock.advance(3_600_000)
  await bucket.head('dist/a')
  expect(bucket.answered() % 1000).toBe(0)
  expect(Math.abs(bucket.answered() - aws.clock.now())).toBeLessThan(2000)
})

describe('a put', () => {
  test('answers the ETag of what it wrote', async () => {
    const etag = await s3.bucket().put(newObject('dist/a', 'one', headers), Buffer.from('one'), absent)
    expect(etag).toBe(md5('one'))
    expect(aws.buckets.get('shop', 'dist/a')).toMatchObject({ headers, etag: `"${etag}"` })
    const next = await s3.bucket().put(newObject('dist/a', 'two'), Buffer.from('two'), { etag })
    expect([next, s3.text('dist/a')]).toEqual([md5('two'), 'two'])
  })

  test.each([
    { condition: absent, status: 412 },
    { condition: { etag: 'other' }, status: 412 },
    { key: 'dist/none', condition: { etag: 'other' }, status: 404 },
  ])('is refused where $condition does not hold ($status)', async ({ key = 'dist/a', condition, status }) => {
    s3.put('dist/a', 'there')
    const refusal = await caught(s3.bucket().put(newObject(key, 'new'), Buffer.from('new'), condition))
    expect(refusal).toBeInstanceOf(ConditionRefused)
    expect(refusal).toMatchObject({ status })
    expect(s3.text('dist/a')).toBe('there')
  })

  test('whose answer is lost is sent again, and the condition refuses that', async () => {
    let lost = false
    s3.rule(() => {
      const fault = lost ? undefined : ({ drop: 'after' } as const)
      lost = true
      return fault
    })
    expect(await caught(s3.bucket().put(newObject('dist/a', 'one'), Buffer.from('one'), absent))).toMatchObject({
      name: 'ConditionRefused',
      status: 412,
    })
    expect(s3.text('dist/a')).toBe('one')
  })

  test('into a bucket with a key of KMS answers an ETag that no hash tells', async () => {
    aws.buckets.create('sealed', { encryption: 'aws:kms' })
    const bucket = s3.bucket({ name: 'sealed' })
    const etag = await bucket.put(newObject('dist/a', 'one'), Buffer.from('one'), absent)
    expect(etag).not.toBe(md5('one'))
    const put = await bucket.putParts(film, inParts(...large), absent)
    expect(await bucket.list('dist/')).toMatchObject([{ etag }, { etag: put }])
    const changed = await bucket.setHeaders(newObject('dist/a', 'one', headers), etag, {})
    expect(changed).not.toBe(etag)
    expect(await bucket.head('dist/a')).toMatchObject({ etag: changed, headers })
  })
})

describe('a put in parts', () => {
  test('answers the ETag of the whole', async () => {
    const etag = await s3.bucket().putParts(film, inParts(...large), absent)
    expect(etag).toBe(`${md5(Buffer.concat(large.map((part) => Buffer.from(md5(part), 'hex'))))}-3`)
    expect(aws.buckets.get('shop', film.key)?.etag).toBe(`"${etag}"`)
    expect(s3.journal()).toHaveLength(5)
  })

  test('asks for the ETag where the answer has none', async () => {
    await s3.instead(({ method, url = '' }) => {
      if (method === 'HEAD') return { headers: { ETag: '"asked"' } }
      return { body: url.includes('uploads') ? '<R><UploadId>1</UploadId></R>' : '<R></R>' }
    })
    expect(await s3.bucket().putParts(film, inParts(...large), absent)).toBe('asked')
  })

  test('that is refused leaves nothing behind', async () => {
    s3.put(film.key, 'there')
    expect(await caught(s3.bucket().putParts(film, inParts(...large), absent))).toMatchObject({ status: 412 })
    expect(s3.journal().slice(-2)).toEqual([
      'CompleteMultipartUpload shop/dist/film.mp4 If-None-Match:* 412 PreconditionFailed',
      'AbortMultipartUpload shop/dist/film.mp4 204',
    ])
    expect(s3.text(film.key)).toBe('there')
  })
})

describe('reading', () => {
  const bytes = async (etag: string) => Buffer.concat(await collected(await s3.bucket().read('dist/a', etag)))
  const body = 'content '.repeat(100_000)

  async function collected(chunks: AsyncIterable<Buffer>): Promise<Buffer[]> {
    const all: Buffer[] = []
    for await (const chunk of chunks) all.push(chunk)
    return all
  }

  test.each(['', body])('answers the bytes of that version', async (content) => {
    expect(String(await bytes(s3.put('dist/a', content)))).toBe(content)
  })

  test('another version, or none, is refused before a byte is read', async () => {
    expect(await caught(s3.bucket().read('dist/a', 'other'))).toMatchObject({ name: 'ConditionRefused', status: 404 })
    s3.put('dist/a', 'there')
    expect(await caught(s3.bucket().read('dist/a', 'other'))).toMatchObject({ name: 'ConditionRefused', status: 412 })
  })

  test('what is lost on the way is asked for again, and nothing else', async () => {
    const etag = s3.put('dist/a', body)
    let answers = 0
    s3.rule(() => {
      answers += 1
      return answers < 3 ? { cut: 100_000 } : undefined
    })
    expect(String(await bytes(etag))).toBe(body)
    expect(s3.journal().map((line) => line.replace(/If-Match:\w+/, ''))).toEqual([
      'GetObject shop/dist/a  200 cut after 100000 bytes',
      expect.stringMatching(/^GetObject shop\/dist\/a {2}Range:bytes=\d+- 206 cut/),
      expect.stringMatching(/^GetObject shop\/dist\/a {2}Range:bytes=\d+- 206$/),
    ])
  })

  test('goes on with that version only', async () => {
    const etag = s3.put('dist/a', body)
    s3.rule(() => ({ cut: 1000 }))
    const chunks = (await s3.bucket().read('dist/a', etag))[Symbol.asyncIterator]()
    await chunks.next()
    s3.put('dist/a', 'another')
    expect(await caught(chunks.next())).toMatchObject({ name: 'ConditionRefused', status: 412 })
  })

  test('that breaks off again and again fails with the reason', async () => {
    const etag = s3.put('dist/a', body)
    s3.rule(() => ({ cut: 10 }))
    expect(await caught(bytes(etag))).toMatchObject({
      message: expect.stringMatching(/^Could not read s3:\/\/shop\/dist\/a: AWS could not be reached \(ECONNRESET\)/),
    })
    expect(s3.journal()).toHaveLength(6)
  })
})

describe('a removal', () => {
  const removal = (etag: string) => s3.bucket().remove('dist/a', etag)

  test('takes that version, and no other', async () => {
    const etag = s3.put('dist/a', 'one')
    expect(await caught(removal('other'))).toMatchObject({ name: 'ConditionRefused', status: 412 })
    expect(s3.text('dist/a')).toBe('one')
    await removal(etag)
    expect(s3.text('dist/a')).toBeUndefined()
  })

  test('of what is gone is done', async () => {
    await removal(md5('one'))
    expect(s3.journal()).toEqual([expect.stringMatching(/^DeleteObject shop\/dist\/a If-Match:\w+ 404 NoSuchKey$/)])
  })

  test('whose answer is lost is done', async () => {
    const etag = s3.put('dist/a', 'one')
    let lost = false
    s3.rule(() => {
      const fault = lost ? undefined : ({ drop: 'after' } as const)
      lost = true
      return fault
    })
    await removal(etag)
    expect(s3.journal()).toHaveLength(2)
  })

  test('that meets another write is refused', async () => {
    s3.rule(() => ({ status: 409, code: 'ConditionalRequestConflict' }))
    expect(await caught(removal('any'))).toMatchObject({ name: 'ConditionRefused', status: 409 })
  })

  test('that is denied, or from a bucket that is not there, says so', async () => {
    const none = s3.bucket({ name: 'none' })
    expect(await caught(none.remove('dist/a', 'any'))).toMatchObject({
      message: expect.stringMatching(/^Could not delete s3:\/\/none\/dist\/a: there is no bucket of the name none\./),
    })
    s3.rule(() => ({ status: 403, code: 'AccessDenied' }))
    expect(await caught(removal('any'))).toMatchObject({
      message:
        'Could not delete s3://shop/dist/a: AccessDenied. The role needs s3:DeleteObject on arn:aws:s3:::shop/dist/*.',
    })
  })
})

describe('credentials that run out', () => {
  test('are asked for again, and the request is signed with the new ones', async () => {
    const bucket = s3.bucket()
    await bucket.list('dist/')
    Object.assign(process.env, aws.envFor('fresh'))
    s3.rule(({ accessKey }) => (accessKey === 'AKIALOCALFRESH' ? undefined : { status: 400, code: 'ExpiredToken' }))
    await bucket.put(newObject('dist/a', 'one'), Buffer.from('one'), absent)
    expect(aws.journal.entries.map(({ operation, accessKey }) => `${operation} ${accessKey}`)).toEqual([
      'ListObjectsV2 AKIALOCALLOCALLOCAL0',
      'PutObject AKIALOCALLOCALLOCAL0',
      'PutObject AKIALOCALFRESH',
    ])
    expect(s3.text('dist/a')).toBe('one')
  })

  test('that are refused again end the request', async () => {
    s3.rule(() => ({ status: 400, code: 'ExpiredToken' }))
    expect(await caught(s3.bucket().list('dist/'))).toMatchObject({
      message: expect.stringMatching(/the AWS credentials have expired/),
    })
    expect(s3.journal()).toHaveLength(2)
  })
})
