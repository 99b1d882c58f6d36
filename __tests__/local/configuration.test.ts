import {
  GetCachePolicyCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront'
import { afterAll, expect, test } from '@jest/globals'

import { pageOfApp, pageOfFolder, startLocalAws } from '../../local/index.ts'
import { cloudFrontFor, outcomeOf } from './clients.ts'

const aws = await startLocalAws()
const cloudFront = cloudFrontFor(aws)

aws.buckets.create('site')
afterAll(() => aws.close())

const policy = aws.distributions.createPolicy({ name: 'versions', minTtl: 5, queryStrings: ['v'], gzip: true })
const { id } = await aws.distributions.create({
  bucket: 'site',
  functions: { viewerRequest: pageOfApp },
  compress: true,
  origins: [{ id: 'media', bucket: 'media-bucket', path: '/v1' }],
  originGroups: [{ id: 'both', members: ['site', 'media'], statuses: [403, 404] }],
  behaviors: [
    { pattern: '/media/*', origin: 'media', cachePolicy: policy.id },
    { pattern: '/docs/*', origin: 'both', functions: { originRequest: pageOfFolder } },
    { pattern: '*.json', minTtl: 0, defaultTtl: 0, maxTtl: 60, queryStrings: ['v', 'w'] },
  ],
  errorResponses: [{ code: 404, page: '/404.html', ttl: 300 }],
})
const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: id }))
const config = Distribution?.DistributionConfig

test('each behaviour tells its pattern, origin and policy or settings, in the order in which they are tried', () => {
  const told = config?.CacheBehaviors?.Items?.map((behavior) => [
    behavior.PathPattern,
    behavior.TargetOriginId,
    behavior.CachePolicyId ?? [behavior.MinTTL, behavior.DefaultTTL, behavior.MaxTTL],
  ])
  expect(told).toEqual([
    ['/media/*', 'media', policy.id],
    ['/docs/*', 'both', '658327ea-f89d-4fab-a63d-7e88639e58f6'],
    ['*.json', 'site', [0, 0, 60]],
  ])
  expect(config?.CacheBehaviors?.Items?.[2]?.ForwardedValues).toMatchObject({
    QueryString: true,
    QueryStringCacheKeys: { Quantity: 2, Items: ['v', 'w'] },
  })
})

test('the default behaviour has no pattern', () => {
  expect(config?.DefaultCacheBehavior).toMatchObject({ TargetOriginId: 'site', Compress: true })
  expect(config?.DefaultCacheBehavior).not.toHaveProperty('PathPattern')
  expect(config?.DefaultCacheBehavior?.AllowedMethods).toEqual({
    Quantity: 2,
    Items: ['HEAD', 'GET'],
    CachedMethods: { Quantity: 2, Items: ['HEAD', 'GET'] },
  })
})

test('a query string that counts is an older setting, beside the TTLs of CachingOptimized', async () => {
  const made = await aws.distributions.create({ bucket: 'site', queryStrings: true })
  const told = await cloudFront.send(new GetDistributionCommand({ Id: made.id }))
  const behavior = told.Distribution?.DistributionConfig?.DefaultCacheBehavior
  expect(behavior).toMatchObject({ MinTTL: 1, DefaultTTL: 86_400, MaxTTL: 31_536_000 })
  expect(behavior?.ForwardedValues).toMatchObject({ QueryString: true, QueryStringCacheKeys: { Quantity: 0 } })
  expect(behavior).not.toHaveProperty('CachePolicyId')
})

test('functions are told where they are: at the viewer as a CloudFront function, at the origin as Lambda@Edge', () => {
  const docs = config?.CacheBehaviors?.Items?.[1]
  expect(config?.DefaultCacheBehavior?.FunctionAssociations?.Items).toEqual([
    { EventType: 'viewer-request', FunctionARN: expect.stringMatching(/^arn:aws:cloudfront::\d{12}:function\//) },
  ])
  expect(config?.DefaultCacheBehavior?.LambdaFunctionAssociations?.Quantity).toBe(0)
  expect(docs?.FunctionAssociations?.Quantity).toBe(0)
  expect(docs?.LambdaFunctionAssociations?.Items).toMatchObject([
    {
      EventType: 'origin-request',
      LambdaFunctionARN: expect.stringMatching(/^arn:aws:lambda:us-east-1:\d{12}:function:\w+:1$/),
    },
  ])
})

test('origins, groups and error responses are told', () => {
  expect(config?.Origins?.Items?.map(({ Id, DomainName, OriginPath }) => [Id, DomainName, OriginPath])).toEqual([
    ['site', 'site.s3.us-east-1.amazonaws.com', '/dist'],
    ['media', 'media-bucket.s3.us-east-1.amazonaws.com', '/v1'],
  ])
  expect(config?.OriginGroups?.Items).toMatchObject([
    {
      Id: 'both',
      FailoverCriteria: { StatusCodes: { Quantity: 2, Items: [403, 404] } },
      Members: { Quantity: 2, Items: [{ OriginId: 'site' }, { OriginId: 'media' }] },
    },
  ])
  expect(config?.CustomErrorResponses?.Items).toEqual([
    { ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: '404', ErrorCachingMinTTL: 300 },
  ])
})

test('GetDistributionConfig and ListDistributions tell the same', async () => {
  const { DistributionConfig } = await cloudFront.send(new GetDistributionConfigCommand({ Id: id }))
  expect(DistributionConfig).toEqual(config)
  const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}))
  const { CacheBehaviors, DefaultCacheBehavior, Origins, OriginGroups, CustomErrorResponses } = config ?? {}
  expect(DistributionList?.Items?.find(({ Id }) => Id === id)).toMatchObject({
    CacheBehaviors,
    DefaultCacheBehavior,
    Origins,
    OriginGroups,
    CustomErrorResponses,
  })
})

test('a policy of one’s own is told with its TTLs, cache key and encodings', async () => {
  const { CachePolicy } = await cloudFront.send(new GetCachePolicyCommand({ Id: policy.id }))
  expect(CachePolicy?.CachePolicyConfig).toMatchObject({
    Name: 'versions',
    MinTTL: 5,
    DefaultTTL: 86_400,
    MaxTTL: 31_536_000,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: true,
      EnableAcceptEncodingBrotli: false,
      QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: { Quantity: 1, Items: ['v'] } },
    },
  })
})

test.each([
  ['658327ea-f89d-4fab-a63d-7e88639e58f6', 'Managed-CachingOptimized', 1, 86_400, 31_536_000, 'none'],
  [
    'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    'Managed-CachingOptimizedForUncompressedObjects',
    1,
    86_400,
    31_536_000,
    'none',
  ],
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', 'Managed-CachingDisabled', 0, 0, 0, 'none'],
  ['83da9c7e-98b4-4e11-a168-04f0df8e2c65', 'Managed-UseOriginCacheControlHeaders', 0, 0, 31_536_000, 'none'],
  [
    '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    'Managed-UseOriginCacheControlHeaders-QueryStrings',
    0,
    0,
    31_536_000,
    'all',
  ],
  ['2e54312d-136d-493c-8eb9-b001f22f67d2', 'Managed-Amplify', 2, 2, 600, 'all'],
])('the managed policy %s is %s', async (Id, Name, MinTTL, DefaultTTL, MaxTTL, QueryStringBehavior) => {
  const { CachePolicy } = await cloudFront.send(new GetCachePolicyCommand({ Id }))
  const { ParametersInCacheKeyAndForwardedToOrigin: key, ...told } = CachePolicy?.CachePolicyConfig ?? {}
  expect(told).toMatchObject({ Name, MinTTL, DefaultTTL, MaxTTL })
  expect(key?.QueryStringsConfig?.QueryStringBehavior).toBe(QueryStringBehavior)
})

test('a policy that there is not is told so', async () => {
  expect(await outcomeOf(cloudFront.send(new GetCachePolicyCommand({ Id: 'none' })))).toBe('404 NoSuchCachePolicy')
})

test('a distribution is InProgress until every edge has its configuration', async () => {
  const lastModified = new Date(aws.clock.now() - 60_000)
  const young = await aws.distributions.create({ bucket: 'site', lastModified, deploySeconds: 300 })
  const told = async () => (await cloudFront.send(new GetDistributionCommand({ Id: young.id }))).Distribution
  expect(await told()).toMatchObject({ Status: 'InProgress', LastModifiedTime: lastModified })
  aws.clock.advance(240_000)
  expect(await told()).toMatchObject({ Status: 'Deployed', LastModifiedTime: lastModified })
})
