import {
  GetCachePolicyCommand,
  GetDistributionCommand,
  ListDistributionsCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront'
import { afterAll, expect, test } from '@jest/globals'

import { startLocalAws } from '../../local/index.ts'
import { cloudFrontFor, outcomeOf } from './clients.ts'

const aws = await startLocalAws()
const cloudFront = cloudFrontFor(aws)

aws.buckets.create('site')
for (const id of ['EONE', 'ETWO', 'ETHREE']) await aws.distributions.create({ bucket: 'site', id, minTtl: 5 })
afterAll(() => aws.close())

test('distributions are listed in pages', async () => {
  const pages: string[][] = []
  let Marker: string | undefined
  do {
    const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({ MaxItems: 2, Marker }))
    pages.push(DistributionList?.Items?.map(({ Id = '' }) => Id) ?? [])
    Marker = DistributionList?.NextMarker
  } while (Marker !== undefined)
  expect(pages).toEqual([['EONE', 'ETWO'], ['ETHREE']])
})

test('a marker that was never given is refused', async () => {
  expect(await outcomeOf(cloudFront.send(new ListDistributionsCommand({ Marker: 'ENONE' })))).toBe(
    '400 InvalidArgument',
  )
})

test('TTLs of its own stand in the behaviour, those of the managed policy in the policy', async () => {
  const own = await cloudFront.send(new GetDistributionCommand({ Id: 'EONE' }))
  expect(own.Distribution?.DistributionConfig?.DefaultCacheBehavior).toMatchObject({ MinTTL: 5, DefaultTTL: 86_400 })
  const { id } = await aws.distributions.create({ bucket: 'site' })
  const managed = await cloudFront.send(new GetDistributionCommand({ Id: id }))
  const Id = managed.Distribution?.DistributionConfig?.DefaultCacheBehavior?.CachePolicyId
  const { CachePolicy } = await cloudFront.send(new GetCachePolicyCommand({ Id }))
  expect(CachePolicy?.CachePolicyConfig).toMatchObject({ MinTTL: 1, DefaultTTL: 86_400, MaxTTL: 31_536_000 })
})

test('a distribution that nothing was invalidated on lists nothing', async () => {
  const { InvalidationList } = await cloudFront.send(new ListInvalidationsCommand({ DistributionId: 'EONE' }))
  expect([InvalidationList?.Quantity, InvalidationList?.IsTruncated]).toEqual([0, false])
})

test('an identifier can be given once', async () => {
  await expect(aws.distributions.create({ bucket: 'site', id: 'EONE' })).rejects.toThrow('EONE')
})

test('who asks CloudFront or STS without a signature, or with an unknown key, is turned away in their words', async () => {
  const code = async (path: string, init: RequestInit) =>
    /<Code>(.*)<\/Code>/.exec(await (await fetch(aws.endpoint + path, init)).text())?.[1]
  const Authorization = 'AWS4-HMAC-SHA256 Credential=AKIANOBODY/20260831/us-east-1/cloudfront/aws4_request'
  expect(await code('/2020-05-31/distribution', {})).toBe('MissingAuthenticationToken')
  expect(await code('/2020-05-31/distribution', { headers: { Authorization } })).toBe('InvalidClientTokenId')
  expect(await code('/', { method: 'POST', body: 'Action=GetCallerIdentity' })).toBe('MissingAuthenticationToken')
})
