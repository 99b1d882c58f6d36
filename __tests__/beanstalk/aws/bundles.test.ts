// Whose bucket it is: nothing is read from, and nothing written to, that of another account.

import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { s3State } from '../../../src/beanstalk/aws/bundles.ts'
import { openGate } from '../../../src/shared/gate.ts'
import { caught } from '../../shared/support/caught.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import { inParts } from '../../shared/support/parts.ts'
import { ACCOUNT, localBundles } from '../support/local-bundles.ts'

const local = await localBundles()
const { aws, bundles } = local
aws.buckets.create('foreign', { owner: '999999999999' })
aws.buckets.put('foreign', 'a.zip', 'theirs')

const place = { bucket: 'foreign', owner: ACCOUNT, place: '.colt-deploy/colt-api/api-prod/', region: 'us-east-1' }
const state = () => s3State(place, openGate(), fakeClock())
const zip = Buffer.from('ours')
const sha256 = createHash('sha256').update(zip).digest('hex')
const absent = { absent: true } as const

test.each<[string, string, () => Promise<unknown>]>([
  ['read', 's3:GetObject', () => bundles(place).hash('a.zip')],
  ['read', 's3:GetObject', () => bundles().hash('a.zip', 'foreign')],
  ['upload', 's3:PutObject', () => bundles(place).put('b.zip', { bytes: zip, sha256 })],
  ['upload', 's3:PutObject', () => bundles(place).putParts('b.zip', inParts(zip))],
  ['read', 's3:GetObject', () => state().get('history.json')],
  ['write', 's3:PutObject', () => state().put('history.json', zip, absent)],
  ['write', 's3:PutObject', () => state().hasConditions()],
])('to %s in a bucket of another account is refused (%s)', async (verb, action, work) => {
  expect(await caught(work())).toMatchObject({
    message: expect.stringMatching(
      new RegExp(
        `^Could not ${verb} s3://foreign/.*: AccessDenied, which is also the answer where foreign is not a bucket of ` +
          `account ${ACCOUNT}\\. Name a bucket of that account in \`bucket\`; if it is one, the role needs ${action} on `,
      ),
    ),
  })
  expect(aws.buckets.keys('foreign')).toEqual(['a.zip'])
})

test('a denial that names the right it is for says nothing of the owner', async () => {
  local.failing('PutObject', () => ({
    status: 403,
    code: 'AccessDenied',
    message: 'User: x is not authorized to perform: s3:PutObject',
  }))
  expect(await caught(bundles().put('b.zip', { bytes: zip, sha256 }))).toMatchObject({
    message: expect.not.stringMatching(/is not a bucket of/),
  })
})

test('other bytes than the hash says are not stored', async () => {
  expect(await caught(bundles().put('b.zip', { bytes: Buffer.from('else'), sha256 }))).toMatchObject({
    message: expect.stringMatching(/other bytes arrived than were read before/),
  })
  expect(aws.buckets.keys('bundles')).toEqual([])
})

test('a hash is that of the bytes, whichever way they came; of nothing there is none', async () => {
  aws.buckets.put('bundles', 'a.zip', zip)
  expect(await bundles().hash('a.zip')).toBe(sha256)
  expect(await bundles().hash('b.zip')).toBeUndefined()
})
