// Copies that S3 makes by itself: headers, content that is kept, content that comes back.

import { describe, expect, test } from '@jest/globals'
import { Failure } from '../../../src/shared/failure.ts'
import { caught } from '../../shared/support/caught.ts'
import { localS3, md5, newObject, PLACE, sha256 } from './local-s3.ts'

const s3 = await localS3()
const { aws } = s3
const headers = { 'Cache-Control': 'no-cache', 'Content-Type': 'text/html', 'x-amz-meta-a': 'b' }
const others = { 'Cache-Control': 'max-age=60', 'Content-Type': 'text/html; charset=utf-8' }
const kept = `kept/${sha256('one')}`

aws.buckets.create('beside')

/** The first answer to an operation is lost. */
function loseOne(lost: string): void {
  let done = false
  s3.rule(({ operation }) => {
    if (done || operation !== lost) return undefined
    done = true
    return { drop: 'after' }
  })
}

describe('other headers', () => {
  test('leave the bytes, and the ETag is told', async () => {
    const etag = s3.put('dist/a', 'one', headers)
    expect(await s3.bucket().setHeaders(newObject('dist/a', 'one', others), etag, {})).toBe(etag)
    expect(aws.buckets.get('shop', 'dist/a')).toMatchObject({ headers: others, etag: `"${etag}"` })
  })

  test.each([
    ['as S3 writes it', '<ETag>&quot;e1&quot;</ETag>', 'e1'],
    ['with the quotes that others write', '<ETag>&#34;e1&#34;</ETag>', 'e1'],
    ['without quotes', '<LastModified>2026-11-28T06:12:17.000Z</LastModified><ETag>e1</ETag>', 'e1'],
    ['in a part that is no markup', '<ETag><![CDATA["e1"]]></ETag>', 'e1'],
    ['by the object itself where the answer has none', '', 'asked'],
  ])('have an ETag that is told %s', async (_, told, etag) => {
    await s3.instead(({ method }) =>
      method === 'HEAD'
        ? { headers: { ETag: '"asked"' } }
        : { body: `<CopyObjectResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${told}</CopyObjectResult>` },
    )
    expect(await s3.bucket().setHeaders(newObject('dist/a', 'one', others), 'any', {})).toBe(etag)
  })

  test('are for that version only', async () => {
    s3.put('dist/a', 'one', headers)
    const setting = (key: string) => s3.bucket().setHeaders(newObject(key, 'one', others), 'other', {})
    expect(await caught(setting('dist/a'))).toMatchObject({ name: 'ConditionRefused', status: 412 })
    expect(await caught(setting('dist/none'))).toMatchObject({ name: 'ConditionRefused', status: 404 })
    expect(aws.buckets.get('shop', 'dist/a')?.headers).toEqual(headers)
  })

  test('that may not be set say what the role needs', async () => {
    s3.rule(() => ({ status: 403, code: 'AccessDenied' }))
    expect(await caught(s3.bucket().setHeaders(newObject('dist/a', ''), 'any', {}))).toMatchObject({
      message:
        'Could not set the headers of s3://shop/dist/a: AccessDenied. The role needs s3:PutObject on arn:aws:s3:::shop/dist/*.',
    })
  })
})

describe('keeping', () => {
  test.each(['shop', 'beside'])('copies that version, headers and all, into %s', async (bucket) => {
    const etag = s3.put("dist/it's 100% é", 'one', headers)
    const kept = s3.bucket({ state: { bucket, place: PLACE } }).keep("dist/it's 100% é", etag, `kept/${sha256('one')}`)
    expect(await kept).toBe(md5('one'))
    expect(aws.buckets.get(bucket, `${PLACE}kept/${sha256('one')}`)).toMatchObject({ headers, etag: `"${md5('one')}"` })
  })

  test('is done again without a question', async () => {
    const etag = s3.put('dist/a', 'one')
    loseOne('CopyObject')
    expect(await s3.bucket().keep('dist/a', etag, kept)).toBe(md5('one'))
    expect(s3.journal()).toEqual([
      `CopyObject shop/${PLACE}${kept} from shop/dist/a Source-If-Match:${etag.slice(0, 8)} dropped after 200`,
      `CopyObject shop/${PLACE}${kept} from shop/dist/a Source-If-Match:${etag.slice(0, 8)} 200`,
    ])
  })

  test('of another version, or of none, is refused', async () => {
    const keep = () => s3.bucket().keep('dist/a', 'other', kept)
    expect(await caught(keep())).toMatchObject({ name: 'ConditionRefused', status: 404 })
    s3.put('dist/a', 'two')
    expect(await caught(keep())).toMatchObject({ name: 'ConditionRefused', status: 412 })
    expect(aws.buckets.keys('shop')).toEqual(['dist/a'])
  })

  test('bytes under the name of others is a failure, and deletes nothing', async () => {
    const etag = s3.put('dist/a', 'two')
    const failure = await caught(s3.bucket().keep('dist/a', etag, kept))
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({
      what: 'Could not keep s3://shop/dist/a',
      why: `its SHA-256 is ${sha256('two')}, but the record says ${sha256('one')}`,
    })
    expect(s3.journal()).toHaveLength(1)
  })

  test('under another name asks for no hash', async () => {
    const etag = s3.put('dist/a', 'two')
    expect(await s3.bucket().keep('dist/a', etag, 'releases/copy')).toBe(md5('two'))
  })

  test('in a bucket with a key of KMS answers the ETag of the copy', async () => {
    aws.buckets.create('sealed', { encryption: 'aws:kms' })
    const etag = s3.put('dist/a', 'one')
    const copy = await s3.bucket({ state: { bucket: 'sealed', place: PLACE } }).keep('dist/a', etag, kept)
    expect(copy).not.toBe(etag)
    expect(aws.buckets.get('sealed', PLACE + kept)?.etag).toBe(`"${copy}"`)
  })

  test('that is denied names both rights', async () => {
    s3.rule(() => ({ status: 403, code: 'AccessDenied' }))
    expect(
      await caught(s3.bucket({ state: { bucket: 'beside', place: PLACE } }).keep('dist/a', 'x', kept)),
    ).toMatchObject({
      message:
        'Could not keep s3://shop/dist/a: AccessDenied. The role needs s3:PutObject on ' +
        'arn:aws:s3:::beside/.colt-deploy/dist/*, and s3:GetObject on arn:aws:s3:::shop/dist/*.',
    })
  })

  test('more than 5 GB cannot be done at once, and says so', async () => {
    const message = 'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120'
    s3.rule(() => ({ status: 400, code: 'InvalidRequest', message }))
    expect(await caught(s3.bucket().keep('dist/film', 'x', kept))).toMatchObject({
      what: 'Could not keep s3://shop/dist/film',
      why: 'it has more than 5 GB, and S3 copies no more than that at once',
    })
  })

  test('into a bucket that is not there names that', async () => {
    const etag = s3.put('dist/a', 'one')
    const none = s3.bucket({ state: { bucket: 'none', place: PLACE } })
    expect(await caught(none.keep('dist/a', etag, kept))).toMatchObject({
      message: expect.stringMatching(/there is no bucket of the name none\. Check the input `bucket` \(or `state`\)/),
    })
  })
})

describe('restoring', () => {
  const absent = { absent: true } as const
  const to = { key: 'dist/a', sha256: sha256('one'), headers: undefined }
  const from = (etag = md5('one')) => ({ name: kept, etag })
  const keep = (body = 'one') => s3.put(PLACE + kept, body, headers)

  test('brings the bytes back with the headers that were kept', async () => {
    keep()
    expect(await s3.bucket().restore(from(), to, absent)).toBe(md5('one'))
    expect(aws.buckets.get('shop', 'dist/a')).toMatchObject({ body: Buffer.from('one'), headers })
  })

  test('or with others', async () => {
    keep()
    await s3.bucket().restore(from(), { ...to, headers: others }, absent)
    expect(aws.buckets.get('shop', 'dist/a')).toMatchObject({ body: Buffer.from('one'), headers: others })
  })

  test('replaces the version that it was planned for', async () => {
    keep()
    const etag = s3.put('dist/a', 'two')
    await s3.bucket().restore(from(), to, { etag })
    expect(s3.text('dist/a')).toBe('one')
  })

  test.each([
    { live: 'two', condition: absent, status: 412 },
    { live: 'two', condition: { etag: 'other' }, status: 412 },
    { live: undefined, condition: { etag: 'other' }, status: 404 },
  ])('of $condition onto $live is refused ($status)', async ({ live, condition, status }) => {
    keep()
    if (live !== undefined) s3.put('dist/a', live)
    expect(await caught(s3.bucket().restore(from(), to, condition))).toMatchObject({ name: 'ConditionRefused', status })
    expect(s3.text('dist/a')).toBe(live)
  })

  test('from a bucket that is not there names that', async () => {
    const none = s3.bucket({ state: { bucket: 'none', place: PLACE } })
    expect(await caught(none.restore(from(), to, absent))).toMatchObject({
      message: expect.stringMatching(/^Could not restore s3:\/\/shop\/dist\/a: there is no bucket of the name none\./),
    })
  })

  test('what is not kept, or is another version, is refused', async () => {
    const restored = () => caught(s3.bucket().restore(from('other'), to, absent))
    expect(await restored()).toMatchObject({ name: 'ConditionRefused', status: 404 })
    keep()
    expect(await restored()).toMatchObject({ name: 'ConditionRefused', status: 412 })
  })

  test('whose answer is lost is done again, and the condition refuses that', async () => {
    keep()
    loseOne('CopyObject')
    expect(await caught(s3.bucket().restore(from(), to, absent))).toMatchObject({
      name: 'ConditionRefused',
      status: 412,
    })
    expect(s3.text('dist/a')).toBe('one')
  })

  test('other bytes than those of the hash is a failure', async () => {
    expect(await caught(s3.bucket().restore(from(keep('two')), to, absent))).toMatchObject({
      name: 'Failure',
      what: 'Could not restore s3://shop/dist/a',
      why: `the SHA-256 of s3://shop/${PLACE}${kept} is ${sha256('two')}, not ${sha256('one')}`,
    })
  })

  test('that is denied names both rights', async () => {
    s3.rule(() => ({ status: 403, code: 'AccessDenied' }))
    expect(await caught(s3.bucket().restore(from(), to, absent))).toMatchObject({
      message:
        'Could not restore s3://shop/dist/a: AccessDenied. The role needs s3:PutObject on arn:aws:s3:::shop/dist/*, ' +
        'and s3:GetObject on arn:aws:s3:::shop/.colt-deploy/dist/*.',
    })
  })
})
