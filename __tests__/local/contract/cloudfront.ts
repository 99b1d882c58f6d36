import { deepEqual, equal } from 'node:assert/strict'
import {
  GetCachePolicyCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudfront'

import { answerTo, type Case } from './world.ts'

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'

export const cloudFrontCases: readonly Case[] = [
  {
    name: 'a distribution is listed with its aliases',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}))
      const found = DistributionList?.Items?.find(({ Id }) => Id === server.distribution?.id)
      deepEqual(found?.Aliases?.Items, ['contract.example'])
      equal(found?.Enabled, true)
    },
  },
  {
    name: 'a distribution tells its domain name, status, origin and error responses',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: server.distribution?.id }))
      const config = Distribution?.DistributionConfig
      equal(Distribution?.Status, 'Deployed')
      equal(/^[a-z0-9]+\.cloudfront\.net$/.test(Distribution?.DomainName ?? ''), true)
      deepEqual([config?.DefaultRootObject, config?.Origins?.Items?.[0]?.OriginPath], ['index.html', '/dist'])
      deepEqual(
        config?.CustomErrorResponses?.Items?.map(({ ErrorCode, ResponsePagePath, ResponseCode }) => [
          ErrorCode,
          ResponsePagePath,
          ResponseCode,
        ]),
        [[403, '/index.html', '200']],
      )
    },
  },
  {
    name: 'a configuration comes with an ETag',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const answer = await cloudFront.send(new GetDistributionConfigCommand({ Id: server.distribution?.id }))
      deepEqual([answer.DistributionConfig?.DefaultRootObject, typeof answer.ETag], ['index.html', 'string'])
    },
  },
  {
    name: 'the tags of a distribution are told',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const { Tags } = await cloudFront.send(new ListTagsForResourceCommand({ Resource: server.distribution?.arn }))
      deepEqual(Tags?.Items, [{ Key: 'env', Value: 'prod' }])
    },
  },
  {
    name: 'a behaviour tells its pattern, its policy, and an origin that there is',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const answer = await cloudFront.send(new GetDistributionConfigCommand({ Id: server.distribution?.id }))
      const { CacheBehaviors, DefaultCacheBehavior, Origins } = answer.DistributionConfig ?? {}
      const [behavior] = CacheBehaviors?.Items ?? []
      deepEqual([CacheBehaviors?.Quantity, behavior?.PathPattern], [1, '/assets/*'])
      equal(behavior?.CachePolicyId, CACHING_OPTIMIZED)
      const origins = Origins?.Items?.map(({ Id }) => Id)
      deepEqual([behavior?.TargetOriginId, DefaultCacheBehavior?.TargetOriginId], [origins?.[0], origins?.[0]])
    },
  },
  {
    name: 'a managed cache policy tells its TTLs and its cache key',
    needs: 'cloudfront',
    run: async ({ cloudFront }) => {
      const { CachePolicy } = await cloudFront.send(new GetCachePolicyCommand({ Id: CACHING_OPTIMIZED }))
      const config = CachePolicy?.CachePolicyConfig
      deepEqual([config?.MinTTL, config?.DefaultTTL, config?.MaxTTL], [1, 86_400, 31_536_000])
      const key = config?.ParametersInCacheKeyAndForwardedToOrigin
      deepEqual([key?.EnableAcceptEncodingGzip, key?.QueryStringsConfig?.QueryStringBehavior], [true, 'none'])
    },
  },
  {
    name: 'a distribution that does not exist is told so',
    needs: 'cloudfront',
    run: async ({ cloudFront }) => {
      const request = cloudFront.send(new GetDistributionCommand({ Id: 'ENOSUCHTHING' }))
      equal(await answerTo(request), '404 NoSuchDistribution')
    },
  },
  {
    name: 'a cache policy that does not exist is told so',
    needs: 'cloudfront',
    run: async ({ cloudFront }) => {
      const request = cloudFront.send(new GetCachePolicyCommand({ Id: '00000000-0000-0000-0000-000000000000' }))
      equal(await answerTo(request), '404 NoSuchCachePolicy')
    },
  },
]
