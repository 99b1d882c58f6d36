// The state port on the real SDK: small objects with conditions, and S3's own clock.

import { describe, expect, test } from '@jest/globals'
import { openGate } from '../../../src/shared/gate.ts'
import { caught } from '../../shared/support/caught.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import { localS3, md5, PLACE } from './local-s3.ts'

const s3 = await localS3()
const { aws } = s3
const absent = { absent: true } as const
const record = Buffer.from('{"live":1}')

describe('an object', () => {
  test('is written with its condition, as JSON that nobody caches, and comes back', async () => {
    const state = s3.state()
    const etag = await state.put('current.json', record, absent)
    expect(etag).toBe(md5(record))
    expect(aws.buckets.get('shop', `${PLACE}current.json`)?.headers).toEqual({
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
    })
    expect(aws.journal.of('PutObject')[0]?.headers['x-amz-checksum-sha256']).toMatch(/=$/)
    expect(await state.get('current.json')).toEqual({ body: record, etag, age: expect.any(Number) })
    expect(await caught(state.put('current.json', record, absent))).toMatchObject({
      name: 'ConditionRefused',
      status: 412,
    })
    expect(await state.put('current.json', Buffer.from('2'), { etag })).toBe(md5('2'))
  })

  test('that is not there is undefined', async () => {
    expect(await s3.state().get('current.json')).toBeUndefined()
  })

  test('that is not there is undefined, too, where the role may list only below a prefix: then S3 answers 403', async () => {
    s3.rule(({ operation }) => (operation === 'GetObject' ? { status: 403, code: 'AccessDenied' } : undefined))
    expect(await s3.state().get('current.json')).toBeUndefined()
    expect(aws.journal.of('ListObjectsV2').at(-1)?.query).toMatchObject({ prefix: `${PLACE}current.json` })
  })

  test.each<[string, readonly string[]]>([
    ['that is there', ['GetObject']],
    ['that nobody may list', ['GetObject', 'ListObjectsV2']],
  ])('%s and may not be read is an error', async (name, denied) => {
    if (name === 'that is there') s3.put(`${PLACE}current.json`, 'record')
    // Another one, whose key begins alike, proves nothing.
    s3.put(`${PLACE}current.json.bak`, 'record')
    s3.rule(({ operation }) => (denied.includes(operation) ? { status: 403, code: 'AccessDenied' } : undefined))
    expect(await caught(s3.state().get('current.json'))).toMatchObject({
      message: expect.stringMatching(/AccessDenied\. The role needs s3:GetObject on .*, and s3:ListBucket on/),
    })
  })

  test('in a bucket that is not there is an error', async () => {
    expect(await caught(s3.state({ bucket: 'none' }).get('current.json'))).toMatchObject({
      message: expect.stringMatching(
        /^Could not read s3:\/\/none\/\.colt-deploy\/dist\/current\.json: there is no bucket of the name none\./,
      ),
    })
  })

  test('comes back whole where an answer breaks off', async () => {
    const body = 'record '.repeat(100_000)
    const etag = s3.put(`${PLACE}current.json`, body)
    let answers = 0
    s3.rule(() => {
      answers += 1
      return answers === 1 ? { cut: 1000 } : undefined
    })
    expect(await s3.state().get('current.json')).toMatchObject({ body: Buffer.from(body), etag })
    expect(s3.journal()).toHaveLength(2)
  })

  test('whose answers break off again and again is an error', async () => {
    s3.put(`${PLACE}current.json`, 'record')
    s3.rule(() => ({ cut: 1 }))
    expect(await caught(s3.state().get('current.json'))).toMatchObject({
      message: expect.stringMatching(
        /^Could not read s3:\/\/shop\/\.colt-deploy\/dist\/current\.json: AWS could not be/,
      ),
    })
    expect(s3.journal()).toHaveLength(6)
  })

  test('leaves only in the version that is meant', async () => {
    const [state, etag] = [s3.state(), s3.put(`${PLACE}kept/1`, 'one')]
    expect(await caught(state.remove('kept/1', 'other'))).toMatchObject({ name: 'ConditionRefused', status: 412 })
    await state.remove('kept/1', etag)
    await state.remove('kept/1', etag)
    expect(aws.buckets.keys('shop')).toEqual([])
  })
})

test('all that lies there is listed by name, and nothing else', async () => {
  for (const key of ['current.json', 'kept/1', 'deep/er/current.json']) s3.put(PLACE + key, key)
  for (const key of ['dist/a', '.colt-deploy/dist2/current.json', '.colt-deploy/a']) s3.put(key, key)
  expect(await s3.state().list()).toEqual(
    ['current.json', 'deep/er/current.json', 'kept/1'].map((name) => ({ name, size: name.length, etag: md5(name) })),
  )
})

test('beside the state of the whole bucket lie those of other prefixes, and they are listed too', async () => {
  for (const key of ['-/current.json', 'dist/current.json', 'dist/kept/1']) s3.put(`.colt-deploy/${key}`, key)
  s3.put('.colt-deployed', '')
  const names = (await s3.state({ place: '.colt-deploy/-/' }).list()).map(({ name }) => name)
  expect(names).toEqual(['current.json', '../dist/current.json', '../dist/kept/1'])
})

test('its place is told as people find it', () => {
  expect(s3.state().place).toBe('s3://shop/.colt-deploy/dist/')
})

describe('what is denied says what the role needs', () => {
  const objects = 'arn:aws:s3:::shop/.colt-deploy/dist/*'
  const at = 's3://shop/.colt-deploy/dist'
  const state = s3.state()
  const table: Readonly<Record<string, readonly [request: () => Promise<unknown>, message: string]>> = {
    get: [
      () => state.get('lease.json'),
      `Could not read ${at}/lease.json: AccessDenied. The role needs s3:GetObject on ${objects}, and s3:ListBucket on arn:aws:s3:::shop.`,
    ],
    put: [
      () => state.put('lease.json', record, absent),
      `Could not write ${at}/lease.json: AccessDenied. The role needs s3:PutObject on ${objects}.`,
    ],
    list: [
      () => state.list(),
      `Could not list ${at}/: AccessDenied. The role needs s3:ListBucket on arn:aws:s3:::shop.`,
    ],
    remove: [
      () => state.remove('kept/1', 'x'),
      `Could not delete ${at}/kept/1: AccessDenied. The role needs s3:DeleteObject on ${objects}.`,
    ],
    hasConditions: [
      () => state.hasConditions(),
      `Could not write ${at}/conditions: AccessDenied. The role needs s3:PutObject on ${objects}.`,
    ],
  }

  test.each(Object.entries(table))('%s', async (_, [request, message]) => {
    s3.rule(() => ({ status: 403, code: 'AccessDenied' }))
    expect(await caught(request())).toMatchObject({ message })
  })
})

describe('the time of S3', () => {
  test('tells how old an object is, whatever our own clock says', async () => {
    const state = s3.state()
    await state.put('lease.json', record, absent)
    const before = (await state.get('lease.json'))?.age ?? -1
    aws.clock.advance(31_000)
    const after = (await state.get('lease.json'))?.age ?? -1
    expect(before).toBeGreaterThanOrEqual(0)
    expect(after - before).toBeGreaterThanOrEqual(31_000)
    expect(after - before).toBeLessThan(33_000)
  })

  test('is that of the latest answer, and goes on by itself', async () => {
    const clock = fakeClock()
    const state = s3.state({}, { gate: openGate(), clock })
    const off = () => state.now() - aws.clock.now()
    expect(Math.abs(state.now() - Date.now())).toBeLessThan(1000)
    aws.clock.advance(86_400_000)
    await state.list()
    expect(Math.abs(off())).toBeLessThan(2000)
    clock.advance(5000)
    expect(Math.abs(off() - 5000)).toBeLessThan(2000)
    aws.clock.advance(60_000)
    await state.get('none.json')
    expect(Math.abs(off())).toBeLessThan(2000)
  })

  test('is told by errors too', async () => {
    const state = s3.state()
    aws.clock.advance(3_600_000)
    s3.rule(() => ({ status: 403, code: 'AccessDenied' }))
    await caught(state.get('lease.json'))
    expect(Math.abs(state.now() - aws.clock.now())).toBeLessThan(2000)
  })

  test('is not told by an answer without a date: an object is as young as can be then', async () => {
    const written = { ETag: '"1"', 'Last-Modified': new Date(Date.now() - 60_000).toUTCString() }
    await s3.instead(() => ({ body: 'x', headers: written }))
    const state = s3.state()
    expect(await state.get('lease.json')).toEqual({ body: Buffer.from('x'), etag: '1', age: 0 })
    expect(Math.abs(state.now() - Date.now())).toBeLessThan(1000)
  })
})

describe('a server', () => {
  test('that holds writes to their conditions is found to, and nothing stays', async () => {
    expect(await s3.state().hasConditions()).toBe(true)
    s3.put(`${PLACE}conditions`, 'somehow there')
    expect(await s3.state().hasConditions()).toBe(true)
    expect(s3.text(`${PLACE}conditions`)).toBe('somehow there')
  })

  test('that ignores them is found to, and nothing stays', async () => {
    aws.buckets.create('old', { conditionalWrites: false })
    expect(await s3.state({ bucket: 'old' }).hasConditions()).toBe(false)
    expect(aws.buckets.keys('old')).toEqual([])
  })

  test('that does not know them is found to, by one request', async () => {
    s3.rule(() => ({ status: 501, code: 'NotImplemented' }))
    expect(await s3.state().hasConditions()).toBe(false)
    expect(s3.journal()).toHaveLength(1)
  })
})
