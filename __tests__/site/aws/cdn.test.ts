// Distributions are found, told to fetch anew, and looked at, with the real SDK against Local AWS.

import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import { type Fault, startLocalAws } from '../../../local/index.ts'
import { messagesOf } from '../../../src/shared/action.ts'
import { cloudFront } from '../../../src/site/aws/cdn.ts'
import { caught } from '../../shared/support/caught.ts'
import { distribution } from '../support/distributions.ts'
import { means } from './local-s3.ts'

const aws = await startLocalAws()
Object.assign(process.env, aws.env)
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  aws.journal.clear()
})
afterAll(() => aws.close())

aws.buckets.create('shop')
for (let at = 0; at < 101; at += 1) await aws.distributions.create({ bucket: 'shop', aliases: [`n${at}.example`] })
const given = { bucket: 'shop', tags: { env: 'prod' }, invalidationSeconds: 10 }
const last = await aws.distributions.create({ ...given, aliases: ['Shop.example', '*.wild.example'] })
const those = distribution({ id: last.id, arn: last.arn })

function cdn() {
  const { gate, clock } = means()
  return cloudFront('us-east-1', gate, clock)
}

/** The operation fails so until the test ends. */
function fail(operation: string, fault: Fault = { status: 403, code: 'AccessDenied' }): void {
  stops.push(aws.intercept((request) => (request.operation === operation ? fault : undefined)))
}

describe('a distribution is found', () => {
  test.each(['shop.example', 'SHOP.EXAMPLE', 'dev.wild.example', '*.wild.example', last.domainName, last.id])(
    'as %s',
    async (name) => {
      expect((await cdn().find(name)).id).toBe(last.id)
    },
  )

  test('by its own name rather than by a wildcard', async () => {
    const { id } = await aws.distributions.create({ bucket: 'shop', aliases: ['a.wild.example'] })
    expect((await cdn().find('a.wild.example')).id).toBe(id)
  })

  test('in a list that is read once, page by page', async () => {
    const one = cdn()
    await Promise.all([one.find('n1.example'), one.find('shop.example')])
    expect(aws.journal.of('ListDistributions')).toHaveLength(2)
  })

  test('or not, and then some that there are are named', async () => {
    expect(messagesOf(await caught(cdn().find('none.example')))).toEqual([
      expect.stringMatching(
        /^Could not find a distribution for none\.example: none of \d+ distributions .* has that host name\. Set `distribution` to its ID, or to one of: \S+\.example, /,
      ),
    ])
  })

  test('or may not be looked for, and then the right is named', async () => {
    fail('ListDistributions')
    expect(messagesOf(await caught(cdn().find('shop.example')))).toEqual([
      'Could not find a distribution for shop.example: AccessDenied. The role needs cloudfront:ListDistributions on *.',
    ])
  })
})

describe('an invalidation', () => {
  test('is made of its paths, and is looked at until it is complete', async () => {
    const one = cdn()
    const made = await one.invalidate(those, ['/', '/index.html'], 'once')
    expect(made).toMatchObject({ complete: false })
    expect(last.invalidations.at(-1)).toMatchObject({ paths: ['/', '/index.html'], callerReference: 'once' })
    aws.clock.advance(10_000)
    expect(await one.look(those, made?.id ?? '')).toEqual({ id: made?.id, complete: true })
  })

  test('is undefined where too many are in progress', async () => {
    fail('CreateInvalidation', { status: 400, code: 'TooManyInvalidationsInProgress' })
    expect(await cdn().invalidate(those, ['/'], 'full')).toBeUndefined()
  })

  test.each([
    ['CreateInvalidation', () => cdn().invalidate(those, ['/'], 'denied'), 'Could not invalidate distribution'],
    ['GetInvalidation', () => cdn().look(those, 'I1'), 'Could not read invalidation I1 of distribution'],
  ])('that may not be made or looked at names the right %s', async (operation, act, what) => {
    fail(operation)
    expect(messagesOf(await caught(act()))).toEqual([
      `${what} ${last.id}: AccessDenied. The role needs cloudfront:${operation} on ${last.arn}.`,
    ])
  })
})

describe('the tags of a distribution', () => {
  test('are read', async () => {
    expect(await cdn().tags(those)).toEqual({ env: 'prod' })
  })

  test('are undefined where the role may not', async () => {
    fail('ListTagsForResource')
    expect(await cdn().tags(those)).toBeUndefined()
  })
})
