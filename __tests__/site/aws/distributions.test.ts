// Distributions as the real SDK reads them from Local AWS.

import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import { managedPolicies } from '../../../local/cloudfront/managed-policies.ts'
import { policyCalled } from '../../../local/cloudfront/policy.ts'
import { pageOfApp, pageOfFolder, type Rule, startLocalAws } from '../../../local/index.ts'
import { messagesOf } from '../../../src/shared/action.ts'
import { cachePolicies } from '../../../src/site/aws/cache-policies.ts'
import { cloudFront } from '../../../src/site/aws/cdn.ts'
import { distributionOf } from '../../../src/site/aws/distribution.ts'
import { caught } from '../../shared/support/caught.ts'
import { caching } from '../support/distributions.ts'
import { means } from './local-s3.ts'

const aws = await startLocalAws()
Object.assign(process.env, aws.env)
aws.buckets.create('shop')
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  aws.journal.clear()
})
afterAll(() => aws.close())

const policy = aws.distributions.createPolicy({
  ...{ name: 'own', minTtl: 5, defaultTtl: 50, maxTtl: 500, gzip: true },
  ...{ queryStrings: ['v'], headers: ['Accept-Language'], cookies: true },
})
const lastModified = new Date('2026-01-31T12:00:00.000Z')
const { id } = await aws.distributions.create({
  bucket: 'shop',
  aliases: ['shop.example'],
  compress: true,
  functions: { viewerRequest: pageOfApp },
  origins: [{ id: 'media', bucket: 'media', path: '/v1' }],
  originGroups: [{ id: 'both', members: ['shop', 'media'], statuses: [403, 404] }],
  behaviors: [
    { pattern: '/media/*', origin: 'media', cachePolicy: policy.id },
    { pattern: '/docs/*', origin: 'both', functions: { originRequest: pageOfFolder }, cachePolicy: policy.id },
    { pattern: '*.json', minTtl: 0, defaultTtl: 0, maxTtl: 60, queryStrings: ['v', 'w'] },
    { pattern: '/api/*', cachePolicy: 'CachingDisabled' },
  ],
  errorResponses: [
    { code: 404, page: '/404.html', ttl: 300 },
    { code: 403, page: '/index.html', responseCode: 200 },
    { code: 500, ttl: 0 },
  ],
  lastModified,
})

const shop = { domainName: 'shop.s3.us-east-1.amazonaws.com', path: '/dist' }
const media = { domainName: 'media.s3.us-east-1.amazonaws.com', path: '/v1' }
const own = {
  ...{ minTtl: 5, defaultTtl: 50, maxTtl: 500, gzip: true, brotli: false },
  ...{ queryStrings: { only: ['v'] }, headers: { only: ['Accept-Language'] }, cookies: 'all' },
}

function cdn() {
  const { gate, clock } = means()
  return cloudFront('us-east-1', gate, clock)
}

/** These operations are denied until the test ends. */
function deny(...operations: readonly string[]): void {
  const rule: Rule = ({ operation }) =>
    operations.includes(operation) ? { status: 403, code: 'AccessDenied' } : undefined
  stops.push(aws.intercept(rule))
}

const operations = () => aws.journal.entries.map(({ operation }) => operation)

describe('a distribution is read', () => {
  test('with its state and the names that it answers for', async () => {
    expect(await cdn().find(id)).toMatchObject({
      ...{ id, enabled: true, deployed: true, lastModified: lastModified.toISOString(), readable: true },
      ...{ aliases: ['shop.example'], defaultRootObject: 'index.html', origins: [shop, media] },
      arn: expect.stringMatching(/^arn:aws:cloudfront::\d{12}:distribution\/E/),
      domainName: expect.stringMatching(/\.cloudfront\.net$/),
    })
  })

  test('with its behaviours in their order, the default one last, groups of origins resolved', async () => {
    const { behaviors } = await cdn().find(id)
    expect(behaviors.map(({ pattern, origins, failover }) => [pattern, origins, failover])).toEqual([
      ['/media/*', [media], []],
      ['/docs/*', [shop, media], [403, 404]],
      ['*.json', [shop], []],
      ['/api/*', [shop], []],
      ['*', [shop], []],
    ])
  })

  test('with times and cache keys: of policies, managed or not, and of the older settings', async () => {
    const { behaviors } = await cdn().find(id)
    const nothing = { minTtl: 0, defaultTtl: 0, maxTtl: 0, gzip: false, brotli: false }
    const older = { minTtl: 0, defaultTtl: 0, maxTtl: 60, queryStrings: { only: ['v', 'w'] }, brotli: false }
    expect(behaviors.map((one) => one.caching)).toEqual([own, own, caching(older), caching(nothing), caching()])
    expect(behaviors.map((one) => one.policy === '')).toEqual([false, false, true, false, false])
  })

  test('with its functions', async () => {
    const { behaviors } = await cdn().find(id)
    expect(behaviors.map(({ functions }) => functions.map(({ kind, event }) => [kind, event]))).toEqual([
      [],
      [['lambda', 'origin-request']],
      [],
      [],
      [['cloudfront', 'viewer-request']],
    ])
  })

  test('with whether it compresses', async () => {
    expect((await cdn().find(id)).behaviors.map(({ compress }) => compress)).toEqual([false, false, false, false, true])
  })

  test('with what stands in for errors', async () => {
    expect((await cdn().find(id)).errorResponses).toEqual([
      { status: 404, page: '/404.html', answeredStatus: 404, ttl: 300 },
      { status: 403, page: '/index.html', answeredStatus: 200, ttl: 10 },
      { status: 500, page: '', answeredStatus: 500, ttl: 0 },
    ])
  })

  test('while its settings are on their way', async () => {
    const given = { bucket: 'shop', deploySeconds: 60 }
    const { id: fresh } = await aws.distributions.create(given)
    expect(await cdn().find(fresh)).toMatchObject({ deployed: false })
  })

  test('with one request, and one more for each policy that AWS does not manage', async () => {
    await cdn().find(id)
    expect(operations()).toEqual(['GetDistribution', 'GetCachePolicy'])
  })

  test('with its policies read once, however many distributions name them', async () => {
    const { id: other } = await aws.distributions.create({ bucket: 'shop', cachePolicy: policy.id })
    const both = cdn()
    const found = await Promise.all([both.find(id), both.find(other)])
    expect(found[1]?.behaviors.map((one) => one.caching)).toEqual([own])
    expect(operations().filter((operation) => operation === 'GetCachePolicy')).toHaveLength(1)
  })

  test.each([...managedPolicies.values()].map(({ name }) => name))(
    'with %s, which AWS manages: known without a request, as GetCachePolicy would tell it',
    async (name) => {
      const { id: _, ...same } = policyCalled(name, managedPolicies)
      const copy = aws.distributions.createPolicy(same)
      const behaviors = [{ pattern: '/asked', cachePolicy: copy.id }]
      const { id: named } = await aws.distributions.create({ bucket: 'shop', cachePolicy: name, behaviors })
      const [asked, known] = (await cdn().find(named)).behaviors
      expect(operations()).toEqual(['GetDistribution', 'GetCachePolicy'])
      expect(known?.caching).toEqual(asked?.caching)
    },
  )
})

describe('what the role may not read', () => {
  test('of a distribution is read from its settings', async () => {
    deny('GetDistribution')
    const found = await cdn().find(id)
    expect(found).toMatchObject({
      readable: true,
      deployed: undefined,
      lastModified: '',
      domainName: '',
      origins: [shop, media],
    })
    expect(found.behaviors.map((one) => one.caching)).toContainEqual(own)
    expect(found.arn).toBe(`arn:aws:cloudfront::*:distribution/${id}`)
  })

  test('in either way is told as unreadable', async () => {
    deny('GetDistribution', 'GetDistributionConfig')
    expect(await cdn().find(id)).toMatchObject({ id, readable: false, enabled: true, behaviors: [], origins: [] })
  })

  test('of a policy is left out, and all else is there', async () => {
    deny('GetCachePolicy')
    const { behaviors, readable } = await cdn().find(id)
    expect(readable).toBe(true)
    expect(behaviors.slice(0, 2).map((one) => [one.policy, one.caching])).toEqual([
      [policy.id, undefined],
      [policy.id, undefined],
    ])
    expect(behaviors.at(-1)?.caching).toEqual(caching())
  })
})

describe('what cannot be read', () => {
  test('because there is no such distribution is told', async () => {
    expect(messagesOf(await caught(cdn().find('E0NOTTHERE')))).toEqual([
      'Could not read distribution E0NOTTHERE: this account has no such distribution. ' +
        'Check the input `distribution` and the account that the credentials belong to.',
    ])
  })

  test('because AWS fails is told, of a policy, too', async () => {
    stops.push(
      aws.intercept(({ operation }) => (operation === 'GetCachePolicy' ? { status: 503, code: 'Oh' } : undefined)),
    )
    expect(messagesOf(await caught(cdn().find(id)))).toEqual([
      expect.stringContaining(`Could not read cache policy ${policy.id}: AWS failed`),
    ])
  })
})

describe('settings that Local AWS does not have', () => {
  const functions = { Quantity: 0 }
  const settings = {
    ...{ TargetOriginId: 'shop', ViewerProtocolPolicy: 'https-only' as const, Compress: true },
    ...{ FunctionAssociations: functions, LambdaFunctionAssociations: functions },
  }
  const config = (DefaultCacheBehavior: object) => ({
    ...{ CallerReference: '', Comment: '', Enabled: true },
    Origins: { Quantity: 1, Items: [{ Id: 'shop', DomainName: shop.domainName, OriginPath: '/dist' }] },
    DefaultCacheBehavior: { ...settings, ...DefaultCacheBehavior },
  })
  const read = (behavior: object) => {
    const [found] = distributionOf('E1', { DistributionConfig: config(behavior) }, new Map()).behaviors
    if (found === undefined) throw new Error('no behaviour')
    return found
  }
  const forwarding = (ForwardedValues: object) =>
    read({ ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' }, ...ForwardedValues } }).caching

  test('are the older TTLs where none is given: none, a day, a year', () => {
    expect(forwarding({})).toEqual(caching({ minTtl: 0, brotli: false }))
  })

  test('are all headers, with which nothing is kept', () => {
    expect(forwarding({ Headers: { Quantity: 1, Items: ['*'] } })).toEqual(
      caching({ minTtl: 0, defaultTtl: 0, maxTtl: 0, headers: 'all', brotli: false }),
    )
  })

  test.each([
    [{ Headers: { Quantity: 1, Items: ['Origin'] } }, { headers: { only: ['Origin'] } }],
    [{ Cookies: { Forward: 'all' } }, { cookies: 'all' }],
    [
      { Cookies: { Forward: 'whitelist', WhitelistedNames: { Quantity: 1, Items: ['a'] } } },
      { cookies: { only: ['a'] } },
    ],
    [{ QueryString: true }, { queryStrings: 'all' }],
  ])('are parts of the key: %j', (given, key) => {
    expect(forwarding(given)).toMatchObject(key)
  })

  test('are functions at each of their four moments', () => {
    const association = (EventType: string) => ({
      EventType,
      LambdaFunctionARN: `arn:${EventType}`,
      FunctionARN: 'arn:f',
    })
    const { functions: found } = read({
      FunctionAssociations: { Quantity: 1, Items: [association('viewer-response')] },
      LambdaFunctionAssociations: { Quantity: 2, Items: ['origin-request', 'origin-response'].map(association) },
    })
    expect(found).toEqual([
      { kind: 'cloudfront', event: 'viewer-response', arn: 'arn:f' },
      { kind: 'lambda', event: 'origin-request', arn: 'arn:origin-request' },
      { kind: 'lambda', event: 'origin-response', arn: 'arn:origin-response' },
    ])
  })

  test('are names that are chosen in other ways, and times that a policy leaves out', async () => {
    const names = { Quantity: 1, Items: ['a'] }
    const read = cachePolicies(async () => ({
      ...{ Name: 'odd', MinTTL: 100_000 },
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: false,
        QueryStringsConfig: { QueryStringBehavior: 'all' },
        CookiesConfig: { CookieBehavior: 'allExcept', Cookies: names },
        HeadersConfig: { HeaderBehavior: 'none' },
      },
    }))
    expect((await read(['odd'])).get('odd')).toEqual({
      ...{ minTtl: 100_000, defaultTtl: 100_000, maxTtl: 31_536_000, gzip: false, brotli: false },
      ...{ queryStrings: 'all', cookies: { allBut: ['a'] }, headers: 'none' },
    })
  })
})
